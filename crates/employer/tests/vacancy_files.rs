//! Vacancies files, read and written. All employers are invented.

use std::sync::LazyLock;

use employer::{COLUMNS, HoursRange, LanguageAlternative, LanguageRequirement, VacancyContent, VacancyRow, Wish};
use proptest::prelude::*;
use reference_data::{Corridor, ReferenceData};
use sheets::{Problems, Sheet, write_csv, write_json};
use vocabulary::{
    Code, Contract, Date, EnterpriseNumber, Euros, Evidence, Hours, Level, Months, RequiredBy, Shift, Skill,
    TextLanguage, TitleStatus,
};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn corridor() -> &'static Corridor {
    REFERENCE.corridor(None).expect("one corridor is built in")
}

fn parse(file: &str) -> Result<Vec<VacancyRow>, Problems> {
    VacancyRow::parse(&Sheet::read("posts.csv", file.as_bytes(), COLUMNS)?, &REFERENCE, corridor())
}

fn problems(columns: &str, cells: &str) -> String {
    let file = format!("id;title;{columns}\nv1;nurse-general-care;{cells}\n");
    parse(&file).expect_err("a problem").to_string()
}

#[test]
fn a_row_is_read_with_every_cell() {
    let file = "id;employer;employer_number;title;title_status;title_by;posts;region;municipality;setting;specialisms;\
        specialism_months;experience_months;practised_within;languages;languages_evidence;shifts;hours;start_from;\
        start_until;pay;pay_max;contract;driving_licence;single_permit;wishes;posted;valid_until;text;text_language\n\
        v9;WZC De Verzonnen Linde;0403.170.701;nurse-general-care;licensed;application;2;BE23;Gent;care-home;\
        geriatrics|palliative;12;24;36;nl:B2@start|fr.listening:B1@application;tested;day|night;19-38;2027-02-01;\
        2027-06-30;3350;3900;24;yes;no;specialism:palliative|language:fr:B1|experience:60;2026-11-01;2026-12-31;Zorg;nl\n";
    let rows = parse(file).expect("rows");
    let content = &rows[0].content;
    assert_eq!((rows.len(), rows[0].reference.as_str()), (1, "v9"));
    assert_eq!(content.languages[1].code(), "fr.listening");
    assert_eq!(content.languages[1].alternatives()[0].by, RequiredBy::Application);
    assert_eq!(
        (content.title_by, content.single_permit, content.driving_licence),
        (RequiredBy::Application, Some(false), true)
    );
    assert_eq!(
        content.hours.map(|hours| (hours.least().hundredths(), hours.most().hundredths())),
        Some((1_900, 3_800))
    );
    assert_eq!(content.wishes.len(), 3);
}

#[test]
fn an_empty_cell_is_no_requirement() {
    let rows = parse("id,title,pay,driving_licence\nv1,midwife,,no\n").expect("rows");
    let title = Some("midwife".parse().expect("a code"));
    assert_eq!(rows[0].content, VacancyContent { title, ..VacancyContent::default() });
}

#[test]
fn every_problem_names_what_was_expected() {
    for (columns, cells, expected) in [
        ("posts", "0", "column posts: `0`"),
        ("posts", "-2", "column posts: `-2`"),
        ("posts", "=1+1", "at least 1"),
        ("specialism_months", "12", "the specialisms in which they were worked"),
        ("start_from;start_until", "2027-03-01;2027-02-01", "a day on or after start_from (2027-03-01)"),
        ("pay;pay_max", "3350;3000", "at least pay (3350)"),
        ("pay_max", "3000", "pay beside it"),
        ("hours", "38-19", "with the lower number first"),
        ("hours", "169", "column hours"),
        ("posted;valid_until", "2026-12-01;2026-11-01", "a day on or after posted"),
        ("languages", "nl:B1|nl:B2@application", "each code once in a cell"),
        ("languages", "nl:B1/nl:B2", "alternatives that differ"),
        ("languages", "nl:B9", "a language with a level"),
        ("specialisms", "geriatrics|geriatrics", "each code once"),
        ("specialisms", "geriatric", "nearest: geriatrics"),
        ("wishes", "specialism:paliative", "nearest: palliative"),
        ("wishes", "language:fr:B1|language:fr:B2", "each wish once"),
        ("wishes", "experience:12|experience:60", "each wish once"),
        ("region", "BE", "level 1 to 3"),
        ("region", "BE221", "of 2021 or later, such as its successor BE224"),
        ("region", "BE999", "a NUTS code of a country of destination"),
        ("setting", "hospitall", "nearest: hospital"),
        ("employer_number", "0403.170.702", "whose last digits check the others"),
        ("title_by", "later", "application or start"),
        ("driving_licence", "true", "yes or no"),
        ("shifts", "day|day", "each code once"),
    ] {
        let found = problems(columns, cells);
        assert!(found.contains(expected), "{columns} {cells}: {found}");
    }
}

