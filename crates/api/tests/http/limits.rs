use std::sync::mpsc;
use std::thread;

use serde_json::json;
use storage::{StorageError, events};
use web::ServerSettings;

use crate::fixture::{nurse, stated, with_settings};

#[test]
fn a_caller_above_the_rate_limit_waits_and_others_do_not() {
    with_settings(
        ServerSettings { requests_per_second: 1, burst: 3, ..ServerSettings::default() },
        async |fixture| {
            let officer = fixture.as_actor(&fixture.officer()).await;
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
            // Another caller of the same server is not limited.
            let other = fixture.as_actor(&fixture.recruiter()).await;
            other.get("/api/v1/vacancies").await.ok();
        },
    );
}

#[test]
fn a_body_above_the_limit_is_refused() {
    let settings = ServerSettings { body_bytes: 2_000, requests_per_second: 0, ..ServerSettings::default() };
    with_settings(settings, async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let long = json!({ "profile": { "text": "x".repeat(2_000) } });
        officer.post("/api/v1/candidates", &long).await.problem(413, "body-too-large");
        officer.post("/api/v1/candidates", &json!({ "profile": stated(nurse()) })).await.ok();
    });
}

#[test]
fn a_request_above_the_time_limit_is_answered_with_504() {
    let settings = ServerSettings { request_seconds: 1, requests_per_second: 0, ..ServerSettings::default() };
    with_settings(settings, async |fixture| {
        // Another transaction writes and doesn't finish.
        let (done, is_done) = mpsc::channel::<()>();
        let (started, has_started) = mpsc::channel();
        let database = fixture.context.database.clone();
        let writer = thread::spawn(move || {
            database.write(|transaction| {
                events::append(transaction, &[])?;
                let _ = started.send(());
                let _ = is_done.recv();
                Ok::<(), StorageError>(())
            })
        });
        has_started.recv().expect("the other transaction writes");
        let officer = fixture.as_actor(&fixture.officer()).await;
        let answer = officer.post("/api/v1/candidates", &json!({ "profile": stated(nurse()) })).await;
        drop(done);
        writer.join().expect("the other transaction ends").expect("and has written");
        answer.problem(504, "took-too-long");
    });
}
