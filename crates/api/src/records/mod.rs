//! Decision records.

pub(crate) mod replay_record;
