//! Organisations on the command line, and the tokens that name them.

use crate::test_folder::TestFolder;

#[test]
fn an_organisation_is_added_listed_and_shown() {
    let folder = TestFolder::new();
    let added =
        folder.run_ok(&["organisation", "create", "WZC De Linde", "--kind", "employer", "--number", "BE0403170701"]);
    assert!(added.contains("WZC De Linde") && added.contains("0403.170.701"), "{added}");
    folder.run_ok(&["organisation", "create", "ISPITS inventé", "--kind", "school"]);
    let all = folder.run_ok(&["organisation", "list"]);
    assert_eq!(all.lines().count(), 2, "{all}");
    for found in [
        folder.run_ok(&["organisation", "list", "linde"]),
        folder.run_ok(&["organisation", "list", "--kind", "employer"]),
        folder.run_ok(&["organisation", "list", "--number", "0403170701"]),
    ] {
        assert_eq!(found, added);
    }
    assert_eq!(folder.run_ok(&["organisation", "list", "nobody"]), "");
    let id = added.split("  ").next().expect("an identifier");
    for name in [id, "WZC De Linde"] {
        let shown = folder.run_ok(&["organisation", "show", name]);
        assert!(shown.contains("kind     employer") && shown.contains(id), "{shown}");
    }
}

#[test]
fn a_wrong_organisation_is_refused_with_the_reason() {
    let folder = TestFolder::new();
    let run = folder.run(&["organisation", "create", "X", "--kind", "hospital"]);
    assert!(run.code == 2 && run.stderr.contains("employer, agency or school"), "{}", run.stderr);
    let run = folder.run(&["organisation", "create", "X", "--kind", "employer", "--number", "0403.170.702"]);
    assert!(run.code == 1 && run.stderr.contains("0403.170.701"), "{}", run.stderr);
    folder.run_ok(&["organisation", "create", "X", "--kind", "employer"]);
    let run = folder.run(&["organisation", "create", "X", "--kind", "employer"]);
    assert!(run.code == 1 && run.stderr.contains("there is one like it already"), "{}", run.stderr);
    assert!(!run.stderr.contains("organisations_"), "no constraint is named: {}", run.stderr);
    let run = folder.run(&["organisation", "show", "Nobody"]);
    assert!(run.code == 1 && run.stderr.contains("Nobody"), "{}", run.stderr);
    folder.run_ok(&["organisation", "create", "X", "--kind", "school"]);
    let run = folder.run(&["organisation", "show", "X"]);
    assert!(run.code == 1 && run.stderr.contains("several"), "{}", run.stderr);
}

#[test]
fn a_token_names_an_organisation_of_the_kind_of_its_role() {
    let folder = TestFolder::new();
    let mut ids = Vec::new();
    for (name, kind) in [("A", "employer"), ("B", "school"), ("C", "agency")] {
        let added = folder.run_ok(&["organisation", "create", name, "--kind", kind]);
        ids.push(added.split("  ").next().expect("an identifier").to_owned());
    }
    let token = |role, organisation| folder.run(&["token", "--as", role, "--organisation", organisation]);
    let right = [("recruiter", 0), ("registrar", 1), ("officer", 2), ("programme-manager", 2)];
    for (role, own) in right {
        for (position, name) in ["A", "B", "C"].into_iter().enumerate() {
            for organisation in [name, ids[position].as_str()] {
                let run = token(role, organisation);
                assert_eq!(run.code, i32::from(position != own), "{role} of {name}: {}", run.stderr);
            }
        }
        let nowhere = "0198c0de-0000-7000-8000-000000000000";
        assert_eq!(token(role, nowhere).code, 1, "an organisation that isn't there");
    }
    let run = folder.run(&["token", "--as", "candidate", "--candidate", &ids[0], "--organisation", "B"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn a_candidate_is_found_on_the_command_line() {
    let folder = TestFolder::new();
    folder.write(
        "people.csv",
        "id,name,email,birth_date\nC-01,Fatima El Amrani,f@invented.example,1996-05-12\nC-02,Youssef Ben Ali,,\n",
    );
    folder.run_ok(&["import", "candidates", "people.csv"]);
    for words in [["elamrani", "fatima"].as_slice(), &["C-01"], &["F@invented.example"]] {
        let arguments = [["candidate", "find"].as_slice(), words].concat();
        let found = folder.run_ok(&arguments);
        assert_eq!(found.lines().count(), 1, "{words:?}: {found}");
        assert!(found.contains("C-01  Fatima El Amrani  1996-05-12  f@invented.example"), "{found}");
    }
    assert!(folder.run_ok(&["candidate", "find", "benali"]).contains("C-02"));
    assert_eq!(folder.run_ok(&["candidate", "find", "nobody"]), "");
    // A file with other names replaces them.
    folder.write("people.csv", "id,name\nC-02,Youssef Naciri\n");
    folder.run_ok(&["import", "candidates", "people.csv", "--update"]);
    assert_eq!(folder.run_ok(&["candidate", "find", "benali"]), "");
    assert!(folder.run_ok(&["candidate", "find", "naciri"]).contains("C-02"));
}

#[test]
fn a_number_is_that_of_one_organisation_of_a_kind() {
    let folder = TestFolder::new();
    let first = folder.run_ok(&["organisation", "create", "A", "--kind", "employer", "--number", "0403.170.701"]);
    let id = first.split("  ").next().expect("an identifier");
    let run = folder.run(&["organisation", "create", "B", "--kind", "employer", "--number", "BE0403170701"]);
    assert!(run.code == 1 && run.stderr.contains(id) && run.stderr.contains("`A`"), "{}", run.stderr);
    folder.run_ok(&["organisation", "create", "B", "--kind", "agency", "--number", "0403.170.701"]);
    assert_eq!(folder.run_ok(&["organisation", "list"]).lines().count(), 2);
}

#[test]
fn a_vacancy_without_an_employer_belongs_to_the_one_that_the_command_names() {
    let folder = TestFolder::new();
    folder.write("posts.csv", "id,title,region\nv1,nurse-general-care,BE234\n");
    folder.write("feed.json", r#"[{"@type":"JobPosting","identifier":"v1","title":"Verpleegkundige"}]"#);
    for file in ["posts.csv", "feed.json"] {
        let run = folder.run(&["import", "vacancies", file]);
        assert!(
            run.code == 1 && run.stderr.contains("`v1`") && run.stderr.contains("--organisation"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(folder.run_ok(&["organisation", "list"]), "");
    for (name, file) in [("A", "posts.csv"), ("B", "feed.json")] {
        folder.run_ok(&["organisation", "create", name, "--kind", "employer"]);
        let report = folder.run_ok(&["import", "vacancies", file, "--organisation", name, "--update"]);
        assert!(report.starts_with("1 created"), "{report}");
    }
    folder.run_ok(&["organisation", "create", "C", "--kind", "school"]);
    let run = folder.run(&["import", "vacancies", "posts.csv", "--organisation", "C"]);
    assert!(run.code == 1 && run.stderr.contains("of the kind employer"), "{}", run.stderr);
}
