//! Help, exit codes, tokens, and failures of the environment.

use std::net::TcpListener;

use access::{Role, Secret, Tokens};
use storage::job_runner::JobRunner;
use storage::jobs::{Finished, Job, JobError, RunningJob};
use storage::{Database, StorageError, jobs};
use vocabulary::Clock;

use crate::test_folder::{Run, TestFolder};

/// Asserts that a run failed with a message of one or two lines that contains these texts, and without output.
fn assert_fails_briefly(run: &Run, pieces: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let output = run.stderr.trim();
    assert!(!output.is_empty() && output.lines().count() <= 2, "{output}");
    assert!(!output.contains("panicked") && !output.contains("RUST_BACKTRACE"), "{output}");
    for piece in pieces {
        assert!(output.contains(piece), "`{piece}` is missing from: {output}");
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let folder = TestFolder::new();
    let all = folder.run_ok(&["--help"]);
    let commands = [
        "rank",
        "demo",
        "import",
        "export",
        "serve",
        "migrate",
        "reindex",
        "check-config",
        "schema",
        "token",
        "audit",
        "jobs",
        "followers",
        "replay",
        "organisation",
    ];
    for command in commands {
        assert!(all.contains(&format!("  {command} ")), "{command} is missing from:\n{all}");
        let help = folder.run_ok(&[command, "--help"]);
        assert!(help.len() > 100, "{help}");
    }
    assert!(all.contains("Examples:"));
    for command in ["rank", "demo", "import", "export", "serve", "check-config", "token"] {
        let help = folder.run_ok(&[command, "--help"]);
        let example = format!("\n  passerelle {command}");
        assert!(help.contains("Examples:") && (help.contains(&example) || help.contains("PASSERELLE__")), "{help}");
    }
}

#[test]
fn wrong_usage_and_failed_tasks_have_different_exit_codes() {
    let folder = TestFolder::new();
    for wrong in [
        &[][..],
        &["rnak"],
        &["import"],
        &["import", "people", "x.csv"],
        &["import", "candidates"],
        &["export"],
        &["export", "candidates", "--format", "pdf"],
        &["export", "candidates", "--format", "job-posting"],
        &["export", "candidates", "--drafts"],
        &["export", "vacancies", "--with-personal-data"],
        &["token"],
        &["token", "--as", "king"],
        &["audit"],
        &["replay"],
        &["demo", "--people", "many"],
    ] {
        let run = folder.run(wrong);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong:?}: {}", run.stderr);
        assert!(run.stderr.contains("--help") || run.stderr.contains("Usage"), "{wrong:?}: {}", run.stderr);
    }
    for failed in [&["import", "candidates", "nowhere.csv"][..], &["token", "--as", "recruiter"]] {
        assert_eq!(folder.run(failed).code, 1, "{failed:?}");
    }
    assert!(folder.run_ok(&["--version"]).starts_with("passerelle "));
}

#[test]
fn a_token_is_valid_for_one_role_and_a_limited_time() {
    let folder = TestFolder::new();
    let token = folder.run_ok(&["token", "--as", "officer", "--hours", "2"]);
    let secret = Secret::in_folder(&folder.path("data")).expect("the installation has a secret");
    let tokens = Tokens::new(&secret);
    let now = Clock::system().now();
    let actor = tokens.verify(token.trim(), now).expect("a good token");
    assert_eq!(actor.role, Role::Officer);
    assert!(actor.scope.programme().is_some());
    assert!(tokens.verify(token.trim(), now + chrono::TimeDelta::hours(3)).is_err(), "it ends");
    let other = TestFolder::new().run_ok(&["token", "--as", "officer"]);
    assert!(tokens.verify(other.trim(), now).is_err(), "another installation's token");
}

#[test]
fn missing_arguments_of_a_token_are_reported() {
    let folder = TestFolder::new();
    assert_fails_briefly(&folder.run(&["token", "--as", "recruiter"]), &["--organisation"]);
    assert_fails_briefly(&folder.run(&["token", "--as", "candidate"]), &["--candidate"]);
    assert_fails_briefly(&folder.run(&["token", "--as", "officer", "--hours", "13"]), &["12"]);
    let unknown = folder.run(&["token", "--as", "recruiter", "--organisation", "Nobody"]);
    assert_fails_briefly(&unknown, &["no organisation", "Nobody"]);
    folder.write("vacancies.csv", "id,title,employer\nv1,nurse-basic,Invented employer\n");
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    folder.run_ok(&["token", "--as", "recruiter", "--organisation", "Invented employer"]);
}

/// A job that fails for ever.
#[derive(serde::Serialize, serde::Deserialize)]
struct Hopeless {}

impl Job for Hopeless {
    const KIND: &'static str = "hopeless";
    type Context = ();

    fn run(self, (): &(), _: RunningJob<'_>) -> Result<Finished, JobError> {
        Err(JobError::Never("there is no such place".to_owned()))
    }
}

