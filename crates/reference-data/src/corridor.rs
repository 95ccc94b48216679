//! A corridor: from which country to which other people go, in which professions, and by which procedures.

use vocabulary::{Code, Localised, TitleStatus};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The way from one country to another, for one family of professions.
#[derive(Debug, Clone)]
pub struct Corridor {
    /// Its code: `ma-be`.
    pub code: Code,
    /// What people call it.
    pub label: Localised,
    /// The country people come from, by ISO 3166-1.
    pub origin: String,
    /// The country they go to, by ISO 3166-1.
    pub destination: String,
    /// The professions it serves, as titles of the catalogue.
    pub professions: Vec<Code>,
    /// The titles that stand above one another, lowest first. Whoever holds one may do the work of those below.
    pub ladder: Vec<Code>,
    /// The titles outside the ladder: only the same one will do.
    pub outside_ladder: Vec<Code>,
    steps: Vec<Procedure>,
    permit: Procedure,
    /// What the corridor rests on.
    pub grounds: Grounds,
}

/// A step that somebody decides on: from one status of a title to the next, or the permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// Its code: `equivalence`.
    pub code: Code,
    /// What people call it.
    pub label: Localised,
    /// The status before. The permit, which changes no status, has `licensed` here and in `to`.
    pub from: TitleStatus,
    /// The status after.
    pub to: TitleStatus,
    /// Calendar days it takes, as an aim and never a promise; nothing when no source gives a length.
    pub days: Option<u16>,
    /// Who decides.
    pub decides: Localised,
    /// The titles it is for; every title when empty.
    pub titles: Vec<Code>,
    /// What it rests on.
    pub grounds: Grounds,
}

impl Corridor {
    /// The rung of a title on the ladder, 1 for the lowest; nothing outside the ladder.
    pub fn rung(&self, title: &str) -> Option<u8> {
        let place = self.ladder.iter().position(|rung| rung == title)?;
        u8::try_from(place + 1).ok()
    }

    /// The procedures that a title still has before it, one after another, status by status.
    ///
    /// None when `from` is at or above `to`, and none when `from` is nothing: of a title without a status it isn't
    /// known what is still to be done.
    pub fn procedures(&self, title: &str, from: impl Into<Option<TitleStatus>>, to: TitleStatus) -> Vec<&Procedure> {
        let mut way = Vec::new();
        let mut at = from.into();
        while let Some(status) = at.filter(|status| *status < to) {
            way.extend(self.step(title, status));
            at = status.next();
        }
        way
    }

    /// The procedure from a status to the next: the title's own one before the one for every title.
    fn step(&self, title: &str, from: TitleStatus) -> Option<&Procedure> {
        let steps = || self.steps.iter().filter(move |step| step.from == from);
        steps()
            .find(|step| step.titles.iter().any(|own| own == title))
            .or_else(|| steps().find(|step| step.titles.is_empty()))
    }

    /// The permission to work and live in the destination.
    pub fn permit(&self) -> &Procedure {
        &self.permit
    }

    /// Every procedure that changes a status, in the order of the file.
    pub fn steps(&self) -> &[Procedure] {
        &self.steps
    }

    pub(crate) fn read_all(files: &Files, titles: &Catalogue, problems: &Problems) -> Vec<Self> {
        // The first corridor stands first, whatever an operator adds.
        let mut paths: Vec<&str> = files.in_folder("corridors/").collect();
        paths.sort_by_key(|path| (*path != FIRST, *path));
        let read = |path| Self::read(files, path, titles, problems);
        paths.into_iter().filter_map(read).collect()
    }

    fn read(files: &Files, path: &str, titles: &Catalogue, problems: &Problems) -> Option<Self> {
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let code: Option<Code> = file.parsed("code");
        if let Some(code) = &code
            && path != format!("corridors/{code}.toml")
        {
            file.wrong("code", format!("`{code}` must be the name of the file"));
        }
        let label = file.localised("label");
        let origin = file.read("origin", "two letters of ISO 3166-1", country);
        let destination = file.read("destination", "two letters of ISO 3166-1", country);
        let professions = known_titles(&mut file, "professions", titles);
        let ladder = known_titles(&mut file, "ladder", titles);
        let outside_ladder = known_titles(&mut file, "outside_ladder", titles);
        for title in &outside_ladder {
            if ladder.contains(title) {
                file.wrong("outside_ladder", format!("`{title}` is on the ladder"));
            }
        }
        for entry in titles.entries() {
            if !ladder.contains(&entry.code) && !outside_ladder.contains(&entry.code) {
                file.wrong("ladder", format!("`{}` is neither on the ladder nor outside it", entry.code));
            }
        }
        let steps: Vec<Procedure> =
            file.tables("procedure").into_iter().filter_map(|table| Procedure::read(table, titles)).collect();
        for status in TitleStatus::ALL {
            let bare = steps.iter().filter(|step| step.from == *status && step.titles.is_empty()).count();
            if status.next().is_some() && bare != 1 {
                let reason = format!("expected one procedure from `{status}` for every title, found {bare}");
                file.wrong("procedure", reason);
            }
        }
        let permit = file.table("permit").and_then(|table| Procedure::read_permit(table, titles));
        let grounds = Grounds::read(&mut file);
        Some(Self {
            code: code?,
            label: label?,
            origin: origin?,
            destination: destination?,
            professions,
            ladder,
            outside_ladder,
            steps,
            permit: permit?,
            grounds: grounds?,
        })
    }
}

/// The file of the corridor that came first.
pub(crate) const FIRST: &str = "corridors/ma-be.toml";

fn country(text: &str) -> Option<String> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned())
}

fn known_titles(table: &mut TomlTable<'_>, key: &'static str, titles: &Catalogue) -> Vec<Code> {
    let codes = table.codes(key);
    for (place, code) in codes.iter().enumerate() {
        if let Err(unknown) = titles.find(code.as_str()) {
            table.wrong(key, unknown.to_string());
        } else if codes[..place].contains(code) {
            table.wrong(key, format!("`{code}` stands twice"));
        }
    }
    codes
}

impl Procedure {
    fn read(mut table: TomlTable<'_>, titles: &Catalogue) -> Option<Self> {
        let (from, to): (Option<TitleStatus>, Option<TitleStatus>) = (table.parsed("from"), table.parsed("to"));
        if let (Some(from), Some(to)) = (from, to)
            && from.next() != Some(to)
        {
            table.wrong("to", format!("expected the status after `{from}`"));
        }
        Self::read_rest(&mut table, titles, from?, to?)
    }

    fn read_permit(mut table: TomlTable<'_>, titles: &Catalogue) -> Option<Self> {
        Self::read_rest(&mut table, titles, TitleStatus::Licensed, TitleStatus::Licensed)
    }

    fn read_rest(table: &mut TomlTable<'_>, titles: &Catalogue, from: TitleStatus, to: TitleStatus) -> Option<Self> {
        let (code, label, days) = (table.parsed("code"), table.localised("label"), table.optional_number("days"));
        let (decides, for_titles) = (table.localised("decides"), known_titles(table, "titles", titles));
        let grounds = Grounds::read(table);
        Some(Self {
            code: code?,
            label: label?,
            from,
            to,
            days,
            decides: decides?,
            titles: for_titles,
            grounds: grounds?,
        })
    }
}
