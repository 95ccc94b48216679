//! Curricula and transcripts in both databases: who may do what, versions, imports, confirmed subjects.

use std::sync::LazyLock;

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidates, PersonalData, Profile};
use reference_data::ReferenceData;
use sheets::{ImportOptions, ImportReport, Sheet};
use storage::testing::for_each_database;
use storage::{Database, StorageError, audit};
use training_harmonisation::{
    COLUMNS, Curricula, Curriculum, CurriculumError, CurriculumImport, CurriculumKind, NewCurriculum,
    StoredCurriculum, SubjectSuggester,
};
use vocabulary::{CandidateId, Code, CurriculumId, OrganisationId, ProgrammeId};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

struct Fixture<'a> {
    database: &'a Database,
    programme: ProgrammeId,
    school: OrganisationId,
    other_school: OrganisationId,
}

impl<'a> Fixture<'a> {
    fn new(database: &'a Database) -> Self {
        let operator = Actor::operator();
        let programme = programmes::create(database, &operator, "one", "ma-be", "Invented").expect("a programme").id;
        let school = |name| {
            let new = NewOrganisation { programme, kind: OrganisationKind::School, name, enterprise_number: None };
            organisations::create(database, &operator, &new).expect("a school").id
        };
        Self { database, programme, school: school("ISPITS inventé"), other_school: school("École inventée") }
    }

    fn curricula(&self) -> Curricula<'_> {
        Curricula::new(self.database, &REFERENCE)
    }

    fn officer(&self) -> Actor {
        Actor::new("officer-1", Role::Officer, self.programme)
    }

    fn registrar(&self, school: OrganisationId) -> Actor {
        Actor::new("registrar-1", Role::Registrar, self.programme).for_organisation(school)
    }

    fn new_curriculum(&self, reference: &str) -> NewCurriculum {
        NewCurriculum {
            programme: self.programme,
            school: self.school,
            candidate: None,
            reference: reference.to_owned(),
            enrolment_year: 2021,
            content: content("S1-M1,Pédiatrie,30,0\nS1-M2,Alimentation du malade,20,0\n"),
        }
    }

    fn create(&self, actor: &Actor, new: NewCurriculum) -> Result<StoredCurriculum, CurriculumError> {
        self.database.write(|transaction| self.curricula().create_within(transaction, actor, new))
    }

    fn audited(&self, action: &str) -> usize {
        let entries = self.database.read(|connection| audit::read(connection, 0, 1_000)).expect("entries");
        entries.iter().filter(|entry| entry.action == action).count()
    }
}

fn content(rows: &str) -> Curriculum {
    let csv = format!("code,title,theory,clinical\n{rows}");
    let sheet = Sheet::read("c.csv", csv.as_bytes(), COLUMNS).expect("a sheet");
    Curriculum::parse(&sheet, REFERENCE.frameworks()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn codes(written: &[&str]) -> Vec<Code> {
    written.iter().map(|code| code.parse().expect("a code")).collect()
}

/// What is beyond the reach of an actor is as what doesn't exist.
fn is_not_found<T>(result: Result<T, CurriculumError>) -> bool {
    matches!(result, Err(CurriculumError::Storage(StorageError::NotFound { .. })))
}

#[test]
fn a_curriculum_is_entered_changed_and_read_by_those_who_may() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let (curricula, officer) = (fixture.curricula(), fixture.officer());
        let own = fixture.registrar(fixture.school);
        let entered = fixture.create(&own, fixture.new_curriculum("licence")).expect("entered");
        assert_eq!(entered.version, 1);
        let foreign = fixture.registrar(fixture.other_school);
        assert!(is_not_found(curricula.get(&foreign, entered.id)));
        assert!(is_not_found(curricula.change(&foreign, entered.id, 1, content("A,a,1,1\n"))));
        let recruiter = Actor::new("r", Role::Recruiter, fixture.programme);
        for id in [entered.id, CurriculumId::new()] {
            assert!(matches!(curricula.get(&recruiter, id), Err(CurriculumError::Forbidden(_))));
            let change = curricula.change(&recruiter, id, 1, content("A,a,1,1\n"));
            assert!(matches!(change, Err(CurriculumError::Forbidden(_))));
        }
        let changed = curricula.change(&officer, entered.id, 1, content("A,a,1,1\n")).expect("changed");
        assert_eq!(changed.version, 2);
        let stale = curricula.change(&officer, entered.id, 1, content("B,b,1,1\n"));
        assert!(matches!(stale, Err(CurriculumError::Storage(error)) if error.to_string().contains("curriculum")));
        let read = curricula.get(&officer, entered.id).expect("read");
        assert_eq!((read.content.modules[0].code.as_str(), read.enrolment_year), ("A", 2021));
        let invalid = curricula.change(&officer, entered.id, 2, Curriculum::default());
        assert!(matches!(invalid, Err(CurriculumError::Invalid(_))));
    });
}

