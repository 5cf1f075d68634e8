//! Words, tables and profiles at the terminal.
//!
//! Decides how things look at a width: nothing is wider, no word is cut, no word from outside
//! controls the terminal. It never asks how wide the terminal is: that comes as a [`Look`].

mod charts;
mod history;
mod layout;
mod lists;
mod show;

pub use crate::text::{safe, safe_line};
pub use charts::charts;
pub use history::history;
pub(super) use layout::{GAP, narrowest};
pub use layout::{Look, Sheet, folded, table, tight_table};
pub use lists::{ClientRow, DueRow, ScriptRow, clients, due_clients, scripts};
pub use show::{show, why};
