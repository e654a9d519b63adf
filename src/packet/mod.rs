//! The packet on disk: bound, read back, verified. One of the few places that touch files.

pub mod bind;
pub mod manifest;
pub mod verify;
