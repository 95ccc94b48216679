//! What is asserted of somebody counts on the days on which it holds, whichever day is asked.

use access::Actor;
use chrono::Days;
use ranking::rankings::RankingRequest;
use vocabulary::{Date, Outcome, Standing};

use crate::place::{Place, on_each_database};
use crate::test_folder::TestFolder;

const PEOPLE: &str = "id,titles,languages,work_permission,consent,text,text_language
ends,nurse-general-care@licensed,nl:B2@tested,free,yes,Verpleegkundige spoed,nl
ended,nurse-general-care@licensed,nl:B2@tested,free,yes,Verpleegkundige spoed,nl
stays,nurse-general-care@licensed,nl:B2@tested,free,yes,Verpleegkundige spoed,nl
";
const POSTS: &str = "id,title,title_status,languages,text,text_language
v1,nurse-general-care,licensed,nl:B2,Verpleegkundige voor de spoed,nl
";

/// Who is ranked for v1 on a day, by reference, and what became of the language; a record of it replays.
fn ranked(place: &Place, as_of: Date) -> Vec<(String, Standing, Outcome)> {
    let vacancy = place.open_vacancies()["v1"];
    let ask = RankingRequest { as_of, top: 10, near: 10, with_plans: true };
    let served = place.rankings.rank(&Actor::operator(), vacancy, &ask).expect("ranked");
    let replay = place.rankings.replay(&Actor::operator(), served.record).expect("a record");
    assert!(replay.same && replay.untouched && replay.people == 3, "{replay:?}");
    assert_eq!(served.ranking.counts.excluded, 0, "nobody is counted twice or forgotten");
    let people = place.everybody();
    let of = |ranked: &matching::ranking::RankedCandidate| {
        let person = people.iter().find(|person| person.pseudonym == ranked.candidate).expect("a person");
        let language = ranked.rules.iter().find(|rule| rule.code == "language.nl").expect("a must");
        (person.reference.clone(), ranked.standing, language.outcome)
    };
    let mut all: Vec<_> = served.ranking.ranking.iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn what_expires_counts_on_the_day_that_is_asked() {
    on_each_database(|installation: &TestFolder| {
        installation.write("people.csv", PEOPLE);
        installation.write("posts.csv", POSTS);
        installation.done(&["import", "candidates", "people.csv"]);
        installation.done(&["import", "vacancies", "posts.csv"]);
        let today = chrono::Local::now().date_naive();
        let (soon, ago) = (today + Days::new(30), today - Days::new(30));
        let place = Place::open(installation);
        place.change("ends", |profile| profile.languages[0].provenance.expires_on = Some(soon));
        place.change("ended", |profile| profile.languages[0].provenance.expires_on = Some(ago));
        place.catch_up();

        let person = |reference: &str, holds: bool| match holds {
            true => (reference.to_owned(), Standing::Ready, Outcome::Met),
            false => (reference.to_owned(), Standing::ToVerify, Outcome::Unknown),
        };
        let expected = |ends, ended| vec![person("ended", ended), person("ends", ends), person("stays", true)];
        assert_eq!(ranked(&place, today), expected(true, false));
        assert_eq!(ranked(&place, soon), expected(true, false), "it holds on its last day");
        assert_eq!(ranked(&place, soon + Days::new(1)), expected(false, false), "and no longer");
        assert_eq!(ranked(&place, ago), expected(true, true), "what has expired since held then");
        assert_eq!(ranked(&place, ago + Days::new(1)), expected(true, false));

        let ends = place.person("ends").id;
        let own = |as_of| place.rankings.opportunities(&Actor::operator(), ends, as_of, 10).expect("opportunities");
        assert_eq!(own(soon)[0].ranked.standing, Standing::Ready);
        assert_eq!(own(soon + Days::new(1))[0].ranked.standing, Standing::ToVerify);
    });
}
