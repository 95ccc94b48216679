//! Candidates files, read and written. All people are invented.

use candidate_profile::{
    AcceptedSettings, COLUMNS, CandidateRow, Document, Experience, HeldTitle, KnownLanguage, PersonalData, Profile,
    Provenance, Worked, parse, parse_profiles, schema,
};
use proptest::prelude::*;
use reference_data::ReferenceData;
use sheets::{Sheet, write_csv, write_json};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, Level, Months, Shift, ShiftSet, Skill, TextLanguage, TitleStatus,
    WorkPermission,
};

use std::sync::LazyLock;

static DATA: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is valid"));

fn read(file: &str) -> Vec<CandidateRow> {
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS).expect("a sheet");
    parse(&sheet, &DATA).unwrap_or_else(|problems| panic!("{problems}"))
}

fn problems_of(file: &str) -> String {
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS).expect("a sheet");
    parse(&sheet, &DATA).expect_err("problems").to_string()
}

fn code(written: &str) -> Code {
    written.parse().expect("a code")
}

#[test]
fn the_examples_of_the_format_are_read() {
    let people = read(
        "id;titles;lowest_title;specialisms;experience;experience_complete;last_practised;languages;languages_complete;\
         regions;settings;shifts;hours_min;hours_max;available_from;minimum_pay;contract_min_months;driving_licence;\
         work_permission;consent;text;text_language;name;birth_date\n\
         c017;nurse-general-care@documented|care-assistant@licensed;nurse-basic;intensive-care|geriatrics;\
         intensive-care:36|general:12;yes;2026-05-31;nl:A2|fr:C1@tested|fr.writing:B2|ar:native;yes;BE21|BE234;\
         hospital|care-home;day|night;30;38.5;2027-02-01;2900;12;no;held;yes;\"=1+1; et plus\";fr;Invented Person;1990-02-03\n",
    );
    let [CandidateRow { reference, profile, personal_data, decisions: _ }] = people.as_slice() else {
        panic!("one person")
    };
    assert_eq!(reference, "c017");
    assert_eq!(profile.titles[0].status, Some(TitleStatus::Documented));
    assert_eq!(profile.titles[1].title, code("care-assistant"));
    assert_eq!(profile.experience.as_ref().map(Experience::total), Some(48));
    assert!(profile.experience.as_ref().is_some_and(|experience| experience.complete));
    assert_eq!(profile.languages[1].evidence, Evidence::Tested);
    assert_eq!(profile.languages[2].skill, Some(Skill::Writing));
    assert_eq!(profile.languages[3].level, Level::Native);
    assert!(profile.languages_complete);
    assert_eq!(profile.regions.len(), 2);
    assert!(profile.settings.as_ref().is_some_and(|settings| settings.accept("care-home")));
    assert_eq!(profile.shifts, Some([Shift::Day, Shift::Night].into_iter().collect()));
    assert_eq!(profile.hours_max.map(Hours::hundredths), Some(3_850));
    assert_eq!(profile.minimum_pay.map(Euros::cents), Some(290_000));
    assert_eq!(profile.driving_licence, Some(false));
    assert_eq!(profile.work_permission, Some(WorkPermission::Held));
    assert_eq!(profile.text.as_deref(), Some("=1+1; et plus"));
    assert_eq!(personal_data.name.as_deref(), Some("Invented Person"));
    assert_eq!(format!("{personal_data:?}"), "PersonalData(…)");
}

#[test]
fn an_empty_cell_is_unknown_unlike_none_and_any() {
    let people = read(
        "id,experience,experience_complete,languages,languages_complete,settings\n\
         c1,,yes,,,\nc2,none,,,yes,any\nc3,general:0,,,no,\n",
    );
    assert_eq!(people[0].profile, Profile::default());
    assert_eq!(people[1].profile.experience, Some(Experience::none()));
    assert!(people[1].profile.languages_complete && people[1].profile.languages.is_empty());
    assert_eq!(people[1].profile.settings, Some(AcceptedSettings::Any));
    assert_eq!(
        people[2].profile.experience.as_ref().map(|experience| (experience.total(), experience.complete)),
        Some((0, false))
    );
    assert!(!people[2].profile.languages_complete);
}

