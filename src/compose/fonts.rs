//! The text faces and how wide a text is in them.
