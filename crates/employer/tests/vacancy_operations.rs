//! The operations on vacancies, on both databases. All employers are invented.

use std::sync::LazyLock;

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use employer::{
    ImportItem, NewVacancy, Owner, Suggestions, Vacancies, Vacancy, VacancyContent, VacancyError, VacancyFilter,
    VacancyRow, VacancyState,
};
use reference_data::ReferenceData;
use serde_json::json;
use sheets::{ImportOptions, ImportReport};
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit, events};
use vocabulary::{FieldProblem, OrganisationId, ProgrammeId, TransitionError, VacancyId};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

/// A programme with two employers.
struct World<'a> {
    vacancies: Vacancies<'a>,
    database: &'a Database,
    programme: ProgrammeId,
    employer: OrganisationId,
    other: OrganisationId,
}

impl<'a> World<'a> {
    fn new(database: &'a Database) -> Self {
        let operator = Actor::operator();
        let programme = programmes::create(database, &operator, "one", "ma-be", "Invented").expect("a programme").id;
        let employer = |name| {
            let new = NewOrganisation { programme, kind: OrganisationKind::Employer, name, enterprise_number: None };
            organisations::create(database, &operator, &new).expect("an organisation").id
        };
        let (one, other) = (employer("WZC De Verzonnen Linde"), employer("AZ Verzonnen"));
        Self { vacancies: Vacancies::new(database, &REFERENCE), database, programme, employer: one, other }
    }

    fn recruiter(&self) -> Actor {
        Actor::new("recruiter-1", Role::Recruiter, self.programme).for_organisation(self.employer)
    }

    fn stranger(&self) -> Actor {
        Actor::new("recruiter-2", Role::Recruiter, self.programme).for_organisation(self.other)
    }

    fn new_vacancy(&self, reference: &str, content: VacancyContent, open: bool) -> NewVacancy {
        let (programme, organisation) = (self.programme, self.employer);
        NewVacancy { programme, organisation, reference: reference.to_owned(), content, open, suggestions: None }
    }

    fn open(&self, reference: &str) -> Vacancy {
        self.vacancies.create(&self.recruiter(), self.new_vacancy(reference, nurse(), true)).expect("a vacancy")
    }

    fn import(&self, rows: Vec<ImportItem>, dry_run: bool, update: bool) -> Result<ImportReport, VacancyError> {
        self.vacancies.import(&self.recruiter(), self.programme, rows, ImportOptions { dry_run, update })
    }

    fn all(&self) -> Vec<Vacancy> {
        let all = VacancyFilter::default();
        self.vacancies.page(&Actor::operator(), self.programme, all, None, 100).expect("a page").items
    }

    fn kinds(&self) -> Vec<String> {
        let all = self.database.read(|connection| events::after(connection, self.programme, 0, 100)).expect("events");
        all.into_iter().map(|event| event.kind).filter(|kind| kind.starts_with("vacancy.")).collect()
    }
}

fn nurse() -> VacancyContent {
    let asked = json!({ "title": "nurse-general-care", "region": "BE234", "posts": 2, "languages": ["nl:B2"] });
    serde_json::from_value(asked).expect("content")
}

fn row(world: &World<'_>, reference: &str, content: VacancyContent) -> ImportItem {
    let row = ImportItem::row(VacancyRow { reference: reference.to_owned(), content });
    ImportItem { owner: Owner::Organisation(world.employer), ..row }
}

#[test]
fn a_vacancy_passes_from_draft_to_closed_and_each_step_records_an_event() {
    for_each_database(|database| {
        let world = World::new(database);
        let (vacancies, recruiter) = (&world.vacancies, world.recruiter());
        let suggestions = Some(Suggestions::default());
        let new = NewVacancy { suggestions, ..world.new_vacancy("v1", VacancyContent::default(), false) };
        let draft = vacancies.create(&recruiter, new).expect("a draft");
        let early = vacancies.publish(&recruiter, draft.id, 1).expect_err("title and region are empty");
        assert_eq!(early, VacancyError::Unconfirmed { missing: vec!["title", "region"] });
        let changed = vacancies.change(&recruiter, draft.id, 1, nurse()).expect("changed");
        assert_eq!((changed.state, changed.version), (VacancyState::Draft, 2));
        let open = vacancies.publish(&recruiter, draft.id, 2).expect("published");
        assert_eq!((open.state, open.suggestions.as_ref()), (VacancyState::Open, None));
        let closed = vacancies.close(&recruiter, draft.id, 3).expect("closed");
        assert_eq!(vacancies.get(&recruiter, draft.id), Ok(closed));
        let late = vacancies.change(&recruiter, draft.id, 4, nurse());
        assert_eq!(late, Err(VacancyError::NotEditable(VacancyState::Closed)));
        assert_eq!(world.kinds(), ["vacancy.created", "vacancy.changed", "vacancy.published", "vacancy.closed"]);
        assert!(database.read(audit::verify).is_ok());
    });
}

