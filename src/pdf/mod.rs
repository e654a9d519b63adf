//! PDF: the only module that names PDF crates.
//!
//! [`inspect`] tells intake about a file; [`typeset`] turns sheets into pages (printpdf); [`source`] opens
//! evidence the careful way (lopdf, flattened by [`flatten`]; pictures by [`picture`]); [`volume`] is the one
//! deterministic streaming writer that both meet in; [`readback`] opens what was written with a reader
//! that shares no code with the writer (hayro-syntax). [`reading`] tells the checks what a document says.

mod bookmarks;
mod compare;
mod content;
mod decode;
mod destination;
mod doubts;
mod facts;
mod file;
mod fileid;
pub mod flatten;
mod formname;
mod geometry;
mod import;
pub mod inspect;
mod layers;
mod links;
mod object;
mod open;
mod outline;
mod pagenodes;
mod pagetree;
pub mod picture;
pub mod proof;
pub mod readback;
mod reading;
mod second;
mod sound;
pub mod source;
pub mod typeset;
mod unlock;
mod unused;
pub mod volume;
mod weigh;
