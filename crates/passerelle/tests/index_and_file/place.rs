//! One installation seen from inside, beside the same question asked of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Actor;
use candidate_profile::Candidates;
use candidate_profile::Profile;
use candidate_profile::candidates::{Change, Indexable, page_for_indexing};
use employer::Vacancies;
use passerelle::installation::Installation;
use passerelle::settings::Settings;
use ranking::index::Index;
use ranking::rankings::{RankingError, RankingRequest, Rankings, ServedRanking};
use serde_json::Value;
use storage::testing::{Fresh, KINDS, fresh};
use vocabulary::{CandidateId, Date, VacancyId};

use crate::generator::{AS_OF, Style, Table};
use crate::test_folder::TestFolder;

/// Invented courses, so that plans differ from no plans.
const COURSES: &str = r#"
[[course]]
id = "nl-b2-in-spring"
language = "nl"
from = "A2"
to = "B2"
starts = 2027-04-05
ends = 2027-05-20
hours = 120
hours_per_week = "20"
seats = 10
price = "400"
place = "Invented"
invented = true
source = "invented for tests"

[[course]]
id = "fr-b2-in-spring"
language = "fr"
from = "A1"
to = "B2"
starts = 2027-05-03
ends = 2027-05-30
hours = 120
hours_per_week = "30"
seats = 10
price = "450"
place = "Invented"
invented = true
source = "invented for tests"
"#;

/// Settings of an installation on a database, written where program and test find them.
pub(crate) fn settle(installation: &TestFolder, database: Option<&str>) {
    let url = database.map_or_else(String::new, |url| format!("\n[database]\nurl = {url:?}\nconnections = 4\n"));
    let (data, config) = (installation.path("data"), installation.path("config"));
    installation.write("config/courses/invented.toml", COURSES);
    installation.write("passerelle.toml", format!("data_folder = {data:?}\nconfig_folder = {config:?}\n{url}"));
}

/// An installation with its database, open.
pub(crate) struct Place {
    pub(crate) workplace: Installation,
    pub(crate) rankings: Rankings,
}

/// Does the same with an installation on each kind of database.
pub(crate) fn on_each_database(test: impl Fn(&TestFolder)) {
    for kind in KINDS {
        let database: Fresh = fresh(kind);
        let installation = TestFolder::new();
        settle(&installation, Some(database.url()));
        test(&installation);
    }
}

impl Place {
    /// Opens an installation as its settings say.
    pub(crate) fn open(installation: &TestFolder) -> Self {
        let settings = Settings::read(Some(&installation.path("passerelle.toml"))).expect("the settings are right");
        let workplace = Installation::open(settings).expect("the installation opens");
        let index = Arc::new(workplace.index().expect("the index opens"));
        let rankings =
            Rankings::new(workplace.database.clone(), index, workplace.programme).expect("rankings can be served");
        Self { workplace, rankings }
    }

    pub(crate) fn index(&self) -> &Index {
        self.rankings.index()
    }

    /// Brings the index to the end of the log.
    pub(crate) fn catch_up(&self) {
        ranking::catch_up(&self.workplace.database, self.index(), &mut |_| {}).expect("the index catches up");
    }

    pub(crate) fn rebuild(&self) {
        ranking::rebuild(&self.workplace.database, self.index(), &mut |_| {}).expect("the index is built anew");
    }

