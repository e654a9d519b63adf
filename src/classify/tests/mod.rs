#![allow(clippy::unwrap_used)]

mod copies;
mod desk;
mod names;
mod people;
mod stated;
mod table;
mod translations;
