//! ascolto: interviews with clients, kept as plain files.