    pub(crate) fn candidates(&self) -> Candidates<'_> {
        Candidates::new(&self.workplace.database, &self.workplace.reference)
    }

    pub(crate) fn vacancies(&self) -> Vacancies<'_> {
        Vacancies::new(&self.workplace.database, &self.workplace.reference)
    }

    /// Everybody in the database, those who withdrew included.
    pub(crate) fn everybody(&self) -> Vec<Indexable> {
        let read = self.workplace.database.read(|connection| page_for_indexing(connection, None, 100_000));
        read.expect("people can be read")
    }

    /// Somebody by their reference.
    pub(crate) fn person(&self, reference: &str) -> Indexable {
        let mut all = self.everybody().into_iter();
        all.find(|person| person.reference == reference).unwrap_or_else(|| panic!("{reference} is not there"))
    }

    /// Changes what is known of somebody.
    pub(crate) fn change(&self, reference: &str, change: impl FnOnce(&mut Profile)) -> CandidateId {
        let Indexable { id, version, mut profile, .. } = self.person(reference);
        change(&mut profile);
        let change = Change { profile: Some(profile), personal_data: None };
        self.candidates().change(&Actor::operator(), id, version, change).expect("the change is right");
        id
    }

    /// Open vacancies of the index, by reference.
    pub(crate) fn open_vacancies(&self) -> BTreeMap<String, VacancyId> {
        let snapshot = self.index().snapshot();
        snapshot.vacancies().map(|vacancy| (vacancy.requirements.reference.clone(), vacancy.id)).collect()
    }

    pub(crate) fn rank(&self, vacancy: VacancyId, with_plans: bool) -> Result<ServedRanking, RankingError> {
        self.rankings.rank(&Actor::operator(), vacancy, &ask(with_plans))
    }

    /// What is answered for every vacancy that is ranked on the day, in the shape of the file's answer: people by
    /// their references instead of pseudonyms.
    pub(crate) fn answers(&self, with_plans: bool) -> BTreeMap<String, Value> {
        let people = self.everybody();
        let names: BTreeMap<&str, &str> =
            people.iter().map(|person| (person.pseudonym.as_str(), person.reference.as_str())).collect();
        assert_eq!(names.len(), people.len(), "everybody has a pseudonym of their own");
        let mut answers = BTreeMap::new();
        for (reference, id) in self.open_vacancies() {
            match self.rank(id, with_plans) {
                Ok(served) => {
                    let answer = serde_json::to_value(&served.ranking).expect("JSON");
                    answers.insert(reference, under_references(answer, &names));
                }
                Err(RankingError::NotRankable(_) | RankingError::NotIndexed) => {}
                Err(error) => panic!("{reference}: {error}"),
            }
        }
        answers
    }
}

/// Everybody of every standing, on the day of the tests.
pub(crate) fn ask(with_plans: bool) -> RankingRequest {
    let as_of: Date = AS_OF.parse().expect("a date");
    RankingRequest { as_of, top: 100_000, near: 100_000, with_plans }
}

/// An answer of the index as the file would give it.
fn under_references(mut answer: Value, names: &BTreeMap<&str, &str>) -> Value {
    let named = |pseudonym: &Value| {
        let pseudonym = pseudonym.as_str().expect("a name");
        Value::from(*names.get(pseudonym).unwrap_or_else(|| panic!("nobody is called {pseudonym}")))
    };
    for ranked in answer["ranking"].as_array_mut().expect("a ranking") {
        ranked["candidate"] = named(&ranked["candidate"]);
        ranked.as_object_mut().expect("an object").remove("id").expect("the index tells who it is");
    }
    for near in answer["near_misses"].as_array_mut().expect("near misses") {
        for candidate in near["candidates"].as_array_mut().expect("candidates") {
            *candidate = named(candidate);
        }
    }
    answer
}

/// What the program answers to two files.
pub(crate) fn of_files(
    installation: &TestFolder,
    people: &Table,
    posts: &Table,
    with_plans: bool,
) -> BTreeMap<String, Value> {
    installation.write("people-now.csv", people.csv(Style::PLAIN));
    installation.write("posts-now.csv", posts.csv(Style::PLAIN));
    let files = ["rank", "--candidates", "people-now.csv", "--vacancies", "posts-now.csv", "--config", "config"];
    let how = ["--as-of", AS_OF, "--top", "100000", "--format", "json"];
    let plans: &[&str] = if with_plans { &[] } else { &["--without-plans"] };
    let answer = installation.done(&[&files, &how[..], plans].concat());
    let answers: Vec<Value> = serde_json::from_str(&answer).expect("JSON");
    answers.into_iter().map(|answer| (answer["vacancy"].as_str().expect("a vacancy").to_owned(), answer)).collect()
}

/// Files and index give the same answers, with plans and without.
pub(crate) fn agree(installation: &TestFolder, place: &Place, people: &Table, posts: &Table) {
    for with_plans in [true, false] {
        let (files, index) = (of_files(installation, people, posts, with_plans), place.answers(with_plans));
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            index.keys().collect::<Vec<_>>(),
            "the same vacancies are ranked, with_plans: {with_plans}"
        );
        for (vacancy, answer) in &files {
            same(vacancy, answer, &index[vacancy]);
        }
    }
}

/// Two answers are the same; where they aren't, the first difference is told.
pub(crate) fn same(vacancy: &str, files: &Value, index: &Value) {
    assert_eq!(files["counts"], index["counts"], "{vacancy}: counts");
    assert_eq!(files["near_misses"], index["near_misses"], "{vacancy}: near misses");
    let (one, other) = (files["ranking"].as_array().expect("a list"), index["ranking"].as_array().expect("a list"));
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other, "{vacancy}");
    }
    assert_eq!(files, index, "{vacancy}");
}
