//! What an employer can't find out, however many vacancies they enter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use candidate_profile::candidates::{Change, Indexable};
use candidate_profile::{Candidates, MASK, PersonalData};
use matching::TieBreaker;
use ranking::{Indexer, Rankings};
use serde_json::{Value, json};
use web::AppContext;

use crate::client::Client;
use crate::fixture::{DAY, Fixture, import_candidate, nurse_with, nursing_post, on_each_database, with};

/// Imports a candidate with a name.
fn named(fixture: &Fixture, reference: &str, name: &str, profile: Value) -> Indexable {
    let personal_data = PersonalData { name: Some(name.to_owned()), ..PersonalData::default() };
    import_candidate(&fixture.context, fixture.programme, Some(fixture.school), reference, profile, personal_data)
}

fn candidates(fixture: &Fixture) -> Candidates<'_> {
    Candidates::new(&fixture.context.database, &fixture.context.reference)
}

/// The pseudonyms of a list of results.
fn pseudonyms(items: &Value, field: &str) -> Vec<String> {
    let items = items.as_array().expect("a list");
    items.iter().map(|item| item[field].as_str().expect("a pseudonym").to_owned()).collect()
}

/// All results of a search, page by page; each page is asked of the next client in turn.
async fn all_pages(clients: &[&Client], query: &str) -> Vec<String> {
    let (mut all, mut next) = (Vec::new(), String::new());
    for client in clients.iter().cycle() {
        let page = client.get(&format!("/api/v1/search/candidates?{query}{next}")).await.ok();
        all.extend(pseudonyms(&page["items"], "pseudonym"));
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    all
}

/// The correlation of two lists of numbers.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let (of_one, of_other) = (mean(one), mean(other));
    let covariance = |list: &[f64], mean: f64, with: &[f64], mean_with: f64| -> f64 {
        list.iter().zip(with).map(|(a, b)| (a - mean) * (b - mean_with)).sum()
    };
    let product = covariance(one, of_one, other, of_other);
    let spread = covariance(one, of_one, one, of_one) * covariance(other, of_other, other, of_other);
    if spread == 0.0 { 0.0 } else { product / spread.sqrt() }
}

#[test]
fn sixty_vacancies_of_ones_own_link_no_pseudonym_to_a_reference() {
    on_each_database(async |fixture| {
        let people: Vec<Indexable> =
            (0..12).map(|number| fixture.candidate(&format!("ref-{number}"), nurse_with(json!({})))).collect();
        let vacancies: Vec<_> =
            (0..60).map(|number| fixture.vacancy(&format!("own-{number}"), nursing_post())).collect();
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let mut places: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let mut expected: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for vacancy in &vacancies {
            let ranking = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
            let listed = pseudonyms(&ranking["ranking"], "candidate");
            assert_eq!(listed.len(), people.len(), "all are equal and listed");
            for (place, pseudonym) in listed.into_iter().enumerate() {
                places.entry(pseudonym).or_default().push(place as f64);
            }
            // What anybody can compute who knows the references: the order of a ranking of files.
            let tie_breaker = TieBreaker::of_file(&vacancy.reference);
            let mut in_order: Vec<&Indexable> = people.iter().collect();
            in_order.sort_by_key(|person| tie_breaker.number(person.reference.as_bytes()));
            for (place, person) in in_order.into_iter().enumerate() {
                expected.entry(person.pseudonym.clone()).or_default().push(place as f64);
            }
        }
        let mut linked = 0;
        for (pseudonym, places) in &places {
            let by_person: BTreeMap<&String, f64> =
                expected.iter().map(|(person, expected)| (person, correlation(places, expected))).collect();
            for (person, correlation) in &by_person {
                assert!(correlation.abs() < 0.75, "{pseudonym} is placed like {person}: {correlation}");
            }
            let closest = by_person.iter().max_by(|(_, one), (_, other)| one.total_cmp(other));
            linked += usize::from(closest.is_some_and(|(person, _)| *person == pseudonym));
        }
        assert!(linked <= 7, "{linked} of 12 are linked, one is by chance");
    });
}