#[test]
fn a_refused_cell_causes_no_second_problem_in_another_column() {
    let found = problems("specialisms;specialism_months", "geriatric.;12");
    assert!(!found.contains("specialism_months"), "{found}");
    let found = problems("pay;pay_max", "3.350,00;3900");
    assert!(!found.contains("pay_max"), "{found}");
}

#[test]
fn a_title_is_required_in_a_file() {
    let found = parse("id,title\nv1,\n").expect_err("a problem").to_string();
    assert!(found.contains("row 2, column title"), "{found}");
    let found = parse("id,title\nv1,nurse\n").expect_err("a problem").to_string();
    assert!(found.contains("the code of a title"), "{found}");
}

#[test]
fn an_unknown_field_of_json_is_refused() {
    assert!(serde_json::from_str::<VacancyContent>(r#"{"titel": "midwife"}"#).is_err());
}

#[test]
fn the_schema_of_a_row_has_exactly_the_columns() {
    let schema = schemars::schema_for!(VacancyRow);
    let properties = schema.as_value()["properties"].as_object().expect("properties");
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    assert_eq!(properties.keys().map(String::as_str).collect::<Vec<_>>(), columns);
}

fn code(codes: &'static [&'static str]) -> impl Strategy<Value = Code> {
    proptest::sample::select(codes).prop_map(|code| code.parse().expect("a code"))
}

const SPECIALISMS: &[&str] = &["geriatrics", "palliative", "intensive-care", "dialysis"];

fn some_specialisms() -> impl Strategy<Value = Vec<Code>> {
    proptest::sample::subsequence(SPECIALISMS.to_vec(), 0..=4)
        .prop_map(|codes| codes.into_iter().map(|code| code.parse().expect("a code")).collect())
}

fn ask(language: &'static str) -> impl Strategy<Value = LanguageAlternative> {
    let skill = proptest::option::of(proptest::sample::select(Skill::ALL));
    let level = proptest::sample::select(Level::ALL);
    let by = prop_oneof![Just(RequiredBy::Application), Just(RequiredBy::Start)];
    (skill, level, by).prop_map(move |(skill, level, by)| LanguageAlternative {
        language: language.parse().expect("a language"),
        skill,
        level,
        by,
    })
}

fn languages() -> impl Strategy<Value = Vec<LanguageRequirement>> {
    let alone = ask("nl").prop_map(|ask| LanguageRequirement::new(vec![ask]).expect("one"));
    let either = (ask("fr"), ask("de"), ask("en"))
        .prop_map(|(one, two, three)| LanguageRequirement::new(vec![one, two, three]).expect("three"));
    (proptest::option::of(alone), proptest::option::of(either))
        .prop_map(|(one, two)| one.into_iter().chain(two).collect())
}

fn range<T: Ord + Copy + std::fmt::Debug>(
    values: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = (Option<T>, Option<T>)> {
    (proptest::option::of(values.clone()), proptest::option::of(values)).prop_map(|(one, other)| match (one, other) {
        (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
        both => both,
    })
}

fn days() -> impl Strategy<Value = Date> + Clone {
    (0i64..4_000).prop_map(|days| Date::default() + chrono::Days::new(days as u64 + 18_000))
}

fn months() -> impl Strategy<Value = Months> {
    (0u32..=1_200).prop_map(|months| Months::new(months).expect("months"))
}

fn words() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[=+@a-zA-Zé\"',;|<>][ a-zA-Z\"',;|\n=]{0,20}[a-z.]")
}

prop_compose! {
    fn asked()(
        title in code(&["nurse-general-care", "midwife"]),
        title_status in proptest::sample::select(TitleStatus::ALL),
        at_start in any::<bool>(),
        region in proptest::option::of(proptest::sample::select(vec!["BE1", "BE23", "BE234"])),
        setting in proptest::option::of(code(&["hospital", "care-home"])),
        specialisms in some_specialisms(),
        specialism_months in months(),
        experience_months in months(),
        practised_within in proptest::option::of(months()),
        languages in languages(),
        languages_evidence in proptest::sample::select(Evidence::ALL),
        shifts in proptest::sample::subsequence(Shift::ALL.to_vec(), 0..=4),
    ) -> VacancyContent {
        VacancyContent {
            title: Some(title),
            title_status,
            title_by: if at_start { RequiredBy::Start } else { RequiredBy::Application },
            region: region.map(|region| region.parse().expect("a region")),
            setting,
            specialism_months: if specialisms.is_empty() { Months::default() } else { specialism_months },
            specialisms,
            experience_months,
            practised_within,
            languages,
            languages_evidence,
            shifts: shifts.into_iter().collect(),
            ..VacancyContent::default()
        }
    }
}

prop_compose! {
    fn rows()(
        asked in asked(),
        posts in proptest::option::of(1u32..),
        hours in range(0u32..=16_800),
        start in range(days()),
        pay in range(0u32..u32::MAX),
        permanent in proptest::option::of(any::<bool>()),
        driving_licence in any::<bool>(),
        single_permit in proptest::option::of(any::<bool>()),
        wishes in proptest::sample::subsequence(vec!["specialism:dialysis", "language:fr:B1", "experience:60"], 0..=3),
        listed in range(days()),
        (municipality, employer, text) in (words(), words(), words()),
        numbered in any::<bool>(),
        text_language in proptest::option::of(proptest::sample::select(TextLanguage::ALL)),
    ) -> VacancyRow {
        let bound = |hundredths| Hours::from_hundredths(hundredths).expect("hours");
        let hours = match hours {
            (Some(least), Some(most)) => HoursRange::new(bound(least), bound(most)),
            (one, other) => one.or(other).and_then(|alone| HoursRange::new(bound(alone), bound(alone))),
        };
        // The highest pay needs a lowest one beside it.
        let (from, up_to) = match pay {
            (None, alone) => (alone, None),
            both => both,
        };
        let number: EnterpriseNumber = "0403.170.701".parse().expect("a number");
        let content = VacancyContent {
            posts,
            hours,
            start_from: start.0,
            start_until: start.1,
            pay: from.map(Euros::from_cents),
            pay_max: up_to.map(Euros::from_cents),
            contract: permanent.map(|permanent| match permanent {
                true => Contract::Permanent,
                false => Contract::Months(Months::new(24).expect("months")),
            }),
            driving_licence,
            single_permit,
            wishes: wishes.into_iter().map(|wish| wish.parse::<Wish>().expect("a wish")).collect(),
            posted: listed.0,
            valid_until: listed.1,
            municipality,
            employer,
            employer_number: numbered.then_some(number),
            text,
            text_language,
            ..asked
        };
        VacancyRow { reference: "v1".to_owned(), content }
    }
}

proptest! {
    #[test]
    fn a_written_row_reads_back_from_csv_and_json(row in rows()) {
        prop_assert_eq!(row.content.check(&REFERENCE, corridor()), vec![]);
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&mut csv, COLUMNS, [row.to_cells()]).expect("CSV");
        write_json(&mut json, COLUMNS, [row.to_cells()]).expect("JSON");
        for file in [&csv, &json] {
            let sheet = Sheet::read("posts", file, COLUMNS).expect("a sheet");
            let read = VacancyRow::parse(&sheet, &REFERENCE, corridor()).expect("rows");
            prop_assert_eq!(read, vec![row.clone()]);
        }
    }

    #[test]
    fn content_and_row_read_back_from_their_json(row in rows()) {
        let json = serde_json::to_string(&row.content).expect("JSON");
        prop_assert_eq!(&serde_json::from_str::<VacancyContent>(&json).expect("content"), &row.content);
        let file = serde_json::to_vec(&[&row]).expect("JSON");
        let sheet = Sheet::read("posts.json", &file, COLUMNS).expect("a sheet");
        prop_assert_eq!(VacancyRow::parse(&sheet, &REFERENCE, corridor()).expect("rows"), vec![row.clone()]);
    }
}
