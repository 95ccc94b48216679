//! Corridors: origin, destination, professions, the ladder of titles, and procedures.

use vocabulary::{Code, Localised, TitleStatus};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The folder of the corridors.
const FOLDER: &str = "corridors/";

/// A route of migration from one country to another, for one family of professions.
#[derive(Debug, Clone)]
pub struct Corridor {
    /// The code: `ma-be`.
    pub code: Code,
    /// The label in four languages.
    pub label: Localised,
    /// The country of origin, as an ISO 3166-1 code.
    pub origin: String,
    /// The country of destination, as an ISO 3166-1 code.
    pub destination: String,
    /// The professions, as titles of the catalogue.
    pub professions: Vec<Code>,
    /// The titles in order of rank, lowest first. The holder of a title may do the work of those below it.
    pub ladder: Vec<Code>,
    /// The titles outside the ladder: a requirement for one accepts only that title.
    pub outside_ladder: Vec<Code>,
    steps: Vec<Procedure>,
    permit: Procedure,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// A procedure that an authority or agency decides: from one status of a title to the next, or the permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// The code: `equivalence`.
    pub code: Code,
    /// The label in four languages.
    pub label: Localised,
    /// The status before. The permit changes no status: it has `licensed` here and in `to`.
    pub from: TitleStatus,
    /// The status after.
    pub to: TitleStatus,
    /// The length in calendar days, as an aim and never a promise; nothing when no source states one.
    pub days: Option<u16>,
    /// The authority or agency that decides.
    pub decides: Localised,
    /// The titles that it applies to; all titles when empty.
    pub titles: Vec<Code>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

impl Corridor {
    /// The rung of a title on the ladder, 1 for the lowest; nothing for a title outside the ladder.
    pub fn rung(&self, title: &str) -> Option<u8> {
        let position = self.ladder.iter().position(|rung| rung == title)?;
        u8::try_from(position + 1).ok()
    }

    /// The procedures that lead a title from one status to another, in order.
    ///
    /// Empty when `from` is at or above `to`, and when `from` is nothing: the remaining procedures of a title without
    /// a status are not known.
    pub fn procedures(&self, title: &str, from: impl Into<Option<TitleStatus>>, to: TitleStatus) -> Vec<&Procedure> {
        let mut procedures = Vec::new();
        let mut current = from.into();
        while let Some(status) = current.filter(|status| *status < to) {
            procedures.extend(self.step(title, status));
            current = status.next();
        }
        procedures
    }

    /// The procedure from a status to the next: the one specific to the title if there is one, else the one for all
    /// titles.
    fn step(&self, title: &str, from: TitleStatus) -> Option<&Procedure> {
        let steps = || self.steps.iter().filter(move |step| step.from == from);
        steps()
            .find(|step| step.titles.iter().any(|own| own == title))
            .or_else(|| steps().find(|step| step.titles.is_empty()))
    }

    /// The procedure for permission to work and reside in the destination.
    pub fn permit(&self) -> &Procedure {
        &self.permit
    }

    /// All procedures that change a status, in the order of the file.
    pub fn steps(&self) -> &[Procedure] {
        &self.steps
    }

    pub(crate) fn read_all(files: &Files, titles: &Catalogue, problems: &Problems) -> Vec<Self> {
        let read = |path| Self::read(files, path, titles, problems);
        let mut corridors: Vec<Self> = files.in_folder(FOLDER, ".toml").filter_map(read).collect();
        corridors.sort_by(|a, b| a.code.as_str().cmp(b.code.as_str()));
        if corridors.is_empty() {
            problems.note(FOLDER, "", "has no corridor");
        }
        corridors
    }

    fn read(files: &Files, path: &str, titles: &Catalogue, problems: &Problems) -> Option<Self> {
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let code: Option<Code> = file.parsed("code");
        if let Some(code) = &code
            && path != format!("corridors/{code}.toml")
        {
            file.note("code", format!("`{code}` must be the name of the file"));
        }
        let label = file.localised("label");
        let origin = file.read("origin", "two letters of ISO 3166-1", country);
        let destination = file.read("destination", "two letters of ISO 3166-1", country);
        let professions = known_titles(&mut file, "professions", titles);
        let ladder = known_titles(&mut file, "ladder", titles);
        let outside_ladder = known_titles(&mut file, "outside_ladder", titles);
        for title in &outside_ladder {
            if ladder.contains(title) {
                file.note("outside_ladder", format!("`{title}` is on the ladder"));
            }
        }
        for entry in titles.entries() {
            if !ladder.contains(&entry.code) && !outside_ladder.contains(&entry.code) {
                file.note("ladder", format!("`{}` is neither on the ladder nor outside it", entry.code));
            }
        }
        let steps: Vec<Procedure> =
            file.tables("procedure").into_iter().filter_map(|table| Procedure::read(table, titles)).collect();
        for status in TitleStatus::ALL {
            let bare = steps.iter().filter(|step| step.from == *status && step.titles.is_empty()).count();
            if status.next().is_some() && bare != 1 {
                let reason = format!("expected one procedure from `{status}` for every title, found {bare}");
                file.note("procedure", reason);
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

fn country(text: &str) -> Option<String> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned())
}

fn known_titles(table: &mut TomlTable<'_>, key: &'static str, titles: &Catalogue) -> Vec<Code> {
    let codes = table.codes(key);
    for (position, code) in codes.iter().enumerate() {
        if let Err(unknown) = titles.find(code.as_str()) {
            table.note(key, unknown.to_string());
        } else if codes[..position].contains(code) {
            table.note(key, format!("`{code}` stands twice"));
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
            table.note("to", format!("expected the status after `{from}`"));
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
