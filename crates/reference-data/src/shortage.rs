//! Which occupations the authorities count as short of people, and since when.

use vocabulary::{Code, Date, Localised};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::region::Authority;
use crate::toml_table::TomlTable;

/// Whether an occupation stands on a list of one authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortageEntry {
    /// Whose list it is.
    pub authority: Authority,
    /// The list, by its code: an authority may keep several, for different routes.
    pub list: Code,
    /// What people call the list.
    pub label: Localised,
    /// The title of the catalogue that the occupation needs.
    pub title: Code,
    /// Whether it stands on the list; nothing when that isn't known.
    pub listed: Option<bool>,
    /// What it rests on. The day of the *application* decides which entry applies.
    pub grounds: Grounds,
}

/// The lists of all authorities.
#[derive(Debug, Clone)]
pub struct ShortageLists {
    entries: Vec<ShortageEntry>,
}

impl ShortageLists {
    /// What is known of a title at an authority on a day: an entry for each list, or none.
    pub fn of(&self, authority: Authority, title: &str, on: Date) -> Vec<&ShortageEntry> {
        let applies = |entry: &&ShortageEntry| {
            entry.authority == authority && entry.title == title && entry.grounds.validity.holds_on(on)
        };
        self.entries.iter().filter(applies).collect()
    }

    /// Every entry, of every date.
    pub fn entries(&self) -> &[ShortageEntry] {
        &self.entries
    }

    pub(crate) fn read(files: &Files, titles: &Catalogue, problems: &Problems) -> Self {
        let path = "shortage.toml";
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let read = |mut table: TomlTable<'_>| {
            let authority = table.read("authority", Authority::EXPECTED, Authority::parse);
            let (list, label) = (table.parsed("list"), table.localised("label"));
            let title: Option<Code> = table.parsed("title");
            if let Some(Err(unknown)) = title.as_ref().map(|title| titles.find(title.as_str())) {
                table.wrong("title", unknown.to_string());
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
