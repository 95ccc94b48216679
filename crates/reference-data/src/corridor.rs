//! Corridors: a country of origin, a country of destination, and the professions between them, each with its ladder of
//! titles, procedures and criteria. All of these are dated: a question names the day.

use serde::{Deserialize, Serialize};
use vocabulary::{Clock, Code, Date, Localised, TimeZone, TitleStatus};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::criteria::Criteria;
use crate::destination::{Destination, country};
use crate::files::Files;
use crate::grounds::Grounds;
use crate::nearest::{nearest, phrase};
use crate::profession::Profession;
use crate::toml_table::TomlTable;

/// The folder of the corridors, each in a folder of its own.
const FOLDER: &str = "corridors/";
/// The file that describes a corridor in its folder; the others are its professions.
const FILE: &str = "/corridor.toml";

/// A route of migration from one country to another, for some professions.
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
    /// The time zone of the destination, in which the corridor's days begin.
    pub time_zone: TimeZone,
    /// The professions; at least one.
    pub professions: Vec<CorridorProfession>,
    /// The procedures of all professions.
    procedures: Vec<Procedure>,
    permits: Vec<Procedure>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// A profession in a corridor.
#[derive(Debug, Clone)]
pub struct CorridorProfession {
    /// The profession.
    pub profession: Code,
    /// Its titles.
    pub titles: Vec<Code>,
    /// The ladders of all dates; none for a profession whose titles have no order.
    ladders: Vec<Ladder>,
    /// The procedures of this profession.
    procedures: Vec<Procedure>,
    /// The criteria of all dates; at least one.
    criteria: Vec<Criteria>,
}

/// Titles in order of rank, lowest first: the holder of a title may do the work of those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// The titles, lowest first.
    pub titles: Vec<Code>,
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
    /// The codes of the destination's authorities whose decision gives the status; none where no authority decides.
    pub authorities: Vec<Code>,
    /// The titles that it applies to; all titles when empty.
    pub titles: Vec<Code>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// Data of the configuration that had ended by the day of a ranking, so that they weren't used, or for want of others
/// were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedData {
    /// What it is.
    pub kind: EndedKind,
    /// The code of the procedure or profession.
    pub code: Code,
    /// The last day on which it was valid.
    pub valid_to: Option<Date>,
    /// Its source.
    pub source: String,
}

/// A kind of dated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedKind {
    /// A procedure: its length counts as unknown.
    Procedure,
    /// The permit: its length counts as unknown, and delays no start.
    Permit,
    /// The ladder of a profession: each title counts for itself alone.
    Ladder,
    /// The criteria of a profession: the last ones are used on.
    Criteria,
}

vocabulary::written_as!(EndedKind, "procedure, permit, ladder or criteria", {
    Procedure => "procedure", Permit => "permit", Ladder => "ladder", Criteria => "criteria",
});

/// What holds on a day of a value that has several dates.
#[derive(Debug, PartialEq, Eq)]
pub enum OnDay<'a, T> {
    /// One that is valid on the day.
    Valid(&'a T),
    /// None is valid; this one ended last before the day.
    Ended(&'a T),
    /// None is valid, and none was before.
    Unknown,
}

impl<'a, T> OnDay<'a, T> {
    /// Of some values, the first that is valid on a day, else the one that ended last.
    fn of(values: impl Iterator<Item = &'a T>, grounds: impl Fn(&'a T) -> &'a Grounds, day: Date) -> Self {
        let mut ended: Option<&'a T> = None;
        for value in values {
            let validity = grounds(value).validity;
            if validity.holds_on(day) {
                return Self::Valid(value);
            }
            let is_later = |before: &'a T| grounds(before).validity.to < validity.to;
            if validity.to.is_some_and(|to| to < day) && ended.is_none_or(is_later) {
                ended = Some(value);
            }
        }
        ended.map_or(Self::Unknown, Self::Ended)
    }

    /// The value that is valid.
    pub const fn valid(&self) -> Option<&'a T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Ended(_) | Self::Unknown => None,
        }
    }

    /// The value that ended before the day, when none is valid.
    pub const fn ended(&self) -> Option<&'a T> {
        match self {
            Self::Ended(value) => Some(value),
            Self::Valid(_) | Self::Unknown => None,
        }
    }
}

impl Corridor {
    /// The profession to which a title belongs, if it is one of the corridor's.
    pub fn profession_of(&self, title: &str) -> Option<&CorridorProfession> {
        self.professions.iter().find(|profession| profession.titles.iter().any(|own| own == title))
    }

    /// The titles of the ladder that a title stands on, lowest first; none when no ladder is valid on the day.
    pub fn ladder_of(&self, title: &str, on: Date) -> &[Code] {
        let ladder = self.profession_of(title).and_then(|profession| profession.ladder(on).valid());
        ladder.map_or(&[], |ladder| &ladder.titles)
    }

