//! What `rank --without-plans` must answer, worked out a second time: straight from the tables of the formats, on
//! the cells as they were written, one person after another.
//!
//! It is slow and plain on purpose, and shares no code with the program, so that a mistake in one of the two shows
//! as a difference. It takes well-formed cells for granted: refusing others is the program's work, not a rule.

mod rules;

use std::collections::{BTreeMap, HashMap};

pub(crate) use rules::judge;

/// One record of a file: its cells by column, as they were written.
pub(crate) type Row = HashMap<String, String>;

/// What one rule says of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Met,
    Unknown,
    NotMet,
}

/// Where all rules together leave one person for one vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Ready,
    ToVerify,
    NearMiss,
    Excluded,
}

impl Standing {
    /// As JSON spells it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ToVerify => "to_verify",
            Self::NearMiss => "near_miss",
            Self::Excluded => "excluded",
        }
    }
}

/// Every rule that a vacancy has for one person, with its outcome, and what follows.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    pub(crate) rules: Vec<(String, Outcome)>,
}

impl Judgement {
    fn count(&self, outcome: Outcome) -> usize {
        self.rules.iter().filter(|(_, found)| *found == outcome).count()
    }

    /// How many rules can't be answered yet.
    pub(crate) fn unknown(&self) -> usize {
        self.count(Outcome::Unknown)
    }

    /// The standing, by the order in which the formats ask.
    pub(crate) fn standing(&self) -> Standing {
        let consented = self.rules.iter().any(|(code, outcome)| code == "consent" && *outcome == Outcome::Met);
        match (consented, self.count(Outcome::NotMet), self.unknown()) {
            (false, _, _) => Standing::Excluded,
            (true, 0, 0) => Standing::Ready,
            (true, 0, _) => Standing::ToVerify,
            (true, 1, _) => Standing::NearMiss,
            (true, _, _) => Standing::Excluded,
        }
    }

    /// The one rule that a near miss fails.
    fn missed(&self) -> Option<&str> {
        let failed = self.rules.iter().find(|(_, outcome)| *outcome == Outcome::NotMet);
        failed.filter(|_| self.standing() == Standing::NearMiss).map(|(code, _)| code.as_str())
    }
}

/// Everything that is to be said of one vacancy, except scores.
pub(crate) struct Answer {
    /// Each person's judgement, by id.
    pub(crate) people: HashMap<String, Judgement>,
}

impl Answer {
    /// Judges everybody for one vacancy as of a day (ISO 8601).
    pub(crate) fn of(vacancy: &Row, candidates: &[Row], as_of: &str) -> Self {
        let people = candidates.iter().map(|person| (cell(person, "id").to_owned(), judge(person, vacancy, as_of)));
        Self { people: people.collect() }
    }

    /// How many people have a standing.
    pub(crate) fn count(&self, standing: Standing) -> usize {
        self.people.values().filter(|judgement| judgement.standing() == standing).count()
    }

    /// Who would be ranked but for one rule: largest count first, then by code.
    pub(crate) fn near_misses(&self) -> Vec<(String, Vec<String>)> {
        let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, judgement) in &self.people {
            if let Some(rule) = judgement.missed() {
                by_rule.entry(rule.to_owned()).or_default().push(id.clone());
            }
        }
        let mut listed: Vec<_> = by_rule.into_iter().collect();
        listed.iter_mut().for_each(|(_, people)| people.sort());
        listed.sort_by_key(|(_, people)| std::cmp::Reverse(people.len()));
        listed
    }
}

/// Whether a vacancy is ranked on a day: one past its `valid_until` is left out.
pub(crate) fn is_open(vacancy: &Row, as_of: &str) -> bool {
    let until = cell(vacancy, "valid_until");
    until.is_empty() || until >= as_of
}

/// A cell, empty when the file has no such column.
pub(crate) fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}
