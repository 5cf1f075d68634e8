//! Flags, environment, clock, exit codes, messages; one file per command.
pub mod conduct;