    /// The titles of all its professions.
    pub fn titles(&self) -> impl Iterator<Item = &Code> {
        self.professions.iter().flat_map(|profession| &profession.titles)
    }

    /// The procedure that leads a title of a profession from a status to the next, on a day: one for the title before one
    /// for all titles, and one of the profession before one of the corridor.
    pub fn procedure<'a>(
        &'a self,
        profession: &'a CorridorProfession,
        title: &str,
        from: TitleStatus,
        on: Date,
    ) -> OnDay<'a, Procedure> {
        let all = || profession.procedures.iter().chain(&self.procedures).filter(|step| step.from == from);
        let of_title = all().filter(|step| step.titles.iter().any(|own| own == title));
        match OnDay::of(of_title, |step| &step.grounds, on) {
            OnDay::Unknown => OnDay::of(all().filter(|step| step.titles.is_empty()), |step| &step.grounds, on),
            found => found,
        }
    }

    /// The procedures by which an authority decides on a title, on a day. One for the title replaces one for all titles from
    /// the same status, as in [`Corridor::procedure`].
    pub fn decisions<'a>(&'a self, title: &'a str, on: Date) -> impl Iterator<Item = &'a Procedure> {
        let own = self.profession_of(title).into_iter().flat_map(|profession| &profession.procedures);
        let all = own.chain(&self.procedures).filter(move |step| step.grounds.validity.holds_on(on));
        let is_for = move |step: &Procedure| step.titles.iter().any(|own| own == title);
        let of_title: Vec<TitleStatus> = all.clone().filter(|step| is_for(step)).map(|step| step.from).collect();
        let applies =
            move |step: &&Procedure| is_for(step) || step.titles.is_empty() && !of_title.contains(&step.from);
        all.filter(applies).filter(|step| !step.authorities.is_empty())
    }

    /// The current day at the destination: the day of whatever names no other.
    pub fn today(&self, clock: &Clock) -> Date {
        self.time_zone.day(clock.now())
    }

    /// The procedure for permission to work and reside in the destination, on a day.
    pub fn permit(&self, on: Date) -> OnDay<'_, Procedure> {
        OnDay::of(self.permits.iter(), |permit| &permit.grounds, on)
    }

    /// Its procedures of all professions and dates, and the permits.
    pub fn procedures(&self) -> impl Iterator<Item = &Procedure> {
        let of_professions = self.professions.iter().flat_map(|profession| &profession.procedures);
        self.procedures.iter().chain(of_professions).chain(&self.permits)
    }

    /// The days on which something of the corridor begins or ceases to hold, in order, each once: between two of them its
    /// data are the same.
    pub fn changes(&self) -> Vec<Date> {
        let procedures = self.procedures().map(|procedure| &procedure.grounds);
        let ladders =
            self.professions.iter().flat_map(|profession| &profession.ladders).map(|ladder| &ladder.grounds);
        let criteria = self.professions.iter().flat_map(|one| &one.criteria).map(|criteria| &criteria.grounds);
        let all = procedures.chain(ladders).chain(criteria).map(|grounds| grounds.validity);
        let mut days: Vec<Date> =
            all.flat_map(|validity| [validity.from, validity.to.and_then(|to| to.succ_opt())]).flatten().collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    pub(crate) fn read_all(
        files: &Files,
        professions: &[Profession],
        titles: &Catalogue,
        destinations: &[Destination],
        problems: &Problems,
    ) -> Vec<Self> {
        let folders = files.in_folder(FOLDER, FILE).filter_map(|path| path.strip_suffix(FILE));
        let read = |folder| Self::read(files, folder, professions, titles, destinations, problems);
        let corridors: Vec<Self> = folders.filter_map(read).collect();
        if corridors.is_empty() {
            problems.note(FOLDER, "", "has no corridor");
        }
        corridors
    }

    fn read(
        files: &Files,
        folder: &str,
        professions: &[Profession],
        titles: &Catalogue,
        destinations: &[Destination],
        problems: &Problems,
    ) -> Option<Self> {
        let path = format!("{folder}{FILE}");
        let mut file = TomlTable::parse(&path, files.text(&path, problems), problems);
        let code: Option<Code> = file.parsed("code");
        if let Some(code) = &code
            && folder != format!("{FOLDER}{code}")
        {
            file.note("code", format!("`{code}` must be the name of the folder"));
        }
        let label = file.localised("label");
        let origin = file.read("origin", "two letters of ISO 3166-1", country);
        let destination = file.read("destination", "two letters of ISO 3166-1", country);
        let described = destinations.iter().find(|described| destination.as_ref() == Some(&described.country));
        if let Some(code) = &destination
            && described.is_none()
        {
            let folder = code.to_lowercase();
            file.note("destination", format!("`{code}` is no destination; destinations/{folder}/ would describe it"));
        }
        let codes = file.codes("professions");
        if codes.is_empty() {
            file.note("professions", "there must be at least one");
        }
        let own = codes.iter().filter_map(|code| {
            let found = professions.iter().find(|profession| profession.code == *code);
            if found.is_none() {
                let reason = format!("`{code}` is no profession; professions/{code}.toml would describe it");
                file.note("professions", reason);
            }
            Some(CorridorProfession::read(files, folder, found?, titles, problems))
        });
        let own: Vec<CorridorProfession> = own.collect();
        let procedures = read_procedures(&mut file, titles);
        let permits: Vec<Procedure> =
            file.tables("permit").into_iter().filter_map(|table| Procedure::read_permit(table, titles)).collect();
        if permits.is_empty() {
            file.note("permit", "there must be at least one [[permit]]");
        }
        let grounds = Grounds::read(&mut file);
        let corridor = Self {
            code: code?,
            label: label?,
            origin: origin?,
            destination: destination?,
            time_zone: described?.time_zone.clone(),
            professions: own,
            procedures,
            permits,
            grounds: grounds?,
        };
        corridor.note_missing_procedures(&file);
        for procedure in corridor.procedures() {
            for authority in &procedure.authorities {
                if described?.title_authority(authority.as_str()).is_none() {
                    let reason =
                        format!("`{authority}` of `{}` is no title_authority of the destination", procedure.code);
                    file.note("procedure", reason);
                }
            }
        }
        Some(corridor)
    }

    /// Notes the statuses from which no procedure leads a title on, at any date.
    fn note_missing_procedures(&self, file: &TomlTable<'_>) {
        for profession in &self.professions {
            for title in &profession.titles {
                for status in TitleStatus::ALL.iter().filter(|status| status.next().is_some()) {
                    let leads = |step: &Procedure| {
                        step.from == *status && (step.titles.is_empty() || step.titles.contains(title))
                    };
                    if !profession.procedures.iter().chain(&self.procedures).any(leads) {
                        file.note("procedure", format!("none leads `{title}` on from `{status}`"));
                    }
                }
            }
        }
    }
}

