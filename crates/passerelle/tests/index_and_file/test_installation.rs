//! Access to the database and the index of an installation, and comparison of its rankings with those of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Actor;
use candidate_profile::Candidates;
use candidate_profile::Profile;
use candidate_profile::candidates::{Change, Indexable, page_for_indexing};
use employer::Vacancies;
use matching::TieBreaker;
use passerelle::installation::Installation;
use passerelle::settings::Settings;
use ranking::index::Index;
use ranking::programme_rankings::ServedRanking;
use ranking::{FollowError, Indexer, ProgrammeRankings, RankingError, RankingRequest, Rankings};
use serde_json::Value;
use storage::testing::{Fresh, KINDS, fresh};
use vocabulary::{CandidateId, Clock, Date, ProgrammeId, VacancyId};

use crate::generator::{AS_OF, Style, Table};
use crate::test_folder::TestFolder;

/// Invented courses, so that rankings with and without plans differ.
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

/// Writes the settings and courses of an installation, for program and test.
pub(crate) fn write_settings(folder: &TestFolder, database: Option<&str>) {
    let url = database.map_or_else(String::new, |url| format!("\n[database]\nurl = {url:?}\nconnections = 4\n"));
    let (data, config) = (folder.path("data"), folder.path("config"));
    folder.write("config/courses/invented.toml", COURSES);
    folder.write("passerelle.toml", format!("data_folder = {data:?}\nconfig_folder = {config:?}\n{url}"));
}

/// An open installation.
pub(crate) struct TestInstallation {
    pub(crate) inner: Installation,
    pub(crate) programme: ProgrammeId,
    pub(crate) all_rankings: Arc<Rankings>,
    pub(crate) rankings: Arc<ProgrammeRankings>,
}

/// Runs a test with a new installation on each kind of database.
pub(crate) fn for_each_database_kind(test: impl Fn(&TestFolder)) {
    for kind in KINDS {
        let database: Fresh = fresh(kind);
        let folder = TestFolder::new();
        write_settings(&folder, Some(database.url()));
        test(&folder);
    }
}

impl TestInstallation {
    /// Opens the installation of a folder according to its settings.
    pub(crate) fn open(folder: &TestFolder) -> Self {
        Self::open_with(folder, Clock::system())
    }

    /// The same with another clock than that of the machine.
    pub(crate) fn open_with(folder: &TestFolder, clock: Clock) -> Self {
        let settings = Settings::read(Some(&folder.path("passerelle.toml"))).expect("the settings are right");
        let inner = Installation::open(settings, clock).expect("the installation opens");
        let programme = inner.programme().expect("there is one programme").id;
        let all_rankings = inner.rankings().expect("rankings can be served");
        let rankings = all_rankings.of(programme).expect("the programme is there");
        Self { inner, programme, all_rankings, rankings }
    }

    pub(crate) fn index(&self) -> Arc<Index> {
        self.rankings.index().expect("the index can be used")
    }

    /// Runs the only indexer of the installation, and closes it.
    fn with_indexer(&self, work: impl FnOnce(&mut Indexer) -> Result<(), FollowError>) {
        let mut indexer = Indexer::new(self.all_rankings.clone()).expect("there is no other indexer");
        work(&mut indexer).expect("the index can be written");
        indexer.close().expect("the writer is closed");
    }

    /// Brings the index to the end of the log.
    pub(crate) fn catch_up(&self) {
        self.with_indexer(|indexer| indexer.catch_up(&mut |_| {}));
    }

    pub(crate) fn rebuild(&self) {
        self.with_indexer(|indexer| indexer.rebuild(self.programme, &mut |_| {}));
    }

