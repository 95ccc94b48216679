//! Jobs are claimed, retried and completed once.

use std::sync::Mutex;

use chrono::TimeDelta;
use serde_json::json;
use storage::jobs::{self, AfterFailure, Job, LEASE, NewJob};
use storage::testing::for_each_database;
use storage::{Database, StorageError, Timestamp};
use vocabulary::Scope;

fn now() -> Timestamp {
    "2026-12-01T09:00:00Z".parse().expect("a timestamp")
}

fn enqueue(database: &Database, kind: &str, run_after: Timestamp) -> uuid::Uuid {
    let job = NewJob {
        scope: Scope::Installation,
        kind,
        data: json!({ "to": "an invented address" }),
        run_after,
        max_attempts: 3,
    };
    database.write(|transaction| jobs::enqueue(transaction, &job)).expect("enqueued")
}

fn claim(database: &Database, at: Timestamp, worker: &str) -> Option<Job> {
    jobs::claim(database, &["send-mail"], at, worker).expect("a claim")
}

#[test]
fn a_job_is_claimed_with_its_data_by_one_worker_and_completed_once() {
    for_each_database(|database| {
        let id = enqueue(database, "send-mail", now());
        let job = claim(database, now(), "w1").expect("a job");
        assert_eq!((job.id, job.attempt, &job.data["to"]), (id, 1, &json!("an invented address")));
        assert_eq!(claim(database, now(), "w2"), None);
        database.write(|transaction| jobs::complete(transaction, &job, now())).expect("done");
        assert_eq!(claim(database, now().plus(TimeDelta::days(1)), "w2"), None);
    });
}

#[test]
fn a_job_is_claimed_when_it_is_due_by_a_worker_of_its_kind() {
    for_each_database(|database| {
        enqueue(database, "send-mail", now().plus(TimeDelta::minutes(1)));
        enqueue(database, "make-report", now());
        assert_eq!(claim(database, now(), "w1"), None);
        assert!(claim(database, now().plus(TimeDelta::minutes(1)), "w1").is_some());
        assert!(jobs::claim(database, &["x", "make-report"], now(), "w1").expect("a claim").is_some());
    });
}

#[test]
fn a_failed_job_is_retried_after_doubling_delays_and_is_dead_after_the_last_attempt() {
    for_each_database(|database| {
        enqueue(database, "send-mail", now());
        let mut at = now();
        for delay in [10, 20] {
            let job = claim(database, at, "w1").expect("a job");
            let after =
                database.write(|transaction| jobs::fail(transaction, &job, "no route", at)).expect("recorded");
            assert_eq!(after, AfterFailure::RetryAfter(at.plus(TimeDelta::seconds(delay))));
            assert_eq!(claim(database, at.plus(TimeDelta::seconds(delay - 1)), "w1"), None);
            at = at.plus(TimeDelta::seconds(delay));
        }
        let job = claim(database, at, "w1").expect("the last attempt");
        let after = database.write(|transaction| jobs::fail(transaction, &job, "no route", at)).expect("recorded");
        assert_eq!(after, AfterFailure::Dead);
        assert_eq!(claim(database, at.plus(TimeDelta::days(9)), "w1"), None);
    });
}

#[test]
fn a_job_with_an_expired_lease_goes_to_another_worker_and_the_first_can_not_complete_it() {
    for_each_database(|database| {
        enqueue(database, "send-mail", now());
        let first = claim(database, now(), "w1").expect("a job");
        let later = now().plus(LEASE);
        let second = claim(database, later, "w2").expect("the same job");
        assert_eq!((second.id, second.attempt), (first.id, 2));
        let late = database.write(|transaction| jobs::complete(transaction, &first, later));
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "{late:?}");
        database.write(|transaction| jobs::complete(transaction, &second, later)).expect("done");
    });
}

#[test]
fn a_worker_that_extends_its_lease_keeps_its_job() {
    for_each_database(|database| {
        enqueue(database, "send-mail", now());
        let job = claim(database, now(), "w1").expect("a job");
        let half = now().plus(LEASE / 2);
        database.write(|transaction| jobs::extend_lease(transaction, &job, half)).expect("extended");
        assert_eq!(claim(database, now().plus(LEASE), "w2"), None);
        database.write(|transaction| jobs::complete(transaction, &job, now().plus(LEASE))).expect("done");
    });
}

#[test]
fn a_job_whose_leases_all_expire_is_not_claimed_again() {
    for_each_database(|database| {
        enqueue(database, "send-mail", now());
        let mut at = now();
        for _ in 0..3 {
            claim(database, at, "w1").expect("a job");
            at = at.plus(LEASE);
        }
        assert_eq!(claim(database, at, "w1"), None);
    });
}

#[test]
fn concurrent_workers_complete_each_job_once() {
    for_each_database(|database| {
        for _ in 0..40 {
            enqueue(database, "send-mail", now());
        }
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for number in 0..4 {
                let done = &done;
                scope.spawn(move || {
                    let worker = format!("w{number}");
                    while let Some(job) = claim(database, now(), &worker) {
                        database.write(|transaction| jobs::complete(transaction, &job, now())).expect("done");
                        done.lock().expect("no panic").push(job.id);
                    }
                });
            }
        });
        let mut done = done.into_inner().expect("no panic");
        done.sort();
        done.dedup();
        assert_eq!(done.len(), 40);
    });
}

#[test]
fn a_job_of_a_rolled_back_transaction_is_not_claimed() {
    for_each_database(|database| {
        let rolled_back = database.write(|transaction| {
            let job = NewJob {
                scope: Scope::Installation,
                kind: "send-mail",
                data: json!({}),
                run_after: now(),
                max_attempts: 1,
            };
            jobs::enqueue(transaction, &job)?;
            Err::<(), _>(StorageError::Busy)
        });
        assert!(rolled_back.is_err());
        assert_eq!(claim(database, now(), "w1"), None);
    });
}
