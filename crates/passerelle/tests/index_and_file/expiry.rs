//! An assertion counts only on the days on which it is valid, in rankings for any day.

use std::time::{Duration, Instant};

use access::Actor;
use candidate_profile::candidates::CertifiedAssertions;
use chrono::{Days, TimeDelta};
use ranking::decision_records::replay;
use ranking::{Indexer, RankingRequest};
use storage::Transaction;
use vocabulary::{CertificateId, Date, ManualClock, Outcome, Standing};

use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, for_each_database_kind};

const CANDIDATES: &str = "id,titles,titles_decision,languages,languages_document,languages_complete,work_permission,consent,text,text_language
ends,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nl:B2@tested,nl:exam:Invented institute:2024-01-15,yes,free,yes,Verpleegkundige spoed,nl
ended,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nl:B2@tested,nl:exam:Invented institute:2024-01-15,yes,free,yes,Verpleegkundige spoed,nl
stays,nurse-general-care@licensed,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:INVENTED,nl:B2@tested,nl:exam:Invented institute:2024-01-15,yes,free,yes,Verpleegkundige spoed,nl
";
const VACANCIES: &str = "id,employer,title,title_status,languages,text,text_language
v1,Invented employer,nurse-general-care,licensed,nl:B2,Verpleegkundige voor de spoed,nl
";

/// Returns the candidates ranked for v1 on a day, with standing and outcome of the language rule. Asserts that the
/// decision record replays.
fn ranked(installation: &TestInstallation, as_of: Date) -> Vec<(String, Standing, Outcome)> {
    let vacancy = installation.open_vacancies()["v1"];
    let request = RankingRequest { as_of, top: 10, near: 10, with_plans: true };
    let served = installation.rankings.rank(&Actor::operator(), vacancy, &request).expect("ranked");
    let replay = replay(&installation.inner.database, &Actor::operator(), served.id).expect("a record");
    assert!(replay.same && replay.untouched && replay.people == 3, "{replay:?}");
    assert_eq!(served.ranking().counts.excluded, 0, "each candidate is counted once");
    let candidates = installation.all_candidates();
    let of = |ranked: &matching::ranking::RankedCandidate| {
        let candidate =
            candidates.iter().find(|candidate| candidate.pseudonym == ranked.candidate).expect("a candidate");
        let language = ranked.rules.iter().find(|rule| rule.code == "language.nl").expect("a requirement");
        (candidate.reference.clone(), ranked.standing, language.outcome)
    };
    let mut all: Vec<_> = served.ranking().ranking.iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn assertions_count_on_the_days_before_they_expire() {
    for_each_database_kind(|folder: &TestFolder| {
        folder.write("candidates.csv", CANDIDATES);
        folder.write("vacancies.csv", VACANCIES);
        folder.run_ok(&["import", "candidates", "candidates.csv"]);
        folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
        let installation = TestInstallation::open(folder);
        let today = installation.rankings.today();
        let (soon, ago) = (today + Days::new(30), today - Days::new(30));
        installation.change("ends", |profile| profile.languages[0].expires_on = Some(soon));
        installation.change("ended", |profile| profile.languages[0].expires_on = Some(ago));
        installation.catch_up();

        let candidate = |reference: &str, holds: bool| match holds {
            true => (reference.to_owned(), Standing::Ready, Outcome::Met),
            false => (reference.to_owned(), Standing::ToVerify, Outcome::Unknown),
        };
        let expected =
            |ends, ended| vec![candidate("ended", ended), candidate("ends", ends), candidate("stays", true)];
        assert_eq!(ranked(&installation, today), expected(true, false));
        assert_eq!(ranked(&installation, soon), expected(true, false), "it holds on its last day");
        assert_eq!(ranked(&installation, soon + Days::new(1)), expected(false, false), "and no longer");
        assert_eq!(ranked(&installation, ago), expected(true, true), "what has expired since held then");
        assert_eq!(ranked(&installation, ago + Days::new(1)), expected(true, false));

        let (ended, certificate) = (installation.candidate("ended").id, CertificateId::new());
        let certified = CertifiedAssertions {
            certificate,
            titles: Vec::new(),
            languages: vec!["nl:B2@tested".parse().expect("Dutch")],
            issued_on: ago,
            expires_on: None,
        };
        let candidates = installation.candidates();
        let write = |transaction: &mut Transaction<'_>| {
            candidates.certify_within(transaction, &Actor::operator(), ended, &certified)
        };
        installation.inner.database.write(write).expect("certified");
        installation.catch_up();
        assert_eq!(ranked(&installation, soon + Days::new(1)), expected(false, true), "a certificate says so");
        candidates.revoke_certificate(&Actor::operator(), certificate, today).expect("revoked");
        installation.catch_up();
        assert_eq!(ranked(&installation, today), expected(true, false), "no longer from its revocation on");
        assert_eq!(ranked(&installation, today - Days::new(1)), expected(true, true), "but before");

        let ends = installation.candidate("ends").id;
        let own =
            |as_of| installation.rankings.opportunities(&Actor::operator(), ends, as_of, 10).expect("opportunities");
        assert_eq!(own(soon)[0].ranked.standing, Standing::Ready);
        assert_eq!(own(soon + Days::new(1))[0].ranked.standing, Standing::ToVerify);
    });
}

#[test]
fn a_server_refreshes_the_index_when_a_day_begins_at_the_destination() {
    for_each_database_kind(|folder: &TestFolder| {
        folder.write("candidates.csv", CANDIDATES);
        folder.write("vacancies.csv", VACANCIES);
        folder.run_ok(&["import", "candidates", "candidates.csv"]);
        folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
        // A minute before midnight in Brussels.
        let clock = ManualClock::at("2027-01-31T22:59:00Z".parse().expect("a timestamp"));
        let installation = TestInstallation::open_with(folder, clock.clock());
        let indexer = Indexer::new(installation.all_rankings.clone()).expect("there is no other indexer");
        let follower = indexer.start().expect("it follows");
        let wait_for = |day: &str| {
            let day: Date = day.parse().expect("a date");
            // Much longer than needed, since a machine that runs other tests may be slow.
            let deadline = Instant::now() + Duration::from_secs(30);
            while installation.index().checkpoint().expect("a commit").day != Some(day) {
                assert!(Instant::now() < deadline, "the index isn't of {day}");
                std::thread::yield_now();
            }
        };
        wait_for("2027-01-31");
        clock.advance(TimeDelta::minutes(1));
        wait_for("2027-02-01");
        drop(follower);
    });
}
