//! The operations on placements, on both databases. All candidates and employers are invented.

use std::sync::{Barrier, LazyLock};

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidates, PersonalData, Profile};
use employer::{NewVacancy, Vacancies, VacancyContent, VacancyState};
use placement::{
    NewPlacement, Placement, PlacementError, PlacementFilter, Placements, placed_candidates, posts_taken,
};
use reference_data::ReferenceData;
use serde_json::json;
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit, events};
use vocabulary::{CandidateId, Date, ManualClock, PlacementId, ProgrammeId, VacancyId};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

/// Runs a test on both databases, on a day of the summer in which the placements of the tests have begun.
fn on_each_database(test: impl Fn(&Database)) {
    let clock = ManualClock::at("2027-08-31T09:00:00Z".parse().expect("a timestamp"));
    for_each_database(|database| test(&database.with_clock(clock.clock())));
}

/// A programme with an employer and an officer.
struct World<'a> {
    database: &'a Database,
    placements: Placements<'a>,
    programme: ProgrammeId,
    officer: Actor,
}

impl<'a> World<'a> {
    fn new(database: &'a Database, code: &str) -> Self {
        let programme =
            programmes::create(database, &Actor::operator(), code, "ma-be", "Invented").expect("a programme").id;
        let officer = Actor::new("officer-1", Role::Officer, programme);
        Self { database, placements: Placements::new(database, &REFERENCE), programme, officer }
    }

    fn candidate_with(&self, reference: &str, consent: Option<bool>) -> CandidateId {
        let new = NewCandidate {
            programme: self.programme,
            reference: Some(reference.to_owned()),
            organisation: None,
            profile: Profile { consent, ..Profile::default() },
            personal_data: PersonalData::default(),
        };
        let candidates = Candidates::new(self.database, &REFERENCE);
        candidates.create(&self.officer, new).expect("a candidate").id
    }

    fn candidate(&self, reference: &str) -> CandidateId {
        self.candidate_with(reference, Some(true))
    }

    fn vacancies(&self) -> Vacancies<'a> {
        Vacancies::new(self.database, &REFERENCE)
    }

    fn vacancy_with(&self, reference: &str, posts: u32, open: bool) -> VacancyId {
        let programme = self.programme;
        let organisation = self
            .database
            .write(|transaction| {
                let (kind, name) = (OrganisationKind::Employer, "WZC De Verzonnen Linde");
                let new = NewOrganisation { programme, kind, name, enterprise_number: None };
                organisations::ensure(transaction, &self.officer, &new)
            })
            .expect("an organisation")
            .id;
        let content = json!({ "title": "nurse-general-care", "region": "BE234", "posts": posts });
        let content: VacancyContent = serde_json::from_value(content).expect("content");
        let reference = reference.to_owned();
        let new = NewVacancy { programme, organisation, reference, content, open, suggestions: None };
        self.vacancies().create(&self.officer, new).expect("a vacancy").id
    }

    fn vacancy(&self, reference: &str, posts: u32) -> VacancyId {
        self.vacancy_with(reference, posts, true)
    }

    fn new_placement(&self, vacancy: VacancyId, candidate: CandidateId) -> NewPlacement {
        NewPlacement { programme: self.programme, vacancy, candidate, starts_on: day("2027-03-01") }
    }

    fn place(&self, vacancy: VacancyId, candidate: CandidateId) -> Result<Placement, PlacementError> {
        self.placements.create(&self.officer, self.new_placement(vacancy, candidate))
    }

    fn taken(&self, vacancy: VacancyId) -> u32 {
        let taken = self.database.read(|connection| posts_taken(connection, &[vacancy])).expect("a count");
        taken.get(&vacancy).copied().unwrap_or(0)
    }

    fn is_placed(&self, candidate: CandidateId) -> bool {
        let read = |connection: &mut _| placed_candidates(connection, self.programme, &[candidate]);
        self.database.read(read).expect("an answer").contains(&candidate)
    }

    fn listed(&self, filter: PlacementFilter) -> Vec<PlacementId> {
        let page = self.placements.page(&self.officer, self.programme, filter, None, 100).expect("a page");
        page.items.into_iter().map(|placement| placement.id).collect()
    }
}

