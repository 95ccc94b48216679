//! The facts of many candidates: one column per fact, one row per candidate.
//!
//! A rule is a plain loop over one or two columns. Each column has a value of its own for *unknown*. Adding a row is
//! linear in the candidate's facts; reading a value is an index.
//!
//! A language has one byte for each of its six aspects (all skills together, and each of the five skills) and each
//! kind of least evidence. The low four bits are the level that counts as met with that evidence, the high four bits
//! the lowest level stated, or [`LEVEL_UNKNOWN`] when none is. [`level_met`] and the language rule in
//! [`crate::rules`] compare the two.

use rustc_hash::FxHashMap;
use vocabulary::{Code, Date, Evidence, LanguageCode, Level, RegionCode, Skill, WorkPermission};

use crate::facts::{Facts, KnownLanguage, Settings};
use crate::rule_config::RuleConfig;

/// Unknown, in a column of 16 bits.
pub const UNKNOWN_16: u16 = u16::MAX;
/// Unknown, in a column of 32 bits.
pub const UNKNOWN_32: u32 = u32::MAX;
/// Unknown, in the column of districts: its highest bit, which stands for no district.
pub const UNKNOWN_DISTRICTS: u64 = 1 << 63;
/// No title is stated at all, in the column of a title's status.
pub const TITLES_UNKNOWN: u8 = u8::MAX;
/// The title is held with an unknown status: a flag beside the best status that is known.
pub const STATUSLESS: u8 = 8;
/// The high four bits of a language's byte when no level is stated.
pub const LEVEL_UNKNOWN: u8 = 0xF0;

/// A day as a column holds it: days since 1 January 1930, so that 16 bits reach the year 2109 and the oldest practice
/// is included. A day outside that span is clamped to its nearer end; `vocabulary::calendar` takes no day from outside that
/// lies beyond these years.
pub fn day(date: Date) -> u16 {
    const FIRST: i32 = 704_553; // 1930-01-01, counted from the year 1
    let days = chrono::Datelike::num_days_from_ce(&date) - FIRST;
    days.clamp(0, i32::from(UNKNOWN_16) - 1) as u16
}

/// The day `days` later, or the last day of the calendar if that comes first.
pub(crate) fn later(date: Date, days: u64) -> Date {
    date.checked_add_days(chrono::Days::new(days)).unwrap_or(Date::MAX)
}

/// The aspect of a language for one skill, or for all skills together (0).
pub fn aspect(skill: Option<Skill>) -> usize {
    skill.map_or(0, |skill| 1 + skill as usize)
}

/// The number of aspects of a language.
pub const ASPECTS: usize = 6;
/// The number of kinds of evidence.
pub const EVIDENCES: usize = 3;

/// The level of a language's byte: the level that counts as met, unless a lower one is stated beside it. Who counts as a
/// native speaker is one whatever is stated beside it.
pub fn level_met(byte: u8) -> u8 {
    let met = byte & 15;
    if met == Level::Native as u8 { met } else { met.min(byte >> 4) }
}

/// The bytes of one language for one candidate, by aspect and least evidence.
pub type LanguageBytes = [[u8; EVIDENCES]; ASPECTS];

/// The name of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The status of the title at this position.
    Status(usize),
    /// The lowest title accepted.
    LowestTitle,
    /// Months of experience in total.
    MonthsTotal,
    /// Months in the specialism at this position.
    MonthsIn(usize),
    /// How much of the experience is known.
    ExperienceKnown,
    /// The last day of practice.
    LastPractised,
    /// One aspect of a language, with a least evidence.
    Language(LanguageCode, usize, Evidence),
    /// Whether the list of languages is complete.
    LanguagesComplete,
    /// Districts accepted.
    Districts,
    /// Settings accepted.
    Settings,
    /// Shifts accepted.
    Shifts,
    /// Fewest hours a week.
    HoursMin,
    /// Most hours a week.
    HoursMax,
    /// First day available.
    AvailableFrom,
    /// Least pay.
    MinimumPay,
    /// Shortest contract.
    ContractMin,
    /// Driving licence.
    DrivingLicence,
    /// Permission to work.
    WorkPermission,
    /// Consent to be shown to employers.
    Consent,
    /// Placed elsewhere.
    Placed,
    /// Specialisms wanted or trained in.
    SpecialismsWanted,
}

