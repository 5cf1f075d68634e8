//! The one integration binary: what the product promises, seen from outside.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make and break files by hand"
)]

mod browser;
mod cases;
mod commands;
mod comparison;
mod exports;
mod faults;
mod hostile;
mod keeping;
mod kill;
mod limits;
mod manual;
mod paths;
mod sandbox;
mod secrets;
mod stories;
mod talking;
mod terminal;
mod tidy;
