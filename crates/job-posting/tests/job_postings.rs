//! Feeds of postings, read as they come. All employers and adverts are invented.

use std::sync::LazyLock;

use employer::{Place, Suggested, Suggestion, Vacancy, VacancyContent, VacancyState};
use job_posting::{Feed, PostingDraft, read_postings, to_job_posting};
use proptest::prelude::*;
use reference_data::ReferenceData;
use serde_json::{Value, json};
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn read(bytes: &[u8]) -> Feed {
    read_postings("feed", bytes, &REFERENCE)
}

fn one(posting: &Value) -> PostingDraft {
    let feed = read(posting.to_string().as_bytes());
    feed.drafts.into_iter().next().expect("a draft")
}

fn titled(title: &str) -> PostingDraft {
    one(&json!({ "@type": "JobPosting", "identifier": "t", "title": title }))
}

fn suggested(draft: &PostingDraft) -> Vec<String> {
    let written = |one: &Suggestion| match &one.suggested {
        Suggested::Title(code) | Suggested::Setting(code) | Suggested::Specialisms(code) => code.to_string(),
        Suggested::Region(code) => code.to_string(),
        Suggested::Languages(must) => must.to_string(),
        Suggested::Shifts(shift) => shift.to_string(),
    };
    draft.suggestions.iter().map(written).collect()
}

