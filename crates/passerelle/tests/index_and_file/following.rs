//! What is shown follows what is saved: at once, in order, and only what may be shown.

use std::sync::Arc;
use std::time::{Duration, Instant};

use access::Actor;
use access::organisations::{self, OrganisationKind};
use employer::vacancies::{NewVacancy, VacancyFilter};
use employer::{Vacancy, VacancyContent};
use ranking::Follower;
use ranking::rankings::{RankingError, RankingRequest};
use vocabulary::VacancyId;

use crate::generator::{AS_OF, Style, candidates};
use crate::place::{Place, ask, on_each_database};
use crate::test_folder::TestFolder;

const PEOPLE: &str = "id,titles,lowest_title,work_permission,consent,regions
c1,nurse-general-care@licensed,nurse-basic,free,yes,BE
c2,nurse-general-care@licensed,nurse-basic,free,no,BE
c3,nurse-basic@licensed,nurse-basic,free,yes,BE
c4,nurse-general-care@licensed,nurse-basic,free,,BE
";
const POSTS: &str = "id,employer,title,title_status,posts,region,single_permit,valid_until
v1,Invented employer,nurse-general-care,licensed,2,BE23,yes,2027-03-31
";

fn settled(installation: &TestFolder) -> Place {
    installation.write("people.csv", PEOPLE);
    installation.write("posts.csv", POSTS);
    installation.done(&["import", "candidates", "people.csv"]);
    installation.done(&["import", "vacancies", "posts.csv"]);
    Place::open(installation)
}

/// Who is ranked for v1, by reference.
fn ranked(place: &Place) -> Vec<String> {
    let answers = place.answers(true);
    let ranking = answers["v1"]["ranking"].as_array().expect("a ranking");
    ranking.iter().map(|ranked| ranked["candidate"].as_str().expect("a name").to_owned()).collect()
}

fn version(place: &Place, id: VacancyId) -> i64 {
    let filter = VacancyFilter::default();
    let page = place.vacancies().page(&Actor::operator(), place.workplace.programme, filter, None, 100);
    let page: Vec<Vacancy> = page.expect("vacancies can be read").items;
    page.iter().find(|vacancy| vacancy.id == id).expect("the vacancy is there").version
}

fn not_ranked<T: std::fmt::Debug>(result: Result<T, RankingError>) {
    assert!(matches!(result, Err(RankingError::NotRankable(_) | RankingError::NotIndexed)), "{result:?}");
}

#[test]
fn somebody_without_consent_is_counted_and_never_listed() {
    on_each_database(|installation| {
        let place = settled(installation);
        let answers = place.answers(true);
        let answer = &answers["v1"];
        assert_eq!(answer["counts"]["ready"], 1);
        assert_eq!(answer["counts"]["near_miss"], 1, "c3 holds a lower title");
        assert_eq!(answer["counts"]["excluded"], 2, "c2 said no, and nobody asked c4");
        assert_eq!(ranked(&place), ["c1"]);
        assert_eq!(answer["near_misses"][0]["candidates"], serde_json::json!(["c3"]));
        assert_eq!(place.index().snapshot().count(), 4);
        // Consent given and taken back shows at once.
        place.change("c2", |profile| profile.consent = Some(true));
        place.change("c1", |profile| profile.consent = Some(false));
        place.catch_up();
        assert_eq!(ranked(&place), ["c2"]);
    });
}

#[test]
fn who_withdraws_is_gone_from_counts_and_lists() {
    on_each_database(|installation| {
        let place = settled(installation);
        let id = place.person("c1").id;
        place.candidates().withdraw(&Actor::operator(), id).expect("withdrawn");
        place.catch_up();
        assert_eq!(ranked(&place), [""; 0]);
        assert_eq!(place.index().snapshot().count(), 3);
        place.rebuild();
        assert_eq!(place.index().snapshot().count(), 3);
    });
}

#[test]
fn a_draft_is_not_ranked_until_it_is_published() {
    on_each_database(|installation| {
        let place = settled(installation);
        let programme = place.workplace.programme;
        let employer = place.workplace.database.read(|connection| {
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
        let draft = place.vacancies().create(&Actor::operator(), new).expect("entered");
        place.catch_up();
        not_ranked(place.rank(draft.id, true));
        place.vacancies().publish(&Actor::operator(), draft.id, draft.version).expect("published");
        not_ranked(place.rank(draft.id, true));
        place.catch_up();
        let served = place.rank(draft.id, true).expect("an open vacancy is ranked");
        assert_eq!(served.ranking.vacancy, "draft");
    });
}

#[test]
fn a_full_vacancy_is_not_ranked_and_one_with_a_post_left_is() {
    on_each_database(|installation| {
        let place = settled(installation);
        let id = place.open_vacancies()["v1"];
        for (taken, open) in [(1, true), (2, false), (1, true)] {
            place.vacancies().fill(&Actor::operator(), id, version(&place, id), taken).expect("noted");
            place.catch_up();
            match open {
                true => drop(place.rank(id, true).expect("a post is free")),
                false => not_ranked(place.rank(id, true)),
            }
        }
        place.vacancies().fill(&Actor::operator(), id, version(&place, id), 2).expect("noted");
        place.rebuild();
        not_ranked(place.rank(id, true));
    });
}

#[test]
fn a_vacancy_is_ranked_on_its_last_day_and_not_the_day_after() {
    on_each_database(|installation| {
        let place = settled(installation);
        let id = place.open_vacancies()["v1"];
        assert!(place.rank(id, true).is_ok(), "it is valid until {AS_OF}");
        let after = RankingRequest { as_of: "2027-04-01".parse().expect("a date"), ..ask(true) };
        match place.rankings.rank(&Actor::operator(), id, &after) {
            Err(error @ RankingError::NotRankable(_)) => assert!(error.to_string().contains(AS_OF), "{error}"),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_server_shows_a_saved_change_by_itself() {
    on_each_database(|installation| {
        let place = settled(installation);
        let index = Arc::clone(place.rankings.index());
        let follower = Follower::start(place.workplace.database.clone(), index).expect("it follows");
        let before = place.index().snapshot().position;
        place.change("c2", |profile| profile.consent = Some(true));
        // Far longer than it ever takes: a machine that runs other tests too may be slow.
        let patience = Instant::now() + Duration::from_secs(30);
        while place.index().snapshot().position == before {
            assert!(Instant::now() < patience, "the index didn't follow");
            std::thread::yield_now();
        }
        let mut shown = ranked(&place);
        shown.sort();
        assert_eq!(shown, ["c1", "c2"]);
        drop(follower);
    });
}

#[test]
fn the_index_follows_no_further_than_what_was_committed() {
    on_each_database(|installation| {
        let place = settled(installation);
        installation.write("more.csv", candidates(7, 40).csv(Style::PLAIN));
        let before = place.index().snapshot();
        place.change("c2", |profile| profile.consent = Some(true));
        assert_eq!(ranked(&place), ["c1"], "saved, and not yet in the index");
        installation.done(&["import", "candidates", "more.csv"]);
        // The other program brought the index further; this one shows it once it looks.
        assert_eq!(place.index().snapshot().position, before.position);
        place.index().reload().expect("the index can be read");
        assert!(place.index().snapshot().position > before.position);
        assert_eq!(place.index().snapshot().count(), 44);
        assert_eq!(before.count(), 4, "whoever looks at a snapshot sees it as it was");
    });
}
