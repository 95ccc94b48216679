//! Organisations and programmes on both databases.

use std::sync::LazyLock;

use access::organisations::{create, ensure, find, list, record_number};
use access::programmes;
use access::{
    AccessError, Actor, NewOrganisation, Organisation, OrganisationChange, OrganisationFilter, OrganisationKind,
    Organisations, Programme, Role,
};
use reference_data::ReferenceData;
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit, events};
use vocabulary::OrganisationId;

fn first(database: &Database) -> Programme {
    programmes::create(database, &Actor::operator(), "one", "aa-bb", "Invented").expect("a programme")
}

fn employer<'a>(programme: &Programme, name: &'a str) -> NewOrganisation<'a> {
    NewOrganisation { programme: programme.id, kind: OrganisationKind::Employer, name, enterprise_number: None }
}

fn numbered<'a>(programme: &Programme, name: &'a str) -> NewOrganisation<'a> {
    let enterprise_number = Some("0403.170.701".parse().expect("a number"));
    NewOrganisation { enterprise_number, ..employer(programme, name) }
}

#[test]
fn a_number_is_that_of_one_organisation_of_its_kind_in_a_programme() {
    for_each_database(|database| {
        let (programme, operator) = (first(database), Actor::operator());
        let first = create(database, &operator, &numbered(&programme, "First")).expect("added");
        let taken = |error: AccessError| match error {
            AccessError::NumberTaken { organisation, name, .. } => (organisation, name),
            other => panic!("{other}"),
        };
        let has_first = (first.id, "First".to_owned());
        let refused = create(database, &operator, &numbered(&programme, "Second")).expect_err("it is taken");
        assert_eq!(taken(refused), has_first);
        let second = create(database, &operator, &employer(&programme, "Second")).expect("added");
        let number = first.enterprise_number.clone().expect("a number");
        let recorded = database.write(|transaction| record_number(transaction, &operator, second.id, number.clone()));
        assert_eq!(taken(recorded.expect_err("it is taken")), has_first);
        let school = NewOrganisation { kind: OrganisationKind::School, ..numbered(&programme, "Second") };
        create(database, &operator, &school).expect("one of another kind may have it");
        let other = programmes::create(database, &operator, "two", "cc-dd", "Invented").expect("a programme");
        create(database, &operator, &numbered(&other, "First")).expect("one of another programme may have it");
    });
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
            assert!(matches!(refused, Err(AccessError::Invalid(_))), "{name}");
        }
    });
}

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

/// A programme of a corridor to Belgium, whose register of enterprises is known.
fn to_belgium(database: &Database) -> Programme {
    programmes::create(database, &Actor::operator(), "one", "ma-be", "Invented").expect("a programme")
}

fn names(found: &[Organisation]) -> Vec<&str> {
    found.iter().map(|organisation| organisation.name.as_str()).collect()
}

#[test]
fn a_number_is_checked_by_the_register_of_the_destination_and_stored_in_its_form() {
    for_each_database(|database| {
        let (programme, operator) = (to_belgium(database), Actor::operator());
        let organisations = Organisations::new(database, &REFERENCE);
        let new = |kind, name, number: &str| {
            let enterprise_number = Some(number.parse().expect("a number"));
            organisations
                .create(&operator, &NewOrganisation { programme: programme.id, kind, name, enterprise_number })
        };
        let added = new(OrganisationKind::Employer, "Invented home", "BE 0403 170 701").expect("added");
        assert_eq!(added.enterprise_number.as_ref().map(|number| number.as_str()), Some("0403.170.701"));
        assert_eq!(find(database, &operator, added.id).expect("found"), added);
        for kind in [OrganisationKind::Employer, OrganisationKind::Agency] {
            let refused = new(kind, "Another", "0403.170.702").expect_err("the check digits are wrong");
            assert!(matches!(&refused, AccessError::Invalid(problems) if problems[0].field == "enterprise_number"));
            assert!(refused.to_string().contains("0403.170.701"), "an example is given: {refused}");
        }
        // A school is in the country of origin.
        let school = new(OrganisationKind::School, "Invented school", "001525412000078").expect("added");
        assert_eq!(school.enterprise_number.expect("a number").as_str(), "001525412000078");
    });
}

