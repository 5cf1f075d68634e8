//! The one integration binary: what the product promises, seen from outside.

mod paths;
mod sandbox;
mod stories;
mod tidy;
