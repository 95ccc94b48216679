//! The import of a feed of 15,000 invented postings with the faults of real ones: wrong types, missing values, nested
//! markup, other currencies, countries and alphabets. None of them makes the import fail.

use serde_json::{Map, Value, json};

use crate::generator::Random;
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

/// Returns a value of an unexpected type.
fn unexpected_value(random: &mut Random) -> Value {
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
    all[random.below(all.len())].clone()
}

fn location(random: &mut Random) -> Value {
    let address = json!({
        "@type": "PostalAddress",
        "addressLocality": random.pick(&["Gent", "9300 Aalst", "Liège", "Casablanca", "GENT (Centrum)", "Nergens"]),
        "addressRegion": random.pick(&["Oost-Vlaanderen", "BE234", "Limburg", "Île-de-France", ""]),
        "postalCode": random.pick(&["9000", "B-4000", "75001", "99999999"]),
        "addressCountry": random.pick(&["BE", "Belgique", "FR", "België", "MA"]),
    });
    match random.below(4) {
        0 => json!({ "@type": "Place", "address": address }),
        1 => json!([{ "address": address }, { "address": "Rue Neuve 1, 1000 Bruxelles" }]),
        2 => json!(["Gent", null]),
        _ => unexpected_value(random),
    }
}

fn pay(random: &mut Random) -> Value {
    json!({
        "@type": "MonetaryAmount",
        "currency": random.pick(&["EUR", "USD", "MAD", "euro", ""]),
        "value": {
            "minValue": random.pick(&["2.900,50", "3 350", "-5", "2900", "tot 4000"]),
            "maxValue": random.pick(&["3900", "1", "36000", "n.v.t."]),
            "unitText": random.pick(&["MONTH", "YEAR", "HOUR", "maand", "WEEK"]),
        },
    })
}

fn posting(number: usize, random: &mut Random) -> Value {
    let mut posting = Map::new();
    posting.insert("@type".to_owned(), json!("JobPosting"));
    let dates = ["2026-11-01", "01/11/2026", "2026-11-31T25:00", "soon", "1793491200", "2026-11-01T08:00:00+01:00"];
    let cells = [
        ("identifier", json!({ "@type": "PropertyValue", "value": format!("p{number}") })),
        ("url", json!(format!("https://example.invalid/jobs/{number}?a=1&b=\u{e9}"))),
        ("title", json!(random.pick(&TITLES))),
        ("description", json!(format!("{} {number}", random.pick(&TEXTS)))),
        (
            "hiringOrganization",
            json!({ "name": random.pick(&["Invented NV", "Verzonnen zorg", "Soins inventés", ""]) }),
        ),
        ("jobLocation", location(random)),
        ("baseSalary", pay(random)),
        ("employmentType", json!(random.pick(&["FULL_TIME", "PART_TIME", "halftijds", "38h"]))),
        ("workHours", json!(random.pick(&["38", "19-38", "8:00-17:00", "999", "flexibel"]))),
        ("datePosted", json!(random.pick(&dates))),
        ("validThrough", json!(random.pick(&dates))),
        ("totalJobOpenings", json!(random.pick(&["1", "0", "-3", "veel", "4294967296"]))),
        ("inLanguage", json!(random.pick(&["nl", "fr-BE", "Arabisch", "zz"]))),
    ];
    for (name, value) in cells {
        match random.below(12) {
            0 => {}
            1 => drop(posting.insert(name.to_owned(), unexpected_value(random))),
            _ => drop(posting.insert(name.to_owned(), value)),
        }
    }
    Value::Object(posting)
}

#[test]
fn fifteen_thousand_faulty_postings_are_imported_as_drafts() {
    let random = &mut Random::new(15_000);
    let mut feed = String::from("\u{feff}");
    for number in 0..15_000 {
        feed.push_str(&posting(number, random).to_string());
        feed.push('\n');
        match number % 3_000 {
            7 => feed.push_str("{\"@type\":\"JobPosting\",\"title\":\"broken off\n"),
            8 => feed.push_str("not JSON at all\n\n"),
            9 => feed.push_str("{\"@type\":\"Organization\",\"name\":\"no posting\"}\n"),
            _ => {}
        }
    }
    let folder = TestFolder::new();
    folder.write("feed.jsonl", &feed);
    let refused = folder.run(&["import", "vacancies", "feed.jsonl"]);
    assert!(
        refused.code == 1 && refused.stderr.contains("--organisation"),
        "some name no employer: {}",
        refused.stderr
    );
    folder.run_ok(&["organisation", "create", "Invented broker", "--kind", "employer"]);
    let import = ["import", "vacancies", "feed.jsonl", "--organisation", "Invented broker"];
    let run = folder.run(&import);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let created: usize = run.stdout.split(' ').next().and_then(|count| count.parse().ok()).expect("a count");
    assert!(created > 14_000 && run.stdout.contains(&format!("{created} as drafts")), "{}", run.stdout);
    assert!(run.stderr.lines().count() < 40, "notes are summed up:\n{}", run.stderr);

    let again = folder.run_ok(&import);
    assert!(again.starts_with("0 created") && again.contains(&format!("{created} there already")), "{again}");
    assert!(
        folder.run_ok(&["reindex"]).contains("0 open vacancies"),
        "drafts aren't ranked before they are confirmed"
    );
}
