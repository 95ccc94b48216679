//! The validation of a profile beyond its types: codes exist, and fields don't contradict each other.

use reference_data::{Catalogue, ReferenceData};
use vocabulary::{Code, FieldProblem, ParseError};

use crate::accepted_settings::AcceptedSettings;
use crate::profile::Profile;

/// The longest text, in bytes, which is the length of the longest cell.
pub const LONGEST_TEXT: usize = 64 * 1024;

impl Profile {
    /// Every field that is wrong; the same checks for files, the API and imports.
    pub fn check(&self, data: &ReferenceData) -> Vec<FieldProblem> {
        let mut problems = self.contradictions();
        let mut note = |field, error: Option<ParseError>| {
            problems.extend(error.map(|error| FieldProblem::new(field, error)));
        };
        let unknown = |catalogue: &Catalogue, code: &Code| catalogue.find(code.as_str()).err().map(ParseError::from);
        for held in &self.titles {
            note("titles", unknown(data.titles(), &held.title));
        }
        if let Some(title) = &self.lowest_title {
            note("lowest_title", unknown(data.titles(), title));
        }
        for specialism in &self.specialisms {
            note("specialisms", unknown(data.specialisms(), specialism));
        }
        for worked in self.experience.iter().flat_map(|experience| &experience.months) {
            note("experience", unknown(data.specialisms(), &worked.specialism));
        }
        for region in &self.regions {
            note("regions", data.regions().find(region.as_str()).err().map(ParseError::from));
        }
        if let Some(AcceptedSettings::These(settings)) = &self.settings {
            for setting in settings {
                note("settings", unknown(data.settings(), setting));
            }
        }
        problems
    }

    /// Every field that is wrong independently of the reference data.
    pub(crate) fn contradictions(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut note = |field, value: String, expected: &str| {
            problems.push(FieldProblem::new(field, ParseError::new(&value, expected)));
        };
        let once = "each code once";
        if let Some(twice) = repeated(&self.titles, |held| (&held.title, &held.document, &held.provenance)) {
            note("titles", twice.to_string(), "each title once from one source");
        }
        if let Some(twice) =
            repeated(&self.languages, |known| (known.language, known.skill, &known.document, &known.provenance))
        {
            note("languages", twice.to_string(), "each language and skill once from one source");
        }
        if let Some(twice) = repeated(&self.specialisms, |code| code) {
            note("specialisms", twice.to_string(), once);
        }
        if let Some(twice) = repeated(&self.regions, |code| code) {
            note("regions", twice.to_string(), once);
        }
        if let Some(AcceptedSettings::These(settings)) = &self.settings {
            match repeated(settings, |code| code) {
                Some(twice) => note("settings", twice.to_string(), once),
                None if settings.is_empty() => note("settings", String::new(), "a setting, or nothing when unknown"),
                None => {}
            }
        }
        if let Some(experience) = &self.experience {
            if let Some(twice) = repeated(&experience.months, |worked| &worked.specialism) {
                note("experience", twice.to_string(), once);
            }
            if experience.months.is_empty() && !experience.complete {
                note("experience", String::new(), "that it is complete where it is none at all");
            }
        }
        if self.shifts.is_some_and(|shifts| shifts.is_empty()) {
            note("shifts", String::new(), "a shift, or nothing when unknown");
        }
        if let (Some(least), Some(most)) = (self.hours_min, self.hours_max)
            && least > most
        {
            note("hours_min", least.to_string(), &format!("at most {most}, which hours_max has"));
        }
        if let Some(text) = &self.text {
            if text.len() > LONGEST_TEXT {
                note("text", format!("{} bytes", text.len()), "a text of at most 64 KiB");
            }
            if text.contains('\0') {
                note("text", String::new(), "a text without the zero character");
            }
        }
        let titles = self.titles.iter().map(|held| ("titles", held.document.as_deref(), held.expires_on));
        let languages = self.languages.iter().map(|known| ("languages", known.document.as_deref(), known.expires_on));
        for (field, document, expires_on) in titles.chain(languages) {
            if let (Some(document), Some(expires)) = (document, expires_on)
                && document.date > expires
            {
                let expected = format!("an expiry on or after {}, the day of the document", document.date);
                note(field, expires.to_string(), &expected);
            }
        }
        problems
    }
}

/// The most values of a list. Only every skill of every language with each kind of evidence would be more, which no
/// candidate has.
const MOST_VALUES: usize = 1_000;

/// The first item of a list that repeats the key of an earlier one, or that exceeds [`MOST_VALUES`].
fn repeated<'l, T, K: PartialEq>(list: &'l [T], key: impl Fn(&'l T) -> K) -> Option<&'l T> {
    if let Some(one_too_many) = list.get(MOST_VALUES) {
        return Some(one_too_many);
    }
    let before = |position: usize, item: &'l T| list[..position].iter().any(|other| key(other) == key(item));
    list.iter().enumerate().find(|(position, item)| before(*position, item)).map(|(_, item)| item)
}