fn day(written: &str) -> Date {
    written.parse().expect("a date")
}

#[test]
fn a_placement_takes_a_post_until_it_ends_and_each_step_records_an_event() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let (vacancy, candidate) = (world.vacancy("v1", 1), world.candidate("c1"));
        let placed = world.place(vacancy, candidate).expect("placed");
        assert_eq!((placed.starts_on, placed.ended_on, placed.version), (day("2027-03-01"), None, 1));
        assert_eq!((world.taken(vacancy), world.is_placed(candidate)), (1, true));
        assert_eq!(world.placements.get(&world.officer, placed.id), Ok(placed.clone()));

        let end = |version, ended_on| world.placements.end(&world.officer, placed.id, version, day(ended_on));
        assert!(matches!(end(2, "2027-06-30"), Err(PlacementError::Storage(StorageError::Conflict { .. }))));
        assert!(matches!(end(1, "2027-02-28"), Err(PlacementError::EndsBeforeStart { .. })));
        assert!(matches!(end(1, "2027-09-01"), Err(PlacementError::EndsInFuture { .. })));
        let ended = end(1, "2027-06-30").expect("ended");
        assert_eq!((ended.ended_on, ended.version), (Some(day("2027-06-30")), 2));
        assert_eq!((world.taken(vacancy), world.is_placed(candidate)), (0, false));
        assert_eq!(end(2, "2027-07-31"), Err(PlacementError::Ended(day("2027-06-30"))));
        let again = world.place(vacancy, candidate).expect("both are free again");

        let all = database.read(|connection| events::after(connection, world.programme, 0, 100)).expect("events");
        let of_placements: Vec<_> = all.iter().filter(|event| event.subject_kind == "placement").collect();
        let kinds: Vec<&str> = of_placements.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["placement.started", "placement.ended", "placement.started"]);
        assert_eq!(of_placements[2].subject, again.id.uuid());
        assert_eq!(of_placements[0].data, json!({ "vacancy": vacancy, "candidate": candidate }));
        assert!(database.read(audit::verify).is_ok());
    });
}

#[test]
fn what_cannot_be_placed_is_refused_and_nothing_is_written() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let (vacancy, other) = (world.vacancy("v1", 1), world.vacancy("v2", 1));
        let (first, second) = (world.candidate("c1"), world.candidate("c2"));
        let draft = world.vacancy_with("v3", 1, false);
        let silent = world.candidate_with("c3", None);
        let withdrawn = world.candidate("c4");
        Candidates::new(database, &REFERENCE).withdraw(&world.officer, withdrawn, None).expect("withdrawn");
        world.place(vacancy, first).expect("placed");

        assert_eq!(world.place(vacancy, second), Err(PlacementError::Full { posts_taken: 1 }));
        assert_eq!(world.place(other, first), Err(PlacementError::AlreadyPlaced(first)));
        assert_eq!(world.place(draft, second), Err(PlacementError::NotFillable(VacancyState::Draft)));
        assert_eq!(world.place(other, silent), Err(PlacementError::WithoutConsent(silent)));
        assert_eq!(world.place(other, withdrawn), Err(PlacementError::Withdrawn(withdrawn)));
        assert_eq!(world.place(VacancyId::new(), second), Err(PlacementError::NoVacancy));
        assert_eq!(world.place(other, CandidateId::new()), Err(PlacementError::NoCandidate));
        let elsewhere = World::new(database, "two");
        assert_eq!(elsewhere.place(other, elsewhere.candidate("c1")), Err(PlacementError::NoVacancy));
        assert_eq!(elsewhere.place(elsewhere.vacancy("v1", 1), second), Err(PlacementError::NoCandidate));
        assert_eq!(world.listed(PlacementFilter::default()).len(), 1);
    });
}

