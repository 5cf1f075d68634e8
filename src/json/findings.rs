//! The findings of `check` as JSON.

use serde::Serialize;

use super::SCHEMA;
use crate::diagnostic::Row;

#[derive(Serialize)]
struct Findings {
    schema: u32,
    findings: Vec<Row>,
}

/// Gives the findings with the version of their shape.
pub fn findings(rows: Vec<Row>) -> impl Serialize {
    Findings {
        schema: SCHEMA,
        findings: rows,
    }
}
