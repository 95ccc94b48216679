use std::sync::mpsc;
use std::thread;

use api::Limits;
use serde_json::json;
use storage::{StorageError, events};

use crate::world::{nurse, on_each_database, with_limits};

#[test]
fn whoever_asks_too_often_waits_and_others_dont() {
    with_limits(Limits { requests_per_second: 1, burst: 3, ..Limits::default() }, async |world| {
        let officer = world.as_actor(&world.officer()).await;
        let mut refused = None;
        for _ in 0..50 {
            let answer = officer.get("/api/v1/openapi.json").await;
            if answer.status.as_u16() == 429 {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.expect("the burst ends");
        assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds >= 1));
        refused.problem(429, "too-many-requests");
        officer.get("/health/live").await.ok();
        // Another caller, of the same server.
        let other = world.as_actor(&world.recruiter()).await;
        other.get("/api/v1/vacancies").await.ok();
    });
}

#[test]
fn a_body_that_is_too_long_is_refused() {
    let limits = Limits { body_bytes: 2_000, requests_per_second: 0, ..Limits::default() };
    with_limits(limits, async |world| {
        let officer = world.as_actor(&world.officer()).await;
        let long = json!({ "profile": { "text": "x".repeat(2_000) } });
        officer.post("/api/v1/candidates", &long).await.problem(413, "body-too-large");
        officer.post("/api/v1/candidates", &json!({ "profile": nurse() })).await.ok();
    });
}

#[test]
fn what_takes_too_long_is_given_up() {
    let limits = Limits { request_seconds: 1, requests_per_second: 0, ..Limits::default() };
    with_limits(limits, async |world| {
        // Somebody else writes and doesn't finish.
        let (done, wait) = mpsc::channel::<()>();
        let (began, holds) = mpsc::channel();
        let database = world.api.database.clone();
        let writer = thread::spawn(move || {
            database.write(|transaction| {
                events::append(transaction, &[])?;
                let _ = began.send(());
                let _ = wait.recv();
                Ok::<(), StorageError>(())
            })
        });
        holds.recv().expect("the other one writes");
        let officer = world.as_actor(&world.officer()).await;
        let answer = officer.post("/api/v1/candidates", &json!({ "profile": nurse() })).await;
        drop(done);
        writer.join().expect("the other one ends").expect("and has written");
        answer.problem(504, "took-too-long");
    });
}

#[test]
fn a_server_is_ready_while_its_index_follows() {
    on_each_database(async |world| {
        let client = world.client(None).await;
        world.index(&[], &[]);
        let ready = client.get("/health/ready").await.ok();
        assert_eq!(ready["status"], "ready");
        assert_eq!(ready["index_position"], ready["last_event"]);
        let event = events::NewEvent {
            kind: "test.happened",
            subject_kind: "test",
            subject: uuid::Uuid::now_v7(),
            data: json!({}),
        };
        let many = vec![event; 1_001];
        let written = world.api.database.write(|transaction| events::append(transaction, &many));
        written.expect("events");
        let answer = client.get("/health/ready").await;
        assert_eq!(answer.header("retry-after"), "1");
        answer.problem(503, "not-ready");
        client.get("/health/live").await.ok();
    });
}