#[test]
fn of_two_officers_who_take_the_last_post_at_once_one_succeeds() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        for round in 0..10 {
            let vacancy = world.vacancy(&format!("v{round}"), 1);
            let candidates = ["a", "b"].map(|letter| world.candidate(&format!("c{round}{letter}")));
            let outcomes =
                at_once(candidates.map(|candidate| move |world: &World<'_>| world.place(vacancy, candidate)), &world);
            let succeeded = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            let refused = outcomes.iter().filter(|one| **one == Err(PlacementError::Full { posts_taken: 1 })).count();
            assert_eq!((succeeded, refused, world.taken(vacancy)), (1, 1, 1), "{outcomes:?}");
        }
    });
}

#[test]
fn a_candidate_who_is_placed_twice_at_once_is_placed_once() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        for round in 0..10 {
            let candidate = world.candidate(&format!("c{round}"));
            let vacancies = ["a", "b"].map(|letter| world.vacancy(&format!("v{round}{letter}"), 1));
            let outcomes =
                at_once(vacancies.map(|vacancy| move |world: &World<'_>| world.place(vacancy, candidate)), &world);
            let succeeded = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            let refused =
                outcomes.iter().filter(|one| **one == Err(PlacementError::AlreadyPlaced(candidate))).count();
            assert_eq!((succeeded, refused), (1, 1), "{outcomes:?}");
        }
    });
}

#[test]
fn nobody_is_placed_after_they_have_withdrawn() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        for round in 0..10 {
            let (candidate, vacancy) =
                (world.candidate(&format!("c{round}")), world.vacancy(&format!("v{round}"), 1));
            let begin = Barrier::new(2);
            let placed = std::thread::scope(|scope| {
                let withdrawal = scope.spawn(|| {
                    begin.wait();
                    Candidates::new(database, &REFERENCE)
                        .withdraw(&world.officer, candidate, None)
                        .expect("withdrawn");
                });
                begin.wait();
                let placed = world.place(vacancy, candidate);
                withdrawal.join().expect("no panic");
                placed
            });
            let all =
                database.read(|connection| events::after(connection, world.programme, 0, 1_000)).expect("events");
            let of_both: Vec<&str> = all
                .iter()
                .filter(|event| {
                    event.subject == candidate.uuid()
                        || placed.as_ref().is_ok_and(|one| event.subject == one.id.uuid())
                })
                .map(|event| event.kind.as_str())
                .collect();
            match placed {
                Ok(_) => assert_eq!(of_both, ["candidate.created", "placement.started", "candidate.withdrawn"]),
                Err(error) => assert_eq!(error, PlacementError::Withdrawn(candidate)),
            }
        }
    });
}

/// Runs two operations on two threads that begin together.
fn at_once<F>(operations: [F; 2], world: &World<'_>) -> Vec<Result<Placement, PlacementError>>
where
    F: FnOnce(&World<'_>) -> Result<Placement, PlacementError> + Send,
{
    let barrier = Barrier::new(2);
    std::thread::scope(|scope| {
        let started = operations.map(|operation| {
            scope.spawn(|| {
                barrier.wait();
                operation(world)
            })
        });
        started.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    })
}

#[test]
fn lists_have_pages_and_are_filtered_by_vacancy_and_candidate() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let (vacancy, other) = (world.vacancy("v1", 3), world.vacancy("v2", 3));
        let (first, second) = (world.candidate("c1"), world.candidate("c2"));
        let ended = world.place(vacancy, first).expect("placed");
        world.placements.end(&world.officer, ended.id, 1, day("2027-03-02")).expect("ended");
        let again = world.place(other, first).expect("placed").id;
        let third = world.place(vacancy, second).expect("placed").id;
        assert_eq!(world.listed(PlacementFilter::default()), [ended.id, again, third]);
        let of_vacancy = PlacementFilter { vacancy: Some(vacancy), ..PlacementFilter::default() };
        assert_eq!(world.listed(of_vacancy), [ended.id, third]);
        let of_candidate = PlacementFilter { candidate: Some(first), ..PlacementFilter::default() };
        assert_eq!(world.listed(of_candidate), [ended.id, again]);
        let page = |after| {
            let all = PlacementFilter::default();
            world.placements.page(&world.officer, world.programme, all, after, 2).expect("a page")
        };
        assert_eq!((page(None).items.len(), page(None).has_more), (2, true));
        let rest = page(Some(again));
        assert_eq!((rest.items.iter().map(|one| one.id).collect::<Vec<_>>(), rest.has_more), (vec![third], false));
    });
}

