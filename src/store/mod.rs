//! The disk: layout, drafts, durable writes, locks, damage.

mod fs;
pub mod names;
mod problem;

pub use names::{ClientName, NameFault};
pub use problem::{Act, Class, Problem, What};