#[test]
fn wrong_codes_name_the_nearest_ones_and_old_regions_their_successor() {
    let problems = problems_of(
        "id,titles,specialisms,regions,settings\nc1,nurse-general@licensed,intensive-car,BE324,hospitals\n",
    );
    assert!(
        problems.contains(
            "row 2, column titles: `nurse-general`: expected the code of a title; nearest: nurse-general-care"
        ),
        "{problems}"
    );
    assert!(
        problems.contains("`intensive-car`: expected the code of a specialism; nearest: intensive-care"),
        "{problems}"
    );
    assert!(
        problems.contains("`BE324`: expected a NUTS code of 2021 or later, such as its successor BE32"),
        "{problems}"
    );
    assert!(problems.contains("`hospitals`: expected the code of a setting; nearest: hospital"), "{problems}");
}

#[test]
fn every_wrong_cell_of_a_row_is_named() {
    let problems = problems_of(
        "id,titles,experience,last_practised,languages,shifts,hours_min,hours_max,minimum_pay,contract_min_months,\
         driving_licence,work_permission,consent,text_language,birth_date\n\
         c1,midwife@seen,general,2026-02-30,nl:B9,noon,38,30,-1,1.5,maybe,free|held,=yes,de,yesterday\n",
    );
    for part in [
        "column titles: `seen`: expected a status",
        "column experience: `general`: expected a specialism and its months",
        "column last_practised: `2026-02-30`: expected a date",
        "column languages: `nl:B9`: expected a level",
        "column shifts: `noon`: expected a shift",
        "column hours_min: `38`: expected at most 30, which hours_max has",
        "column minimum_pay: `-1`",
        "column contract_min_months: `1.5`",
        "column driving_licence: `maybe`: expected yes or no",
        "column work_permission: `free|held`",
        "column consent: `=yes`",
        "column text_language: `de`",
        "column birth_date: expected a date",
    ] {
        assert!(problems.contains(part), "{part} is not in:\n{problems}");
    }
    assert_eq!(problems.lines().count(), 13, "{problems}");
}

#[test]
fn a_repeated_code_in_a_cell_is_a_problem_but_a_skill_beside_its_language_is_not() {
    let problems = problems_of(
        "id,titles,languages,specialisms,experience\nc1,midwife@declared|midwife,nl:A2|nl:B1,general|general,general:1|general:2\n",
    );
    assert_eq!(
        problems.lines().filter(|line| line.ends_with("expected each code once in a cell")).count(),
        4,
        "{problems}"
    );
    assert_eq!(read("id,languages\nc1,nl:A2|nl.writing:B1\n")[0].profile.languages.len(), 2);
    assert!(
        problems_of("id,experience\nc1,none|general:1\n").contains("`none`: expected a specialism and its months")
    );
    assert!(problems_of("id,settings\nc1,any|hospital\n").contains("`any`: expected the code of a setting"));
}

#[test]
fn ranking_ignores_personal_data_and_reports_the_ignored_columns() {
    let file = "id,name,birth_date,hours_min\nc1,Invented,not a date,30\n";
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS).expect("a sheet");
    let read = parse_profiles(&sheet, &DATA).expect("people");
    assert_eq!(read.ignored, ["name", "birth_date"]);
    assert_eq!(read.people.len(), 1);
}

#[test]
fn json_keeps_several_assertions_and_a_file_gets_the_one_with_the_best_evidence() {
    let seen = |kind: &str| {
        let date = "2026-01-31".parse().expect("a date");
        Some(Box::new(Document { kind: kind.to_owned(), issuer: "Invented school".to_owned(), date }))
    };
    let midwife = |status| HeldTitle::stated(code("midwife"), Some(status));
    let profile = Profile {
        titles: vec![
            midwife(TitleStatus::Declared),
            HeldTitle { document: seen("diploma"), ..midwife(TitleStatus::Documented) },
        ],
        languages: vec![
            "nl:B2".parse().expect("Dutch"),
            KnownLanguage { document: seen("test"), .."nl:A2@tested".parse().expect("Dutch") },
        ],
        ..Profile::default()
    };
    assert_eq!(profile.check(&DATA), []);
    let json = serde_json::to_string(&profile).expect("JSON");
    assert_eq!(serde_json::from_str::<Profile>(&json).expect("a profile"), profile);
    let decisions = Vec::new();
    let row = CandidateRow { reference: "c1".into(), profile, decisions, personal_data: PersonalData::default() };
    let cells = row.to_cells();
    let cell = |name: &str| cells[COLUMNS.iter().position(|column| column.name == name).expect("a column")].as_str();
    assert_eq!((cell("titles"), cell("languages")), ("midwife@documented", "nl:A2@tested"));
    assert_eq!(cell("titles_document"), "midwife:diploma:Invented school:2026-01-31");
    assert_eq!(cell("languages_document"), "nl:test:Invented school:2026-01-31");
}

