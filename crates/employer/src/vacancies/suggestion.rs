//! What the text of an advert suggests until it is confirmed.

use serde::{Deserialize, Serialize};
use vocabulary::{Code, Millionths, RegionCode, Shift};

use super::LanguageRequirement;

/// A suggested value. In JSON: the column that it would fill, and the value as its cell would hold it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "column", content = "value", rename_all = "lowercase")]
pub enum Suggested {
    /// A title.
    Title(Code),
    /// A region, where the advert doesn't state explicitly that it is a Belgian one.
    Region(RegionCode),
    /// A setting.
    Setting(Code),
    /// A specialism.
    Specialisms(Code),
    /// A language with a level.
    Languages(LanguageRequirement),
    /// A shift.
    Shifts(Shift),
}

/// A part of an advert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AdvertPart {
    /// Its title, which takes precedence over the other parts.
    Title,
    /// Its description.
    Description,
    /// The address of the work place.
    Address,
}

/// One suggestion, which is no fact of the vacancy before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Suggestion {
    /// The suggested value.
    #[serde(flatten)]
    pub suggested: Suggested,
    /// The words of the advert from which it was derived.
    pub words: String,
    /// The part of the advert that contains them.
    pub location: AdvertPart,
    /// The confidence, between 0 and 1: a fixed value for each kind of words, not a measured share.
    pub confidence: Millionths,
}

/// Something in a posting that couldn't be adopted as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Note {
    /// Its subject: a property of the posting, or a line of the feed.
    pub subject: String,
    /// What was found and what was done with it.
    pub message: String,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

/// What is kept with a draft until it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Suggestions {
    /// The suggestions, by descending confidence within each column.
    pub items: Vec<Suggestion>,
    /// What couldn't be adopted.
    pub notes: Vec<Note>,
}

impl Suggestions {
    /// The title with the highest confidence.
    pub fn title(&self) -> Option<&Code> {
        self.items.iter().find_map(|item| match &item.suggested {
            Suggested::Title(code) => Some(code),
            _ => None,
        })
    }

    /// The region with the highest confidence.
    pub fn region(&self) -> Option<RegionCode> {
        self.items.iter().find_map(|item| match item.suggested {
            Suggested::Region(region) => Some(region),
            _ => None,
        })
    }

    /// The specialisms, by descending confidence.
    pub fn specialisms(&self) -> impl Iterator<Item = &Code> {
        self.items.iter().filter_map(|item| match &item.suggested {
            Suggested::Specialisms(code) => Some(code),
            _ => None,
        })
    }
}