impl CorridorProfession {
    /// The ladder on a day; unknown for a profession whose titles have no order.
    pub fn ladder(&self, on: Date) -> OnDay<'_, Ladder> {
        OnDay::of(self.ladders.iter(), |ladder| &ladder.grounds, on)
    }

    /// The criteria on a day. Where none is valid, those that ended last, else the first, so that there are always some.
    pub fn criteria(&self, on: Date) -> Option<&Criteria> {
        let found = OnDay::of(self.criteria.iter(), |criteria| &criteria.grounds, on);
        found.valid().or(found.ended()).or(self.criteria.first())
    }

    fn read(files: &Files, folder: &str, profession: &Profession, titles: &Catalogue, problems: &Problems) -> Self {
        let path = format!("{folder}/{}.toml", profession.code);
        let mut file = TomlTable::parse(&path, files.text(&path, problems), problems);
        let ladders = file.tables("ladder").into_iter().filter_map(|table| Ladder::read(table, profession)).collect();
        let procedures = read_procedures(&mut file, titles);
        let criteria: Vec<Criteria> = file.tables("criteria").into_iter().filter_map(Criteria::read).collect();
        if criteria.is_empty() && !file.is_empty() {
            file.note("criteria", "there must be at least one [[criteria]]");
        }
        let (code, titles) = (profession.code.clone(), profession.titles.clone());
        Self { profession: code, titles, ladders, procedures, criteria }
    }
}

impl Ladder {
    /// The rung of a title, 1 for the lowest; nothing for a title outside the ladder.
    pub fn rung(&self, title: &str) -> Option<u8> {
        let position = self.titles.iter().position(|rung| rung == title)?;
        u8::try_from(position + 1).ok()
    }

    fn read(mut table: TomlTable<'_>, profession: &Profession) -> Option<Self> {
        let titles = table.codes("titles");
        for (position, title) in titles.iter().enumerate() {
            if !profession.titles.contains(title) {
                let near = nearest(title.as_str(), profession.titles.iter().map(Code::as_str));
                let reason = format!("`{title}` is no title of the profession {}{}", profession.code, phrase(&near));
                table.note("titles", reason);
            } else if titles[..position].contains(title) {
                table.note("titles", format!("`{title}` stands twice"));
            }
        }
        let grounds = Grounds::read(&mut table);
        Some(Self { titles, grounds: grounds? })
    }
}

fn read_procedures(file: &mut TomlTable<'_>, titles: &Catalogue) -> Vec<Procedure> {
    file.tables("procedure").into_iter().filter_map(|table| Procedure::read(table, titles)).collect()
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
        let authorities = table.codes("authorities");
        let grounds = Grounds::read(table);
        Some(Self {
            code: code?,
            label: label?,
            from,
            to,
            days,
            decides: decides?,
            authorities,
            titles: for_titles,
            grounds: grounds?,
        })
    }
}
