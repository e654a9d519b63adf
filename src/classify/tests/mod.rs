#![allow(clippy::unwrap_used)]

mod copies;
mod desk;
mod names;
mod pages;
mod people;
mod scripts;
mod stated;
mod translations;
