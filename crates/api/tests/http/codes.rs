use std::collections::BTreeSet;

use access::{Actor, Role};
use actix_web::test::TestRequest;
use serde_json::Value;

use crate::client::Client;
use crate::fixture::{nurse, nursing_post, on_each_database, on_each_database_with_two_corridors};

async fn codes(client: &Client, kind: &str) -> BTreeSet<String> {
    let answer = client.get(&format!("/api/v1/codes/{kind}")).await.ok();
    let items = answer["items"].as_array().expect("items").clone();
    items.iter().map(|item| item["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn every_kind_of_codes_has_labels_in_four_languages() {
    on_each_database(async |fixture| {
        let candidate = Actor::candidate(Default::default(), fixture.programme);
        let client = fixture.as_actor(&candidate).await;
        let kinds = client.get("/api/v1/codes").await.ok();
        let kinds = kinds["items"].as_array().expect("kinds");
        assert!(kinds.len() > 20, "{kinds:?}");
        for kind in kinds {
            let answer = client.get(kind["address"].as_str().expect("an address")).await.ok();
            assert_eq!(answer["kind"], kind["kind"]);
            let items = answer["items"].as_array().expect("items");
            assert!(!items.is_empty(), "{kind}");
            for item in items {
                let code = item["code"].as_str().expect("a code");
                assert!(!code.is_empty());
                for language in ["nl", "fr", "en", "ar"] {
                    assert!(
                        !item["label"][language].as_str().unwrap_or_default().is_empty(),
                        "{kind} {language} {item}"
                    );
                }
                // A text that is missing shows its key. Levels and smaller regions have one name in all languages.
                let arabic = item["label"]["ar"].as_str().unwrap_or_default();
                let is_named = !["language-levels", "regions"].contains(&kind["kind"].as_str().unwrap_or_default());
                assert!(!is_named || !arabic.is_ascii(), "{kind} {item}");
            }
        }
    });
}

#[test]
fn what_requests_hold_is_among_the_codes() {
    on_each_database(async |fixture| {
        let client = fixture.as_actor(&fixture.recruiter()).await;
        let (nurse, post) = (nurse(), nursing_post());
        for (kind, value) in [
            ("titles", &nurse["titles"][0]["title"]),
            ("title-statuses", &nurse["titles"][0]["status"]),
            ("specialisms", &nurse["specialisms"][0]),
            ("languages", &nurse["languages"][0]["language"]),
            ("language-levels", &nurse["languages"][0]["level"]),
            ("language-evidence", &nurse["languages"][0]["evidence"]),
            ("regions", &nurse["regions"][0]),
            ("regions", &post["region"]),
            ("settings", &post["setting"]),
            ("shifts", &nurse["shifts"][0]),
            ("work-permissions", &nurse["work_permission"]),
            ("contracts", &post["contract"]),
            ("text-languages", &post["text_language"]),
        ] {
            let codes = codes(&client, kind).await;
            assert!(codes.contains(value.as_str().expect("a text")), "{kind}: {value} is none of {codes:?}");
        }
    });
}

#[test]
fn codes_are_kept_by_the_client_and_sent_again_only_when_they_are_others() {
    on_each_database(async |fixture| {
        let client = fixture.as_actor(&fixture.recruiter()).await;
        for address in ["/api/v1/codes", "/api/v1/codes/titles"] {
            let first = client.get(address).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.len() > 10 && first.header("cache-control").contains("private"), "{tag}");
            let again = client.send(TestRequest::get().uri(address).insert_header(("If-None-Match", tag))).await;
            assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
            let other = TestRequest::get().uri(address).insert_header(("If-None-Match", "\"v1\""));
            assert_eq!(client.send(other).await.ok(), first.ok());
        }
    });
}

#[test]
fn titles_and_regions_are_those_of_the_programme() {
    on_each_database_with_two_corridors(async |fixture| {
        let operator = Actor::operator();
        let database = &fixture.context.database;
        let second =
            access::programmes::create(database, &operator, "two", "aa-xx", "Invented").expect("a programme");
        let here = fixture.as_actor(&fixture.officer()).await;
        let there = fixture.as_actor(&Actor::new("o-2", Role::Officer, second.id)).await;
        for kind in ["titles", "regions", "permit-authorities", "title-authorities"] {
            let (here, there) = (codes(&here, kind).await, codes(&there, kind).await);
            assert!(here.is_disjoint(&there) && !there.is_empty(), "{kind}: {here:?} {there:?}");
        }
    });
}

#[test]
fn unknown_codes_and_callers_are_refused() {
    on_each_database(async |fixture| {
        let client = fixture.as_actor(&fixture.recruiter()).await;
        let problem = client.get("/api/v1/codes/colours").await.problem(404, "not-found");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("titles")), "{problem}");
        fixture.client(None).await.get("/api/v1/codes").await.problem(401, "unauthenticated");
        let installation = Actor::new("a-1", Role::Auditor, vocabulary::Scope::Installation);
        let client = fixture.as_actor(&installation).await;
        let problem: Value = client.get("/api/v1/codes/titles").await.problem(403, "forbidden");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("programme")), "{problem}");
    });
}

#[test]
fn every_enumeration_of_the_document_has_its_codes() {
    fn enumerations(value: &Value, found: &mut Vec<Vec<String>>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| enumerations(item, found)),
            Value::Object(fields) => {
                let words = fields.get("enum").and_then(Value::as_array).map(|words| {
                    words.iter().filter_map(|word| word.as_str().map(ToOwned::to_owned)).collect::<Vec<_>>()
                });
                found.extend(words);
                fields.values().for_each(|value| enumerations(value, found));
            }
            _ => {}
        }
    }
    on_each_database(async |fixture| {
        let client = fixture.as_actor(&fixture.recruiter()).await;
        let kinds = client.get("/api/v1/codes").await.ok();
        let words: Vec<&str> =
            kinds["items"].as_array().expect("kinds").iter().filter_map(|kind| kind["kind"].as_str()).collect();
        let mut known = vec![words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>()];
        for kind in &words {
            known.push(codes(&client, kind).await);
        }
        let mut found = Vec::new();
        enumerations(&api::document(), &mut found);
        assert!(found.len() > 10, "{found:?}");
        for enumeration in found {
            let words: BTreeSet<String> = enumeration.into_iter().collect();
            assert!(known.iter().any(|codes| words.is_subset(codes)), "no codes for {words:?}");
        }
    });
}
