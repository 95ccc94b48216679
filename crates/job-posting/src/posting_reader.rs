//! Conversion of one posting to a draft.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use vocabulary::{Hours, Millionths};

use crate::employer_number::employer_number;
use crate::job_location::PlaceNames;
use crate::pay::pay;
use crate::phrase_matcher::PhraseMatcher;
use crate::plain_text::{plain_line, plain_text};
use crate::property::{self, Properties, items};
use crate::text_language::text_language;
use crate::{PostingDraft, dates::parse_date, decimal_numbers};
use employer::{AdvertPart, HoursRange, Note, Suggested, Suggestion, VacancyContent};
use reference_data::{Corridor, EnterpriseRegister, ReferenceData};

/// The maximum length of a reference and of a text on one line, in bytes.
const MAX_LINE_LENGTH: usize = 500;

/// Reads postings. It is created once per feed, since building its tables takes longer than reading a posting.
pub(crate) struct PostingReader<'a> {
    phrases: PhraseMatcher,
    place_names: PlaceNames<'a>,
    register: Option<&'a EnterpriseRegister>,
}

/// The draft of one posting while it is read.
struct DraftBuilder<'a> {
    posting: Properties<'a>,
    content: VacancyContent,
    notes: Vec<Note>,
}

impl<'a> PostingReader<'a> {
    pub(crate) fn new(reference: &'a ReferenceData, corridor: &Corridor) -> Self {
        let destination = reference.destination(&corridor.destination);
        Self {
            phrases: PhraseMatcher::new(reference, corridor),
            place_names: PlaceNames::new(reference, corridor),
            register: destination.and_then(|destination| destination.enterprise_register.as_ref()),
        }
    }

    pub(crate) fn read(&self, posting: &Map<String, Value>) -> PostingDraft {
        let mut draft =
            DraftBuilder { posting: Properties(posting), content: VacancyContent::default(), notes: Vec::new() };
        let reference = draft.reference();
        draft.employer(self.register);
        let (title, description) = draft.text();
        let region = draft.job_location(&self.place_names);
        draft.pay();
        draft.hours();
        draft.dates();
        draft.posts();
        let employer = draft.content.employer.as_deref().unwrap_or("");
        let mut suggestions = self.phrases.suggest(&title, &description, employer);
        let after_titles = suggestions.iter().take_while(|one| matches!(one.suggested, Suggested::Title(_))).count();
        suggestions.splice(after_titles..after_titles, region);
        PostingDraft { reference, content: draft.content, suggestions, notes: draft.notes }
    }
}

impl DraftBuilder<'_> {
    fn note(&mut self, subject: &str, message: impl Into<String>) {
        self.notes.push(Note { subject: subject.to_owned(), message: message.into() });
    }

    /// Returns `identifier`, else `url`, else a hash of the posting.
    fn reference(&mut self) -> String {
        for name in ["identifier", "url"] {
            let found = self.posting.get(name).and_then(property::identifier).map(|written| plain_line(&written));
            match found {
                Some(reference) if reference.is_empty() => {}
                Some(reference) if reference.len() <= MAX_LINE_LENGTH => return reference,
                Some(reference) => {
                    self.note(name, format!("`{}` is too long for an id", property::excerpt(&reference)));
                }
                None => {}
            }
        }
        self.note("identifier", "none, and no url; the id is a hash of the posting");
        let written = serde_json::to_vec(self.posting.0).unwrap_or_default();
        format!("posting-{}", hex::encode(&Sha256::digest(&written)[..8]))
    }

    fn employer(&mut self, register: Option<&EnterpriseRegister>) {
        if let Some(organisation) = self.posting.get("hiringOrganization") {
            let (number, note) = employer_number(organisation, register);
            self.content.employer_number = number;
            note.into_iter().for_each(|message| self.note("hiringOrganization", message));
        }
        let name = self.posting.get("hiringOrganization").and_then(property::text).map(|name| plain_line(&name));
        let Some(mut name) = name.filter(|name| !name.is_empty()) else { return };
        if shorten(&mut name, MAX_LINE_LENGTH) {
            self.note("hiringOrganization", "its name was too long and was cut");
        }
        self.content.employer = Some(name);
    }

    /// Sets the text of the vacancy from title and description. Returns both as plain text.
    fn text(&mut self) -> (String, String) {
        let read = |name| self.posting.get(name).and_then(property::text).unwrap_or_default();
        // Some sites use `name`, which all schema.org objects have, instead of `title`.
        let mut title =
            plain_line(&Some(read("title")).filter(|title| !title.is_empty()).unwrap_or_else(|| read("name")));
        let description = plain_text(&read("description"));
        if shorten(&mut title, MAX_LINE_LENGTH) {
            self.note("title", "it was too long and was cut");
        }
        let repeated = description.lines().next().is_some_and(|line| line.trim() == title);
        let mut text = match (title.is_empty() || repeated, description.is_empty()) {
            (true, _) => description.clone(),
            (false, true) => title.clone(),
            (false, false) => format!("{title}\n\n{description}"),
        };
        let whole = text.len();
        if shorten(&mut text, VacancyContent::LONGEST_TEXT) {
            self.note("description", format!("a text of {} KiB was cut to 64 KiB", whole.div_ceil(1024)));
        }
        self.content.text = Some(text).filter(|text| !text.is_empty());
        let (language, note) = text_language(self.posting, self.content.text.as_deref());
        self.content.text_language = language;
        note.into_iter().for_each(|message| self.note("inLanguage", message));
        let mut description = description;
        shorten(&mut description, VacancyContent::LONGEST_TEXT);
        (title, description)
    }

    /// Sets region and municipality. Returns the suggestion of an ambiguous region.
    fn job_location(&mut self, place_names: &PlaceNames<'_>) -> Option<Suggestion> {
        let place = place_names.job_location(self.posting);
        self.content.region = place.region;
        self.content.municipality = place.municipality;
        place.notes.into_iter().for_each(|message| self.note("jobLocation", message));
        let (region, words) = place.suggested?;
        let confidence = Millionths::new(500_000);
        Some(Suggestion { suggested: Suggested::Region(region), words, location: AdvertPart::Address, confidence })
    }

    fn pay(&mut self) {
        let pay = pay(self.posting);
        (self.content.pay, self.content.pay_max) = (pay.from, pay.up_to);
        pay.note.into_iter().for_each(|message| self.note("baseSalary", message));
    }

    /// Sets the hours from `workHours`, else `employmentType`, when they contain numbers; `FULL_TIME` doesn't.
    fn hours(&mut self) {
        if let Some(written) = self.posting.get("workHours") {
            match hours(written) {
                Some(range) => self.content.hours = Some(range),
                None => self.note(
                    "workHours",
                    format!("`{}` is no number of hours a week; hours are unknown", property::value_excerpt(written)),
                ),
            }
        }
        if self.content.hours.is_none() {
            self.content.hours = items(self.posting.get("employmentType")).find_map(hours);
        }
    }

    fn dates(&mut self) {
        let mut read = |name: &str| {
            let written = self.posting.get(name)?;
            let day = parse_date(written);
            let is_blank = written.as_str().is_some_and(|text| text.trim().is_empty());
            if day.is_none() && !is_blank {
                let excerpt = property::value_excerpt(written);
                self.note(name, format!("`{excerpt}` can't be read as a day; it is unknown"));
            }
            day
        };
        let (posted, valid_until) = (read("datePosted"), read("validThrough"));
        self.content.posted = posted;
        self.content.valid_until = valid_until;
        if let (Some(posted), Some(until)) = (posted, valid_until)
            && posted > until
        {
            self.content.valid_until = None;
            self.note("validThrough", format!("{until} is before it was posted ({posted}); it is unknown"));
        }
    }

    fn posts(&mut self) {
        let Some(written) = self.posting.get("totalJobOpenings") else { return };
        let hundredths = match items(Some(written)).next() {
            Some(number @ Value::Number(_)) => decimal_numbers::hundredths_of_number(number),
            Some(other) => {
                property::text(other).and_then(|text| match decimal_numbers::hundredths(&text, POST_WORDS)?[..] {
                    [one] => Some(one),
                    _ => None,
                })
            }
            None => None,
        };
        let posts = hundredths.filter(|hundredths| *hundredths > 0 && hundredths % 100 == 0);
        self.content.posts = posts.and_then(|hundredths| u32::try_from(hundredths / 100).ok());
        if self.content.posts.is_none() {
            self.note(
                "totalJobOpenings",
                format!("`{}` is no number of posts, at least 1; it is unknown", property::value_excerpt(written)),
            );
        }
    }
}

