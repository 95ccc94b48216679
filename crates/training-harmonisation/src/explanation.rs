//! Gaps and notes in words, in four languages, from their data.

use reference_data::{Frameworks, ReferenceData, TextFamily, TextKey, Texts, UsedKey};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use vocabulary::{Code, TextLanguage};

use crate::assessment::{Assessment, Gap, Quantity, RuleOutcome, RuleResult, SubjectOutcome, TrainingRule, Verdict};
use crate::comparison::Comparison;
use crate::note::{Note, NoteCode};
use crate::study_time::StudyTime;

/// The name of a rule: `training-rule-<rule>`.
const RULE: TextFamily = TextFamily::new("training-rule-");
/// A rule that is not met: `training-gap-<rule>`.
const GAP: TextFamily = TextFamily::new("training-gap-");
/// A note: `training-note-<kind>`.
const NOTE: TextFamily = TextFamily::new("training-note-");
const VERDICT: TextFamily = TextFamily::new("training-verdict-");
const RULE_OUTCOME: TextFamily = TextFamily::new("training-outcome-");
const SUBJECT_OUTCOME: TextFamily = TextFamily::new("training-subject-");
const MISSING_SUBJECT: TextKey<1> = TextKey::new("training-missing-subject", ["subject"]);
const NOTE_PLACE: TextKey<3> = TextKey::new("training-note-place", ["row", "column", "note"]);
const HOURS_UNIT: TextKey = TextKey::new("study-hours-unit", []);
const MINUTES_UNIT: TextKey = TextKey::new("study-minutes-unit", []);
const STUDY_YEARS: TextKey<1> = TextKey::new("study-years", ["years"]);
const AT_LEAST: TextKey<1> = TextKey::new("training-at-least", ["found"]);

/// The arguments of gaps and notes.
const GAP_ARGUMENTS: &[&str] = &["required", "found", "short"];
const NOTE_ARGUMENTS: &[&str] = &["module", "year", "found", "expected"];

/// The keys of the texts that this crate can use.
pub fn text_keys() -> Vec<UsedKey> {
    let mut keys = RULE.used_by_all(TrainingRule::ALL);
    keys.extend(TrainingRule::ALL.iter().map(|rule| GAP.used(rule, GAP_ARGUMENTS)));
    keys.extend(NoteCode::ALL.iter().map(|code| NOTE.used(code, NOTE_ARGUMENTS)));
    keys.extend(VERDICT.used_by_all(Verdict::ALL));
    keys.extend(RULE_OUTCOME.used_by_all(RuleOutcome::ALL));
    keys.extend(SUBJECT_OUTCOME.used_by_all(SubjectOutcome::ALL));
    keys.extend([MISSING_SUBJECT.used(), AT_LEAST.used(), STUDY_YEARS.used()]);
    keys.extend([NOTE_PLACE.used(), HOURS_UNIT.used(), MINUTES_UNIT.used()]);
    keys
}

impl Assessment {
    /// The assessment with its gaps and notes in words. A note that has words keeps them, and a gap has those of the
    /// same rule and figures in one of `others`: versions of a text often ask for the same.
    pub(crate) fn explained(mut self, explainer: &Explainer<'_>, others: &[Self]) -> Self {
        for gap in &mut self.gaps {
            let rule = self.rules.iter().find(|rule| rule.code.word() == gap.code.as_str());
            let same = others.iter().find(|other| rule.is_some_and(|rule| other.rules.contains(rule)));
            let known = same.and_then(|same| same.gaps.iter().find(|known| known.code == gap.code));
            gap.text = known.map_or_else(|| explainer.gap(gap, rule), |known| known.text.clone());
        }
        explainer.explain_notes(&mut self.notes);
        self
    }
}

impl Comparison {
    /// The comparison with its notes in words.
    pub fn explained(mut self, explainer: &Explainer<'_>) -> Self {
        explainer.explain_notes(&mut self.notes);
        self
    }
}

/// Puts assessments into the words of one language.
pub struct Explainer<'a> {
    frameworks: &'a Frameworks,
    texts: &'a Texts,
    language: TextLanguage,
    /// The abbreviations of hour and minute.
    hours_unit: String,
    minutes_unit: String,
    /// The sentences of missing subjects, which are the same for every curriculum.
    missing: FxHashMap<Code, SmolStr>,
}

impl<'a> Explainer<'a> {
    /// The words of a language.
    pub fn new(reference: &'a ReferenceData, language: TextLanguage) -> Self {
        let (frameworks, texts) = (reference.frameworks(), reference.texts());
        let missing = frameworks.subjects().iter().map(|subject| {
            let sentence = texts.format(language, &MISSING_SUBJECT, [subject.label.get(language)]);
            (subject.code.clone(), sentence.into())
        });
        let missing = missing.collect();
        let unit = |key| texts.format(language, key, []);
        let (hours_unit, minutes_unit) = (unit(&HOURS_UNIT), unit(&MINUTES_UNIT));
        Self { frameworks, texts, language, hours_unit, minutes_unit, missing }
    }

