//! What an operator meets: help, exit codes, tokens, and a machine that doesn't give what is needed.

use std::net::TcpListener;

use access::{Role, Secret, Tokens};
use chrono::Utc;
use storage::{Database, StorageError};

use crate::test_folder::{Run, TestFolder};

/// One clear sentence: a line or two, no panic, no backtrace, nothing answered.
fn one_sentence(run: &Run, pieces: &[&str]) {
    assert_eq!((run.code, run.answer.as_str()), (1, ""), "{}", run.notices);
    let said = run.notices.trim();
    assert!(!said.is_empty() && said.lines().count() <= 2, "{said}");
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
    for piece in pieces {
        assert!(said.contains(piece), "`{piece}` is missing from: {said}");
    }
}

#[test]
fn help_explains_every_command_with_examples() {
    let installation = TestFolder::new();
    let all = installation.done(&["--help"]);
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
        "replay",
    ];
    for command in commands {
        assert!(all.contains(&format!("  {command} ")), "{command} is missing from:\n{all}");
        let help = installation.done(&[command, "--help"]);
        assert!(help.len() > 100, "{help}");
    }
    assert!(all.contains("Examples:"));
    for command in ["rank", "demo", "import", "export", "serve", "check-config", "token"] {
        let help = installation.done(&[command, "--help"]);
        let example = format!("\n  passerelle {command}");
        assert!(help.contains("Examples:") && (help.contains(&example) || help.contains("PASSERELLE__")), "{help}");
    }
}

#[test]
fn wrong_use_is_told_apart_from_a_failed_task() {
    let installation = TestFolder::new();
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
        &["export", "vacancies", "--with-personal_data"],
        &["token"],
        &["token", "--as", "king"],
        &["audit"],
        &["replay"],
        &["demo", "--people", "many"],
    ] {
        let run = installation.run(wrong);
        assert_eq!((run.code, run.answer.as_str()), (2, ""), "{wrong:?}: {}", run.notices);
        assert!(run.notices.contains("--help") || run.notices.contains("Usage"), "{wrong:?}: {}", run.notices);
    }
    for failed in [&["import", "candidates", "nowhere.csv"][..], &["token", "--as", "recruiter"]] {
        assert_eq!(installation.run(failed).code, 1, "{failed:?}");
    }
    assert!(installation.done(&["--version"]).starts_with("passerelle "));
}

#[test]
fn a_token_is_for_one_role_and_good_for_a_while() {
    let installation = TestFolder::new();
    let token = installation.done(&["token", "--as", "officer", "--hours", "2"]);
    let secret = Secret::in_folder(&installation.path("data")).expect("the installation has a secret");
    let tokens = Tokens::new(&secret);
    let now = Utc::now();
    let actor = tokens.verify(token.trim(), now).expect("a good token");
    assert_eq!(actor.role, Role::Officer);
    assert!(actor.programme.is_some());
    assert!(tokens.verify(token.trim(), now + chrono::TimeDelta::hours(3)).is_err(), "it ends");
    let other = TestFolder::new().done(&["token", "--as", "officer"]);
    assert!(tokens.verify(other.trim(), now).is_err(), "another installation's token");
}

#[test]
fn a_token_says_what_it_lacks() {
    let installation = TestFolder::new();
    one_sentence(&installation.run(&["token", "--as", "recruiter"]), &["--organisation"]);
    one_sentence(&installation.run(&["token", "--as", "candidate"]), &["--candidate"]);
    one_sentence(&installation.run(&["token", "--as", "officer", "--hours", "13"]), &["12"]);
    let nobody = installation.run(&["token", "--as", "recruiter", "--organisation", "Nobody"]);
    one_sentence(&nobody, &["no organisation", "Nobody"]);
    installation.write("posts.csv", "id,title,employer\nv1,nurse-basic,Invented employer\n");
    installation.done(&["import", "vacancies", "posts.csv"]);
    installation.done(&["token", "--as", "recruiter", "--organisation", "Invented employer"]);
}

#[test]
fn a_data_folder_that_can_not_be_made_is_named() {
    let installation = TestFolder::new();
    installation.write("a-file", "");
    for folder in ["a-file", "a-file/data"] {
        let run = Run::of(installation.command(&["migrate"]).env("PASSERELLE__DATA_FOLDER", folder));
        one_sentence(&run, &["data folder"]);
        let run = Run::of(installation.command(&["token", "--as", "officer"]).env("PASSERELLE__DATA_FOLDER", folder));
        one_sentence(&run, &["data folder", folder]);
    }
}

#[test]
fn an_index_that_can_not_be_written_is_said_so() {
    let installation = TestFolder::new();
    installation.done(&["migrate"]);
    installation.write("data/index", "not a folder");
    one_sentence(&installation.run(&["reindex"]), &["index"]);
}

#[test]
fn a_locked_database_is_said_to_be_busy() {
    let installation = TestFolder::new();
    installation.write("people.csv", "id,titles\nc1,nurse-basic\n");
    installation.done(&["migrate"]);
    let url = format!("sqlite:{}", installation.path("data/passerelle.db").display());
    let database = Database::open(&url, 1).expect("the database opens");
    let run = database.write(|_| Ok::<_, StorageError>(installation.run(&["import", "candidates", "people.csv"])));
    one_sentence(&run.expect("nothing was written"), &["database is busy", "nothing was changed"]);
}

#[test]
fn a_database_that_is_none_is_said_to_be_none() {
    let installation = TestFolder::new();
    installation.write("data/passerelle.db", "this is a letter, and no database. ".repeat(200));
    one_sentence(&installation.run(&["export", "candidates"]), &["database"]);
    let run =
        Run::of(installation.command(&["migrate"]).env("PASSERELLE__DATABASE__URL", "postgres://127.0.0.1:1/none"));
    one_sentence(&run, &["postgres://127.0.0.1:1/none"]);
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let address = taken.local_addr().expect("it has an address").to_string();
    let installation = TestFolder::new();
    let run = Run::of(installation.command(&["serve"]).env("PASSERELLE__SERVER__ADDRESS", &address));
    let port = address.rsplit(':').next().unwrap_or_default();
    one_sentence(&run, &[port, "in use"]);
    let people = ["--people", "20", "--vacancies", "2"];
    let demo = installation.run(&[&["demo", "--port", port], &people[..]].concat());
    assert_eq!(demo.code, 1, "{}", demo.notices);
    assert!(demo.notices.contains(port), "{}", demo.notices);
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let installation = TestFolder::new();
    let mut child =
        installation.command(&["schema"]).stdout(std::process::Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
