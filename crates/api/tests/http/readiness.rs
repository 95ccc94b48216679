//! Whether the server is ready, and what works while an index doesn't.

use std::fs;

use ranking::Indexer;
use serde_json::{Value, json};

use crate::fixture::{nurse, nursing_post, on_each_database};

/// The checks that failed.
fn failed(problem: &Value) -> Vec<&str> {
    let failed = problem["failed"].as_array().map(Vec::as_slice).unwrap_or_default();
    failed.iter().filter_map(|check| check["check"].as_str()).collect()
}

#[test]
fn a_ready_server_tells_nothing_more() {
    on_each_database(async |fixture| {
        fixture.index();
        let client = fixture.client(None).await;
        assert_eq!(client.get("/health/ready").await.ok(), json!({ "status": "ready" }));
    });
}

#[test]
fn a_damaged_index_is_told_and_built_anew_while_the_rest_works() {
    on_each_database(async |fixture| {
        let (candidate, vacancy) = (fixture.candidate("c1", nurse()), fixture.vacancy("v1", nursing_post()));
        let folder = fixture.folder().join(fixture.programme.to_string());
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("meta.json"), "{").expect("a file");
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let answer = recruiter.rank(vacancy.id, "", &json!({})).await;
        assert_eq!(answer.header("retry-after"), "5");
        let problem = answer.problem(503, "unavailable");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("built anew")), "{problem}");

        let client = fixture.client(None).await;
        let answer = client.get("/health/ready").await;
        assert_eq!(answer.header("retry-after"), "1");
        let problem = answer.problem(503, "not-ready");
        assert_eq!(failed(&problem), ["index"], "{problem}");
        assert_eq!(problem["failed"][0]["reason"], "the index of programme one is being built anew");
        client.get("/health/live").await.ok();
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/candidates/{}", candidate.id)).await.ok();

        fixture.index();
        client.get("/health/ready").await.ok();
        assert_eq!(recruiter.rank(vacancy.id, "", &json!({})).await.ok()["counts"]["ready"], 1);
    });
}

#[test]
fn an_indexer_that_has_ended_is_told() {
    on_each_database(async |fixture| {
        let client = fixture.client(None).await;
        let indexer = Indexer::new(fixture.context.rankings.clone()).expect("there is no other indexer");
        let follower = indexer.start().expect("a thread");
        client.get("/health/ready").await.ok();
        drop(follower);
        let problem = client.get("/health/ready").await.problem(503, "not-ready");
        assert_eq!(failed(&problem), ["indexer"], "{problem}");
    });
}
