//! Rankings follow saved changes at once and in order, and contain only what callers may see.

use std::time::{Duration, Instant};

use access::Actor;
use access::organisations::{self, OrganisationKind};
use employer::vacancies::NewVacancy;
use employer::{NotRankable, VacancyContent};
use placement::{NewPlacement, Placement, Placements};
use ranking::{Indexer, RankingError, RankingRequest};

use crate::generator::{AS_OF, Style, generate_candidates};
use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, for_each_database_kind, request};

const CANDIDATES: &str = "id,titles,titles_decision,lowest_title,work_permission,consent,regions
c1,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nurse-basic,free,yes,BE
c2,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nurse-basic,free,no,BE
c3,nurse-basic@licensed,nurse-basic:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nurse-basic,free,yes,BE
c4,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nurse-basic,free,,BE
";
const VACANCIES: &str = "id,employer,title,title_status,posts,region,single_permit,valid_until
v1,Invented employer,nurse-general-care,licensed,2,BE23,yes,2027-03-31
";

fn imported(folder: &TestFolder) -> TestInstallation {
    folder.write("candidates.csv", CANDIDATES);
    folder.write("vacancies.csv", VACANCIES);
    folder.run_ok(&["import", "candidates", "candidates.csv"]);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    TestInstallation::open(folder)
}

/// Returns the references of the candidates ranked for v1.
fn ranked(installation: &TestInstallation) -> Vec<String> {
    let rankings_by_vacancy = installation.rankings_by_vacancy(true);
    let ranking = rankings_by_vacancy["v1"]["ranking"].as_array().expect("a ranking");
    ranking.iter().map(|ranked| ranked["candidate"].as_str().expect("a name").to_owned()).collect()
}

fn assert_not_ranked<T: std::fmt::Debug>(result: Result<T, RankingError>) {
    assert!(matches!(result, Err(RankingError::NotRankable(_) | RankingError::NotIndexed)), "{result:?}");
}

#[test]
fn candidates_without_consent_are_counted_and_never_listed() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let rankings_by_vacancy = installation.rankings_by_vacancy(true);
        let answer = &rankings_by_vacancy["v1"];
        assert_eq!(answer["counts"]["ready"], 1);
        assert_eq!(answer["counts"]["near_miss"], 1, "c3 holds a lower title");
        assert_eq!(answer["counts"]["excluded"], 2, "c2 refused consent, and the consent of c4 is unknown");
        assert_eq!(ranked(&installation), ["c1"]);
        assert_eq!(answer["near_misses"][0]["candidates"], serde_json::json!(["c3"]));
        assert_eq!(installation.index().snapshot().count(), 4);
        // Consent that is given or withdrawn takes effect at once.
        installation.change("c2", |profile| profile.consent = Some(true));
        installation.change("c1", |profile| profile.consent = Some(false));
        installation.catch_up();
        assert_eq!(ranked(&installation), ["c2"]);
    });
}

#[test]
fn candidates_who_withdraw_disappear_from_counts_and_lists() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let id = installation.candidate("c1").id;
        installation.candidates().withdraw(&Actor::operator(), id, None).expect("withdrawn");
        installation.catch_up();
        assert_eq!(ranked(&installation), [""; 0]);
        assert_eq!(installation.index().snapshot().count(), 3);
        installation.rebuild();
        assert_eq!(installation.index().snapshot().count(), 3);
    });
}

#[test]
fn a_draft_is_not_ranked_until_it_is_published() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let programme = installation.programme;
        let employer = installation.inner.database.read(|connection| {
            organisations::find_named(connection, programme, OrganisationKind::Employer, "Invented employer")
        });
        let new = NewVacancy {
            programme,
            organisation: employer.expect("organisations can be read").expect("it was imported").id,
            reference: "draft".to_owned(),
            content: VacancyContent {
                title: Some("nurse-general-care".parse().expect("a title")),
                region: Some("BE234".parse().expect("a region")),
                ..VacancyContent::default()
            },
            open: false,
            suggestions: None,
        };
        let draft = installation.vacancies().create(&Actor::operator(), new).expect("entered");
        installation.catch_up();
        assert_not_ranked(installation.rank(draft.id, true));
        installation.vacancies().publish(&Actor::operator(), draft.id, draft.version).expect("published");
        assert_not_ranked(installation.rank(draft.id, true));
        installation.catch_up();
        let served = installation.rank(draft.id, true).expect("an open vacancy is ranked");
        assert_eq!(served.ranking().vacancy, "draft");
    });
}