#[test]
fn a_dead_job_is_listed_with_its_error_and_can_be_retried() {
    let folder = TestFolder::new();
    folder.run_ok(&["migrate"]);
    assert_eq!(folder.run_ok(&["jobs", "list"]), "0 waiting, 0 running, 0 dead\n");
    let url = format!("sqlite:{}", folder.path("data/passerelle.db").display());
    let database = Database::open(&url, 1, Clock::system()).expect("the database opens");
    let now = database.now();
    let enqueued =
        database.write(|transaction| jobs::enqueue(transaction, vocabulary::Scope::Installation, &Hopeless {}, now));
    enqueued.expect("enqueued");
    let runner = JobRunner::new(database).with::<Hopeless>(());
    assert!(runner.run_next().expect("it runs"));
    let listed = folder.run_ok(&["jobs", "list"]);
    let (counts, dead) = listed.split_once('\n').expect("two lines");
    assert_eq!(counts, "0 waiting, 0 running, 1 dead");
    assert!(dead.contains("hopeless") && dead.contains("there is no such place"), "{dead}");
    let id = dead.split(' ').next().expect("an identifier");
    folder.run_ok(&["jobs", "retry", id]);
    let retried = folder.run_ok(&["jobs", "list"]);
    assert!(retried.starts_with("1 waiting, 0 running, 0 dead\n"), "{retried}");
    assert!(folder.run_ok(&["audit", "verify"]).starts_with("the audit log is intact: 1 entries, "));
    assert_fails_briefly(&folder.run(&["jobs", "retry", id]), &["no dead job", id]);
}

#[test]
fn an_index_is_listed_as_a_follower_of_the_event_log() {
    let folder = TestFolder::new();
    folder.run_ok(&["migrate"]);
    assert_fails_briefly(&folder.run(&["followers"]), &["passerelle serve"]);
    folder.write("candidates.csv", "id,titles\nc1,nurse-basic\nc2,nurse-basic\n");
    folder.run_ok(&["import", "candidates", "candidates.csv"]);
    let followers = folder.run_ok(&["followers"]);
    // The programme and two candidates.
    assert!(followers.starts_with("index ") && followers.contains("at event 3 of 3"), "{followers}");
    assert_eq!(folder.run_ok(&["reindex"]).lines().count(), 1);
    assert_eq!(folder.run_ok(&["followers"]).lines().count(), 1, "it is the same index");
}

#[test]
fn a_data_folder_that_can_not_be_created_is_reported() {
    let folder = TestFolder::new();
    folder.write("a-file", "");
    for data_folder in ["a-file", "a-file/data"] {
        let run = Run::of(folder.command(&["migrate"]).env("PASSERELLE__DATA_FOLDER", data_folder));
        assert_fails_briefly(&run, &["data folder"]);
        let run = Run::of(folder.command(&["token", "--as", "officer"]).env("PASSERELLE__DATA_FOLDER", data_folder));
        assert_fails_briefly(&run, &["data folder", data_folder]);
    }
}

#[test]
fn an_index_that_can_not_be_written_is_reported() {
    let folder = TestFolder::new();
    folder.run_ok(&["migrate"]);
    folder.write("data/index", "not a folder");
    assert_fails_briefly(&folder.run(&["reindex"]), &["index"]);
}

#[test]
fn a_locked_database_is_reported_as_busy() {
    let folder = TestFolder::new();
    folder.write("candidates.csv", "id,titles\nc1,nurse-basic\n");
    folder.run_ok(&["migrate"]);
    let url = format!("sqlite:{}", folder.path("data/passerelle.db").display());
    let database = Database::open(&url, 1, Clock::system()).expect("the database opens");
    let run = database.write(|_| Ok::<_, StorageError>(folder.run(&["import", "candidates", "candidates.csv"])));
    assert_fails_briefly(&run.expect("nothing was written"), &["database is busy", "nothing was changed"]);
}

#[test]
fn a_file_that_is_not_a_database_is_reported() {
    let folder = TestFolder::new();
    folder.write("data/passerelle.db", "this is a letter, and no database. ".repeat(200));
    assert_fails_briefly(&folder.run(&["export", "candidates"]), &["database"]);
    let run = Run::of(folder.command(&["migrate"]).env("PASSERELLE__DATABASE__URL", "postgres://127.0.0.1:1/none"));
    assert_fails_briefly(&run, &["postgres://127.0.0.1:1/none"]);
}

#[test]
fn a_port_in_use_is_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let address = taken.local_addr().expect("it has an address").to_string();
    let folder = TestFolder::new();
    let run = Run::of(folder.command(&["serve"]).env("PASSERELLE__SERVER__ADDRESS", &address));
    let port = address.rsplit(':').next().unwrap_or_default();
    assert_fails_briefly(&run, &[port, "in use"]);
    let candidates = ["--people", "20", "--vacancies", "2"];
    let demo = folder.run(&[&["demo", "--port", port], &candidates[..]].concat());
    assert_eq!(demo.code, 1, "{}", demo.stderr);
    assert!(demo.stderr.contains(port), "{}", demo.stderr);
}

#[test]
fn a_closed_standard_output_is_not_a_failure() {
    let folder = TestFolder::new();
    let mut child =
        folder.command(&["schema"]).stdout(std::process::Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