#[test]
fn documents_and_decisions_are_read_beside_the_titles_and_languages_that_rest_on_them() {
    let columns = "id,titles,titles_document,titles_decision,languages,languages_document\n";
    let row = "c1,nurse-general-care@licensed,nurse-general-care:diploma:ISPITS Rabat:2024-07-15,\
               nurse-general-care:visum:SPF Santé publique:2026-03-02:REF1,nl:B2@tested|nl.writing:B1@tested|fr:C1,\
               nl:CNaVT:KU Leuven:2026-05-20|nl.writing:exam:Invented school:2026-06-01\n";
    let people = read(&format!("{columns}{row}"));
    let documents: Vec<String> = people[0]
        .profile
        .languages
        .iter()
        .map(|known| known.document.as_ref().map(ToString::to_string).unwrap_or_default())
        .collect();
    assert_eq!(documents, ["CNaVT:KU Leuven:2026-05-20", "exam:Invented school:2026-06-01", ""]);
    assert_eq!(people[0].profile.titles[0].document.as_ref().expect("a diploma").issuer, "ISPITS Rabat");
    assert_eq!(people[0].decisions[0].reference, "REF1");
    for (wrong, expected) in [
        (row.replace("nl:CNaVT", "es:CNaVT"), "column languages_document: `es`: expected a language of the column"),
        (row.replace("care:diploma", "basic:diploma"), "expected a title of the column `titles`"),
        (row.replace("ISPITS Rabat:2024-07-15", "ISPITS Rabat"), "expected the kind, issuer and date of a document"),
        (
            row.replace("SPF Santé publique", "SPF Finances"),
            "row 2, column titles_decision: `SPF Finances`: expected an authority",
        ),
        (row.replace(":REF1", ""), "expected a title, kind, authority, date and reference"),
    ] {
        let problems = problems_of(&format!("{columns}{wrong}"));
        assert!(problems.contains(expected), "{problems}");
    }
}

#[test]
fn a_profile_is_validated_like_a_file() {
    let profile: Profile = serde_json::from_str(
        r#"{"titles": [{"title": "nurse"}], "settings": [], "shifts": [], "hours_min": "38", "hours_max": "30",
            "experience": {"months": []}, "regions": ["BE999", "BE21", "BE21"],
            "languages": [{"language": "nl", "level": "B1"}, {"language": "nl", "level": "B2", "evidence": "tested"}]}"#,
    )
    .expect("a profile");
    let problems = profile.check(&DATA);
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_ref()).collect();
    assert_eq!(
        fields,
        ["languages", "regions", "settings", "experience", "shifts", "hours_min", "titles", "regions"]
    );
    assert!(
        serde_json::from_str::<Profile>(r#"{"nationality": "XX"}"#).is_err(),
        "personal data is no part of a profile"
    );
}

#[test]
fn the_schema_names_every_column_and_the_codes_of_the_reference_data() {
    let schema = schema(&DATA);
    let properties = schema["items"]["properties"].as_object().expect("an object");
    let names: Vec<&str> = properties.keys().map(String::as_str).collect();
    assert_eq!(names, COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>());
    assert!(properties["titles"]["items"]["pattern"].as_str().is_some_and(|pattern| pattern.contains("nurse-basic")));
    assert_eq!(schema["items"]["required"], serde_json::json!(["id"]));
}

fn some_codes(codes: Vec<Code>) -> impl Strategy<Value = Vec<Code>> {
    let most = codes.len();
    prop::sample::subsequence(codes, 0..=most).prop_shuffle()
}

fn all(catalogue: &reference_data::Catalogue) -> Vec<Code> {
    catalogue.entries().iter().map(|entry| entry.code.clone()).collect()
}

fn date() -> impl Strategy<Value = Date> {
    (0i32..30_000).prop_map(|days| Date::from_epoch_days(days).expect("a date"))
}

fn text() -> impl Strategy<Value = String> {
    "[=+@\"|;,a-zéع\n ]{1,20}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty is unknown", |text| !text.is_empty())
}

