//! An independent implementation of `rank --without-plans`: directly from the tables of the formats, on the cells as
//! written, one candidate after another.
//!
//! It is slow and simple on purpose and shares no code with the program, so that an error in one of them shows as a
//! difference. It expects valid cells: the rejection of others is not part of the rules.

mod rule_oracle;

use std::collections::{BTreeMap, HashMap};

pub(crate) use rule_oracle::judge;

/// One record of a file: its cells by column, as written.
pub(crate) type Row = HashMap<String, String>;

/// The outcome of one rule for one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Met,
    Unknown,
    NotMet,
}

/// The standing of one candidate for one vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Ready,
    ToVerify,
    NearMiss,
    Excluded,
}

impl Standing {
    /// The word in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ToVerify => "to_verify",
            Self::NearMiss => "near_miss",
            Self::Excluded => "excluded",
        }
    }
}

/// The rules of a vacancy for one candidate, with their outcomes.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    pub(crate) rules: Vec<(String, Outcome)>,
}

impl Judgement {
    fn count(&self, outcome: Outcome) -> usize {
        self.rules.iter().filter(|(_, found)| *found == outcome).count()
    }

    /// The number of rules with unknown outcome.
    pub(crate) fn unknown(&self) -> usize {
        self.count(Outcome::Unknown)
    }

    /// The standing, by the definition of the formats.
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

    /// The rule that a near miss fails.
    fn missed(&self) -> Option<&str> {
        let failed = self.rules.iter().find(|(_, outcome)| *outcome == Outcome::NotMet);
        failed.filter(|_| self.standing() == Standing::NearMiss).map(|(code, _)| code.as_str())
    }
}

/// The expected result for one vacancy, without scores.
pub(crate) struct Answer {
    /// The judgements of the candidates, by identifier.
    pub(crate) candidates: HashMap<String, Judgement>,
}

impl Answer {
    /// Judges all candidates for one vacancy as of a day (ISO 8601).
    pub(crate) fn of(vacancy: &Row, candidates: &[Row], as_of: &str) -> Self {
        let candidates =
            candidates.iter().map(|candidate| (cell(candidate, "id").to_owned(), judge(candidate, vacancy, as_of)));
        Self { candidates: candidates.collect() }
    }

    /// The number of candidates with a standing.
    pub(crate) fn count(&self, standing: Standing) -> usize {
        self.candidates.values().filter(|judgement| judgement.standing() == standing).count()
    }

    /// The near misses by rule: largest count first, then by code.
    pub(crate) fn near_misses(&self) -> Vec<(String, Vec<String>)> {
        let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, judgement) in &self.candidates {
            if let Some(rule) = judgement.missed() {
                by_rule.entry(rule.to_owned()).or_default().push(id.clone());
            }
        }
        let mut listed: Vec<_> = by_rule.into_iter().collect();
        listed.iter_mut().for_each(|(_, candidates)| candidates.sort());
        listed.sort_by_key(|(_, candidates)| std::cmp::Reverse(candidates.len()));
        listed
    }
}

/// Whether a vacancy is ranked on a day: it isn't after its `valid_until`.
pub(crate) fn is_open(vacancy: &Row, as_of: &str) -> bool {
    let until = cell(vacancy, "valid_until");
    until.is_empty() || until >= as_of
}

/// Returns a cell; empty when the file has no such column.
pub(crate) fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}