#[test]
fn pay_at_any_number_of_vacancies_tells_a_step_of_the_grid_and_no_more() {
    on_each_database(async |fixture| {
        let least = [("a", "2751"), ("b", "2917"), ("c", "3000"), ("d", "3000.01")];
        let people = least.map(|(reference, pay)| {
            (fixture.candidate(reference, nurse_with(json!({ "minimum_pay": pay }))).pseudonym, pay)
        });
        let pays: Vec<f64> = (0..20).map(|number| 2_500.0 + 41.0 * f64::from(number)).collect();
        let posts: Vec<_> = pays
            .iter()
            .enumerate()
            .map(|(number, pay)| {
                let pay_max = (number % 2 == 1).then(|| (pay + 60.0).to_string());
                let post = json!({ "pay": pay.to_string(), "pay_max": pay_max });
                (
                    fixture.vacancy(&format!("v{number}"), with(nursing_post(), post)).id,
                    *pay,
                    pay_max.map_or(*pay, |_| pay + 60.0),
                )
            })
            .collect();
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let officer = fixture.as_actor(&fixture.officer()).await;
        let outcomes = async |client: &Client, vacancy| -> BTreeMap<String, String> {
            let question = json!({ "as_of": DAY, "near_misses": 20 });
            let ranking = client.rank(vacancy, "", &question).await.ok();
            let near = client
                .get(&format!("/api/v1/rankings/{}/near-misses", ranking["id"].as_str().expect("an id")))
                .await
                .ok();
            let near = near["near_misses"].as_array().expect("near misses").clone();
            let near = near.iter().flat_map(|near| near["candidates"].as_array().cloned().unwrap_or_default());
            let all = ranking["ranking"].as_array().expect("a list").iter().cloned().chain(near);
            all.map(|ranked| {
                let rules = ranked["rules"].as_array().expect("rules");
                let pay = rules.iter().find(|rule| rule["code"] == "pay").expect("the rule of pay");
                (text(&ranked["candidate"]), text(&pay["outcome"]))
            })
            .collect()
        };
        for (vacancy, pay, pay_max) in posts {
            let (seen, exact) = (outcomes(&recruiter, vacancy).await, outcomes(&officer, vacancy).await);
            let (met, unknown) = ((pay / 250.0).floor() * 250.0, (pay_max / 250.0).ceil() * 250.0);
            for (pseudonym, least) in &people {
                let least: f64 = least.parse().expect("pay");
                let judged = |met, unknown| match least {
                    least if least <= met => "met",
                    least if least > unknown => "not-met",
                    _ => "unknown",
                };
                assert_eq!(seen[pseudonym], judged(met, unknown), "{least} for {pay} to {pay_max}");
                assert_eq!(exact[pseudonym], judged(pay, pay_max), "{least} for {pay} to {pay_max}, exactly");
            }
            let of = |position: usize| &seen[&people[position].0];
            assert!(of(0) == of(1) && of(1) == of(2), "2751, 2917 and 3000 can't be told apart");
        }
    });
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn a_name_finds_nobody_and_is_masked_for_employers() {
    on_each_database(async |fixture| {
        let profile = nurse_with(json!({
            "text": "Ik ben Fatima Elamrani (فاطمة العمراني), verpleegkundige in de ouderenzorg. Mail f.e@example.ma, bel 06 12 34 56 78. Dank aan Khadija."
        }));
        let person = named(fixture, "secret-1", "Fatima El Amrani", profile);
        let plain = fixture.vacancy("v1", with(nursing_post(), json!({ "text": "Ouderenzorg in Gent." })));
        let named_post = with(nursing_post(), json!({ "text": "Ouderenzorg in Gent. Fatima El Amrani, Elamrani." }));
        let with_name = fixture.vacancy("v2", named_post);
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let officer = fixture.as_actor(&fixture.officer()).await;
        let found = async |client: &Client, words: &str| {
            let found = client.get(&format!("/api/v1/search/candidates?q={words}")).await.ok();
            found["items"].as_array().expect("a list").clone()
        };
        for words in
            ["Fatima", "Elamrani", "El%20Amrani", "%D9%81%D8%A7%D8%B7%D9%85%D8%A9", "Gent", "Khadija", "0612345678"]
        {
            assert!(found(&recruiter, words).await.is_empty(), "{words}");
        }
        assert_eq!(found(&officer, "Elamrani").await.len(), 1, "staff may read texts");
        let shown = &found(&recruiter, "ouderenzorg").await[0];
        assert_eq!(
            shown["text"],
            format!(
                "Ik ben {MASK} ({MASK}), verpleegkundige in de ouderenzorg. Mail {MASK}, bel {MASK}. Dank aan Khadija."
            )
        );
        let part = async |vacancy| {
            let ranking = recruiter.rank(vacancy, "", &json!({ "as_of": DAY })).await.ok();
            let criteria = ranking["ranking"][0]["criteria"].as_array().expect("criteria").clone();
            criteria.into_iter().find(|criterion| criterion["code"] == "text").expect("the part for words")
        };
        assert_eq!(part(plain.id).await, part(with_name.id).await, "the name adds nothing");

        // Another name is another mask.
        let personal_data = PersonalData { name: Some("Khadija Idrissi".to_owned()), ..PersonalData::default() };
        let change = Change { profile: None, personal_data: Some(personal_data) };
        candidates(fixture).change(&fixture.officer(), person.id, person.version, change).expect("changed");
        fixture.index();
        let shown = text(&found(&recruiter, "ouderenzorg").await[0]["text"]);
        assert!(shown.contains("Fatima") && shown.ends_with(&format!("Dank aan {MASK}.")), "{shown}");
    });
}

#[test]
fn a_search_has_everybody_once_on_all_servers_and_no_order_of_registration() {
    on_each_database(async |fixture| {
        let registered: Vec<String> = (0..30)
            .map(|number| fixture.candidate(&format!("c{number:02}"), nurse_with(json!({}))).pseudonym)
            .collect();
        fixture.index();
        let one = fixture.as_actor(&fixture.recruiter()).await;
        let (other, _folder) = another_server(fixture).await;
        let all = all_pages(&[&one, &other], "q=ouderenzorg&limit=7").await;
        assert_eq!(all.len(), 30, "nobody is there twice");
        assert_eq!(BTreeSet::from_iter(&all), BTreeSet::from_iter(&registered), "and everybody is there");
        assert_eq!(all_pages(&[&other], "q=ouderenzorg&limit=200").await, all);
        let places = |order: &[String]| -> Vec<f64> {
            registered
                .iter()
                .map(|name| order.iter().position(|one| one == name).unwrap_or_default() as f64)
                .collect()
        };
        let tie = correlation(&places(&registered), &places(&all));
        assert!(tie.abs() < 0.8, "ordered by registration: {tie}");

        // A cursor is of one question.
        let page = one.get("/api/v1/search/candidates?q=ouderenzorg&limit=7").await.ok();
        let next = page["next"].as_str().expect("a second page");
        let asked = format!("/api/v1/search/candidates?q=verpleegkundige&cursor={next}");
        one.get(&asked).await.problem(400, "malformed-query");
        let forged = "LTUwMDAuZmYuZmY";
        let asked = format!("/api/v1/search/candidates?q=ouderenzorg&cursor={forged}");
        one.get(&asked).await.problem(400, "malformed-query");
    });
}

#[test]
fn two_servers_order_equal_candidates_alike_and_two_installations_do_not() {
    let orders = std::sync::Mutex::new(Vec::new());
    on_each_database(async |fixture| {
        let people: Vec<Indexable> =
            (0..12).map(|number| fixture.candidate(&format!("ref-{number}"), nurse_with(json!({})))).collect();
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let one = fixture.as_actor(&fixture.recruiter()).await;
        let question = json!({ "as_of": DAY });
        let ranked = pseudonyms(&one.rank(vacancy.id, "", &question).await.ok()["ranking"], "candidate");
        // Another length of the lists is another question, which the other server answers itself.
        let (other, _folder) = another_server(fixture).await;
        let again = other.rank(vacancy.id, "", &json!({ "as_of": DAY, "near_misses": 3 })).await;
        assert_eq!(again.status, 201, "it is made anew");
        assert_eq!(pseudonyms(&again.ok()["ranking"], "candidate"), ranked);
        let references = ranked.iter().map(|name| {
            let person = people.iter().find(|person| person.pseudonym == *name).expect("a candidate");
            person.reference.clone()
        });
        orders.lock().expect("no panic").push(references.collect::<Vec<_>>());
    });
    let orders = orders.into_inner().expect("no panic");
    assert_eq!(orders.len(), 2, "one installation on each database");
    assert_ne!(orders[0], orders[1]);
}

/// The recruiter as a client of a second server on the same database.
async fn another_server(fixture: &Fixture) -> (Client, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let context = &fixture.context;
    let rankings = Rankings::new(context.database.clone(), context.reference.clone(), folder.path().to_owned());
    let rankings = Arc::new(rankings.expect("rankings"));
    let mut indexer = Indexer::new(rankings.clone()).expect("there is no other indexer");
    indexer.catch_up(&mut |_| {}).expect("the index catches up");
    indexer.close().expect("the writer is closed");
    let context = AppContext { rankings, ..context.clone() };
    let token = fixture.token(&fixture.recruiter());
    (Client::new(&context, Some(token)).await, folder)
}

#[test]
fn impacts_tell_employers_no_small_number() {
    on_each_database(async |fixture| {
        for number in 0..9 {
            // Seven lack a shift, two of the nine have too little Dutch.
            let change = match number {
                0..7 => json!({ "shifts": ["day"] }),
                _ => {
                    json!({ "languages": [{ "language": "nl", "level": "B1", "evidence": "tested" }], "languages_complete": true })
                }
            };
            fixture.candidate(&format!("c{number}"), nurse_with(change));
        }
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let question = json!({ "as_of": DAY });
        let impacts = async |actor| {
            let client = fixture.as_actor(&actor).await;
            let ranking = client.rank(vacancy.id, "", &question).await.ok();
            let address = format!(
                "/api/v1/rankings/{}/requirement-impacts?language=en",
                ranking["id"].as_str().expect("an id")
            );
            let impacts = client.get(&address).await.ok()["requirement_impacts"].clone();
            let of = |code: &str| {
                let mut impacts = impacts.as_array().expect("impacts").iter();
                impacts
                    .find(|impact| impact["requirement"] == code && impact["relaxation"] == "without")
                    .cloned()
                    .expect("an impact")
            };
            (of("shifts")["ready"].clone(), of("language.nl")["ready"].clone(), of("region")["ready"].clone())
        };
        let withheld = json!({ "fewer_than": 5, "text": "fewer than 5" });
        assert_eq!(impacts(fixture.recruiter()).await, (json!(7), withheld.clone(), withheld));
        assert_eq!(impacts(fixture.officer()).await, (json!(7), json!(2), json!(0)));
    });
}

#[test]
fn an_employer_learns_nothing_of_days_that_have_passed() {
    on_each_database(async |fixture| {
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let (recruiter, officer) =
            (fixture.as_actor(&fixture.recruiter()).await, fixture.as_actor(&fixture.officer()).await);
        for past in ["2026-11-30", "1990-01-01"] {
            let problem = recruiter.rank(vacancy.id, "", &json!({ "as_of": past })).await.problem(422, "invalid");
            assert_eq!(problem["errors"][0]["field"], "as_of", "{problem}");
            officer.rank(vacancy.id, "", &json!({ "as_of": past })).await.ok();
        }
        for day in [DAY, "2027-02-01"] {
            recruiter.rank(vacancy.id, "", &json!({ "as_of": day })).await.ok();
        }
    });
}
