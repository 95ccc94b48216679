//! A feed of 15,000 postings as employers' sites really publish them: wrong types, missing values, markup inside
//! markup, other currencies, other countries, other alphabets. All invented. None of it makes an import fail.

use serde_json::{Map, Value, json};

use crate::generator::Chance;
use crate::test_folder::TestFolder;

const TITLES: [&str; 10] = [
    "Verpleegkundige operatiekwartier (m/v/x)",
    "Infirmier(ère) de nuit – gériatrie",
    "Zorgkundige &amp; mantelzorg &lt;b&gt;dringend&lt;/b&gt;",
    "🚑 REGISTERED NURSE!!! ICU / 3.000€",
    "ممرض العناية المركزة",
    "Assistant en pharmacie",
    "Kok",
    "'; DROP TABLE vacancies; --",
    "=cmd|' /C calc'!A0",
    "\u{202e}egrussalc\u{0}",
];
const TEXTS: [&str; 8] = [
    "<p>Wij zoeken een <b>verpleegkundige</b> (B2 Nederlands), 38u/week.</p><ul><li>dag</li><li>nacht</li></ul>",
    "&lt;p&gt;Maison de repos &amp;amp; de soins&lt;/p&gt;<script>alert('x')</script>",
    "<div><div><div>unclosed <table><tr><td>nested",
    "Nurse, full time. Apply!\r\n\r\n\t\u{feff}C2 English",
    "مستشفى في بروكسل يبحث عن ممرضين",
    "",
    "<!-- only a comment -->",
    "&#0;&#xD800;&nbsp;&unknown;",
];

/// A value of a kind that doesn't belong where it stands.
fn odd(chance: &mut Chance) -> Value {
    let all = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!([]),
        json!({}),
        json!([[["deep"]]]),
        json!("\u{0}\u{1}\u{7f}"),
        json!("x".repeat(3_000)),
        json!({ "@value": "twice", "@language": "nl" }),
        json!(["one", 2, null, { "three": 4 }]),
    ];
    all[chance.below(all.len())].clone()
}

fn place(chance: &mut Chance) -> Value {
    let address = json!({
        "@type": "PostalAddress",
        "addressLocality": chance.pick(&["Gent", "9300 Aalst", "Liège", "Casablanca", "GENT (Centrum)", "Nergens"]),
        "addressRegion": chance.pick(&["Oost-Vlaanderen", "BE234", "Limburg", "Île-de-France", ""]),
        "postalCode": chance.pick(&["9000", "B-4000", "75001", "99999999"]),
        "addressCountry": chance.pick(&["BE", "Belgique", "FR", "België", "MA"]),
    });
    match chance.below(4) {
        0 => json!({ "@type": "Place", "address": address }),
        1 => json!([{ "address": address }, { "address": "Rue Neuve 1, 1000 Bruxelles" }]),
        2 => json!(["Gent", null]),
        _ => odd(chance),
    }
}

fn pay(chance: &mut Chance) -> Value {
    json!({
        "@type": "MonetaryAmount",
        "currency": chance.pick(&["EUR", "USD", "MAD", "euro", ""]),
        "value": {
            "minValue": chance.pick(&["2.900,50", "3 350", "-5", "2900", "tot 4000"]),
            "maxValue": chance.pick(&["3900", "1", "36000", "n.v.t."]),
            "unitText": chance.pick(&["MONTH", "YEAR", "HOUR", "maand", "WEEK"]),
        },
    })
}

fn posting(number: usize, chance: &mut Chance) -> Value {
    let mut posting = Map::new();
    posting.insert("@type".to_owned(), json!("JobPosting"));
    let dates = ["2026-11-01", "01/11/2026", "2026-11-31T25:00", "soon", "1793491200", "2026-11-01T08:00:00+01:00"];
    let cells = [
        ("identifier", json!({ "@type": "PropertyValue", "value": format!("p{number}") })),
        ("url", json!(format!("https://example.invalid/jobs/{number}?a=1&b=\u{e9}"))),
        ("title", json!(chance.pick(&TITLES))),
        ("description", json!(format!("{} {number}", chance.pick(&TEXTS)))),
        (
            "hiringOrganization",
            json!({ "name": chance.pick(&["Invented NV", "Verzonnen zorg", "Soins inventés", ""]) }),
        ),
        ("jobLocation", place(chance)),
        ("baseSalary", pay(chance)),
        ("employmentType", json!(chance.pick(&["FULL_TIME", "PART_TIME", "halftijds", "38h"]))),
        ("workHours", json!(chance.pick(&["38", "19-38", "8:00-17:00", "999", "flexibel"]))),
        ("datePosted", json!(chance.pick(&dates))),
        ("validThrough", json!(chance.pick(&dates))),
        ("totalJobOpenings", json!(chance.pick(&["1", "0", "-3", "veel", "4294967296"]))),
        ("inLanguage", json!(chance.pick(&["nl", "fr-BE", "Arabisch", "zz"]))),
    ];
    for (name, value) in cells {
        match chance.below(12) {
            0 => {}
            1 => drop(posting.insert(name.to_owned(), odd(chance))),
            _ => drop(posting.insert(name.to_owned(), value)),
        }
    }
    Value::Object(posting)
}

#[test]
fn fifteen_thousand_ugly_postings_go_in_as_drafts() {
    let chance = &mut Chance::new(15_000);
    let mut feed = String::from("\u{feff}");
    for number in 0..15_000 {
        feed.push_str(&posting(number, chance).to_string());
        feed.push('\n');
        match number % 3_000 {
            7 => feed.push_str("{\"@type\":\"JobPosting\",\"title\":\"broken off\n"),
            8 => feed.push_str("not JSON at all\n\n"),
            9 => feed.push_str("{\"@type\":\"Organization\",\"name\":\"no posting\"}\n"),
            _ => {}
        }
    }
    let installation = TestFolder::new();
    installation.write("feed.jsonl", &feed);
    let run = installation.run(&["import", "vacancies", "feed.jsonl"]);
    assert_eq!(run.code, 0, "{}", run.notices);
    let created: usize = run.answer.split(' ').next().and_then(|count| count.parse().ok()).expect("a count");
    assert!(created > 14_000 && run.answer.contains(&format!("{created} as drafts")), "{}", run.answer);
    assert!(run.notices.lines().count() < 40, "notes are summed up:\n{}", run.notices);

    let again = installation.done(&["import", "vacancies", "feed.jsonl"]);
    assert!(again.starts_with("0 created") && again.contains(&format!("{created} there already")), "{again}");
    assert!(
        installation.done(&["reindex"]).contains("0 open vacancies"),
        "none is ranked before somebody confirms it"
    );
}