#[test]
fn a_change_from_an_older_version_is_refused() {
    for_each_database(|database| {
        let world = World::new(database);
        let vacancy = world.open("v1");
        world.vacancies.change(&world.recruiter(), vacancy.id, 1, nurse()).expect("the first");
        let second = world.vacancies.withdraw(&world.recruiter(), vacancy.id, 1);
        assert!(matches!(second, Err(VacancyError::Storage(StorageError::Conflict { .. }))), "{second:?}");
        assert_eq!(world.vacancies.get(&world.recruiter(), vacancy.id).expect("there").version, 2);
    });
}

#[test]
fn a_recruiter_changes_vacancies_of_their_own_organisation_and_reads_all_open_ones() {
    for_each_database(|database| {
        let world = World::new(database);
        let (vacancies, stranger) = (&world.vacancies, world.stranger());
        let open = world.open("v1");
        let draft = vacancies
            .create(&world.recruiter(), world.new_vacancy("v2", VacancyContent::default(), false))
            .expect("a draft");
        let not_found = |result: Result<Vacancy, VacancyError>| {
            assert!(matches!(result, Err(VacancyError::Storage(StorageError::NotFound { .. }))), "{result:?}");
        };
        let created = vacancies.create(&stranger, world.new_vacancy("v3", nurse(), true));
        assert!(matches!(created, Err(VacancyError::Invalid(problems)) if problems[0].field == "organisation"));
        not_found(vacancies.change(&stranger, open.id, 1, nurse()));
        not_found(vacancies.close(&stranger, open.id, 1));
        not_found(vacancies.publish(&stranger, draft.id, 1));
        not_found(vacancies.withdraw(&stranger, draft.id, 1));
        not_found(vacancies.get(&stranger, draft.id));
        let auditor = Actor::new("auditor-1", Role::Auditor, world.programme);
        for id in [open.id, VacancyId::new()] {
            assert!(matches!(vacancies.get(&auditor, id), Err(VacancyError::Forbidden(_))));
        }
        assert_eq!(vacancies.get(&stranger, open.id), Ok(open.clone()));

        let filter = |state, organisation| VacancyFilter { state, organisation };
        let page =
            |actor: &Actor, filter| vacancies.page(actor, world.programme, filter, None, 10).map(|page| page.items);
        assert_eq!(page(&stranger, filter(Some(VacancyState::Open), None)), Ok(vec![open.clone()]));
        assert!(page(&stranger, filter(None, Some(world.employer))).is_err());
        assert_eq!(page(&world.recruiter(), filter(None, Some(world.employer))).map(|all| all.len()), Ok(2));
        let next = vacancies.page(&Actor::operator(), world.programme, filter(None, None), Some(open.id), 10);
        assert_eq!(next.map(|page| page.items), Ok(vec![draft]));
        assert!(
            vacancies
                .import(&stranger, world.programme, vec![row(&world, "v9", nurse())], ImportOptions::default())
                .is_err()
        );
    });
}

#[test]
fn a_wrong_vacancy_is_not_stored() {
    for_each_database(|database| {
        let world = World::new(database);
        let wrong = VacancyContent { posts: Some(0), ..nurse() };
        let refused = world.vacancies.create(&world.recruiter(), world.new_vacancy("v1", wrong.clone(), true));
        assert!(
            matches!(&refused, Err(VacancyError::Invalid(problems)) if problems[0].field == "posts"),
            "{refused:?}"
        );
        let untitled =
            world.vacancies.create(&world.recruiter(), world.new_vacancy("v1", VacancyContent::default(), true));
        assert!(matches!(&untitled, Err(VacancyError::Invalid(problems)) if problems[0].field == "title"));
        let unnamed = world.vacancies.create(&world.recruiter(), world.new_vacancy(" ", nurse(), true));
        let no_id = |problem: &FieldProblem| problem.field == "id";
        assert!(matches!(&unnamed, Err(VacancyError::Invalid(problems)) if problems.iter().any(no_id)));
        let vacancy = world.open("v1");
        assert!(world.vacancies.change(&world.recruiter(), vacancy.id, 1, wrong).is_err());
        let second = world.vacancies.create(&world.recruiter(), world.new_vacancy("v1", nurse(), true));
        let taken =
            |error: &StorageError| error.is_unique_violation_of("vacancies_programme_id_reference_organisation_id");
        assert!(matches!(&second, Err(VacancyError::Storage(error)) if taken(error)), "{second:?}");
        assert_eq!(world.all(), [vacancy]);
        assert_eq!(world.kinds(), ["vacancy.created"]);
    });
}