#[test]
fn officers_and_programme_managers_enter_and_read_placements_and_nobody_else() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let (vacancy, candidate) = (world.vacancy("v1", 9), world.candidate("c1"));
        let employer = world.vacancies().get(&world.officer, vacancy).expect("a vacancy").organisation;
        let placement = world.place(vacancy, candidate).expect("placed").id;
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Operator) {
            let actor = match role {
                Role::Candidate => Actor::candidate(candidate, world.programme),
                _ => Actor::new("x", role, world.programme).for_organisation(employer),
            };
            let may = [Role::Officer, Role::ProgrammeManager].contains(&role);
            let all = PlacementFilter::default();
            let read = world.placements.page(&actor, world.programme, all, None, 10);
            let forbidden = |error: &PlacementError| matches!(error, PlacementError::Forbidden(_));
            assert_eq!(read.err().as_ref().is_none_or(|error| !forbidden(error)), may, "{role}");
            assert_eq!(world.placements.get(&actor, placement).is_ok(), may, "{role}");
            let created = world.placements.create(&actor, world.new_placement(vacancy, candidate));
            assert_eq!(created.err().as_ref().is_some_and(forbidden), !may, "{role}");
            let ended = world.placements.end(&actor, placement, 99, day("2027-03-01"));
            assert_eq!(ended.err().as_ref().is_some_and(forbidden), !may, "{role}");
        }
        let stranger = World::new(database, "two").officer;
        let hidden = world.placements.get(&stranger, placement);
        assert!(matches!(hidden, Err(PlacementError::Storage(StorageError::NotFound { .. }))), "{hidden:?}");
    });
}

#[test]
fn every_reading_of_a_placement_is_in_the_audit_log() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let placed = world.place(world.vacancy("v1", 1), world.candidate("c1")).expect("placed");
        world.placements.get(&world.officer, placed.id).expect("read");
        world.listed(PlacementFilter::default());
        world.placements.end(&world.officer, placed.id, 1, day("2027-03-01")).expect("ended");
        let entries = database.read(|connection| audit::read(connection, 0, 100)).expect("entries");
        let of_placement = entries.iter().filter(|entry| entry.subject == Some(placed.id.uuid()));
        let actions: Vec<&str> = of_placement.map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["create-placement", "read-placement", "read-placement", "end-placement"]);
    });
}

#[test]
fn a_placement_stays_when_its_candidate_withdraws_or_its_vacancy_is_closed() {
    on_each_database(|database| {
        let world = World::new(database, "one");
        let (vacancy, candidate) = (world.vacancy("v1", 2), world.candidate("c1"));
        let placed = world.place(vacancy, candidate).expect("placed");
        Candidates::new(database, &REFERENCE).withdraw(&world.officer, candidate, None).expect("withdrawn");
        world.vacancies().close(&world.officer, vacancy, 1).expect("closed");
        assert_eq!(world.taken(vacancy), 1);
        world.placements.end(&world.officer, placed.id, 1, day("2027-05-31")).expect("an officer enters its end");
        assert_eq!(world.taken(vacancy), 0);
    });
}