#[test]
fn a_school_doesnt_map_its_own_modules_and_keeps_what_was_confirmed() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let (curricula, officer, registrar) =
            (fixture.curricula(), fixture.officer(), fixture.registrar(fixture.school));
        let mapped = |subject: &str| {
            let mut content = content("S1-M1,Pédiatrie,30,0\n");
            content.modules[0].subjects = Some(codes(&[subject]));
            content
        };
        let new = NewCurriculum { content: mapped("theory.basic.pathology"), ..fixture.new_curriculum("licence") };
        assert!(matches!(fixture.create(&registrar, new), Err(CurriculumError::Forbidden(_))));
        let entered = fixture.create(&registrar, fixture.new_curriculum("licence")).expect("entered");
        let paediatrics = codes(&["theory.nursing.paediatrics"]);
        curricula.confirm_subjects(&officer, entered.id, 1, "S1-M1", &paediatrics).expect("confirmed");
        let other = curricula.change(&registrar, entered.id, 2, mapped("theory.basic.pathology"));
        assert!(matches!(other, Err(CurriculumError::Forbidden(_))));
        let same = curricula.change(&registrar, entered.id, 2, mapped("theory.nursing.paediatrics"));
        assert_eq!(same.expect("changed").version, 3);
    });
}

#[test]
fn a_subject_stands_once_in_a_module_and_a_school_is_a_school() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let officer = fixture.officer();
        let entered = fixture.create(&officer, fixture.new_curriculum("licence")).expect("entered");
        let twice = codes(&["theory.nursing.paediatrics", "theory.nursing.paediatrics"]);
        let confirmed = fixture.curricula().confirm_subjects(&officer, entered.id, 1, "S1-M1", &twice);
        assert!(matches!(confirmed, Err(CurriculumError::Invalid(_))));
        let operator = Actor::operator();
        let employer = NewOrganisation {
            programme: fixture.programme,
            kind: OrganisationKind::Employer,
            name: "AZ Verzonnen",
            enterprise_number: None,
        };
        let employer = organisations::create(database, &operator, &employer).expect("an employer").id;
        let new = NewCurriculum { school: employer, ..fixture.new_curriculum("other") };
        let refused = fixture.create(&officer, new);
        assert!(matches!(refused, Err(CurriculumError::Invalid(problems)) if problems[0].field == "school"));
    });
}

#[test]
fn a_reference_is_used_once_for_a_school_and_a_year() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let officer = fixture.officer();
        fixture.create(&officer, fixture.new_curriculum("licence")).expect("entered");
        let again = fixture.create(&officer, fixture.new_curriculum("licence"));
        assert!(matches!(again, Err(CurriculumError::ReferenceTaken { .. })));
        let later = NewCurriculum { enrolment_year: 2022, ..fixture.new_curriculum("licence") };
        fixture.create(&officer, later).expect("another version of the year of enrolment");
        let page = fixture.curricula().page(&officer, fixture.programme, CurriculumKind::Curriculum, None, None, 10);
        assert_eq!(page.expect("a page").items.len(), 2);
    });
}