#[test]
fn a_vacancy_is_ranked_only_while_it_has_a_free_post() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let id = installation.open_vacancies()["v1"];
        let placements = Placements::new(&installation.inner.database, &installation.inner.reference);
        let (operator, programme) = (Actor::operator(), installation.programme);
        let starts_on = "2027-03-01".parse().expect("a date");
        let place = |reference: &str| {
            let candidate = installation.candidate(reference).id;
            placements
                .create(&operator, NewPlacement { programme, vacancy: id, candidate, starts_on })
                .expect("placed")
        };
        let today = installation.inner.database.clock().now().date_naive();
        let end = |placed: &Placement| placements.end(&operator, placed.id, 1, today).expect("ended");
        let excluded = || installation.rank(id, true).expect("a post is free").ranking().counts.excluded;
        let assert_full = || {
            let refused = installation.rank(id, true);
            assert!(matches!(refused, Err(RankingError::NotRankable(NotRankable::Full))), "{refused:?}");
        };
        assert_eq!(excluded(), 2, "c2 and c4, without consent");
        let first = place("c1");
        installation.catch_up();
        assert_eq!(excluded(), 3, "who is placed isn't available");
        assert!(ranked(&installation).is_empty());
        let second = place("c3");
        // The index has the vacancy still.
        assert_full();
        installation.catch_up();
        assert_full();
        installation.rebuild();
        assert_full();
        end(&second);
        installation.catch_up();
        assert_eq!(excluded(), 3);
        installation.rebuild();
        assert_eq!(excluded(), 3);
        end(&first);
        installation.catch_up();
        assert_eq!(excluded(), 2);
        assert_eq!(ranked(&installation), ["c1"]);
    });
}

#[test]
fn a_vacancy_is_ranked_on_its_last_day_and_not_the_day_after() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let id = installation.open_vacancies()["v1"];
        assert!(installation.rank(id, true).is_ok(), "it is valid until {AS_OF}");
        let after = RankingRequest { as_of: "2027-04-01".parse().expect("a date"), ..request(true) };
        match installation.rankings.rank(&Actor::operator(), id, &after) {
            Err(error @ RankingError::NotRankable(_)) => assert!(error.to_string().contains(AS_OF), "{error}"),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_server_follows_saved_changes() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        let indexer = Indexer::new(installation.all_rankings.clone()).expect("there is no other indexer");
        let follower = indexer.start().expect("it follows");
        let before = installation.index().snapshot().position;
        installation.change("c2", |profile| profile.consent = Some(true));
        // Much longer than needed, since a machine that runs other tests may be slow.
        let deadline = Instant::now() + Duration::from_secs(30);
        while installation.index().snapshot().position == before {
            assert!(Instant::now() < deadline, "the index didn't follow");
            std::thread::yield_now();
        }
        let mut candidates = ranked(&installation);
        candidates.sort();
        assert_eq!(candidates, ["c1", "c2"]);
        drop(follower);
    });
}

#[test]
fn the_index_shows_only_committed_changes() {
    for_each_database_kind(|folder| {
        let installation = imported(folder);
        folder.write("more.csv", generate_candidates(7, 40).csv(Style::PLAIN));
        let before = installation.index().snapshot();
        installation.change("c2", |profile| profile.consent = Some(true));
        assert_eq!(ranked(&installation), ["c1"], "saved, and not yet in the index");
        folder.run_ok(&["import", "candidates", "more.csv"]);
        // The other program updated the index; this one sees it after a reload.
        assert_eq!(installation.index().snapshot().position, before.position);
        installation.index().reload().expect("the index can be read");
        assert!(installation.index().snapshot().position > before.position);
        assert_eq!(installation.index().snapshot().count(), 44);
        assert_eq!(before.count(), 4, "a snapshot doesn't change");
    });
}