/// Words around a number of posts that don't change it.
const POST_WORDS: &[&str] = &[
    "post",
    "posts",
    "poste",
    "postes",
    "vacature",
    "vacatures",
    "plaats",
    "plaatsen",
    "opening",
    "openings",
    "place",
    "places",
];

/// Words around a number of hours a week that don't change it.
const HOURS_WORDS: &[&str] = &[
    "u",
    "uur",
    "uren",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "heure",
    "heures",
    "week",
    "weeks",
    "wk",
    "weekly",
    "wekelijks",
    "semaine",
    "sem",
    "hebdomadaire",
    "hebdomadaires",
    "hebdo",
    "full",
    "part",
    "time",
    "fulltime",
    "parttime",
    "voltijds",
    "voltijd",
    "deeltijds",
    "deeltijd",
    "temps",
    "plein",
    "partiel",
    "of",
    "ou",
    "or",
];

fn hours(written: &Value) -> Option<HoursRange> {
    let numbers = match written {
        Value::Number(_) => vec![decimal_numbers::hundredths_of_number(written)?],
        other => decimal_numbers::hundredths(&property::text(other)?, HOURS_WORDS)?,
    };
    let hours = |hundredths: u64| {
        u32::try_from(hundredths).ok().filter(|hundredths| *hundredths > 0).and_then(Hours::from_hundredths)
    };
    match numbers[..] {
        [one] => HoursRange::new(hours(one)?, hours(one)?),
        [least, most] => HoursRange::new(hours(least)?, hours(most)?),
        _ => None,
    }
}

/// Truncates a text to a length in bytes, at a character boundary. Returns whether it was longer.
fn shorten(text: &mut String, length: usize) -> bool {
    let is_longer = text.len() > length;
    if is_longer {
        let end = (0..=length).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text.truncate(text.trim_end().len());
    }
    is_longer
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hours_are_parsed_when_they_are_numbers() {
        for (written, expected) in [
            (json!("38"), "38"),
            (json!(36.5), "36.5"),
            (json!("38 uur/week"), "38"),
            (json!("19-38"), "19-38"),
            (json!("tussen 19 en 38 uur per week"), "19-38"),
            (json!("36,5h / semaine"), "36.5"),
            (json!("Voltijds (38u)"), "38"),
            (json!({ "value": 30 }), "30"),
        ] {
            assert_eq!(hours(&written).map(|range| range.to_string()).as_deref(), Some(expected), "{written}");
        }
        for written in ["FULL_TIME", "8:00-17:00", "50%", "160 uur per maand", "38, 2 weekends", "200", "38-19", ""] {
            assert_eq!(hours(&json!(written)), None, "{written}");
        }
    }
}
