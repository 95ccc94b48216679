//! The secret key of a programme: what must look random to its employers is computed with it.

use std::fmt;

/// 32 random bytes, made when a programme is created, and the same for all servers of a database. They order candidates
/// who are equal, give them their pseudonyms and seal the cursors of searches, so that nobody can compute or link these
/// from references. They are in no answer, log, record or export; `Debug` doesn't print them.
#[derive(Clone, PartialEq, Eq)]
pub struct ProgrammeKey([u8; ProgrammeKey::LENGTH]);

impl ProgrammeKey {
    /// The length in bytes.
    pub const LENGTH: usize = 32;

    /// Creates a random key. `None` when the operating system provides no random bytes.
    pub(crate) fn random() -> Option<Self> {
        let mut bytes = [0; Self::LENGTH];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// A key of these bytes; `None` when there are more or fewer than 32.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, for a keyed hash.
    pub const fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl fmt::Debug for ProgrammeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgrammeKey(…)")
    }
}
