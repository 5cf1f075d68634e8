//! The one integration binary: what the product promises, seen from outside.

mod commands;
mod paths;
mod sandbox;
mod stories;
mod terminal;
mod tidy;
