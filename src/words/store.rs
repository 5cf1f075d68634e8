//! What is said about the disk.
