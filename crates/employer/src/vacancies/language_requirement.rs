//! The languages that a vacancy requires, and by when.

use std::fmt;
use std::str::FromStr;

use vocabulary::{LanguageCode, Level, ParseError, RequiredBy, Skill};

/// One language at one level, as one of the alternatives of a [`LanguageRequirement`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LanguageAlternative {
    /// The language.
    pub language: LanguageCode,
    /// One skill; `None` for all of them together.
    pub skill: Option<Skill>,
    /// The least level.
    pub level: Level,
    /// By when the level is required.
    pub by: RequiredBy,
}

impl LanguageAlternative {
    /// `nl`, or `nl.writing` when one skill is required.
    pub fn code(&self) -> String {
        match self.skill {
            Some(skill) => format!("{}.{skill}", self.language),
            None => self.language.to_string(),
        }
    }

    /// Reads an alternative, and by when it is required where that is written.
    ///
    /// # Errors
    /// When it isn't a language with a level.
    fn read(written: &str) -> Result<(Self, Option<RequiredBy>), ParseError> {
        let wrong = |_| ParseError::new(written, LanguageRequirement::EXPECTED);
        let (asked, by) = match written.split_once('@') {
            Some((asked, by)) => (asked, Some(by.parse::<RequiredBy>().map_err(wrong)?)),
            None => (written, None),
        };
        let (name, level) =
            asked.split_once(':').ok_or_else(|| ParseError::new(written, LanguageRequirement::EXPECTED))?;
        let (language, skill) = match name.split_once('.') {
            Some((language, skill)) => (language, Some(skill.parse().map_err(wrong)?)),
            None => (name, None),
        };
        let language = language.parse().map_err(wrong)?;
        let level = level.parse().map_err(wrong)?;
        Ok((Self { language, skill, level, by: by.unwrap_or_default() }, by))
    }
}

impl fmt::Display for LanguageAlternative {
    /// Writes language, skill and level. Whether the time is written depends on the other alternatives of the entry.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.code(), self.level)
    }
}

/// One entry of a vacancy's languages: alternatives of which one suffices, usually a single one.
///
/// Written `nl:B2`, `fr.listening:B1@application`, `fr:B2/nl:B2@start`. The time by which the level is required follows
/// `@`, and is *start* by default. It belongs to its alternative; when only the last of several has one, it belongs to all
/// of them, so `fr:B2/nl:B2@application` requires either language when the candidate applies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageRequirement {
    alternatives: Vec<LanguageAlternative>,
}

impl LanguageRequirement {
    const EXPECTED: &str = "a language with a level, like nl:B2, fr.listening:B1@application or fr:B2/nl:B2@start";

    /// An entry of these alternatives; `None` when there are none, or a language and skill is repeated.
    pub fn new(alternatives: Vec<LanguageAlternative>) -> Option<Self> {
        let is_repeated = |position: usize, one: &LanguageAlternative| {
            alternatives[..position].iter().any(|other| (other.language, other.skill) == (one.language, one.skill))
        };
        let has_repeated = alternatives.iter().enumerate().any(|(position, one)| is_repeated(position, one));
        (!alternatives.is_empty() && !has_repeated).then_some(Self { alternatives })
    }

    /// One language at one level, required at the start of work.
    pub fn of(language: LanguageCode, level: Level) -> Self {
        Self { alternatives: vec![LanguageAlternative { language, skill: None, level, by: RequiredBy::Start }] }
    }

    /// The alternatives, at least one, in the order in which they were written.
    pub fn alternatives(&self) -> &[LanguageAlternative] {
        &self.alternatives
    }

    /// The entry's code, which follows `language.` in the name of its rule: `nl.writing`, `fr/nl`.
    pub fn code(&self) -> String {
        self.alternatives.iter().map(LanguageAlternative::code).collect::<Vec<_>>().join("/")
    }
}

impl FromStr for LanguageRequirement {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let mut alternatives = Vec::new();
        let mut stated = Vec::new();
        for part in written.split('/') {
            let (ask, by) = LanguageAlternative::read(part).map_err(|_| ParseError::new(written, Self::EXPECTED))?;
            alternatives.push(ask);
            stated.push(by);
        }
        if let Some((Some(by), before)) = stated.split_last()
            && before.iter().all(Option::is_none)
        {
            alternatives.iter_mut().for_each(|ask| ask.by = *by);
        }
        Self::new(alternatives)
            .ok_or_else(|| ParseError::new(written, "alternatives that differ in their language or skill"))
    }
}

impl fmt::Display for LanguageRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mixed = self.alternatives.windows(2).any(|pair| pair[0].by != pair[1].by);
        let last = self.alternatives.len() - 1;
        for (index, ask) in self.alternatives.iter().enumerate() {
            let separator = if index == 0 { "" } else { "/" };
            write!(f, "{separator}{ask}")?;
            if mixed || (index == last && ask.by != RequiredBy::Start) {
                write!(f, "@{}", ask.by)?;
            }
        }
        Ok(())
    }
}

vocabulary::written_as_string!(
    LanguageRequirement,
    "a language with a level, like nl:B2, fr.listening:B1@application or fr:B2/nl:B2@start"
);

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(written: &str) -> LanguageRequirement {
        written.parse().expect(written)
    }

    #[test]
    fn a_level_is_required_at_the_start_by_default() {
        assert_eq!(requirement("nl:B2"), requirement("nl:B2@start"));
        assert_eq!(requirement("nl:B2@application").alternatives()[0].by, RequiredBy::Application);
    }

    #[test]
    fn a_time_after_only_the_last_alternative_belongs_to_all_of_them() {
        let by = |written| requirement(written).alternatives().iter().map(|ask| ask.by).collect::<Vec<_>>();
        assert_eq!(by("fr:B2/nl:B2@application"), [RequiredBy::Application; 2]);
        assert_eq!(by("fr:B2@application/nl:B2"), [RequiredBy::Application, RequiredBy::Start]);
        assert_eq!(by("fr:B2@start/nl:B2@application"), [RequiredBy::Start, RequiredBy::Application]);
    }

    #[test]
    fn the_code_names_language_and_skill() {
        assert_eq!(requirement("nl.writing:B2").code(), "nl.writing");
        assert_eq!(requirement("fr:B2/nl.listening:B1").code(), "fr/nl.listening");
    }

    #[test]
    fn a_written_requirement_reads_back() {
        for written in
            ["nl:B2", "fr.listening:B1@application", "fr:B2/nl:B2@application", "fr:B2@application/nl:B2@start"]
        {
            assert_eq!(requirement(written).to_string(), written);
        }
        assert_eq!(requirement("fr:B2@application/nl:B2").to_string(), "fr:B2@application/nl:B2@start");
    }

    #[test]
    fn a_wrong_entry_is_refused() {
        for wrong in ["", "nl", "nl:B9", "xx:B2", "nl:B2@later", "nl:B2/", "nl:B1/nl:B2", "nl.speaking:B1", "nl :B2"]
        {
            assert!(wrong.parse::<LanguageRequirement>().is_err(), "{wrong}");
        }
    }
}
