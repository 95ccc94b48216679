//! The source, certainty and validity of a value.

use std::fmt;

use vocabulary::Date;

use crate::toml_table::TomlTable;

/// How certain a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// `V`: read in the cited text or page.
    Read,
    /// `K`: general knowledge, to be verified by the programme before live use.
    GeneralKnowledge,
    /// `?`: not known. The value is empty or a placeholder, and is shown as "to be confirmed".
    Unknown,
}

impl Certainty {
    /// The code in files: `V`, `K` or `?`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "V",
            Self::GeneralKnowledge => "K",
            Self::Unknown => "?",
        }
    }

    /// Whether the value must be shown as "to be confirmed" wherever a decision depends on it.
    pub const fn is_to_be_confirmed(self) -> bool {
        !matches!(self, Self::Read)
    }

    pub(crate) fn parse(written: &str) -> Option<Self> {
        [Self::Read, Self::GeneralKnowledge, Self::Unknown].into_iter().find(|certainty| certainty.code() == written)
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The period in which a value applies. Both ends are included; an unknown end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether the value applies on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The source, certainty and validity of a value of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// The law, page or person that it comes from.
    pub source: String,
    /// How certain it is.
    pub certainty: Certainty,
    /// The period in which it applies.
    pub validity: Validity,
    /// A remark for decisions that depend on it; may be empty.
    pub note: String,
}

impl Grounds {
    /// Reads `source`, `certainty`, `valid_from`, `valid_to` and `note` from a table.
    pub(crate) fn read(table: &mut TomlTable<'_>) -> Option<Self> {
        let source = table.text("source");
        let certainty = table.read("certainty", "V (read), K (general knowledge) or ? (unknown)", Certainty::parse);
        let (from, to) = (table.optional_date("valid_from"), table.optional_date("valid_to"));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            table.note("valid_to", format!("{to} is before valid_from, {from}"));
        }
        let note = table.optional_text("note").unwrap_or_default();
        Some(Self { source: source?, certainty: certainty?, validity: Validity { from, to }, note })
    }
}
