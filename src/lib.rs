//! casebinder checks a client's evidence folder against the checklist of an asylum track and binds
//! the evidence into an indexed, hashed exhibit packet that it reads back before handing it over.
//!
//! The stages, in the order in which a case passes through them:
//!
//! ```text
//! case.toml ──case::parse──► Case               templates/tracks/*.toml ──track::parse──► Track
//! evidence/ ──intake::scan (I/O)──► Inventory   today: an argument
//! Inventory + Case + Track ──classify──► Evidence            which file is which document, and why
//! Evidence + Case + Track + today ──evaluate──► Evaluation   requirements, deadlines, findings
//! Evidence + Case + Track + today ──plan──► PacketPlan       every page known before a byte is written
//! PacketPlan ──compose──► Sheets                             cover, index, tab sheets, certificates
//! PacketPlan + Sheets + sources ──packet::bind (I/O)──► volumes + manifest
//! volumes + manifest + evidence/ ──packet::verify (I/O)──► Verification
//! Evaluation | PacketPlan | Verification ──report──► terminal, JSON, HTML
//! ```
//!
//! The stages in the middle are plain functions without I/O: each returns its value *and all its
//! findings*. `Result` is for what cannot go on. Only [`intake`], [`packet`] and [`cli`] touch files,
//! only [`pdf`] names PDF crates, and nothing imports [`cli`]. The law (requirements, conditions,
//! deadlines, limits) is data under `templates/`; no legal number stands in Rust.

pub mod books;
pub mod case;
mod circles;
pub mod classify;
pub mod cli;
pub mod compose;
pub mod dated;
pub mod evaluate;
pub mod finding;
pub mod guard;
pub mod hash;
pub mod intake;
pub mod lint;
pub mod packet;
pub mod pdf;
pub mod plan;
pub mod report;
pub mod review;
pub mod secret;
pub mod templates;
pub mod tomlfile;
pub mod track;
pub mod wording;