/// How much of a candidate's experience is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExperienceKnown {
    /// Nothing.
    Nothing,
    /// The listed experience; there may be more.
    Partly,
    /// All of it.
    Wholly,
}

/// Yes, no or unknown, as a column holds it.
pub fn yes_no(value: Option<bool>) -> u8 {
    match value {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    }
}

/// The facts of many candidates, column by column. All columns have the same length.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    len: usize,
    /// By title: 0 when not held, else the best status known, plus [`STATUSLESS`] where it is also held with an
    /// unknown one; [`TITLES_UNKNOWN`] when no title is stated.
    pub status: Vec<Vec<u8>>,
    /// The lowest title accepted: its position, counted from 1; 0 for unknown.
    pub lowest_title: Vec<u8>,
    /// Months of experience in total.
    pub months_total: Vec<u16>,
    /// By specialism: months of experience.
    pub months_in: Vec<Vec<u16>>,
    /// An [`ExperienceKnown`].
    pub experience_known: Vec<u8>,
    /// The last day of practice, or [`UNKNOWN_16`].
    pub last_practised: Vec<u16>,
    /// Whether the list of languages is complete, so that a language that isn't listed is not known at all: 1 or 0.
    pub languages_complete: Vec<u8>,
    /// Districts accepted, one bit each, or [`UNKNOWN_DISTRICTS`].
    pub districts: Vec<u64>,
    /// Settings accepted, one bit each; 0 is unknown.
    pub settings: Vec<u16>,
    /// Shifts accepted, one bit each; 0 is unknown.
    pub shifts: Vec<u8>,
    /// Fewest hours a week, in hundredths, or [`UNKNOWN_16`].
    pub hours_min: Vec<u16>,
    /// Most hours a week, in hundredths, or [`UNKNOWN_16`].
    pub hours_max: Vec<u16>,
    /// First day available, or [`UNKNOWN_16`].
    pub available_from: Vec<u16>,
    /// Least gross pay a month in cents, or [`UNKNOWN_32`].
    pub minimum_pay: Vec<u32>,
    /// Shortest contract in months, or [`UNKNOWN_16`].
    pub contract_min: Vec<u16>,
    /// A value of [`yes_no`].
    pub driving_licence: Vec<u8>,
    /// 0 unknown, 1 free, 2 held, 3 needed.
    pub work_permission: Vec<u8>,
    /// A value of [`yes_no`].
    pub consent: Vec<u8>,
    /// 1 when placed elsewhere, else 0.
    pub placed: Vec<u8>,
    /// Specialisms wanted or trained in, one bit each.
    pub specialisms_wanted: Vec<u64>,
    /// The languages that at least one candidate lists: so few that a linear search is faster than hashing.
    languages: Vec<(LanguageCode, LanguageColumns)>,
    /// The districts of the regions met so far.
    district_masks: FxHashMap<RegionCode, u64>,
}

/// The columns of one language, by aspect and least evidence.
type LanguageColumns = [[Vec<u8>; EVIDENCES]; ASPECTS];

/// A language's byte, in every aspect, for a candidate who doesn't list the language: level 0 where the list is
/// complete, else unknown.
pub fn unlisted_byte(complete: bool) -> u8 {
    if complete { 0 } else { LEVEL_UNKNOWN }
}

impl Columns {
    /// Empty columns for the lists of this configuration.
    pub fn new(config: &RuleConfig) -> Self {
        Self {
            status: vec![Vec::new(); config.titles.len()],
            months_in: vec![Vec::new(); config.specialisms.len()],
            ..Self::default()
        }
    }

