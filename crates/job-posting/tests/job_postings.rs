//! Reading and writing of postings. All employers and adverts are invented.

use std::sync::LazyLock;

use employer::{AdvertPart, Suggested, Suggestion, Vacancy, VacancyContent, VacancyState};
use job_posting::{Feed, PostingDraft, read_postings, to_job_posting};
use proptest::prelude::*;
use reference_data::{Corridor, ReferenceData};
use serde_json::{Value, json};
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn corridor() -> &'static Corridor {
    REFERENCE.corridor(None).expect("one corridor is built in")
}

fn read(bytes: &[u8]) -> Feed {
    read_postings("feed", bytes, &REFERENCE, corridor())
}

fn draft_of(posting: &Value) -> PostingDraft {
    let feed = read(posting.to_string().as_bytes());
    feed.drafts.into_iter().next().expect("a draft")
}

fn draft_with_title(title: &str) -> PostingDraft {
    draft_of(&json!({ "@type": "JobPosting", "identifier": "t", "title": title }))
}

fn suggested_values(draft: &PostingDraft) -> Vec<String> {
    let written = |one: &Suggestion| match &one.suggested {
        Suggested::Title(code) | Suggested::Setting(code) | Suggested::Specialisms(code) => code.to_string(),
        Suggested::Region(code) => code.to_string(),
        Suggested::Languages(requirement) => requirement.to_string(),
        Suggested::Shifts(shift) => shift.to_string(),
    };
    draft.suggestions.iter().map(written).collect()
}

