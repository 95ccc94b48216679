//! Everything that is known of a candidate and that matching may read.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Months, RegionCode, ShiftSet, Skill, TextLanguage,
    WorkPermission,
};

use crate::accepted_settings::AcceptedSettings;
use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::provenance::{Assertion, Provenance};
use crate::work_experience::Experience;

/// What is known of a candidate. What is absent or empty is unknown, never "no".
///
/// Its JSON has the names of the file's columns. There may be several assertions on one thing (B2 declared, A2 tested); for
/// each rule, matching takes the valid one that is best for the candidate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// The titles held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<HeldTitle>,
    /// The lowest title of the ladder under which they would work. A title outside the ladder has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest_title: Option<Code>,
    /// Fields wanted or trained in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// The experience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Experience>,
    /// The last day on which they practised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_practised: Option<Date>,
    /// The languages known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<KnownLanguage>,
    /// Whether the candidate knows no other language than the listed ones.
    #[serde(skip_serializing_if = "is_false")]
    pub languages_complete: bool,
    /// The regions in which they would work: NUTS codes of any level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    /// The settings in which they would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<AcceptedSettings>,
    /// The shifts that they would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<ShiftSet>,
    /// The fewest hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_min: Option<Hours>,
    /// The most hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<Hours>,
    /// The first day on which they could begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
    /// The least gross pay a month, for the hours that they would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_pay: Option<Euros>,
    /// The shortest contract that they would take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_min_months: Option<Months>,
    /// Whether they may drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driving_licence: Option<bool>,
    /// Whether they may work for a new employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_permission: Option<WorkPermission>,
    /// Whether they agreed to be shown to employers under a pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<bool>,
    /// The candidate's own text about their work and wishes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The language of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_language: Option<TextLanguage>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Profile {
    /// The profile without titles and languages: experience, preferences, availability and consent.
    pub fn preferences(&self) -> Self {
        Self { titles: Vec::new(), languages: Vec::new(), languages_complete: false, ..self.clone() }
    }

    /// The profile as it holds on a day, without the assertions that have ended by then.
    pub fn on(&self, day: Date) -> Self {
        let mut profile = self.clone();
        profile.languages_complete = self.languages_complete_on(day);
        profile.titles.retain(|held| held.holds_on(day));
        profile.languages.retain(|known| known.holds_on(day));
        profile
    }

    /// Whether the candidate knows on a day no other language than those asserted. Of a language whose assertion has ended
    /// nothing is known: it isn't one that they don't know.
    pub fn languages_complete_on(&self, day: Date) -> bool {
        self.languages_complete && self.languages.iter().all(|known| known.holds_on(day))
    }

    /// The earliest day on which something asserted of a title or a language ends; `None` when nothing is time-limited.
    pub fn expires_on(&self) -> Option<Date> {
        let titles = self.titles.iter().filter_map(HeldTitle::last_day);
        titles.chain(self.languages.iter().filter_map(KnownLanguage::last_day)).min()
    }

    /// The profile as the files that are in force state it: of titles and languages what files assert, without who imported
    /// them and when. An import recognises by it what is there.
    pub(crate) fn as_files_state(&self) -> Cow<'_, Self> {
        let titles = self.titles.iter().map(|held| &held.provenance);
        if titles.chain(self.languages.iter().map(|known| &known.provenance)).all(Provenance::is_default) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.with_statements_of(|provenance| provenance.source.is_file()))
    }

    /// The profile with those of its titles and languages whose provenance is chosen, as a request or a file states them.
    pub(crate) fn with_statements_of(&self, is_chosen: impl Fn(&Provenance) -> bool) -> Self {
        let titles = self.titles.iter().filter(|held| is_chosen(&held.provenance)).map(Assertion::as_stated);
        let languages = self.languages.iter().filter(|known| is_chosen(&known.provenance)).map(Assertion::as_stated);
        Self { titles: titles.collect(), languages: languages.collect(), ..self.without_assertions() }
    }

    /// The profile without titles and languages, but with whether the languages are complete.
    pub(crate) fn without_assertions(&self) -> Self {
        Self { languages_complete: self.languages_complete, ..self.preferences() }
    }

    /// One assertion for each title, as a cell can hold: of several on one title, the one with the highest status.
    pub(crate) fn best_titles(&self) -> Vec<&HeldTitle> {
        let mut best: Vec<&HeldTitle> = Vec::with_capacity(self.titles.len());
        for held in &self.titles {
            match best.iter_mut().find(|other| other.title == held.title) {
                Some(other) if other.status < held.status => *other = held,
                Some(_) => {}
                None => best.push(held),
            }
        }
        best
    }

    /// One assertion for each language and skill, as a cell can hold: of several, the one with the best evidence, and of
    /// those the highest level, so that an export never claims more than is known.
    pub(crate) fn best_languages(&self) -> Vec<&KnownLanguage> {
        type Key = (LanguageCode, Option<Skill>);
        let key = |known: &KnownLanguage| -> Key { (known.language, known.skill) };
        let rank = |known: &KnownLanguage| -> (Evidence, vocabulary::Level) { (known.evidence, known.level) };
        let mut best: Vec<&KnownLanguage> = Vec::with_capacity(self.languages.len());
        for known in &self.languages {
            match best.iter_mut().find(|other| key(other) == key(known)) {
                Some(other) if rank(other) < rank(known) => *other = known,
                Some(_) => {}
                None => best.push(known),
            }
        }
        best
    }
}