#[test]
fn an_organisation_is_changed_from_the_version_that_was_seen() {
    for_each_database(|database| {
        let (programme, operator) = (to_belgium(database), Actor::operator());
        let organisations = Organisations::new(database, &REFERENCE);
        let added = create(database, &operator, &numbered(&programme, "Before")).expect("added");
        let other = create(database, &operator, &employer(&programme, "Other")).expect("added");
        let events_before = database.read(events::end_of_log).expect("a position");
        let to = |name| OrganisationChange { name, enterprise_number: None };
        let changed = organisations.change(&operator, added.id, 1, &to(" After ")).expect("changed");
        assert_eq!((changed.name.as_str(), changed.version, changed.enterprise_number.as_ref()), ("After", 2, None));
        assert_eq!(find(database, &operator, added.id).expect("found"), changed);
        // The same again changes nothing.
        assert_eq!(organisations.change(&operator, added.id, 2, &to("After")).expect("nothing to do"), changed);
        let events_after = database.read(events::end_of_log).expect("a position");
        assert_eq!(events_after.position, events_before.position + 1);
        let late = organisations.change(&operator, added.id, 1, &to("Late"));
        assert!(matches!(late, Err(AccessError::Conflict { seen: 1, current: 2, .. })), "{late:?}");
        let taken = organisations.change(&operator, added.id, 2, &to("Other"));
        assert!(matches!(taken, Err(AccessError::Storage(StorageError::Unique { .. }))), "{taken:?}");
        let nameless = organisations.change(&operator, added.id, 2, &to(" "));
        assert!(matches!(nameless, Err(AccessError::Invalid(_))), "{nameless:?}");
        let recruiter = Actor::new("r-1", Role::Recruiter, programme.id).for_organisation(other.id);
        let refused = organisations.change(&recruiter, other.id, 1, &to("Mine"));
        assert!(matches!(refused, Err(AccessError::Forbidden(_))), "{refused:?}");
        let page = organisations.page(&operator, programme.id, &OrganisationFilter::default(), None, 9);
        assert_eq!(names(&page.expect("a page").items), ["After", "Other"]);
    });
}

#[test]
fn organisations_are_found_by_words_of_their_names_kind_and_number() {
    for_each_database(|database| {
        let (programme, operator) = (to_belgium(database), Actor::operator());
        let organisations = Organisations::new(database, &REFERENCE);
        let add = |kind, name, number: Option<&str>| {
            let enterprise_number = number.map(|number| number.parse().expect("a number"));
            let new = NewOrganisation { programme: programme.id, kind, name, enterprise_number };
            organisations.create(&operator, &new).expect("added").id
        };
        let linde = add(OrganisationKind::Employer, "WZC De Linde", Some("0403.170.701"));
        add(OrganisationKind::Employer, "AZ Sint-Zoë", None);
        add(OrganisationKind::School, "ISPITS Linden", None);
        add(OrganisationKind::School, "المعهد العالي", None);
        let found = |name: Option<&str>, kind, number: Option<&str>| {
            let enterprise_number = number.map(|number| number.parse().expect("a number"));
            let filter = OrganisationFilter { kind, name: name.map(ToOwned::to_owned), enterprise_number };
            organisations.page(&operator, programme.id, &filter, None, 9).expect("a page").items
        };
        assert_eq!(names(&found(Some("linde"), None, None)), ["WZC De Linde", "ISPITS Linden"]);
        assert_eq!(names(&found(Some("LINDE wzc"), None, None)), ["WZC De Linde"]);
        assert_eq!(names(&found(Some("linde"), Some(OrganisationKind::School), None)), ["ISPITS Linden"]);
        assert_eq!(names(&found(Some("sint zoe"), None, None)), ["AZ Sint-Zoë"]);
        assert_eq!(names(&found(Some("معهد"), None, None)), ["المعهد العالي"]);
        assert_eq!(names(&found(None, None, Some("BE0403170701"))), ["WZC De Linde"]);
        assert!(found(Some("%"), None, None).is_empty() && found(None, None, Some("0417.497.106")).is_empty());
        let page = organisations.page(&operator, programme.id, &OrganisationFilter::default(), Some(linde), 2);
        let page = page.expect("a page");
        assert_eq!((names(&page.items), page.has_more), (vec!["AZ Sint-Zoë", "ISPITS Linden"], true));

        // Those who may read their own organisation alone find that one, and no other.
        let recruiter = Actor::new("r-1", Role::Recruiter, programme.id).for_organisation(linde);
        let own = |name: Option<&str>| {
            let filter = OrganisationFilter { name: name.map(ToOwned::to_owned), ..OrganisationFilter::default() };
            organisations.page(&recruiter, programme.id, &filter, None, 9).expect("a page").items
        };
        assert_eq!(names(&own(None)), ["WZC De Linde"]);
        assert!(own(Some("ispits")).is_empty());
        let nobody = Actor::new("a-1", Role::Auditor, programme.id);
        let refused = organisations.page(&nobody, programme.id, &OrganisationFilter::default(), None, 9);
        assert!(matches!(refused, Err(AccessError::Forbidden(_))), "{refused:?}");
    });
}

#[test]
fn a_role_acts_for_organisations_of_one_kind() {
    assert_eq!(Role::Recruiter.organisation_kind(), Some(OrganisationKind::Employer));
    assert_eq!(Role::Registrar.organisation_kind(), Some(OrganisationKind::School));
    assert_eq!(Role::Officer.organisation_kind(), Some(OrganisationKind::Agency));
    assert_eq!(Role::Candidate.organisation_kind(), None);
    for role in Role::ALL.iter().copied().filter(|role| role.needs_organisation()) {
        assert!(role.organisation_kind().is_some(), "{role}");
    }
}