    pub(crate) fn candidates(&self) -> Candidates<'_> {
        Candidates::new(&self.inner.database, &self.inner.reference)
    }

    pub(crate) fn vacancies(&self) -> Vacancies<'_> {
        Vacancies::new(&self.inner.database, &self.inner.reference)
    }

    /// Returns all candidates of the database, also those who withdrew.
    pub(crate) fn all_candidates(&self) -> Vec<Indexable> {
        let read =
            self.inner.database.read(|connection| page_for_indexing(connection, self.programme, None, 100_000));
        read.expect("candidates can be read")
    }

    /// Returns a candidate by reference.
    pub(crate) fn candidate(&self, reference: &str) -> Indexable {
        let mut all = self.all_candidates().into_iter();
        all.find(|candidate| candidate.reference == reference).unwrap_or_else(|| panic!("{reference} is not there"))
    }

    /// Changes the profile of a candidate.
    pub(crate) fn change(&self, reference: &str, change: impl FnOnce(&mut Profile)) -> CandidateId {
        let Indexable { id, version, mut profile, .. } = self.candidate(reference);
        change(&mut profile);
        let change = Change { profile: Some(profile), personal_data: None };
        self.candidates().change(&Actor::operator(), id, version, change).expect("the change is right");
        id
    }

    /// Returns the open vacancies of the index by reference.
    pub(crate) fn open_vacancies(&self) -> BTreeMap<String, VacancyId> {
        let snapshot = self.index().snapshot();
        snapshot.vacancies().map(|vacancy| (vacancy.requirements.reference.clone(), vacancy.id)).collect()
    }

    pub(crate) fn rank(&self, vacancy: VacancyId, with_plans: bool) -> Result<ServedRanking, RankingError> {
        self.rankings.rank(&Actor::operator(), vacancy, &request(with_plans))
    }

    /// Returns the ranking of every vacancy that can be ranked on the day of the tests, in the form of file rankings:
    /// with references of candidates instead of pseudonyms.
    pub(crate) fn rankings_by_vacancy(&self, with_plans: bool) -> BTreeMap<String, Value> {
        let candidates = self.all_candidates();
        let names: BTreeMap<&str, &str> =
            candidates.iter().map(|candidate| (candidate.pseudonym.as_str(), candidate.reference.as_str())).collect();
        assert_eq!(names.len(), candidates.len(), "pseudonyms are unique");
        let mut rankings_by_vacancy = BTreeMap::new();
        for (reference, id) in self.open_vacancies() {
            match self.rank(id, with_plans) {
                Ok(served) => {
                    let answer = with_references(in_order_of_files(&reference, &served, &names), &names);
                    rankings_by_vacancy.insert(reference, answer);
                }
                Err(RankingError::NotRankable(_) | RankingError::NotIndexed) => {}
                Err(error) => panic!("{reference}: {error}"),
            }
        }
        rankings_by_vacancy
    }
}

/// The request for all candidates of all standings, on the day of the tests.
pub(crate) fn request(with_plans: bool) -> RankingRequest {
    let as_of: Date = AS_OF.parse().expect("a date");
    RankingRequest { as_of, top: 100_000, near: 100_000, with_plans }
}

/// Returns a ranking from the index with equal candidates in the order of a file ranking. It must be in order otherwise.
fn in_order_of_files(vacancy: &str, served: &ServedRanking, names: &BTreeMap<&str, &str>) -> Value {
    let mut answer = serde_json::to_value(served.ranking()).expect("JSON");
    let place = |ranked: &Value| -> (usize, usize, i64) {
        let standing = ["ready", "reachable", "to_verify", "near_miss"];
        let standing = standing.iter().position(|word| ranked["standing"] == *word).expect("a standing");
        let rules = ranked["rules"].as_array().expect("rules");
        let unknown = rules.iter().filter(|rule| rule["outcome"] == "unknown").count();
        (standing, unknown, -(ranked["score"].as_f64().expect("a score") * 1e6).round() as i64)
    };
    let tie_breaker = TieBreaker::of_file(vacancy);
    let sort = |mut list: Vec<((usize, usize, i64), Value)>| -> Vec<Value> {
        assert!(list.is_sorted_by_key(|(place, _)| *place), "{vacancy}: in order but for ties");
        list.sort_by_cached_key(|(place, ranked)| {
            let pseudonym = ranked.get("candidate").unwrap_or(ranked).as_str().expect("a pseudonym");
            (*place, tie_breaker.number(names[pseudonym].as_bytes()))
        });
        list.into_iter().map(|(_, ranked)| ranked).collect()
    };
    let ranking = answer["ranking"].as_array_mut().expect("a ranking");
    *ranking = sort(ranking.drain(..).map(|ranked| (place(&ranked), ranked)).collect());
    let near_misses = answer["near_misses"].as_array_mut().expect("near misses");
    for (near, recorded) in near_misses.iter_mut().zip(&served.record.near_misses) {
        let places = recorded
            .listed
            .iter()
            .map(|listed| place(&serde_json::from_str(listed.output.get()).expect("the output of a candidate")));
        let candidates = near["candidates"].as_array_mut().expect("candidates");
        assert_eq!(candidates.len(), recorded.listed.len(), "{vacancy}: nobody has gone");
        *candidates = sort(places.zip(candidates.drain(..)).collect());
    }
    answer
}

/// Returns a ranking from the index in the form of a file ranking.
fn with_references(mut answer: Value, names: &BTreeMap<&str, &str>) -> Value {
    let named = |pseudonym: &Value| {
        let pseudonym = pseudonym.as_str().expect("a name");
        Value::from(*names.get(pseudonym).unwrap_or_else(|| panic!("no candidate has the pseudonym {pseudonym}")))
    };
    for ranked in answer["ranking"].as_array_mut().expect("a ranking") {
        ranked["candidate"] = named(&ranked["candidate"]);
        ranked.as_object_mut().expect("an object").remove("id").expect("a ranking from the index has identifiers");
    }
    for near in answer["near_misses"].as_array_mut().expect("near misses") {
        for candidate in near["candidates"].as_array_mut().expect("candidates") {
            *candidate = named(candidate);
        }
    }
    answer
}

