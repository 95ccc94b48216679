//! Placements over HTTP: who takes a post is no longer ranked, and a vacancy without a free post isn't either.

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::client::redacted;
use crate::fixture::{DAY, nurse, nurse_with, nursing_post, on_each_database, with};

#[test]
fn a_placement_takes_the_candidate_from_rankings_and_a_post_of_the_vacancy_until_it_ends() {
    on_each_database(async |fixture| {
        let nurse = fixture.candidate("c1", nurse());
        let one_post = with(nursing_post(), json!({ "posts": 1 }));
        let (vacancy, other) = (fixture.vacancy("v1", one_post), fixture.vacancy("v2", nursing_post()));
        fixture.index();
        let officer = fixture.as_actor(&fixture.officer()).await;
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let address = format!("/api/v1/vacancies/{}", vacancy.id);
        let rank = async |vacancy| recruiter.rank(vacancy, "", &json!({ "as_of": DAY })).await;
        let ready = async |vacancy| rank(vacancy).await.ok()["counts"]["ready"].clone();
        assert_eq!((ready(vacancy.id).await, ready(other.id).await), (json!(1), json!(1)));

        let new = json!({ "vacancy": vacancy.id, "candidate": nurse.id, "starts_on": "2027-03-01" });
        let entered = officer.post("/api/v1/placements", &new).await;
        assert_eq!((entered.status.as_u16(), entered.header("etag")), (201, "\"v1\""));
        let placement = entered.header("location").to_owned();
        insta::assert_json_snapshot!("placement", redacted(&entered.json()));
        assert_eq!(officer.get(&placement).await.ok(), entered.json());
        assert_eq!(officer.get(&address).await.ok()["posts_taken"], 1);
        // Before the index has followed.
        let full = rank(vacancy.id).await.problem(409, "not-ranked");
        assert!(full["detail"].as_str().is_some_and(|detail| detail.contains("all its posts are taken")), "{full}");

        fixture.index();
        rank(vacancy.id).await.problem(409, "not-ranked");
        let ranking = rank(other.id).await.ok();
        assert_eq!((&ranking["counts"]["ready"], &ranking["counts"]["excluded"]), (&json!(0), &json!(1)));
        let standing = format!("/api/v1/vacancies/{}/standing?candidate={}&as_of={DAY}", other.id, nurse.id);
        let standing = officer.get(&standing).await.ok();
        let rules = standing["rules"].as_array().cloned().unwrap_or_default();
        let availability = rules.iter().find(|rule| rule["code"] == "availability");
        assert_eq!(standing["standing"], "excluded");
        assert_eq!(availability.map(|rule| &rule["outcome"]), Some(&json!("not-met")));
        let found = recruiter.get("/api/v1/search/candidates?q=ouderenzorg&language=nl").await.ok();
        assert_eq!(found["items"], json!([]), "who is placed isn't found by employers");
        let page = officer.get("/api/v1/vacancies").await.ok();
        let taken = |page: &Value| {
            page["items"]
                .as_array()
                .map(|items| items.iter().map(|item| item["posts_taken"].clone()).collect::<Vec<_>>())
        };
        assert_eq!(taken(&page), Some(vec![json!(1), json!(0)]));

        let end = TestRequest::post().uri(&format!("{placement}/end")).insert_header(("If-Match", "\"v1\""));
        let ended = officer.send(end.set_json(json!({ "ended_on": DAY }))).await;
        assert_eq!(ended.header("etag"), "\"v2\"");
        assert_eq!(ended.ok()["ended_on"], DAY);
        fixture.index();
        assert_eq!((ready(vacancy.id).await, ready(other.id).await), (json!(1), json!(1)));
        assert_eq!(officer.get(&address).await.ok()["posts_taken"], 0);
    });
}