fn notes(draft: &PostingDraft) -> String {
    draft.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_graph_gives_its_posting_with_all_that_it_says() {
    let feed = read(include_bytes!("postings/graph.json"));
    assert_eq!(feed.drafts.len(), 1, "{:?}", feed.notes);
    let draft = &feed.drafts[0];
    assert_eq!(draft.reference, "IZ-2026-1");
    let content = serde_json::to_value(&draft.content).expect("JSON");
    assert_eq!(
        content,
        json!({
            "title_status": "declared",
            "title_by": "start",
            "posts": 2,
            "region": "BE234",
            "municipality": "Gent",
            "languages_evidence": "declared",
            "hours": "19-38",
            "pay": "3350",
            "pay_max": "3900",
            "posted": "2026-11-01",
            "valid_until": "2026-12-31",
            "employer": "AZ Verzonnen",
            "text": "Verpleegkundige intensieve zorgen (m/v/x)\n\nWij zoeken een verpleegkundige voor onze dienst \
                intensieve zorgen.\n\n- Nederlands B2\n- Frans niveau A2\n\nJe werkt samen met zorgkundigen en apothekers.",
            "text_language": "nl",
        })
    );
    let suggested = suggested(draft);
    for expected in ["nurse-general-care", "intensive-care", "nl:B2", "fr:A2"] {
        assert!(suggested.contains(&expected.to_owned()), "{expected} is not in {suggested:?}");
    }
    // Its text names colleagues: the title says whom it seeks.
    assert!(!suggested.contains(&"care-assistant".to_owned()), "{suggested:?}");
    let title = &draft.suggestions[0];
    assert_eq!((title.place, title.words.as_str()), (Place::Title, "Verpleegkundige intensieve zorgen"));
}

#[test]
fn lines_are_read_one_by_one_and_broken_ones_are_named_by_number() {
    let feed = read(include_bytes!("postings/lines.jsonl"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references.len(), 5, "{references:?}");
    assert_eq!((references[0], references[1], references[4]), ("a1", "a3", "a4"));
    assert!(references[2].starts_with("posting-") && references[3].starts_with("posting-"));
    let said: Vec<String> = feed.notes.iter().map(ToString::to_string).collect();
    let said = said.join("\n");
    for expected in [
        "line 3: it is not JSON",
        "line 8: it is not JSON",
        "id `a1`: came again",
        "values that are no JobPosting were passed over: 1",
    ] {
        assert!(said.contains(expected), "{expected} is not in\n{said}");
    }
    assert!(feed.drafts[0].content.text.as_deref().is_some_and(|text| text.contains("2e annonce")));
    assert_eq!(feed.drafts[2].content.region.map(|region| region.to_string()).as_deref(), Some("BE352"));
    assert_eq!(feed.drafts[2].content.posted.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
}

#[test]
fn an_array_that_breaks_off_gives_what_is_whole_in_it() {
    let feed = read(include_bytes!("postings/broken-array.json"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references, ["b1", "b2"]);
    assert!(!feed.notes.is_empty());
}

#[test]
fn a_page_gives_the_postings_of_its_scripts() {
    let feed = read(include_bytes!("postings/page.html"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references, ["https://example.invalid/jobs/1", "7"], "{:?}", feed.notes);
    assert_eq!(suggested(&feed.drafts[0])[0], "pharmacy-assistant");
    assert_eq!(suggested(&feed.drafts[1])[0], "pharmacist");
}

#[test]
fn whatever_form_a_value_has_it_is_read_or_said_to_be_unknown() {
    let feed = read(include_bytes!("postings/oddities.json"));
    let draft = |reference: &str| {
        feed.drafts.iter().find(|draft| draft.reference == reference).unwrap_or_else(|| panic!("{reference}"))
    };
    assert_eq!(feed.drafts.len(), 6);

    let basic = draft("https://example.invalid/u");
    assert_eq!(suggested(basic)[0], "nurse-basic");
    assert_eq!(basic.content.employer.as_deref(), Some("Invented NV"));
    assert_eq!(basic.content.region.map(|region| region.to_string()).as_deref(), Some("BE231"));
    assert_eq!((basic.content.pay, basic.content.hours, basic.content.posts), (None, None, None));
    let said = notes(basic);
    for expected in
        ["USD, which is not converted", "validThrough: `soon`", "workHours: `8:00-17:00`", "totalJobOpenings: `-3`"]
    {
        assert!(said.contains(expected), "{expected} is not in\n{said}");
    }

    let yearly = draft("12.5");
    assert_eq!(yearly.content.pay.map(|pay| pay.to_string()).as_deref(), Some("3000"));
    assert_eq!(yearly.content.hours.map(|hours| hours.to_string()).as_deref(), Some("38"));
    assert!(yearly.content.text.as_deref().is_some_and(|text| text.ends_with("Dienst & team")));
    // Limburg is in the Netherlands too, and no country is said.
    assert_eq!(yearly.content.region, None);
    assert!(suggested(yearly).contains(&"BE22".to_owned()));

    let abroad_and_here = draft("c3");
    assert_eq!(abroad_and_here.content.region.map(|region| region.to_string()).as_deref(), Some("BE332"));
    assert_eq!(abroad_and_here.content.valid_until, None);
    assert!(suggested(abroad_and_here).is_empty(), "an infirmier auxiliaire is no nurse of ours");

    assert_eq!(draft("c4").content.region, None);
    assert_eq!(draft("c4").content.text_language, None);
    assert_eq!(draft("c5").content.region, None, "Ghent isn't in Antwerp");
    assert_eq!(suggested(draft("c6"))[..2], ["nurse-general-care", "BE224"]);
}

#[test]
fn adverts_titles_suggest_our_titles_and_fields() {
    for (title, expected) in [
        ("Verpleegkundige operatiekwartier", &["nurse-general-care", "operating-theatre"][..]),
        ("OK-verpleegkundige", &["nurse-general-care", "operating-theatre"]),
        ("Infirmier(ère) en soins intensifs", &["nurse-general-care", "intensive-care"]),
        ("INFIRMIÈRE DE BLOC", &["nurse-general-care", "operating-theatre"]),
        ("Zorgkundige nacht", &["care-assistant", "night"]),
        ("Aide-soignant(e) H/F/X", &["care-assistant"]),
        ("hoofdverpleegkundige", &["nurse-general-care"]),
        ("Apotheekassistent", &["pharmacy-assistant", "pharmacy"]),
        ("Pharmacien hospitalier", &["pharmacist", "pharmacy"]),
        ("vroedvrouw", &["midwife"]),
        ("Sage-femme", &["midwife"]),
        ("Basisverpleegkundige", &["nurse-basic"]),
        ("Verpleegkundige dialyse", &["nurse-general-care", "dialysis"]),
        ("Infirmier·ère à domicile", &["nurse-general-care", "home-nursing"]),
        ("ممرضة غرفة العمليات", &["nurse-general-care", "operating-theatre"]),
    ] {
        let found = suggested(&titled(title));
        for code in expected {
            assert!(found.contains(&(*code).to_owned()), "{title}: {code} is not in {found:?}");
        }
        let titles: Vec<&String> = found.iter().filter(|code| REFERENCE.titles().index_of(code).is_some()).collect();
        assert_eq!(titles, [expected[0]], "{title}");
    }
}

#[test]
fn what_is_no_title_of_ours_suggests_none() {
    for title in ["Boekhouder", "Student verpleegkunde", "Infirmier auxiliaire", "Poetshulp", "Software engineer", ""]
    {
        let draft = titled(title);
        assert!(!draft.suggestions.iter().any(|one| matches!(one.suggested, Suggested::Title(_))), "{title}");
    }
}

#[test]
fn nothing_suggested_is_ever_asserted() {
    let draft = titled("Verpleegkundige intensieve zorgen, Nederlands B2, nachtdienst, ziekenhuis");
    let content = &draft.content;
    assert_eq!((&content.title, &content.setting), (&None, &None));
    assert!(content.specialisms.is_empty() && content.languages.is_empty() && content.shifts.is_empty());
    assert!(draft.suggestions.len() >= 4, "{:?}", suggested(&draft));
}

#[test]
fn a_text_of_a_megabyte_is_cut_with_a_note() {
    let posting = json!({ "@type": "JobPosting", "title": "Nurse", "description": "é ".repeat(500_000) });
    let draft = one(&posting);
    assert!(draft.content.text.is_some_and(|text| text.len() <= VacancyContent::LONGEST_TEXT));
    assert!(draft.notes.iter().any(|note| note.about == "description" && note.said.contains("64 KiB")));
}

#[test]
fn bytes_that_are_no_feed_give_notes_and_no_drafts() {
    for bytes in [
        &b""[..],
        b"   \n",
        b"null",
        b"<html></html>",
        b"\xff\xfe\x00",
        b"\x00\x01\x02",
        b"[",
        b"{",
        b"\"",
        b"id,title\n1,x\n",
    ] {
        let feed = read(bytes);
        assert!(feed.drafts.is_empty(), "{bytes:?}");
    }
    let deep = "[".repeat(5_000);
    assert!(read(deep.as_bytes()).drafts.is_empty());
    let utf_16: Vec<u8> =
        "\u{feff}{\"@type\":\"JobPosting\",\"identifier\":\"é\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf_16).drafts[0].reference, "é");
}

fn vacancy(content: VacancyContent) -> Vacancy {
    Vacancy {
        id: VacancyId::new(),
        programme: ProgrammeId::new(),
        organisation: OrganisationId::new(),
        reference: "v9".to_owned(),
        state: VacancyState::Open,
        posts_taken: 0,
        version: 1,
        content,
        suggestions: None,
    }
}

#[test]
fn a_vacancy_that_goes_out_as_a_posting_comes_back() {
    let content: VacancyContent = serde_json::from_value(json!({
        "title": "nurse-general-care",
        "posts": 2,
        "region": "BE23",
        "municipality": "Gent",
        "hours": "19-30.5",
        "pay": "3350.55",
        "pay_max": "3900",
        "posted": "2026-11-01",
        "valid_until": "2026-12-31",
        "employer": "WZC <Verzonnen> & Zonen",
        "employer_number": "0403.170.701",
        "text": "Verpleegkundige\n\nEerste regel.\nTweede <regel> & meer.\n\nNieuwe alinea.",
        "text_language": "nl",
    }))
    .expect("a vacancy");
    let posting = to_job_posting(&vacancy(content.clone()), &REFERENCE);
    assert_eq!(posting["title"], "Verpleegkundige");
    let draft = one(&posting);
    assert_eq!(draft.reference, "v9");
    assert_eq!(draft.content, VacancyContent { title: None, employer_number: None, ..content });
    assert_eq!(suggested(&draft)[0], "nurse-general-care");
}

#[test]
fn a_vacancy_without_a_text_goes_out_under_its_titles_label() {
    let title = Some("midwife".parse().expect("a code"));
    let posting = to_job_posting(&vacancy(VacancyContent { title, ..VacancyContent::default() }), &REFERENCE);
    assert_eq!(posting["title"], REFERENCE.titles().find("midwife").expect("a title").label.en);
    assert_eq!(posting.get("baseSalary"), None);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,30}".prop_map(Value::from),
        "(\u{0}|[ -~]|é|€|<[a-z]{1,4}>|&[a-z]{2,4};|[0-9.,:-]){0,30}".prop_map(Value::from),
        prop_oneof![
            Just("EUR"),
            Just("MONTH"),
            Just("2026-11-24"),
            Just("3.350,00"),
            Just("38 uur"),
            Just("Gent"),
            Just("BE"),
            Just("19-38"),
            Just("verpleegkundige"),
            Just("nl"),
            Just("9999-99-99T99:99"),
            Just("-1"),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((any_name(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "@type",
            "@value",
            "@id",
            "name",
            "value",
            "minValue",
            "maxValue",
            "unitText",
            "currency",
            "address",
            "addressCountry",
            "addressLocality",
            "addressRegion",
            "type",
            "@graph",
        ])
        .prop_map(str::to_owned),
        "[a-z@]{0,6}",
    ]
}

fn any_posting() -> impl Strategy<Value = Value> {
    let names = [
        "title",
        "description",
        "identifier",
        "url",
        "datePosted",
        "validThrough",
        "employmentType",
        "workHours",
        "hiringOrganization",
        "jobLocation",
        "baseSalary",
        "salaryCurrency",
        "totalJobOpenings",
        "inLanguage",
    ];
    let field = (proptest::sample::select(names.to_vec()), any_json());
    proptest::collection::vec(field, 0..12).prop_map(|fields| {
        let mut posting: serde_json::Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        posting.insert("@type".to_owned(), json!("JobPosting"));
        Value::Object(posting)
    })
}

proptest! {
    // Many postings a case: what is needed to read them is made once a feed.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_posting_becomes_a_draft_that_is_right(postings in proptest::collection::vec(any_posting(), 1..40)) {
        for draft in read(Value::from(postings).to_string().as_bytes()).drafts {
            prop_assert_eq!(draft.content.check(&REFERENCE), vec![]);
            prop_assert!(!draft.reference.is_empty() && draft.reference.len() <= 512);
            prop_assert!(draft.content.title.is_none());
            // What is kept reads back, in the database too.
            let json = serde_json::to_string(&draft.content).expect("JSON");
            prop_assert_eq!(&serde_json::from_str::<VacancyContent>(&json).expect("content"), &draft.content);
            prop_assert!(!draft.content.text.as_deref().unwrap_or("").contains('\0'));
        }
    }

    #[test]
    fn any_json_and_any_bytes_are_read_without_a_failure(
        lines in proptest::collection::vec((any_json(), 0usize..400, any::<Vec<u8>>()), 1..30),
    ) {
        let mut feed = Vec::new();
        for (value, cut, bytes) in lines {
            let mut line = value.to_string().into_bytes();
            line.truncate(cut);
            feed.extend(line);
            feed.extend(bytes);
            feed.push(b'\n');
        }
        read(&feed);
    }
}