/// The table with what an import takes of it: a status or an evidence for which it names no document or decision is lowered,
/// since a person's own word is no proof. `rank` keeps the word of files.
fn as_imported(candidates: &Table) -> Table {
    let position = |name: &str| candidates.columns.iter().position(|column| *column == name).expect("a column");
    let [titles, languages] = ["titles", "languages"].map(position);
    let [documents, decisions, tests] = ["titles_document", "titles_decision", "languages_document"].map(position);
    let names = |cell: &str, subject: &str| cell.split('|').any(|proof| proof.split(':').next() == Some(subject));
    let mut lowered = Table { columns: candidates.columns.clone(), rows: candidates.rows.clone() };
    for row in &mut lowered.rows {
        let title = |held: &str| match held.split_once('@') {
            Some((title, "equivalent" | "licensed")) if names(&row[decisions], title) => held.to_owned(),
            Some((title, "declared")) => format!("{title}@declared"),
            Some((title, _)) if names(&row[documents], title) => format!("{title}@documented"),
            Some((title, _)) => format!("{title}@declared"),
            None => held.to_owned(),
        };
        let language = |known: &str| match known.split_once('@') {
            Some((level, _)) if !names(&row[tests], &known[..2]) => level.to_owned(),
            _ => known.to_owned(),
        };
        let all =
            |cell: &str, lower: &dyn Fn(&str) -> String| cell.split('|').map(lower).collect::<Vec<_>>().join("|");
        let (held, known) = (all(&row[titles], &title), all(&row[languages], &language));
        (row[titles], row[languages]) = (held, known);
    }
    lowered
}

/// The same without the kinds of sources, which a ranking of files doesn't have.
fn without_sources(mut answer: Value) -> Value {
    for rule in answer["ranking"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .flat_map(|ranked| ranked["rules"].as_array_mut().into_iter().flatten())
    {
        rule.as_object_mut().expect("a rule").remove("source");
    }
    answer
}

/// Returns the rankings of the command `rank` for two files, by vacancy, with what an import takes of the candidates.
pub(crate) fn file_rankings(
    folder: &TestFolder,
    candidates: &Table,
    vacancies: &Table,
    with_plans: bool,
) -> BTreeMap<String, Value> {
    folder.write("candidates-now.csv", as_imported(candidates).csv(Style::PLAIN));
    folder.write("vacancies-now.csv", vacancies.csv(Style::PLAIN));
    let files =
        ["rank", "--candidates", "candidates-now.csv", "--vacancies", "vacancies-now.csv", "--config", "config"];
    let how = ["--as-of", AS_OF, "--top", "100000", "--format", "json"];
    let plans: &[&str] = if with_plans { &[] } else { &["--without-plans"] };
    let answer = folder.run_ok(&[&files, &how[..], plans].concat());
    let rankings_by_vacancy: Vec<Value> = serde_json::from_str(&answer).expect("JSON");
    rankings_by_vacancy
        .into_iter()
        .map(|answer| (answer["vacancy"].as_str().expect("a vacancy").to_owned(), answer))
        .collect()
}

/// Asserts that files and index give equal rankings, up to ties, with plans and without.
pub(crate) fn assert_equal_rankings(
    folder: &TestFolder,
    installation: &TestInstallation,
    candidates: &Table,
    vacancies: &Table,
) {
    for with_plans in [true, false] {
        let (files, index) =
            (file_rankings(folder, candidates, vacancies, with_plans), installation.rankings_by_vacancy(with_plans));
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            index.keys().collect::<Vec<_>>(),
            "the same vacancies are ranked, with_plans: {with_plans}"
        );
        for (vacancy, answer) in &files {
            assert_equal(vacancy, answer, &without_sources(index[vacancy].clone()));
        }
    }
}

/// Asserts that two rankings are equal; fails at the first difference.
pub(crate) fn assert_equal(vacancy: &str, files: &Value, index: &Value) {
    assert_eq!(files["counts"], index["counts"], "{vacancy}: counts");
    assert_eq!(files["near_misses"], index["near_misses"], "{vacancy}: near misses");
    let (one, other) = (files["ranking"].as_array().expect("a list"), index["ranking"].as_array().expect("a list"));
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other, "{vacancy}");
    }
    assert_eq!(files, index, "{vacancy}");
}
