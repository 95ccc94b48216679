//! Settings and configuration: their precedence, and the messages for wrong ones.

use crate::test_folder::{Run, TestFolder};

/// Asserts that a run failed with messages that contain these texts, without a panic or backtrace and without output.
fn assert_fails(run: &Run, pieces: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked") && !run.stderr.contains("backtrace"), "{}", run.stderr);
    for piece in pieces {
        assert!(run.stderr.contains(piece), "`{piece}` is missing from:\n{}", run.stderr);
    }
}

#[test]
fn the_environment_overrides_the_file_and_the_file_overrides_the_default() {
    let folder = TestFolder::new();
    let created = || {
        let all = ["data", "of-the-file", "of-the-environment"];
        all.into_iter().filter(|name| folder.path(name).is_dir()).collect::<Vec<_>>()
    };
    folder.run_ok(&["token", "--as", "officer"]);
    assert_eq!(created(), ["data"]);
    folder.write("passerelle.toml", "data_folder = \"of-the-file\"\n");
    folder.run_ok(&["token", "--as", "officer"]);
    assert_eq!(created(), ["data", "of-the-file"]);
    let mut command = folder.command(&["token", "--as", "officer"]);
    let run = Run::of(command.env("PASSERELLE__DATA_FOLDER", "of-the-environment"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(created(), ["data", "of-the-file", "of-the-environment"]);
}

#[test]
fn another_settings_file_can_be_named_and_has_to_exist() {
    let folder = TestFolder::new();
    folder.write("ours.toml", "data_folder = \"ours\"\n");
    folder.run_ok(&["--settings", "ours.toml", "token", "--as", "officer"]);
    assert!(folder.path("ours").is_dir());
    assert_fails(
        &folder.run(&["--settings", "theirs.toml", "token", "--as", "officer"]),
        &["theirs.toml", "no such file"],
    );
}

#[test]
fn a_wrong_setting_is_reported_with_its_file_and_key() {
    let folder = TestFolder::new();
    for (toml, pieces) in [
        ("data_folder = 3\n", ["passerelle.toml", "data_folder"]),
        ("[server]\nworkers = -1\n", ["passerelle.toml", "server.workers"]),
        ("[server]\nport = 80\n", ["passerelle.toml", "port"]),
        ("[serve]\naddress = \"x\"\n", ["passerelle.toml", "serve"]),
        ("data_folder = \n", ["passerelle.toml", "line 1"]),
    ] {
        folder.write("passerelle.toml", toml);
        assert_fails(&folder.run(&["check-config"]), &pieces);
        assert_fails(&folder.run(&["token", "--as", "officer"]), &pieces);
    }
}

#[test]
fn a_wrong_environment_variable_is_reported_by_its_name() {
    let folder = TestFolder::new();
    for (name, value, output) in [
        ("PASSERELLE__SERVER__WORKERS", "many", "PASSERELLE__SERVER__WORKERS: "),
        ("PASSERELLE__SERVER__WORKER", "3", "PASSERELLE__SERVER__WORKER: "),
        ("PASSERELLE__DATABSE__URL", "x", "PASSERELLE__DATABSE: "),
    ] {
        let run = Run::of(folder.command(&["check-config"]).env(name, value));
        assert_fails(&run, &[output]);
    }
}

#[test]
fn a_valid_configuration_is_summarised() {
    let output = TestFolder::new().run_ok(&["check-config"]);
    for piece in ["is right", "1 corridors", "3 professions with 6 titles", "23 specialisms", "1 destinations"] {
        assert!(output.contains(piece), "`{piece}` is missing from: {output}");
    }
}

#[test]
fn an_invalid_configuration_is_reported_with_file_key_and_reason() {
    let folder = TestFolder::new();
    let criteria = include_str!("../../../../config/corridors/ma-be/nursing.toml")
        .replace("weight = 260_000", "weight = 260_001");
    folder.write("config/corridors/ma-be/nursing.toml", criteria);
    folder.write("config/setings.toml", "");
    let run = folder.run(&["check-config", "--config", "config"]);
    assert_fails(&run, &["nursing.toml", "criterion", "1000001", "setings.toml", "settings.toml"]);
    folder.write("passerelle.toml", "config_folder = \"config\"\n");
    assert_fails(&folder.run(&["check-config"]), &["nursing.toml", "1000001"]);
    assert_fails(&folder.run(&["token", "--as", "officer"]), &["nursing.toml", "1000001"]);
    assert_fails(&folder.run(&["check-config", "--config", "nowhere"]), &["nowhere"]);
}

#[test]
fn all_problems_are_reported_at_once() {
    let folder = TestFolder::new();
    folder.write("passerelle.toml", "[server]\nworkers = -1\n");
    folder.write("config/setings.toml", "");
    assert_fails(&folder.run(&["check-config", "--config", "config"]), &["server.workers", "setings.toml"]);
}

#[test]
fn a_criterion_that_does_not_exist_is_reported() {
    let folder = TestFolder::new();
    let nursing = include_str!("../../../../config/corridors/ma-be/nursing.toml");
    folder.write("config/corridors/ma-be/nursing.toml", nursing.replace("\"readiness\"", "\"readyness\""));
    let run = folder.run(&["check-config", "--config", "config"]);
    assert_fails(&run, &["no criterion `readyness`", "the profession nursing weighs", "readiness"]);
}

#[test]
fn commands_on_files_use_the_configuration_and_the_corridor_of_the_settings() {
    let folder = TestFolder::new();
    let invented = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/invented-corridor");
    folder.write("passerelle.toml", format!("config_folder = \"{invented}\"\ncorridor = \"aa-xx\"\n"));
    folder.write("candidates.csv", "id,titles,consent\nc1,bricklayer@licensed,yes\n");
    folder.write("vacancies.csv", "id,title\nv1,bricklayer\n");
    let ranked =
        folder.run_ok(&["rank", "--candidates", "candidates.csv", "--vacancies", "vacancies.csv", "--format", "csv"]);
    assert!(ranked.contains("c1"), "{ranked}");
}
