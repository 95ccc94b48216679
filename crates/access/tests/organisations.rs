//! Organisations and programmes, on both databases.

use access::organisations::{create, ensure, find, list};
use access::programmes::{self, ensure_first_programme};
use access::{AccessError, Actor, NewOrganisation, OrganisationKind, Programme, Role};
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit, events};
use vocabulary::OrganisationId;

fn first(database: &Database) -> Programme {
    ensure_first_programme(database, &Actor::operator()).expect("a programme")
}

fn home<'a>(programme: &Programme, name: &'a str) -> NewOrganisation<'a> {
    let enterprise_number = Some("0403.170.701".parse().expect("a number"));
    NewOrganisation { programme: programme.id, kind: OrganisationKind::Employer, name, enterprise_number }
}

#[test]
fn the_first_programme_is_set_up_once() {
    for_each_database(|database| {
        let programme = first(database);
        assert_eq!((programme.code.as_str(), programme.corridor.as_str()), ("ma-be", "ma-be"));
        assert_eq!(first(database), programme);
        assert_eq!(database.read(programmes::list), Ok(vec![programme]));
    });
}

#[test]
fn two_programs_that_start_at_once_agree_on_the_first_programme() {
    for_each_database(|database| {
        let both: Vec<Programme> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..4).map(|_| scope.spawn(|| first(database))).collect();
            started.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(both.iter().all(|programme| *programme == both[0]));
    });
}

#[test]
fn an_organisation_is_added_with_its_event_and_its_line_in_the_trail() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer);
        let added = create(database, &officer, &home(&programme, "  WZC De Linde (invented) ")).expect("added");
        assert_eq!(added.name, "WZC De Linde (invented)");
        assert_eq!(find(database, &officer, added.id).expect("found"), added);
        let last = database.read(|connection| events::after(connection, 1, 10)).expect("events");
        assert_eq!(last.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["organisation.created"]);
        let lines = database.read(|connection| audit::read(connection, 1, 10)).expect("lines");
        assert_eq!((lines[0].action.as_str(), lines[0].actor.as_str()), ("create-organisation", "o-1"));
        assert!(!lines[0].details.to_string().contains("Linde"), "the trail names nobody");
    });
}

#[test]
fn a_second_organisation_of_the_same_name_is_refused_and_an_import_finds_the_first() {
    for_each_database(|database| {
        let programme = first(database);
        let operator = Actor::operator();
        let added = create(database, &operator, &home(&programme, "Invented Hospital")).expect("added");
        let again = create(database, &operator, &home(&programme, "Invented Hospital")).expect_err("there is one");
        assert!(matches!(again, AccessError::Storage(StorageError::Unique { .. })), "{again}");
        let found =
            database.write(|transaction| ensure(transaction, &operator, &home(&programme, "Invented Hospital")));
        assert_eq!(found.expect("found").id, added.id);
        let school = NewOrganisation { kind: OrganisationKind::School, ..home(&programme, "Invented Hospital") };
        assert_ne!(create(database, &operator, &school).expect("another kind").id, added.id);
    });
}

#[test]
fn who_may_not_adds_nothing_and_leaves_no_trace() {
    for_each_database(|database| {
        let programme = first(database);
        let recruiter = Actor::new("r-1", Role::Recruiter).of(OrganisationId::new());
        let refused = create(database, &recruiter, &home(&programme, "Invented Hospital"));
        assert!(matches!(refused, Err(AccessError::Forbidden(_))));
        assert_eq!(database.read(events::last_position), Ok(1));
        let others = list(database, &recruiter, programme.id, None, 10);
        assert!(matches!(others, Err(AccessError::Forbidden(_))));
    });
}

#[test]
fn a_recruiter_reads_their_own_organisation_and_learns_nothing_of_others() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer);
        let own = create(database, &officer, &home(&programme, "Own")).expect("added");
        let other = create(database, &officer, &home(&programme, "Other")).expect("added");
        let recruiter = Actor::new("r-1", Role::Recruiter).of(own.id);
        assert!(find(database, &recruiter, own.id).is_ok());
        let there = find(database, &recruiter, other.id).expect_err("another's");
        let nowhere = find(database, &recruiter, OrganisationId::new()).expect_err("nobody's");
        assert_eq!(there, nowhere, "whether it is there isn't told");
        let missing = find(database, &officer, OrganisationId::new()).expect_err("nobody's");
        assert!(matches!(missing, AccessError::Storage(StorageError::NotFound { .. })));
    });
}

#[test]
fn organisations_are_listed_page_by_page() {
    for_each_database(|database| {
        let programme = first(database);
        let officer = Actor::new("o-1", Role::Officer);
        let names = ["A", "B", "C"].map(|name| create(database, &officer, &home(&programme, name)).expect("added"));
        let page = list(database, &officer, programme.id, None, 2).expect("a page");
        assert_eq!(page, names[..2]);
        let rest = list(database, &officer, programme.id, Some(page[1].id), 2).expect("the rest");
        assert_eq!(rest, names[2..]);
    });
}

#[test]
fn a_name_that_is_none_is_refused() {
    for_each_database(|database| {
        let programme = first(database);
        let long = "x".repeat(201);
        for name in ["", "   ", "two\nlines", long.as_str()] {
            let refused = create(database, &Actor::operator(), &home(&programme, name));
            assert!(matches!(refused, Err(AccessError::Name { .. })), "{name}");
        }
    });
}
