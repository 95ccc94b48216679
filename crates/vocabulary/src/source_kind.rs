//! On what kind of source a statement about a candidate rests.

use crate::written_as;

/// The kind of source of what is stated of a candidate, weakest first. It says how something is known, and never who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SourceKind {
    /// The word of the candidate, or of whoever speaks for them; nobody has seen proof.
    #[default]
    OwnWord,
    /// A document that an officer of the agency has seen.
    Document,
    /// A test of a language whose result an officer of the agency has seen.
    Test,
    /// A certificate of this program.
    Certificate,
    /// A recorded decision of an authority.
    Decision,
}

written_as!(SourceKind, "a kind of source: own-word, document, test, certificate or decision", {
    OwnWord => "own-word", Document => "document", Test => "test", Certificate => "certificate", Decision => "decision",
});

impl SourceKind {
    /// Whether it is somebody's word alone, which takes no room where it is stored.
    pub fn is_own_word(&self) -> bool {
        *self == Self::OwnWord
    }
}
