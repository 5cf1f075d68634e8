//! How wide the terminals are.

use ::console::Term;

/// Gives the columns of the terminal on stdout, if it is one.
pub fn columns() -> Option<usize> {
    Term::stdout()
        .size_checked()
        .map(|(_, columns)| usize::from(columns))
}

/// Gives the columns of the terminal on stderr, if it is one.
pub fn talk_columns() -> Option<usize> {
    Term::stderr()
        .size_checked()
        .map(|(_, columns)| usize::from(columns))
}