    /// The number of candidates.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no candidates.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a candidate. Linear in the facts.
    pub fn push(&mut self, facts: &Facts, config: &RuleConfig) {
        self.push_titles(facts, config);
        self.push_experience(facts, config);
        self.push_languages(facts);
        self.districts.push(match facts.regions.as_slice() {
            [] => UNKNOWN_DISTRICTS,
            regions => {
                let masks = &mut self.district_masks;
                let mask_of =
                    |region: &RegionCode| *masks.entry(*region).or_insert_with(|| config.district_mask(region));
                regions.iter().map(mask_of).fold(0, |all, mask| all | mask)
            }
        });
        self.settings.push(match &facts.settings {
            None => 0,
            Some(Settings::Any) => u16::MAX,
            Some(Settings::Some(codes)) => {
                codes.iter().fold(0, |bits, code| bits | config.setting_bit(code.as_str()))
            }
        });
        self.shifts.push(facts.shifts.map_or(0, |shifts| shifts.bits()));
        self.hours_min.push(facts.hours_min.map_or(UNKNOWN_16, |hours| hours.hundredths()));
        self.hours_max.push(facts.hours_max.map_or(UNKNOWN_16, |hours| hours.hundredths()));
        self.available_from.push(facts.available_from.map_or(UNKNOWN_16, day));
        self.minimum_pay.push(facts.minimum_pay.map_or(UNKNOWN_32, |pay| pay.cents()));
        self.contract_min.push(facts.contract_min_months.map_or(UNKNOWN_16, |months| months.count()));
        self.driving_licence.push(yes_no(facts.driving_licence));
        self.work_permission.push(match facts.work_permission {
            None => 0,
            Some(WorkPermission::Free) => 1,
            Some(WorkPermission::Held) => 2,
            Some(WorkPermission::Needed) => 3,
        });
        self.consent.push(yes_no(facts.consent));
        self.placed.push(u8::from(facts.placed));
        self.specialisms_wanted.push(
            facts
                .specialisms
                .iter()
                .fold(0, |bits, code| bits | config.specialism_index(code.as_str()).map_or(0, |index| 1u64 << index)),
        );
        self.len += 1;
    }

    fn push_titles(&mut self, facts: &Facts, config: &RuleConfig) {
        for (column, title) in self.status.iter_mut().zip(&config.titles) {
            column.push(status_value(facts, title));
        }
        let lowest = facts.lowest_title.as_ref().and_then(|title| config.title_index(title.as_str()));
        self.lowest_title.push(lowest.map_or(0, |position| position as u8 + 1));
    }

    fn push_experience(&mut self, facts: &Facts, config: &RuleConfig) {
        let stated = facts.experience.as_ref();
        let mut total = 0u16;
        for column in &mut self.months_in {
            column.push(0);
        }
        for (code, months) in stated.map_or(&[][..], |experience| &experience.months) {
            total = total.saturating_add(months.count());
            if let Some(index) = config.specialism_index(code.as_str()) {
                self.months_in[index][self.len] = months.count();
            }
        }
        self.months_total.push(total.min(UNKNOWN_16 - 1));
        self.experience_known.push(match stated {
            None => ExperienceKnown::Nothing,
            Some(experience) if experience.complete => ExperienceKnown::Wholly,
            Some(_) => ExperienceKnown::Partly,
        } as u8);
        self.last_practised.push(facts.last_practised.map_or(UNKNOWN_16, day));
    }

    fn push_languages(&mut self, facts: &Facts) {
        for known in &facts.languages {
            if self.languages().all(|listed| listed != known.language) {
                self.add_language(known.language);
            }
        }
        self.languages_complete.push(u8::from(facts.languages_complete));
        for (language, columns) in &mut self.languages {
            let bytes = language_bytes(facts, *language);
            for (aspects, bytes) in columns.iter_mut().zip(bytes) {
                for (column, byte) in aspects.iter_mut().zip(bytes) {
                    column.push(byte);
                }
            }
        }
    }

