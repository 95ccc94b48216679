//! Decision records: what was said, computed again.

pub(crate) mod replay;
