//! Reasons as text, in the four languages that we speak.

use reference_data::ReferenceData;
use vocabulary::TextLanguage;

use crate::reason::Reason;

/// One sentence for one reason.
pub fn sentence(reason: &Reason, _: &ReferenceData, _: TextLanguage) -> String {
    reason.code.clone()
}
