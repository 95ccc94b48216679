//! Settings and configuration: which counts, and what is said when one is wrong.

use crate::test_folder::{Run, TestFolder};

/// One clear sentence, or one a problem: no panic, no backtrace, nothing answered.
fn fails(run: &Run, pieces: &[&str]) {
    assert_eq!((run.code, run.answer.as_str()), (1, ""), "{}", run.notices);
    assert!(!run.notices.contains("panicked") && !run.notices.contains("backtrace"), "{}", run.notices);
    for piece in pieces {
        assert!(run.notices.contains(piece), "`{piece}` is missing from:\n{}", run.notices);
    }
}

#[test]
fn the_environment_counts_above_the_file_and_the_file_above_the_default() {
    let installation = TestFolder::new();
    let made = || {
        let all = ["data", "of-the-file", "of-the-environment"];
        all.into_iter().filter(|name| installation.path(name).is_dir()).collect::<Vec<_>>()
    };
    installation.done(&["token", "--as", "officer"]);
    assert_eq!(made(), ["data"]);
    installation.write("passerelle.toml", "data_folder = \"of-the-file\"\n");
    installation.done(&["token", "--as", "officer"]);
    assert_eq!(made(), ["data", "of-the-file"]);
    let mut command = installation.command(&["token", "--as", "officer"]);
    let run = Run::of(command.env("PASSERELLE__DATA_FOLDER", "of-the-environment"));
    assert_eq!(run.code, 0, "{}", run.notices);
    assert_eq!(made(), ["data", "of-the-file", "of-the-environment"]);
}

#[test]
fn another_settings_file_can_be_named_and_must_be_there() {
    let installation = TestFolder::new();
    installation.write("ours.toml", "data_folder = \"ours\"\n");
    installation.done(&["--settings", "ours.toml", "token", "--as", "officer"]);
    assert!(installation.path("ours").is_dir());
    fails(
        &installation.run(&["--settings", "theirs.toml", "token", "--as", "officer"]),
        &["theirs.toml", "no such file"],
    );
}

#[test]
fn a_wrong_setting_is_named_with_its_place_and_key() {
    let installation = TestFolder::new();
    for (toml, pieces) in [
        ("data_folder = 3\n", ["passerelle.toml", "data_folder"]),
        ("[server]\nworkers = -1\n", ["passerelle.toml", "server.workers"]),
        ("[server]\nport = 80\n", ["passerelle.toml", "port"]),
        ("[serve]\naddress = \"x\"\n", ["passerelle.toml", "serve"]),
        ("data_folder = \n", ["passerelle.toml", "line 1"]),
    ] {
        installation.write("passerelle.toml", toml);
        fails(&installation.run(&["check-config"]), &pieces);
        fails(&installation.run(&["token", "--as", "officer"]), &pieces);
    }
}

#[test]
fn a_wrong_setting_of_the_environment_is_named_as_it_is_written_there() {
    let installation = TestFolder::new();
    for (name, value, said) in [
        ("PASSERELLE__SERVER__WORKERS", "many", "PASSERELLE__SERVER__WORKERS: "),
        ("PASSERELLE__SERVER__WORKER", "3", "PASSERELLE__SERVER__WORKER: "),
        ("PASSERELLE__DATABSE__URL", "x", "PASSERELLE__DATABSE: "),
    ] {
        let run = Run::of(installation.command(&["check-config"]).env(name, value));
        fails(&run, &[said]);
    }
}

#[test]
fn a_configuration_that_is_right_says_what_it_holds() {
    let said = TestFolder::new().done(&["check-config"]);
    for piece in ["is right", "6 titles", "23 specialisms", "44 districts"] {
        assert!(said.contains(piece), "`{piece}` is missing from: {said}");
    }
}

#[test]
fn a_broken_configuration_is_named_by_file_key_and_reason() {
    let installation = TestFolder::new();
    let criteria = include_str!("../../../../config/criteria.toml").replace("weight = 260_000", "weight = 260_001");
    installation.write("config/criteria.toml", criteria);
    installation.write("config/titels.toml", "");
    let run = installation.run(&["check-config", "--config", "config"]);
    fails(&run, &["criteria.toml", "criterion", "1000001", "titels.toml", "titles.toml"]);
    installation.write("passerelle.toml", "config_folder = \"config\"\n");
    fails(&installation.run(&["check-config"]), &["criteria.toml", "1000001"]);
    fails(&installation.run(&["token", "--as", "officer"]), &["criteria.toml", "1000001"]);
    fails(&installation.run(&["check-config", "--config", "nowhere"]), &["nowhere"]);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let installation = TestFolder::new();
    installation.write("passerelle.toml", "[server]\nworkers = -1\n");
    installation.write("config/titels.toml", "");
    fails(&installation.run(&["check-config", "--config", "config"]), &["server.workers", "titels.toml"]);
}