#[test]
fn confirmed_subjects_count_and_teach_the_next_suggestion_of_the_same_school() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let (curricula, officer) = (fixture.curricula(), fixture.officer());
        let entered = fixture.create(&officer, fixture.new_curriculum("licence")).expect("entered");
        let registrar = fixture.registrar(fixture.school);
        let dietetics = codes(&["theory.basic.dietetics"]);
        let refused = curricula.confirm_subjects(&registrar, entered.id, 1, "S1-M2", &dietetics);
        assert!(matches!(refused, Err(CurriculumError::Forbidden(_))), "a school doesn't confirm its own mapping");
        let confirmed = curricula.confirm_subjects(&officer, entered.id, 1, "S1-M2", &dietetics).expect("confirmed");
        assert_eq!(confirmed.content.modules[1].subjects.as_deref(), Some(dietetics.as_slice()));
        let unknown = codes(&["theory.basic.astrology"]);
        let invalid = curricula.confirm_subjects(&officer, entered.id, 2, "S1-M2", &unknown);
        assert!(matches!(invalid, Err(CurriculumError::Invalid(_))));
        let no_module = curricula.confirm_subjects(&officer, entered.id, 2, "S9", &dietetics);
        assert!(matches!(no_module, Err(CurriculumError::NoModule(_))));
        // Confirmed again, otherwise: the later one is suggested.
        let pharmacology = codes(&["theory.basic.pharmacology"]);
        curricula.confirm_subjects(&officer, entered.id, 2, "S1-M2", &pharmacology).expect("confirmed");

        let next = NewCurriculum { enrolment_year: 2024, ..fixture.new_curriculum("licence") };
        let next = fixture.create(&officer, next).expect("entered");
        let suggester = SubjectSuggester::new(&REFERENCE);
        let (stored, titles) = curricula.get_with_confirmed_titles(&officer, next.id).expect("read");
        let suggestions = suggester.suggest_all(&stored.content, &titles);
        let of_title: Vec<&str> =
            suggestions.iter().filter(|one| one.module == "S1-M2").map(|one| one.subject.as_str()).collect();
        assert_eq!(of_title, ["theory.basic.pharmacology"]);

        let elsewhere = NewCurriculum { school: fixture.other_school, ..fixture.new_curriculum("licence") };
        let elsewhere = fixture.create(&officer, elsewhere).expect("entered");
        let (_, titles) = curricula.get_with_confirmed_titles(&officer, elsewhere.id).expect("read");
        assert!(titles.is_empty(), "another school's mapping teaches nothing here");
    });
}

#[test]
fn a_transcript_belongs_to_a_person_and_its_reading_is_audited() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let curricula = fixture.curricula();
        let candidate = invented_candidate(&fixture);
        let transcript = NewCurriculum { candidate: Some(candidate), ..fixture.new_curriculum("t017") };
        let entered = fixture.create(&fixture.officer(), transcript).expect("entered");
        let own = Actor::candidate(candidate, fixture.programme);
        assert!(curricula.get(&own, entered.id).is_ok());
        let other = Actor::candidate(CandidateId::new(), fixture.programme);
        assert!(is_not_found(curricula.get(&other, entered.id)));
        let manager = Actor::new("m", Role::ProgrammeManager, fixture.programme);
        assert!(is_not_found(curricula.get(&manager, entered.id)));
        assert_eq!(fixture.audited("read-transcript"), 1);
        let page = |kind| {
            let page = curricula.page(&fixture.officer(), fixture.programme, kind, None, None, 10);
            page.expect("a page").items.len()
        };
        assert_eq!((page(CurriculumKind::Curriculum), page(CurriculumKind::Transcript)), (0, 1));
        assert_eq!(fixture.audited("read-transcript"), 2);
    });
}

#[test]
fn an_import_enters_changes_or_leaves_and_tries_without_a_trace() {
    for_each_database(|database| {
        let fixture = Fixture::new(database);
        let import = |rows: &str, options| {
            let import = CurriculumImport {
                school: "Nouvelle école inventée".to_owned(),
                candidate: None,
                reference: "licence".to_owned(),
                enrolment_year: 2021,
                content: content(rows),
            };
            fixture.curricula().import(&Actor::operator(), fixture.programme, import, options)
        };
        let plain = ImportOptions::default();
        let created = ImportReport { created: 1, ..ImportReport::default() };
        let schools = || {
            let list = organisations::list(database, &Actor::operator(), fixture.programme, None, 100);
            list.expect("organisations").len()
        };
        assert_eq!(import("A,a,1,1\n", ImportOptions { dry_run: true, ..plain }), Ok(created));
        assert_eq!(schools(), 2, "a trial adds no school");
        assert_eq!(import("A,a,1,1\n", plain), Ok(created));
        assert_eq!(schools(), 3);
        assert_eq!(import("A,a,1,1\n", plain), Ok(ImportReport { unchanged: 1, ..ImportReport::default() }));
        assert!(matches!(import("A,a,2,1\n", plain), Err(CurriculumError::OtherContent(_))));
        let update = ImportOptions { update: true, ..plain };
        assert_eq!(import("A,a,2,1\n", update), Ok(ImportReport { changed: 1, ..ImportReport::default() }));
    });
}

fn invented_candidate(fixture: &Fixture<'_>) -> CandidateId {
    let new = NewCandidate {
        programme: fixture.programme,
        reference: Some("c017".to_owned()),
        organisation: None,
        profile: Profile::default(),
        personal_data: PersonalData::default(),
    };
    let candidates = Candidates::new(fixture.database, &REFERENCE);
    candidates.create(&Actor::operator(), new).expect("a candidate").id
}