    /// The frameworks whose subjects it names.
    pub fn frameworks(&self) -> &'a Frameworks {
        self.frameworks
    }

    /// A time in hours and minutes.
    pub fn time(&self, time: StudyTime) -> String {
        let (hours, minutes) = time.hours_and_minutes();
        match minutes {
            StudyTime::ZERO => format!("{hours} {}", self.hours_unit),
            minutes => format!("{hours} {} {minutes} {}", self.hours_unit, self.minutes_unit),
        }
    }

    /// Years, or hours and minutes.
    pub fn quantity(&self, quantity: Quantity) -> String {
        match quantity {
            Quantity::Years(years) => self.texts.format(self.language, &STUDY_YEARS, [&years.to_string()]),
            Quantity::Time(time) => self.time(time),
        }
    }

    /// What a rule found, as a lower bound where it is one; empty when nothing was found.
    pub fn found(&self, rule: &RuleResult) -> String {
        let found = rule.found.map(|found| self.quantity(found)).unwrap_or_default();
        if rule.at_least { self.texts.format(self.language, &AT_LEAST, [&found]) } else { found }
    }

    /// The name of a rule.
    pub fn rule(&self, rule: TrainingRule) -> String {
        self.texts.format_member(self.language, &RULE, rule, &[])
    }

    /// The word for a rule's outcome.
    pub fn rule_outcome(&self, outcome: RuleOutcome) -> String {
        self.texts.format_member(self.language, &RULE_OUTCOME, outcome, &[])
    }

    /// The word for a subject's outcome.
    pub fn subject_outcome(&self, outcome: SubjectOutcome) -> String {
        self.texts.format_member(self.language, &SUBJECT_OUTCOME, outcome, &[])
    }

    /// The sentence of a verdict.
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.texts.format_member(self.language, &VERDICT, verdict, &[])
    }

    /// The label of a subject, or its code when no list has it.
    pub fn subject(&self, code: &Code) -> String {
        let label = self.frameworks.subject(code.as_str()).map(|subject| subject.label.get(self.language));
        label.unwrap_or(code.as_str()).to_owned()
    }

    /// A gap in words.
    fn gap(&self, gap: &Gap, rule: Option<&RuleResult>) -> SmolStr {
        let Some(rule) = rule else { return self.missing.get(&gap.code).cloned().unwrap_or_default() };
        let words = |quantity: Option<Quantity>| quantity.map(|quantity| self.quantity(quantity)).unwrap_or_default();
        let (required, found, short) = (words(rule.required), words(rule.found), words(gap.short));
        let values = [("required", required.as_str()), ("found", found.as_str()), ("short", short.as_str())];
        self.texts.format_member(self.language, &GAP, rule.code, &values).into()
    }

    /// Puts notes into words, but those that have words.
    pub fn explain_notes(&self, notes: &mut [Note]) {
        for note in notes.iter_mut().filter(|note| note.text.is_empty()) {
            note.text = self.note(note).into();
        }
    }

    /// A note in words, with its place in the file.
    pub fn note(&self, note: &Note) -> String {
        let value = |value: &Option<SmolStr>| value.as_deref().map(|value| self.note_value(note.code, value));
        let (found, expected) = (value(&note.found).unwrap_or_default(), value(&note.expected).unwrap_or_default());
        let year = note.year.map(|year| year.to_string()).unwrap_or_default();
        let values = [
            ("module", note.module.as_deref().unwrap_or_default()),
            ("year", &year),
            ("found", &found),
            ("expected", &expected),
        ];
        let text = self.texts.format_member(self.language, &NOTE, note.code, &values);
        match (note.row, note.column) {
            (Some(row), Some(column)) => {
                self.texts.format(self.language, &NOTE_PLACE, [&row.to_string(), column, &text])
            }
            _ => text,
        }
    }

    /// A value of a note: minutes become hours and minutes.
    fn note_value(&self, code: NoteCode, value: &str) -> String {
        let is_time = matches!(
            code,
            NoteCode::TotalDiffers
                | NoteCode::TotalAboveKnown
                | NoteCode::LongYear
                | NoteCode::SameAmountTwice
                | NoteCode::PlacementAsTheory
                | NoteCode::OtherNotCounted
        );
        match value.parse::<StudyTime>() {
            Ok(time) if is_time => self.time(time),
            _ if code == NoteCode::SubjectWithoutHours => {
                value.parse().map_or_else(|_| value.to_owned(), |subject| self.subject(&subject))
            }
            _ => value.to_owned(),
        }
    }
}