#[test]
fn an_import_leaves_equal_vacancies_alone_and_changes_others_only_with_update() {
    for_each_database(|database| {
        let world = World::new(database);
        let other = VacancyContent { posts: Some(3), ..nurse() };
        let both = || vec![row(&world, "v1", nurse()), row(&world, "v2", nurse())];
        let made = ImportReport { created: 2, changed: 0, unchanged: 0 };
        assert_eq!(world.import(both(), true, false), Ok(made));
        assert!(world.all().is_empty(), "a dry run writes nothing");
        assert_eq!(world.import(both(), false, false), Ok(made));
        assert_eq!(world.import(both(), false, false), Ok(ImportReport { created: 0, changed: 0, unchanged: 2 }));
        assert_eq!(world.kinds().len(), 2);

        let mixed = || vec![row(&world, "v3", nurse()), row(&world, "v1", other.clone())];
        let refused = world.import(mixed(), false, false).expect_err("v1 is there");
        assert!(refused.to_string().contains("`v1`: it is there already with other content"), "{refused}");
        assert_eq!(world.all().len(), 2, "all or nothing");
        assert_eq!(world.import(mixed(), false, true), Ok(ImportReport { created: 1, changed: 1, unchanged: 0 }));
        let changed = world.all().into_iter().find(|vacancy| vacancy.reference == "v1").expect("there");
        assert_eq!((changed.content, changed.version), (other, 2));
        let entries = database.read(|connection| audit::read(connection, 0, 100)).expect("the audit log");
        assert_eq!(entries.iter().filter(|entry| entry.action == "import-vacancies").count(), 4);
    });
}

#[test]
fn an_import_reports_every_problem_and_changes_no_vacancy_of_another_organisation() {
    for_each_database(|database| {
        let world = World::new(database);
        world.open("v1");
        let others = |reference, content| ImportItem {
            owner: Owner::Organisation(world.other),
            ..row(&world, reference, content)
        };
        let theirs = others("v1", VacancyContent { posts: Some(9), ..nurse() });
        let wrong = others("v2", VacancyContent { posts: Some(0), ..nurse() });
        let twice = || others("v3", nurse());
        let rows = vec![theirs.clone(), wrong, twice(), twice()];
        let mode = ImportOptions { dry_run: false, update: true };
        let refused = world.vacancies.import(&world.stranger(), world.programme, rows, mode);
        let Err(VacancyError::Import(problems)) = refused else { panic!("{refused:?}") };
        let named: Vec<&str> = problems.list.iter().map(|problem| problem.reference.as_str()).collect();
        assert_eq!(named, ["v2", "v3"]);
        assert_eq!(world.all().len(), 1);
        // An id belongs to the employer.
        let before = world.all();
        let report = world.vacancies.import(&world.stranger(), world.programme, vec![theirs], mode);
        assert_eq!(report.map(|report| (report.created, report.changed)), Ok((1, 0)));
        assert_eq!(world.all()[..1], before);
    });
}

#[test]
fn an_import_for_an_organisation_of_another_programme_is_refused() {
    for_each_database(|database| {
        let world = World::new(database);
        let operator = Actor::operator();
        let elsewhere =
            programmes::create(database, &operator, "elsewhere", "ma-be", "Invented").expect("another").id;
        let new = NewOrganisation {
            programme: elsewhere,
            kind: OrganisationKind::Employer,
            name: "Invented elsewhere",
            enterprise_number: None,
        };
        let stranger = organisations::create(database, &operator, &new).expect("an organisation").id;
        for dry_run in [true, false] {
            let item = ImportItem { owner: Owner::Organisation(stranger), ..row(&world, "v1", nurse()) };
            let mode = ImportOptions { dry_run, update: false };
            let refused = world.vacancies.import(&operator, world.programme, vec![item], mode);
            assert!(matches!(refused, Err(VacancyError::Invalid(_))), "{refused:?}");
        }
        assert_eq!(world.all().len(), 0);
    });
}

