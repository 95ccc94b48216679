//! Reasons as text.