    /// Adds the columns of a language; no candidate so far lists it.
    fn add_language(&mut self, language: LanguageCode) {
        let so_far: Vec<u8> = self.languages_complete.iter().map(|complete| unlisted_byte(*complete == 1)).collect();
        let columns = std::array::from_fn(|_| std::array::from_fn(|_| so_far.clone()));
        self.languages.push((language, columns));
    }

    /// Adds all columns of a language, read back from an index.
    pub fn set_language(&mut self, language: LanguageCode, columns: LanguageColumns) {
        self.languages.push((language, columns));
    }

    /// Sets the number of candidates, once every column has been read back from an index.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
    }

    /// The languages that at least one candidate lists.
    pub fn languages(&self) -> impl Iterator<Item = LanguageCode> + '_ {
        self.languages.iter().map(|(language, _)| *language)
    }

    /// The bytes of one aspect of a language; `None` when no candidate lists that language.
    pub fn language(&self, language: LanguageCode, aspect: usize, evidence: Evidence) -> Option<&[u8]> {
        let (_, columns) = self.languages.iter().find(|(listed, _)| *listed == language)?;
        Some(columns[aspect][evidence as usize].as_slice())
    }
}

/// The value of a title's column for one candidate.
pub fn status_value(facts: &Facts, title: &Code) -> u8 {
    if facts.titles.is_empty() {
        return TITLES_UNKNOWN;
    }
    facts.titles.iter().filter(|held| held.title == *title).fold(0, |byte, held| match held.status {
        None => byte | STATUSLESS,
        Some(status) => (byte & STATUSLESS) | (byte & 7).max(status as u8),
    })
}

/// The evidence that an assertion is. Whoever has seen a document of a native speaker needs no test; somebody's own word that
/// they are native is a declaration like any other.
pub(crate) fn evidence_of(known: &KnownLanguage) -> Evidence {
    if known.level == Level::Native && !known.source.is_own_word() { Evidence::Tested } else { known.evidence }
}

/// The bytes of one language for one candidate.
///
/// The best assertion counts for each least evidence: a declared B2 beside a tested A2 is A2 where a test is required. Where a
/// declaration is enough it is no longer one, since a test of the same language and skill shows less: what is declared beyond
/// the best that is attested or tested doesn't count as met, and isn't below either, so that it is unknown until it is verified.
pub fn language_bytes(facts: &Facts, language: LanguageCode) -> LanguageBytes {
    // The best level stated by aspect, and that which counts by aspect and least evidence; 0 where none is.
    let mut stated = [0u8; ASPECTS];
    let mut best = [[0u8; EVIDENCES]; ASPECTS];
    let mut listed = false;
    for known in facts.languages.iter().filter(|known| known.language == language) {
        listed = true;
        let (aspect, level) = (aspect(known.skill), known.level as u8);
        stated[aspect] = stated[aspect].max(level);
        for best in &mut best[aspect][..=evidence_of(known) as usize] {
            *best = (*best).max(level);
        }
    }
    if !listed {
        return [[unlisted_byte(facts.languages_complete); EVIDENCES]; ASPECTS];
    }
    for levels in &mut best {
        if levels[Evidence::Attested as usize] > 0 {
            levels[Evidence::Declared as usize] = levels[Evidence::Attested as usize];
        }
    }
    let byte = |low: Option<u8>, met: u8| low.map_or(LEVEL_UNKNOWN, |low| low << 4) | met;
    std::array::from_fn(|aspect| {
        std::array::from_fn(|evidence| match aspect {
            0 => {
                let low = stated.iter().copied().filter(|level| *level > 0).min();
                let met = match stated[0] {
                    0 => best[1..].iter().map(|levels| levels[evidence]).min().unwrap_or(0),
                    _ => best[0][evidence],
                };
                byte(low, met)
            }
            _ => {
                let own = if stated[aspect] > 0 { aspect } else { 0 };
                byte(Some(stated[own]).filter(|level| *level > 0), best[own][evidence])
            }
        })
    })
}