#[test]
fn an_employer_is_added_with_its_vacancies_or_not_at_all() {
    for_each_database(|database| {
        let world = World::new(database);
        let operator = Actor::operator();
        let of = |reference: &str, employer: &str, posts| {
            let content = VacancyContent { employer: Some(employer.to_owned()), posts: Some(posts), ..nurse() };
            ImportItem::row(VacancyRow { reference: reference.to_owned(), content })
        };
        let employers = || {
            let all = organisations::list(database, &operator, world.programme, None, 100).expect("organisations");
            all.into_iter().map(|organisation| organisation.name).collect::<Vec<_>>()
        };
        let before = employers();
        let import = |rows, dry_run| {
            let mode = ImportOptions { dry_run, update: false };
            world.vacancies.import(&operator, world.programme, rows, mode)
        };
        let written = || {
            let entries = database.read(|connection| audit::read(connection, 0, 100)).expect("the audit log").len();
            let events =
                database.read(|connection| events::after(connection, world.programme, 0, 100)).expect("events").len();
            (entries, events)
        };
        let then = written();

        let refused = import(vec![of("v1", "Invented Home", 1), of("v2", "Invented Clinic", 0)], false);
        assert!(matches!(refused, Err(VacancyError::Import(_))), "{refused:?}");
        let unnamable = import(vec![of("v1", "Invented Home", 1), of("v2", "Invented\u{7}Clinic", 1)], false);
        assert!(matches!(unnamable, Err(VacancyError::Employer(_))), "{unnamable:?}");
        let rehearsed = import(vec![of("v1", "Invented Home", 1), of("v2", "Invented Home", 1)], true);
        assert_eq!(rehearsed, Ok(ImportReport { created: 2, changed: 0, unchanged: 0 }));
        assert_eq!((employers(), written()), (before.clone(), then), "nothing was imported and no employer added");

        import(vec![of("v1", "Invented Home", 1), of("v2", " Invented Home ", 1)], false).expect("imported");
        assert_eq!(employers(), [before, vec!["Invented Home".to_owned()]].concat());
        let owners: Vec<OrganisationId> = world.all().into_iter().map(|vacancy| vacancy.organisation).collect();
        assert_eq!(owners[0], owners[1]);
    });
}

#[test]
fn employers_of_one_name_and_two_numbers_are_not_taken_for_one() {
    for_each_database(|database| {
        let world = World::new(database);
        let operator = Actor::operator();
        let of = |reference: &str, name: Option<&str>, number: Option<&str>, posts| {
            let content = VacancyContent {
                employer: name.map(str::to_owned),
                employer_number: number.map(|number| number.parse().expect("a number")),
                posts: Some(posts),
                ..nurse()
            };
            ImportItem::row(VacancyRow { reference: reference.to_owned(), content })
        };
        let import = |actor: &Actor, rows: Vec<ImportItem>, dry_run| {
            world.vacancies.import(actor, world.programme, rows, ImportOptions { dry_run, update: true })
        };
        let (one, other) = (Some("0403.170.701"), Some("0202.239.951"));
        let both = || vec![of("n8", Some("UZ W"), one, 1), of("n8", Some("UZ W"), other, 2)];
        for dry_run in [true, false] {
            let refused = import(&operator, both(), dry_run).expect_err("two numbers").to_string();
            for piece in ["`n8`", "0202.239.951", "0403.170.701", "organisation create"] {
                assert!(refused.contains(piece), "{piece}: {refused}");
            }
        }
        assert!(world.all().is_empty(), "nothing was imported");
        // Without a number at first, it is recorded, and stays.
        import(&operator, vec![of("n7", Some("UZ W"), None, 1)], false).expect("imported");
        import(&operator, vec![of("n8", Some("UZ W"), Some("BE0403170701"), 1)], false).expect("imported");
        let known = organisations::list(database, &operator, world.programme, None, 100).expect("organisations");
        let employer = known.iter().find(|organisation| organisation.name == "UZ W").expect("it was added");
        assert_eq!(employer.enterprise_number.as_ref().map(|number| number.as_str()), one);
        assert_eq!(employer.version, 2);
        assert!(
            import(&operator, vec![of("n8", Some("UZ W"), other, 2)], false).is_err(),
            "--update changes nothing"
        );
        // What the message says helps: the number tells the two apart.
        let new = NewOrganisation {
            programme: world.programme,
            kind: OrganisationKind::Employer,
            name: "UZ W (2)",
            enterprise_number: other.map(|number| number.parse().expect("a number")),
        };
        let second = organisations::create(database, &operator, &new).expect("a second employer");
        let report = import(&operator, both(), false).expect("imported");
        assert_eq!((report.created, report.changed, report.unchanged), (1, 1, 0));
        let mut owners: Vec<(OrganisationId, Option<u32>)> = world
            .all()
            .into_iter()
            .filter(|vacancy| vacancy.reference == "n8")
            .map(|vacancy| (vacancy.organisation, vacancy.content.posts))
            .collect();
        owners.sort_by_key(|(_, posts)| *posts);
        assert_eq!(owners, [(employer.id, Some(1)), (second.id, Some(2))]);
        // What names no employer has none, unless the importer says which.
        let refused = import(&operator, vec![of("n9", None, None, 1)], false).expect_err("no employer").to_string();
        assert!(refused.contains("`n9`: employer: expected") && refused.contains("--organisation"), "{refused}");
        let for_second = operator.clone().for_organisation(second.id);
        import(&for_second, vec![of("n9", None, None, 1), of("n10", None, other, 1)], false).expect("imported");
        assert!(
            world
                .all()
                .iter()
                .filter(|one| ["n9", "n10"].contains(&one.reference.as_str()))
                .all(|one| one.organisation == second.id)
        );
        let names = organisations::list(database, &operator, world.programme, None, 100).expect("organisations");
        assert!(names.iter().all(|organisation| !organisation.name.starts_with('(')));
    });
}