fn notes(draft: &PostingDraft) -> String {
    draft.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_posting_in_a_graph_is_read_with_all_its_properties() {
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
    let suggested = suggested_values(draft);
    for expected in ["nurse-general-care", "intensive-care", "nl:B2", "fr:A2"] {
        assert!(suggested.contains(&expected.to_owned()), "{expected} is not in {suggested:?}");
    }
    // The description mentions colleagues; the title of the advert determines the title.
    assert!(!suggested.contains(&"care-assistant".to_owned()), "{suggested:?}");
    let title = &draft.suggestions[0];
    assert_eq!((title.location, title.words.as_str()), (AdvertPart::Title, "Verpleegkundige intensieve zorgen"));
}

#[test]
fn lines_are_read_separately_and_malformed_ones_are_noted_with_their_number() {
    let feed = read(include_bytes!("postings/lines.jsonl"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references.len(), 5, "{references:?}");
    assert_eq!((references[0], references[1], references[4]), ("a1", "a3", "a4"));
    assert!(references[2].starts_with("posting-") && references[3].starts_with("posting-"));
    let messages: Vec<String> = feed.notes.iter().map(ToString::to_string).collect();
    let messages = messages.join("\n");
    for expected in [
        "line 3: it is not JSON",
        "line 8: it is not JSON",
        "id `a1`: came again",
        "values that are no JobPosting were passed over: 1",
    ] {
        assert!(messages.contains(expected), "{expected} is not in\n{messages}");
    }
    assert!(feed.drafts[0].content.text.as_deref().is_some_and(|text| text.contains("2e annonce")));
    assert_eq!(feed.drafts[2].content.region.map(|region| region.to_string()).as_deref(), Some("BE352"));
    assert_eq!(feed.drafts[2].content.posted.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
}

#[test]
fn complete_elements_of_a_truncated_array_are_read() {
    let feed = read(include_bytes!("postings/broken-array.json"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references, ["b1", "b2"]);
    assert!(!feed.notes.is_empty());
}

#[test]
fn postings_in_the_scripts_of_a_page_are_read() {
    let feed = read(include_bytes!("postings/page.html"));
    let references: Vec<&str> = feed.drafts.iter().map(|draft| draft.reference.as_str()).collect();
    assert_eq!(references, ["https://example.invalid/jobs/1", "7"], "{:?}", feed.notes);
    assert_eq!(suggested_values(&feed.drafts[0])[0], "pharmacy-assistant");
    assert_eq!(suggested_values(&feed.drafts[1])[0], "pharmacist");
}

#[test]
fn values_of_any_form_are_parsed_or_noted_as_unknown() {
    let feed = read(include_bytes!("postings/oddities.json"));
    let draft = |reference: &str| {
        feed.drafts.iter().find(|draft| draft.reference == reference).unwrap_or_else(|| panic!("{reference}"))
    };
    assert_eq!(feed.drafts.len(), 6);

    let basic = draft("https://example.invalid/u");
    assert_eq!(suggested_values(basic)[0], "nurse-basic");
    assert_eq!(basic.content.employer.as_deref(), Some("Invented NV"));
    assert_eq!(basic.content.region.map(|region| region.to_string()).as_deref(), Some("BE231"));
    assert_eq!((basic.content.pay, basic.content.hours, basic.content.posts), (None, None, None));
    let messages = notes(basic);
    for expected in
        ["USD, which is not converted", "validThrough: `soon`", "workHours: `8:00-17:00`", "totalJobOpenings: `-3`"]
    {
        assert!(messages.contains(expected), "{expected} is not in\n{messages}");
    }

    let yearly = draft("12.5");
    assert_eq!(yearly.content.pay.map(|pay| pay.to_string()).as_deref(), Some("3000"));
    assert_eq!(yearly.content.hours.map(|hours| hours.to_string()).as_deref(), Some("38"));
    assert!(yearly.content.text.as_deref().is_some_and(|text| text.ends_with("Dienst & team")));
    // There is also a Limburg in the Netherlands, and no country is stated.
    assert_eq!(yearly.content.region, None);
    assert!(suggested_values(yearly).contains(&"BE22".to_owned()));

    let abroad_and_belgian = draft("c3");
    assert_eq!(abroad_and_belgian.content.region.map(|region| region.to_string()).as_deref(), Some("BE332"));
    assert_eq!(abroad_and_belgian.content.valid_until, None);
    assert!(
        suggested_values(abroad_and_belgian).is_empty(),
        "an infirmier auxiliaire doesn't have the title of nurse"
    );

    assert_eq!(draft("c4").content.region, None);
    assert_eq!(draft("c4").content.text_language, None);
    assert_eq!(draft("c5").content.region, None, "Ghent isn't in Antwerp");
    assert_eq!(suggested_values(draft("c6"))[..2], ["nurse-general-care", "BE224"]);
}

#[test]
fn titles_of_adverts_suggest_titles_and_specialisms() {
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
        let found = suggested_values(&draft_with_title(title));
        for code in expected {
            assert!(found.contains(&(*code).to_owned()), "{title}: {code} is not in {found:?}");
        }
        let titles: Vec<&String> = found.iter().filter(|code| REFERENCE.titles().index_of(code).is_some()).collect();
        assert_eq!(titles, [expected[0]], "{title}");
    }
}

#[test]
fn other_occupations_suggest_no_title() {
    for title in ["Boekhouder", "Student verpleegkunde", "Infirmier auxiliaire", "Poetshulp", "Software engineer", ""]
    {
        let draft = draft_with_title(title);
        assert!(!draft.suggestions.iter().any(|one| matches!(one.suggested, Suggested::Title(_))), "{title}");
    }
}

#[test]
fn suggestions_never_fill_the_content() {
    let draft = draft_with_title("Verpleegkundige intensieve zorgen, Nederlands B2, nachtdienst, ziekenhuis");
    let content = &draft.content;
    assert_eq!((&content.title, &content.setting), (&None, &None));
    assert!(content.specialisms.is_empty() && content.languages.is_empty() && content.shifts.is_empty());
    assert!(draft.suggestions.len() >= 4, "{:?}", suggested_values(&draft));
}

#[test]
fn a_text_of_a_megabyte_is_truncated_with_a_note() {
    let posting = json!({ "@type": "JobPosting", "title": "Nurse", "description": "é ".repeat(500_000) });
    let draft = draft_of(&posting);
    assert!(draft.content.text.is_some_and(|text| text.len() <= VacancyContent::LONGEST_TEXT));
    assert!(draft.notes.iter().any(|note| note.subject == "description" && note.message.contains("64 KiB")));
}

#[test]
fn bytes_without_a_feed_give_no_drafts() {
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
        version: 1,
        content,
        suggestions: None,
    }
}

#[test]
fn a_vacancy_written_as_a_posting_reads_back() {
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
    let posting = to_job_posting(&vacancy(content.clone()), &REFERENCE, corridor());
    assert_eq!(posting["title"], "Verpleegkundige");
    let draft = draft_of(&posting);
    assert_eq!(draft.reference, "v9");
    assert_eq!(draft.content, VacancyContent { title: None, ..content });
    assert_eq!(suggested_values(&draft)[0], "nurse-general-care");
}

#[test]
fn a_vacancy_without_a_text_is_written_with_the_label_of_its_title() {
    let title = Some("midwife".parse().expect("a code"));
    let posting =
        to_job_posting(&vacancy(VacancyContent { title, ..VacancyContent::default() }), &REFERENCE, corridor());
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
    // Each case has many postings, since the tables for reading are built once per feed.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_posting_becomes_a_valid_draft(postings in proptest::collection::vec(any_posting(), 1..40)) {
        for draft in read(Value::from(postings).to_string().as_bytes()).drafts {
            prop_assert_eq!(draft.content.check(&REFERENCE, corridor()), vec![]);
            prop_assert!(!draft.reference.is_empty() && draft.reference.len() <= 512);
            prop_assert!(draft.content.title.is_none());
            // The stored JSON of the content reads back.
            let json = serde_json::to_string(&draft.content).expect("JSON");
            prop_assert_eq!(&serde_json::from_str::<VacancyContent>(&json).expect("content"), &draft.content);
            prop_assert!(!draft.content.text.as_deref().unwrap_or("").contains('\0'));
        }
    }

    #[test]
    fn reading_arbitrary_json_and_bytes_never_panics(
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

#[test]
fn the_number_of_the_employer_is_read_wherever_a_posting_has_it() {
    let employers = [
        json!({ "name": "UZ T8", "vatID": "BE0403170701" }),
        json!({ "name": "UZ T8", "taxID": "0403.170.701" }),
        json!({ "name": "UZ T8", "iso6523Code": "0208:0403170701" }),
        json!({ "name": "UZ T8", "identifier": "0403 170 701" }),
        json!([{ "name": "UZ T8", "identifier": [{ "@type": "PropertyValue", "value": "x" }, { "value": "be0403170701" }] }]),
    ];
    for employer in employers {
        let posting = json!({ "@type": "JobPosting", "identifier": "N8", "hiringOrganization": employer });
        let feed = read_postings("feed", posting.to_string().as_bytes(), &REFERENCE, corridor());
        let number = feed.drafts[0].content.employer_number.as_ref().map(|number| number.as_str());
        assert_eq!(number, Some("0403.170.701"), "{employer}");
    }
    let of = |number: &str| {
        json!({ "@type": "JobPosting", "identifier": "N8", "title": number,
        "hiringOrganization": { "name": "UZ T8", "vatID": number } })
    };
    let feed = json!([of("BE0403170701"), of("BE0202239951")]).to_string();
    let feed = read_postings("feed", feed.as_bytes(), &REFERENCE, corridor());
    assert_eq!((feed.drafts.len(), feed.notes.len()), (2, 0), "two employers of one name");
    let wrong = read_postings("feed", of("BE1234567890").to_string().as_bytes(), &REFERENCE, corridor());
    assert_eq!(wrong.drafts[0].content.employer_number, None);
    assert!(
        wrong.drafts[0].notes.iter().any(|note| note.message.contains("BE1234567890")),
        "{:?}",
        wrong.drafts[0].notes
    );
}
