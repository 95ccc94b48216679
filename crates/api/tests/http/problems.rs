use access::{Actor, Role};
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::json;

use crate::fixture::{now, nurse, on_each_database, stated};

#[test]
fn an_unknown_address_is_404_and_an_unknown_method_405() {
    on_each_database(async |fixture| {
        let client = fixture.client(None).await;
        for address in ["/", "/nowhere", "/api/v1/nowhere", "/api/v2/candidates", "/health", "/api/v1/docs/none.js"] {
            client.get(address).await.problem(404, "not-found");
        }
        let answer = client.send(TestRequest::delete().uri("/api/v1/candidates")).await;
        assert_eq!(answer.header("allow"), "GET, HEAD, POST");
        answer.problem(405, "method-not-allowed");
        let address = format!("/api/v1/candidates/{}", uuid::Uuid::now_v7());
        let answer = client.send(TestRequest::post().uri(&address)).await;
        assert_eq!(answer.header("allow"), "GET, HEAD, PUT, PATCH");
        answer.problem(405, "method-not-allowed");
    });
}

#[test]
fn an_invalid_identifier_is_404() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        for id in ["1", "c1", "00000000-0000-0000-0000-00000000000g"] {
            officer.get(&format!("/api/v1/candidates/{id}")).await.problem(404, "not-found");
        }
        officer.get(&format!("/api/v1/candidates/{}", uuid::Uuid::now_v7())).await.problem(404, "not-found");
    });
}

#[test]
fn malformed_json_is_reported_with_line_and_column() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let send = |body: &'static str| {
            TestRequest::post()
                .uri("/api/v1/candidates")
                .insert_header(("Content-Type", "application/json; charset=utf-8"))
                .set_payload(body)
        };
        let problem = officer.send(send("{\n \"profile\": {,}}")).await.problem(400, "malformed-json");
        assert_eq!((problem["line"].as_u64(), problem["column"].as_u64()), (Some(2), Some(14)));
        insta::assert_json_snapshot!("problem_malformed_json", problem);
        for body in ["", "{", "{\"profile\": {}}}", "\u{feff}{}"] {
            officer.send(send(body)).await.problem(400, "malformed-json");
        }
        for body in ["[]", "null", "{}", "{\"profile\": 7}", "{\"profile\": {}, \"extra\": 1}"] {
            officer.send(send(body)).await.problem(422, "invalid");
        }
        let text = TestRequest::post().uri("/api/v1/candidates").insert_header(("Content-Type", "text/plain"));
        officer.send(text.set_payload("{}")).await.problem(415, "unsupported-media-type");
    });
}

#[test]
fn a_missing_an_invalid_and_an_expired_token_are_401() {
    on_each_database(async |fixture| {
        let without = fixture.client(None).await.get("/api/v1/candidates").await;
        assert_eq!(without.header("www-authenticate"), r#"Bearer realm="passerelle""#);
        without.problem(401, "unauthenticated");
        let old = fixture.context.tokens.issue(&fixture.officer(), now() - TimeDelta::hours(3), TimeDelta::hours(1));
        for token in ["x".to_owned(), old.expect("a token")] {
            let answer = fixture.client(Some(token)).await.get("/api/v1/candidates").await;
            assert!(answer.header("www-authenticate").contains("invalid_token"));
            answer.problem(401, "unauthenticated");
        }
    });
}

#[test]
fn a_forbidden_operation_names_the_permitted_roles() {
    on_each_database(async |fixture| {
        let auditor = fixture.as_actor(&Actor::new("auditor-1", Role::Auditor, fixture.programme)).await;
        let problem = auditor
            .post("/api/v1/candidates", &json!({ "profile": stated(nurse()) }))
            .await
            .problem(403, "forbidden");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("officer")), "{problem}");
    });
}

#[test]
fn a_taken_reference_is_a_conflict() {
    on_each_database(async |fixture| {
        fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "reference": "c1", "organisation": fixture.school, "profile": stated(nurse()) });
        officer.post("/api/v1/candidates", &new).await.problem(409, "conflict");
        let unknown_organisation = json!({ "profile": stated(nurse()), "organisation": uuid::Uuid::now_v7() });
        let refused = officer.post("/api/v1/candidates", &unknown_organisation).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "organisation");
    });
}

#[test]
fn an_invalid_idempotency_key_is_400() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "profile": stated(nurse()) });
        for key in ["", "a b", &"x".repeat(256)] {
            officer.post_with_key("/api/v1/candidates", key, &new).await.problem(400, "malformed-header");
        }
    });
}

#[test]
fn every_kind_of_problem_is_described_at_its_address() {
    on_each_database(async |fixture| {
        let client = fixture.client(None).await;
        let all = client.get("/problems").await.ok();
        insta::assert_json_snapshot!("problems", all);
        for kind in all.as_array().expect("kinds") {
            let address = kind["type"].as_str().expect("an address");
            assert_eq!(&client.get(address).await.ok(), kind);
        }
        client.get("/problems/none").await.problem(404, "not-found");
    });
}

#[test]
fn a_request_id_is_kept_or_assigned() {
    on_each_database(async |fixture| {
        let client = fixture.client(None).await;
        let request = TestRequest::get().uri("/health/live").insert_header(("X-Request-Id", "ours-17"));
        assert_eq!(client.send(request).await.header("x-request-id"), "ours-17");
        let answer = client.get("/health/live").await;
        assert!(uuid::Uuid::parse_str(answer.header("x-request-id")).is_ok());
        for header in ["content-security-policy", "x-frame-options", "referrer-policy"] {
            assert!(!answer.header(header).is_empty(), "{header}");
        }
        assert_eq!(answer.header("cache-control"), "no-store");
    });
}
