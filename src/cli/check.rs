//! `ascolto check`: everything that is wrong with scripts, definition and documents.
