//! Occupations on the shortage lists of the authorities, by date.

use vocabulary::{Code, Date, Localised};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::destination::AuthorityCodes;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// Whether an occupation is on a list of one authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortageEntry {
    /// The authority that keeps the list.
    pub authority: Code,
    /// The code of the list: an authority may keep several, for different routes.
    pub list: Code,
    /// The label of the list in four languages.
    pub label: Localised,
    /// The title of the catalogue that the occupation requires.
    pub title: Code,
    /// Whether it is on the list; nothing when that is not known.
    pub listed: Option<bool>,
    /// The source, certainty and validity. The entry that is valid on the day of the *application* applies.
    pub grounds: Grounds,
}

/// The lists of all authorities of a destination.
#[derive(Debug, Clone)]
pub struct ShortageLists {
    entries: Vec<ShortageEntry>,
}

impl ShortageLists {
    /// The entries of a title at an authority that are valid on a day, one per list.
    pub fn of(&self, authority: &Code, title: &str, on: Date) -> Vec<&ShortageEntry> {
        let applies = |entry: &&ShortageEntry| {
            entry.authority == *authority && entry.title == title && entry.grounds.validity.holds_on(on)
        };
        self.entries.iter().filter(applies).collect()
    }

    /// All entries, of all dates.
    pub fn entries(&self) -> &[ShortageEntry] {
        &self.entries
    }

    /// Reads the lists of a destination, which may have none.
    pub(crate) fn read(
        files: &Files,
        folder: &str,
        authorities: &AuthorityCodes<'_>,
        titles: &Catalogue,
        problems: &Problems,
    ) -> Self {
        let path = format!("{folder}/shortage.toml");
        if !files.has(&path) {
            return Self { entries: Vec::new() };
        }
        let mut file = TomlTable::parse(&path, files.text(&path, problems), problems);
        let read = |mut table: TomlTable<'_>| {
            let authority = table.read("authority", &authorities.expected(), |text| authorities.parse(text));
            let (list, label) = (table.parsed("list"), table.localised("label"));
            let title: Option<Code> = table.parsed("title");
            if let Some(Err(unknown)) = title.as_ref().map(|title| titles.find(title.as_str())) {
                table.note("title", unknown.to_string());
            }
            let listed = table.read("listed", "yes, no or unknown", |text| match text {
                "yes" => Some(Some(true)),
                "no" => Some(Some(false)),
                "unknown" => Some(None),
                _ => None,
            });
            let grounds = Grounds::read(&mut table);
            Some(ShortageEntry {
                authority: authority?,
                list: list?,
                label: label?,
                title: title?,
                listed: listed?,
                grounds: grounds?,
            })
        };
        Self { entries: file.tables("entry").into_iter().filter_map(read).collect() }
    }
}
