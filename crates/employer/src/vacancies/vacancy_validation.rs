//! The validation of a vacancy's content, the same for files, forms and requests.

use reference_data::{Catalogue, Corridor, ReferenceData};
use vocabulary::{Code, EnterpriseNumber, FieldProblem, ParseError};

use super::VacancyContent;

impl VacancyContent {
    /// The longest text, in bytes, which is the length of the longest cell.
    pub const LONGEST_TEXT: usize = 64 * 1024;

    /// Every field that is wrong: codes that don't exist, values that contradict each other, repetitions.
    ///
    /// The title may be absent, as in a draft; publishing requires it.
    pub fn check(&self, reference: &ReferenceData, corridor: &Corridor) -> Vec<FieldProblem> {
        let mut problems = FieldProblems::default();
        self.check_codes(reference, corridor, &mut problems);
        self.check_ranges(&mut problems);
        self.check_repetitions(&mut problems);
        for (field, text) in
            [("employer", &self.employer), ("municipality", &self.municipality), ("text", &self.text)]
        {
            if let Some(text) = text.as_ref().filter(|text| text.len() > Self::LONGEST_TEXT) {
                problems.add(field, shortened(text), "at most 64 KiB");
            }
        }
        problems.list
    }

    /// The content with the employer's number in the form of the register of the corridor's destination. A number that
    /// isn't right stays as it is, for [`VacancyContent::check`] to report.
    pub fn normalised(mut self, reference: &ReferenceData, corridor: &Corridor) -> Self {
        if let Some(Ok(number)) = self.registered_number(reference, corridor) {
            self.employer_number = Some(number);
        }
        self
    }

    fn registered_number(
        &self,
        reference: &ReferenceData,
        corridor: &Corridor,
    ) -> Option<Result<EnterpriseNumber, ParseError>> {
        let register = reference.destination(&corridor.destination)?.enterprise_register.as_ref()?;
        Some(register.number(self.employer_number.as_ref()?))
    }

    fn check_codes(&self, reference: &ReferenceData, corridor: &Corridor, problems: &mut FieldProblems) {
        if let Some(title) = &self.title {
            problems.code("title", title, reference.titles());
            if reference.titles().find(title.as_str()).is_ok() && corridor.profession_of(title.as_str()).is_none() {
                let known: Vec<&str> = corridor.titles().map(Code::as_str).collect();
                problems.add(
                    "title",
                    title,
                    format!("a title of the corridor {}: {}", corridor.code, known.join(", ")),
                );
            }
        }
        if let Some(Err(error)) = self.registered_number(reference, corridor) {
            problems.list.push(FieldProblem::new("employer_number", error));
        }
        if let Some(setting) = &self.setting {
            problems.code("setting", setting, reference.settings());
        }
        for specialism in &self.specialisms {
            problems.code("specialisms", specialism, reference.specialisms());
        }
        for wish in &self.wishes {
            if let super::Wish::Specialism(code) = wish {
                problems.code("wishes", code, reference.specialisms());
            }
        }
        let Some(region) = &self.region else { return };
        match reference.regions().find(region.as_str()) {
            Ok(code) if code.level() == 0 || !code.as_str().starts_with(corridor.destination.as_str()) => {
                let country = &corridor.destination;
                let districts = reference.regions().districts(country);
                let example = districts.first().map(|district| format!(", like {district}")).unwrap_or_default();
                let expected = format!("a region within {country}: a NUTS code of level 1 to 3{example}");
                problems.add("region", code, expected);
            }
            Ok(_) => {}
            Err(unknown) => problems.list.push(FieldProblem::new("region", unknown.into())),
        }
    }

    fn check_ranges(&self, problems: &mut FieldProblems) {
        if self.posts == Some(0) {
            problems.add("posts", 0, "at least 1");
        }
        if self.specialism_months.count() > 0 && self.specialisms.is_empty() {
            problems.add("specialism_months", self.specialism_months, "the specialisms in which they were worked");
        }
        if let (Some(from), Some(until)) = (self.start_from, self.start_until)
            && from > until
        {
            problems.add("start_until", until, format!("a day on or after start_from ({from})"));
        }
        match (self.pay, self.pay_max) {
            (Some(pay), Some(most)) if pay > most => {
                problems.add("pay_max", most, format!("at least pay ({pay})"));
            }
            (None, Some(most)) => problems.add("pay_max", most, "pay beside it, where the range begins"),
            _ => {}
        }
        if let (Some(posted), Some(until)) = (self.posted, self.valid_until)
            && posted > until
        {
            problems.add("valid_until", until, format!("a day on or after posted ({posted})"));
        }
    }

    fn check_repetitions(&self, problems: &mut FieldProblems) {
        let lists = [
            ("specialisms", self.specialisms.len()),
            ("languages", self.languages.iter().map(|requirement| requirement.alternatives().len()).sum()),
            ("wishes", self.wishes.len()),
        ];
        let long = |(field, length): &(&'static str, usize)| (*length > MOST_VALUES).then_some((*field, *length));
        if let Some((field, length)) = lists.iter().find_map(long) {
            problems.add(field, format!("{length} values"), format!("at most {MOST_VALUES} values"));
            return;
        }
        for (position, specialism) in self.specialisms.iter().enumerate() {
            if self.specialisms[..position].contains(specialism) {
                problems.add("specialisms", specialism, "each specialism once");
            }
        }
        for (position, requirement) in self.languages.iter().enumerate() {
            if self.languages[..position].iter().any(|other| other.code() == requirement.code()) {
                problems.add("languages", requirement, "each language or skill once");
            }
        }
        for (position, wish) in self.wishes.iter().enumerate() {
            if self.wishes[..position].iter().any(|other| other.concerns_the_same(wish)) {
                problems.add("wishes", wish, "each wish once");
            }
        }
    }
}

/// The most values of a field: more than any post requires, and few enough to be compared one by one.
const MOST_VALUES: usize = 32;

#[derive(Default)]
struct FieldProblems {
    list: Vec<FieldProblem>,
}

impl FieldProblems {
    fn add(&mut self, field: &'static str, value: impl ToString, expected: impl Into<String>) {
        self.list.push(FieldProblem { field: field.into(), value: value.to_string(), expected: expected.into() });
    }

    fn code(&mut self, field: &'static str, code: &Code, catalogue: &Catalogue) {
        let unknown = catalogue.find(code.as_str()).err();
        self.list.extend(unknown.map(|unknown| FieldProblem::new(field, unknown.into())));
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).chain(['…']).collect()
}
