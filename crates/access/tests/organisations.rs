//! Organisations and programmes on both databases.

use access::organisations::{create, ensure, find, list};
use access::programmes;
use access::{AccessError, Actor, NewOrganisation, OrganisationKind, Programme, Role};
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit, events};
use vocabulary::OrganisationId;

fn first(database: &Database) -> Programme {
    programmes::create(database, &Actor::operator(), "one", "aa-bb", "Invented").expect("a programme")
}

fn employer<'a>(programme: &Programme, name: &'a str) -> NewOrganisation<'a> {
    let enterprise_number = Some("0403.170.701".parse().expect("a number"));
    NewOrganisation { programme: programme.id, kind: OrganisationKind::Employer, name, enterprise_number }
}

#[test]
fn a_programme_is_created_once_for_a_code_and_found_by_code_and_identifier() {
    for_each_database(|database| {
        let programme = first(database);
        assert_eq!((programme.code.as_str(), programme.corridor.as_str()), ("one", "aa-bb"));
        let again = programmes::create(database, &Actor::operator(), "one", "cc-dd", "Invented");
        assert!(matches!(again, Err(AccessError::Storage(StorageError::Unique { .. }))), "{again:?}");
        assert_eq!(database.read(|connection| programmes::find(connection, "one")), Ok(Some(programme.clone())));
        let found = database.read(|connection| programmes::find_by_id(connection, programme.id));
        assert_eq!(found, Ok(Some(programme.clone())));
        assert_eq!(database.read(programmes::list), Ok(vec![programme]));
    });
}

#[test]
fn an_organisation_is_created_with_an_event_and_an_audit_entry() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer, programme.id);
        let added = create(database, &officer, &employer(&programme, "  WZC De Linde (invented) ")).expect("added");
        assert_eq!(added.name, "WZC De Linde (invented)");
        assert_eq!(find(database, &officer, added.id).expect("found"), added);
        let last = database.read(|connection| events::after(connection, programme.id, 1, 10)).expect("events");
        assert_eq!(last.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["organisation.created"]);
        let entries = database.read(|connection| audit::read(connection, 1, 10)).expect("entries");
        assert_eq!((entries[0].action.as_str(), entries[0].actor.as_str()), ("create-organisation", "o-1"));
        assert!(!entries[0].details.to_string().contains("Linde"), "the audit log contains no names");
    });
}

#[test]
fn a_second_organisation_of_the_same_kind_and_name_is_refused_and_ensure_finds_the_first() {
    for_each_database(|database| {
        let programme = first(database);
        let operator = Actor::operator();
        let added = create(database, &operator, &employer(&programme, "Invented Hospital")).expect("added");
        let again =
            create(database, &operator, &employer(&programme, "Invented Hospital")).expect_err("there is one");
        assert!(matches!(again, AccessError::Storage(StorageError::Unique { .. })), "{again}");
        let found =
            database.write(|transaction| ensure(transaction, &operator, &employer(&programme, "Invented Hospital")));
        assert_eq!(found.expect("found").id, added.id);
        let school = NewOrganisation { kind: OrganisationKind::School, ..employer(&programme, "Invented Hospital") };
        assert_ne!(create(database, &operator, &school).expect("another kind").id, added.id);
    });
}

#[test]
fn an_actor_without_permission_creates_no_organisation_and_no_event() {
    for_each_database(|database| {
        let programme = first(database);
        let recruiter = Actor::new("r-1", Role::Recruiter, programme.id).for_organisation(OrganisationId::new());
        let refused = create(database, &recruiter, &employer(&programme, "Invented Hospital"));
        assert!(matches!(refused, Err(AccessError::Forbidden(_))));
        assert_eq!(database.read(events::end_of_log).map(|end| end.position), Ok(1));
        let others = list(database, &recruiter, programme.id, None, 10);
        assert!(matches!(others, Err(AccessError::Forbidden(_))));
    });
}

#[test]
fn a_recruiter_reads_their_own_organisation_and_can_not_tell_whether_another_exists() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer, programme.id);
        let own = create(database, &officer, &employer(&programme, "Own")).expect("added");
        let other = create(database, &officer, &employer(&programme, "Other")).expect("added");
        let recruiter = Actor::new("r-1", Role::Recruiter, programme.id).for_organisation(own.id);
        assert!(find(database, &recruiter, own.id).is_ok());
        let none = OrganisationId::new();
        let hidden = find(database, &recruiter, other.id).expect_err("it is another's").to_string();
        let missing = find(database, &recruiter, none).expect_err("it doesn't exist").to_string();
        let same = hidden.replace(&other.id.to_string(), &none.to_string());
        assert_eq!(same, missing, "both give the same error");
        let elsewhere =
            programmes::create(database, &Actor::operator(), "two", "aa-bb", "Invented").expect("another");
        let stranger = Actor::new("o-2", Role::Officer, elsewhere.id);
        for (actor, id) in [(&officer, OrganisationId::new()), (&stranger, own.id)] {
            let missing = find(database, actor, id).expect_err("it doesn't exist for them");
            assert!(matches!(missing, AccessError::Storage(StorageError::NotFound { .. })), "{missing}");
        }
    });
}

#[test]
fn organisations_are_listed_page_by_page() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer, programme.id);
        let names =
            ["A", "B", "C"].map(|name| create(database, &officer, &employer(&programme, name)).expect("added"));
        let page = list(database, &officer, programme.id, None, 2).expect("a page");
        assert_eq!(page, names[..2]);
        let rest = list(database, &officer, programme.id, Some(page[1].id), 2).expect("the rest");
        assert_eq!(rest, names[2..]);
    });
}

#[test]
fn an_invalid_name_is_refused() {
    for_each_database(|database| {
        let programme = first(database);
        let long = "x".repeat(201);
        for name in ["", "   ", "two\nlines", long.as_str()] {
            let refused = create(database, &Actor::operator(), &employer(&programme, name));
            assert!(matches!(refused, Err(AccessError::Name { .. })), "{name}");
        }
    });
}