/// Such a candidate has facts of their own for each day on which something ends.
#[test]
fn a_placed_candidate_with_a_test_that_expires_is_ranked_on_no_day() {
    on_each_database(async |fixture| {
        let languages =
            json!([{ "language": "nl", "level": "B2", "evidence": "tested", "expires_on": "2027-01-31" }]);
        let nurse = fixture.candidate("c1", nurse_with(json!({ "languages": languages })));
        let vacancy = fixture.vacancy("v1", nursing_post());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "vacancy": vacancy.id, "candidate": nurse.id, "starts_on": "2027-03-01" });
        officer.post("/api/v1/placements", &new).await.ok();
        fixture.index();
        for day in [DAY, "2027-01-31", "2027-02-01"] {
            let counts = officer.rank(vacancy.id, "", &json!({ "as_of": day })).await.ok()["counts"].clone();
            assert_eq!(counts["excluded"], 1, "{day}: {counts}");
            let standing = format!("/api/v1/vacancies/{}/standing?candidate={}&as_of={day}", vacancy.id, nurse.id);
            assert_eq!(officer.get(&standing).await.ok()["standing"], "excluded", "{day}");
        }
    });
}

#[test]
fn refused_placements_say_what_to_do() {
    on_each_database(async |fixture| {
        let (first, second) = (fixture.candidate("c1", nurse()), fixture.candidate("c2", nurse()));
        let silent = fixture.candidate("c3", nurse_with(json!({ "consent": null })));
        let vacancy = fixture.vacancy("v1", with(nursing_post(), json!({ "posts": 1 })));
        let other = fixture.vacancy("v2", nursing_post());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let place = async |vacancy, candidate| {
            let new = json!({ "vacancy": vacancy, "candidate": candidate, "starts_on": "2027-03-01" });
            officer.post("/api/v1/placements", &new).await
        };
        let placement = place(vacancy.id, first.id).await.header("location").to_owned();
        for (refused, advice) in [
            (place(vacancy.id, second.id).await, "end one, or raise the number of posts"),
            (place(other.id, first.id).await, "end that placement first"),
            (place(other.id, silent.id).await, "ask for their consent first"),
        ] {
            let problem = refused.problem(409, "conflict");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(advice)), "{problem}");
        }
        let unknown = place(second.id.uuid().into(), second.id).await.problem(422, "invalid");
        assert_eq!(unknown["errors"][0]["field"], "vacancy");
        let end = |tag: &'static str, day: &str| {
            let request = TestRequest::post().uri(&format!("{placement}/end")).insert_header(("If-Match", tag));
            officer.send(request.set_json(json!({ "ended_on": day })))
        };
        assert_eq!(end("\"v1\"", "2026-12-02").await.problem(422, "invalid")["errors"][0]["field"], "ended_on");
        end("\"v2\"", DAY).await.problem(412, "version-conflict");
        end("\"v1\"", DAY).await.ok();
        end("\"v2\"", DAY).await.problem(409, "conflict");
    });
}

#[test]
fn a_placement_sent_twice_with_one_key_is_entered_once_and_lists_are_filtered() {
    on_each_database(async |fixture| {
        let nurse = fixture.candidate("c1", nurse());
        let (vacancy, other) = (fixture.vacancy("v1", nursing_post()), fixture.vacancy("v2", nursing_post()));
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "vacancy": vacancy.id, "candidate": nurse.id, "starts_on": "2027-03-01" });
        let first = officer.post_with_key("/api/v1/placements", "key-1", &new).await;
        let second = officer.post_with_key("/api/v1/placements", "key-1", &new).await;
        assert_eq!((first.status.as_u16(), &first.text), (201, &second.text));
        assert_eq!(second.header("idempotency-replayed"), "true");
        for (filter, expected) in [
            (String::new(), 1),
            (format!("?vacancy={}", vacancy.id), 1),
            (format!("?vacancy={}", other.id), 0),
            (format!("?candidate={}", nurse.id), 1),
        ] {
            let page = officer.get(&format!("/api/v1/placements{filter}")).await.ok();
            assert_eq!(page["items"].as_array().map(Vec::len), Some(expected), "{filter}: {page}");
        }
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.get("/api/v1/placements").await.problem(403, "forbidden");
        recruiter.get(first.header("location")).await.problem(403, "forbidden");
        recruiter.post("/api/v1/placements", &new).await.problem(403, "forbidden");
    });
}
