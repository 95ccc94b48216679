//! What an advert's words suggest, until somebody confirms it.

use serde::{Deserialize, Serialize};
use vocabulary::{Code, Millionths, RegionCode, Shift};

use crate::LanguageRequirement;

/// What is suggested. In JSON: the column it would fill, and the value as it would stand there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "column", content = "value", rename_all = "lowercase")]
pub enum Suggested {
    /// A title.
    Title(Code),
    /// A region: only where the advert doesn't say in so many words that it is a Belgian one.
    Region(RegionCode),
    /// A kind of house.
    Setting(Code),
    /// A field.
    Specialisms(Code),
    /// A language with a level.
    Languages(LanguageRequirement),
    /// A shift.
    Shifts(Shift),
}

/// The part of an advert in which words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AdvertPart {
    /// Its title, which counts over all else.
    Title,
    /// Its description.
    Description,
    /// The address of the work place.
    Address,
}

/// One suggestion: never a fact of the vacancy before somebody confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Suggestion {
    /// What is suggested.
    #[serde(flatten)]
    pub suggested: Suggested,
    /// The words on which it rests, as the advert writes them.
    pub words: String,
    /// Where they stand.
    pub location: AdvertPart,
    /// How sure it is, between 0 and 1: a setting of ours by kind of words, and no measured share.
    pub confidence: Millionths,
}

/// Something about a posting that couldn't be taken over as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Note {
    /// What it is about: a property of the posting, a line of the feed.
    pub subject: String,
    /// What was found and what became of it.
    pub message: String,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

/// What is kept beside a draft for whoever confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Suggestions {
    /// The suggestions, surest first within each column.
    pub items: Vec<Suggestion>,
    /// What couldn't be taken over.
    pub notes: Vec<Note>,
}

impl Suggestions {
    /// The surest title.
    pub fn title(&self) -> Option<&Code> {
        self.items.iter().find_map(|item| match &item.suggested {
            Suggested::Title(code) => Some(code),
            _ => None,
        })
    }

    /// The surest region.
    pub fn region(&self) -> Option<RegionCode> {
        self.items.iter().find_map(|item| match item.suggested {
            Suggested::Region(region) => Some(region),
            _ => None,
        })
    }

    /// The fields, surest first.
    pub fn specialisms(&self) -> impl Iterator<Item = &Code> {
        self.items.iter().filter_map(|item| match &item.suggested {
            Suggested::Specialisms(code) => Some(code),
            _ => None,
        })
    }
}