#[test]
fn an_export_contains_every_vacancy_and_is_noted() {
    for_each_database(|database| {
        let world = World::new(database);
        let (one, two) = (world.open("v1"), world.open("v2"));
        let closed = world.vacancies.close(&world.recruiter(), two.id, 1).expect("closed");
        assert!(matches!(
            world.vacancies.export(&world.recruiter(), world.programme),
            Err(VacancyError::Forbidden(_))
        ));
        let exported = world.vacancies.export(&Actor::operator(), world.programme).expect("exported");
        assert_eq!(exported, [one, closed]);
        let entries = database.read(|connection| audit::read(connection, 0, 100)).expect("the audit log");
        let last = entries.last().expect("an entry");
        assert_eq!((last.action.as_str(), &last.details), ("export-vacancies", &json!({ "vacancies": 2 })));
    });
}

#[test]
fn the_index_gets_vacancies_by_id_and_all_open_ones() {
    for_each_database(|database| {
        let world = World::new(database);
        let (one, two) = (world.open("v1"), world.open("v2"));
        world.vacancies.withdraw(&world.recruiter(), one.id, 1).expect("withdrawn");
        let both = database
            .read(|connection| {
                Vacancies::for_indexing(connection, world.programme, &[one.id, two.id, vocabulary::VacancyId::new()])
            })
            .expect("vacancies");
        assert_eq!(both.len(), 2);
        let open = database
            .read(|connection| Vacancies::open_for_indexing(connection, world.programme, None, 10))
            .expect("vacancies");
        assert_eq!(open, [two]);
    });
}

#[test]
fn a_row_that_opens_a_draft_publishes_it_by_the_same_transition() {
    for_each_database(|database| {
        let world = World::new(database);
        let draft = world.new_vacancy("v1", nurse(), false);
        let draft = world.vacancies.create(&world.recruiter(), draft).expect("a draft");
        let unconfirmed = VacancyContent { region: None, ..nurse() };
        let refused = world.import(vec![row(&world, "v1", unconfirmed)], false, true).expect_err("no region");
        assert!(refused.to_string().contains("fill in region first"), "{refused}");
        let changed = ImportReport { created: 0, changed: 1, unchanged: 0 };
        assert_eq!(world.import(vec![row(&world, "v1", nurse())], false, true), Ok(changed));
        let open = world.vacancies.get(&world.recruiter(), draft.id).expect("there");
        assert_eq!((open.state, open.version), (VacancyState::Open, 2));
        let other = VacancyContent { posts: Some(5), ..nurse() };
        assert_eq!(world.import(vec![row(&world, "v1", other)], false, true), Ok(changed));
        assert_eq!(world.kinds(), ["vacancy.created", "vacancy.published", "vacancy.changed"]);
    });
}

#[test]
fn a_closed_vacancy_is_neither_published_nor_imported_anew() {
    for_each_database(|database| {
        let world = World::new(database);
        let (vacancies, recruiter) = (&world.vacancies, world.recruiter());
        let closed = world.open("v1").id;
        vacancies.close(&recruiter, closed, 1).expect("closed");
        let refused = vacancies.publish(&recruiter, closed, 2).expect_err("closed");
        assert_eq!(
            refused,
            VacancyError::Transition(TransitionError { noun: "vacancy", from: "closed", to: "open" })
        );
        let other = VacancyContent { posts: Some(5), ..nurse() };
        let refused = world.import(vec![row(&world, "v1", other)], false, true).expect_err("closed");
        assert!(refused.to_string().contains("`v1`: a vacancy that is closed can't be changed"), "{refused}");
        assert_eq!(
            world.import(vec![row(&world, "v1", nurse())], false, false).map(|report| report.unchanged),
            Ok(1)
        );
    });
}