fn profile() -> impl Strategy<Value = Profile> {
    let status = prop::option::of(prop::sample::select(TitleStatus::ALL));
    let titles = (some_codes(all(DATA.titles())), prop::collection::vec(status, 6)).prop_map(|(codes, statuses)| {
        let held = |(title, status)| HeldTitle::stated(title, status);
        codes.into_iter().zip(statuses).map(held).collect::<Vec<HeldTitle>>()
    });
    let asked: Vec<(&str, Option<Skill>)> = ["nl", "fr", "ar"]
        .iter()
        .flat_map(|language| [None, Some(Skill::Writing), Some(Skill::Listening)].map(|skill| (*language, skill)))
        .collect();
    let known = (prop::sample::select(Level::ALL), prop::sample::select(Evidence::ALL));
    let languages = (prop::sample::subsequence(asked, 0..=9).prop_shuffle(), prop::collection::vec(known, 9))
        .prop_map(|(asked, known)| {
            let language = |((language, skill), (level, evidence)): ((&str, _), _)| KnownLanguage {
                language: language.parse().expect("a language"),
                skill,
                level,
                evidence,
                document: None,
                expires_on: None,
                provenance: Provenance::default(),
            };
            asked.into_iter().zip(known).map(language).collect::<Vec<KnownLanguage>>()
        });
    let months = prop::collection::vec(0u32..=1_200, 23);
    let experience =
        (some_codes(all(DATA.specialisms())), months, any::<bool>()).prop_map(|(codes, months, complete)| {
            let worked = |(specialism, months)| Worked { specialism, months: Months::new(months).expect("months") };
            let months: Vec<Worked> = codes.into_iter().zip(months).map(worked).collect();
            Experience { complete: complete || months.is_empty(), months }
        });
    let settings = prop_oneof![
        Just(None),
        Just(Some(AcceptedSettings::Any)),
        some_codes(all(DATA.settings()))
            .prop_map(|codes| (!codes.is_empty()).then_some(AcceptedSettings::These(codes)))
    ];
    let shifts = prop::sample::subsequence(Shift::ALL, 0..=4)
        .prop_map(|shifts| (!shifts.is_empty()).then(|| shifts.into_iter().collect::<ShiftSet>()));
    let hours = prop::option::of((0u32..=16_800, 0u32..=16_800)).prop_map(|hours| {
        let (one, other) = hours?;
        Some((Hours::from_hundredths(one.min(other))?, Hours::from_hundredths(one.max(other))?))
    });
    let flags = (any::<bool>(), prop::option::of(any::<bool>()), prop::option::of(any::<bool>()));
    let regions = prop::sample::subsequence(DATA.regions().codes().collect::<Vec<_>>(), 0..=5);
    let amounts = (prop::option::of(0u32..1_000_000), prop::option::of(0u32..=1_200));
    let dates = (prop::option::of(date()), prop::option::of(date()));
    let words = (prop::option::of(text()), prop::option::of(prop::sample::select(TextLanguage::ALL)));
    let permission = prop::option::of(prop::sample::select(vec![WorkPermission::Free, WorkPermission::Needed]));
    let lowest = prop::option::of(prop::sample::select(all(DATA.titles())));
    (
        (titles, languages, experience, settings, shifts, hours),
        (flags, regions, amounts, dates, words, permission),
        (lowest, some_codes(all(DATA.specialisms()))),
    )
        .prop_map(
            |((titles, languages, experience, settings, shifts, hours), second, (lowest_title, specialisms))| {
                let (flags, regions, amounts, dates, words, work_permission) = second;
                Profile {
                    titles,
                    lowest_title,
                    specialisms,
                    experience: Some(experience),
                    last_practised: dates.0,
                    languages,
                    languages_complete: flags.0,
                    regions,
                    settings,
                    shifts,
                    hours_min: hours.map(|hours| hours.0),
                    hours_max: hours.map(|hours| hours.1),
                    available_from: dates.1,
                    minimum_pay: amounts.0.map(Euros::from_cents),
                    contract_min_months: amounts.1.and_then(Months::new),
                    driving_licence: flags.1,
                    work_permission,
                    consent: flags.2,
                    text: words.0,
                    text_language: words.1,
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_profile_reads_back_from_csv_json_and_its_stored_form(profile in profile(), name in prop::option::of(text())) {
        prop_assert_eq!(profile.check(&DATA), vec![]);
        let stored = serde_json::to_string(&profile).expect("JSON");
        prop_assert_eq!(&serde_json::from_str::<Profile>(&stored).expect("a profile"), &profile);

        let row = CandidateRow { reference: "c 1".into(), profile, decisions: Vec::new(), personal_data: PersonalData { name, ..PersonalData::default() } };
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&mut csv, COLUMNS, [row.to_cells()]).expect("written");
        write_json(&mut json, COLUMNS, [row.to_cells()]).expect("written");
        for file in [csv, json] {
            let sheet = Sheet::read("people", &file, COLUMNS).expect("a sheet");
            prop_assert_eq!(&parse(&sheet, &DATA).expect("people"), std::slice::from_ref(&row));
        }
    }
}
