//! Where the next page of a search begins.

use std::fmt;
use std::str::FromStr;

use matching::TieBreaker;

use crate::index::SearchPosition;

/// The place after which a page begins, with a seal by which only the programme's own program can make one, and only for
/// the question that it belongs to. It tells nothing of the person whose place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchCursor {
    position: SearchPosition,
    seal: u64,
}

impl SearchCursor {
    /// The cursor of a place; `sealing` is keyed for the question.
    pub(crate) fn new(position: SearchPosition, sealing: &TieBreaker) -> Self {
        Self { position, seal: seal(position, sealing) }
    }

    /// The place, unless the cursor is of another question or programme.
    pub(crate) fn position(&self, sealing: &TieBreaker) -> Option<SearchPosition> {
        (self.seal == seal(self.position, sealing)).then_some(self.position)
    }
}

fn seal(SearchPosition { relevance, tie }: SearchPosition, sealing: &TieBreaker) -> u64 {
    let mut place = [0; 16];
    place[..8].copy_from_slice(&relevance.to_be_bytes());
    place[8..].copy_from_slice(&tie.to_be_bytes());
    sealing.number(&place)
}

impl fmt::Display for SearchCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position: SearchPosition { relevance, tie }, seal } = self;
        write!(f, "{relevance}.{tie:x}.{seal:x}")
    }
}

/// A text that isn't a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCursor;

impl FromStr for SearchCursor {
    type Err = NoCursor;

    fn from_str(written: &str) -> Result<Self, NoCursor> {
        let parts: Vec<&str> = written.split('.').collect();
        let [relevance, tie, seal] = parts.as_slice() else { return Err(NoCursor) };
        let hexadecimal = |written: &str| u64::from_str_radix(written, 16).map_err(|_| NoCursor);
        let relevance = relevance.parse().map_err(|_| NoCursor)?;
        let position = SearchPosition { relevance, tie: hexadecimal(tie)? };
        Ok(Self { position, seal: hexadecimal(seal)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_belongs_to_one_question() {
        let question = |subject: &[u8]| TieBreaker::keyed(&[7; 32], subject);
        let place = SearchPosition { relevance: -5_000, tie: u64::MAX };
        let cursor: SearchCursor = SearchCursor::new(place, &question(b"one")).to_string().parse().expect("a cursor");
        assert_eq!(cursor.position(&question(b"one")), Some(place));
        assert_eq!(cursor.position(&question(b"two")), None);
        assert_eq!("1.2".parse::<SearchCursor>(), Err(NoCursor));
    }
}
