//! What doesn't fit together in a vacancy, said alike to whoever sends a file, a form or a request.

use reference_data::{Catalogue, ReferenceData};
use vocabulary::{Code, FieldProblem};

use crate::VacancyContent;

impl VacancyContent {
    /// The longest text, in bytes: what a cell may hold.
    pub const LONGEST_TEXT: usize = 64 * 1024;

    /// Everything that is wrong: codes that don't exist, values that contradict each other, the same thing twice.
    ///
    /// A title may be absent here, since drafts go without; publishing asks for it.
    pub fn check(&self, reference: &ReferenceData) -> Vec<FieldProblem> {
        let mut found = Found::default();
        self.check_codes(reference, &mut found);
        self.check_ranges(&mut found);
        self.check_repetitions(&mut found);
        for (field, text) in
            [("employer", &self.employer), ("municipality", &self.municipality), ("text", &self.text)]
        {
            if let Some(text) = text.as_ref().filter(|text| text.len() > Self::LONGEST_TEXT) {
                found.add(field, shortened(text), "at most 64 KiB");
            }
        }
        found.problems
    }

    fn check_codes(&self, reference: &ReferenceData, found: &mut Found) {
        if let Some(title) = &self.title {
            found.code("title", title, reference.titles());
        }
        if let Some(setting) = &self.setting {
            found.code("setting", setting, reference.settings());
        }
        for specialism in &self.specialisms {
            found.code("specialisms", specialism, reference.specialisms());
        }
        for wish in &self.wishes {
            if let crate::Wish::Specialism(code) = wish {
                found.code("wishes", code, reference.specialisms());
            }
        }
        let Some(region) = &self.region else { return };
        match reference.regions().find(region.as_str()) {
            Ok(code) if code.level() == 0 => {
                found.add("region", code, "a region within Belgium: a NUTS code of level 1 to 3, like BE23 or BE234");
            }
            Ok(_) => {}
            Err(unknown) => found.problems.push(FieldProblem::new("region", unknown.into())),
        }
    }

    fn check_ranges(&self, found: &mut Found) {
        if self.posts == Some(0) {
            found.add("posts", 0, "at least 1");
        }
        if self.specialism_months.count() > 0 && self.specialisms.is_empty() {
            found.add("specialism_months", self.specialism_months, "the specialisms in which they were worked");
        }
        if let (Some(from), Some(until)) = (self.start_from, self.start_until)
            && from > until
        {
            found.add("start_until", until, format!("a day on or after start_from ({from})"));
        }
        match (self.pay, self.pay_max) {
            (Some(pay), Some(most)) if pay > most => {
                found.add("pay_max", most, format!("at least pay ({pay})"));
            }
            (None, Some(most)) => found.add("pay_max", most, "pay beside it, where the range begins"),
            _ => {}
        }
        if let (Some(posted), Some(until)) = (self.posted, self.valid_until)
            && posted > until
        {
            found.add("valid_until", until, format!("a day on or after posted ({posted})"));
        }
    }

    fn check_repetitions(&self, found: &mut Found) {
        let lists = [
            ("specialisms", self.specialisms.len()),
            ("languages", self.languages.iter().map(|requirement| requirement.alternatives().len()).sum()),
            ("wishes", self.wishes.len()),
        ];
        let long = |(field, length): &(&'static str, usize)| (*length > MOST_VALUES).then_some((*field, *length));
        if let Some((field, length)) = lists.iter().find_map(long) {
            found.add(field, format!("{length} values"), format!("at most {MOST_VALUES} values"));
            return;
        }
        for (index, specialism) in self.specialisms.iter().enumerate() {
            if self.specialisms[..index].contains(specialism) {
                found.add("specialisms", specialism, "each specialism once");
            }
        }
        for (index, requirement) in self.languages.iter().enumerate() {
            if self.languages[..index].iter().any(|other| other.code() == requirement.code()) {
                found.add("languages", requirement, "each language or skill once");
            }
        }
        for (index, wish) in self.wishes.iter().enumerate() {
            if self.wishes[..index].iter().any(|other| other.concerns_the_same(wish)) {
                found.add("wishes", wish, "each wish once");
            }
        }
    }
}

/// The most values that one field may have: more than any post asks, and few enough to be judged one by one.
const MOST_VALUES: usize = 32;

#[derive(Default)]
struct Found {
    problems: Vec<FieldProblem>,
}

impl Found {
    fn add(&mut self, field: &'static str, value: impl ToString, expected: impl Into<String>) {
        self.problems.push(FieldProblem { field, value: value.to_string(), expected: expected.into() });
    }

    fn code(&mut self, field: &'static str, code: &Code, catalogue: &Catalogue) {
        let unknown = catalogue.find(code.as_str()).err();
        self.problems.extend(unknown.map(|unknown| FieldProblem::new(field, unknown.into())));
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).chain(['…']).collect()
}
