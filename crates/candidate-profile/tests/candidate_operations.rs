//! The operations on candidates, on both databases. All people are invented.

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use candidate_profile::authority_decision::ReviewError;
use candidate_profile::candidates::{
    CandidateImport, CertifiedAssertions, Change, DecisionFilter, DowngradeReason, NewCandidate, PartContent,
    PartVersions, expiring_for_indexing, for_indexing, page_for_indexing,
};
use candidate_profile::decision_row::{DECISION_COLUMNS, parse_decisions};
use candidate_profile::{
    COLUMNS, CandidateError, CandidateRow, CandidateState, Candidates, DecisionState, DecisionTransition, Document,
    PersonalData, Profile, Provenance, Source, StatedDecision, parse,
};
use reference_data::ReferenceData;
use sheets::{ImportOptions, ImportReport, Sheet};
use std::sync::LazyLock;
use storage::testing::for_each_database;
use storage::{Database, audit, events};
use vocabulary::{
    CandidateId, CertificateId, Date, ManualClock, OrganisationId, ProgrammeId, TextLanguage, TitleStatus,
};

static DATA: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is valid"));

/// A programme with the officer of an agency and the registrar of a school.
struct World<'a> {
    database: &'a Database,
    candidates: Candidates<'a>,
    programme: ProgrammeId,
    officer: Actor,
    school: OrganisationId,
    registrar: Actor,
}

impl<'a> World<'a> {
    fn new(database: &'a Database) -> Self {
        let operator = Actor::operator();
        let programme = programmes::create(database, &operator, "one", "ma-be", "Invented").expect("a programme").id;
        let organisation = |kind, name| {
            let new = NewOrganisation { programme, kind, name, enterprise_number: None };
            organisations::create(database, &operator, &new).expect("an organisation").id
        };
        let agency = organisation(OrganisationKind::Agency, "Invented agency");
        let school = organisation(OrganisationKind::School, "Invented school");
        Self {
            database,
            candidates: Candidates::new(database, &DATA),
            programme,
            officer: Actor::new("officer-1", Role::Officer, programme).for_organisation(agency),
            school,
            registrar: Actor::new("registrar-1", Role::Registrar, programme).for_organisation(school),
        }
    }

    fn new_candidate(&self, reference: &str, profile: &str) -> NewCandidate {
        NewCandidate {
            programme: self.programme,
            reference: Some(reference.to_owned()),
            organisation: None,
            profile: serde_json::from_str(profile).expect("a profile"),
            personal_data: PersonalData { name: Some("Invented Person".to_owned()), ..PersonalData::default() },
        }
    }

    fn import_with_downgrades(
        &self,
        actor: &Actor,
        file: &str,
        dry_run: bool,
        update: bool,
    ) -> Result<CandidateImport, CandidateError> {
        let options = ImportOptions { dry_run, update };
        self.candidates.import(actor, self.programme, rows(file), options, &mut |_| {})
    }

    fn import(&self, actor: &Actor, file: &str, dry_run: bool, update: bool) -> Result<ImportReport, CandidateError> {
        self.import_with_downgrades(actor, file, dry_run, update).map(|imported| imported.report)
    }

    fn certifier(&self) -> Actor {
        Actor::new("certifier-1", Role::Certifier, self.programme)
    }

    /// Adds what a certificate of 1 November 2026 asserts.
    fn certify(&self, id: CandidateId, certificate: CertificateId, profile: &str) {
        let profile: Profile = serde_json::from_str(profile).expect("a profile");
        let certified = CertifiedAssertions {
            certificate,
            titles: profile.titles,
            languages: profile.languages,
            issued_on: day("2026-11-01"),
            expires_on: None,
        };
        let certifier = self.certifier();
        let written = self
            .database
            .write(|transaction| self.candidates.certify_within(transaction, &certifier, id, &certified));
        written.expect("certified");
    }

    fn events(&self) -> Vec<String> {
        let events =
            self.database.read(|connection| events::after(connection, self.programme, 0, 1_000)).expect("events");
        events.into_iter().map(|event| event.kind).filter(|kind| kind.starts_with("candidate.")).collect()
    }

    fn actions(&self) -> Vec<String> {
        let entries = self.database.read(|connection| audit::read(connection, 0, 1_000)).expect("the audit log");
        entries.into_iter().filter(|entry| entry.subject_kind == "candidate").map(|entry| entry.action).collect()
    }

    fn by_reference(&self, reference: &str) -> candidate_profile::Candidate {
        let page = self.candidates.page(&self.officer, self.programme, None, 1_000).expect("a page");
        page.items.into_iter().find(|candidate| candidate.reference == reference).expect("a candidate")
    }
}

fn day(written: &str) -> Date {
    written.parse().expect("a date")
}

/// Rows as a file states them.
fn without_provenance(mut rows: Vec<CandidateRow>) -> Vec<CandidateRow> {
    for row in &mut rows {
        row.profile.titles.iter_mut().for_each(|held| held.provenance = Provenance::default());
        row.profile.languages.iter_mut().for_each(|known| known.provenance = Provenance::default());
    }
    rows
}

fn rows(file: &str) -> Vec<CandidateRow> {
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS).expect("a sheet");
    parse(&sheet, &DATA).unwrap_or_else(|problems| panic!("{problems}"))
}

const NURSE: &str = r#"{"titles": [{"title": "nurse-general-care", "status": "declared"}], "consent": true}"#;
const DOCUMENTED: &str = r#"{"titles": [{"title": "nurse-general-care", "status": "documented",
    "document": {"kind": "diploma", "issuer": "ISPITS Rabat", "date": "2024-07-15"}}], "consent": true}"#;

#[test]
fn a_registered_candidate_can_be_read_and_each_operation_leaves_an_event_and_an_audit_entry() {
    for_each_database(|database| {
        let world = World::new(database);
        let new = world.new_candidate("c1", NURSE);
        let created = world.candidates.create(&world.officer, new.clone()).expect("registered");
        assert_eq!((created.version, created.state), (1, CandidateState::Active));
        assert_eq!(world.candidates.get(&world.officer, created.id).expect("read"), created);
        assert_eq!(created.stated_by(&world.officer), new.profile);
        let provenance = &created.profile.titles[0].provenance;
        assert_eq!((provenance.source, provenance.stated_by.as_deref()), (Source::Agency, Some("officer-1")));
        assert!(provenance.stated_on.is_some() && provenance.organisation.is_some());
        assert_eq!(world.events(), ["candidate.created"]);
        assert_eq!(world.actions(), ["create-candidate", "read-candidate"]);

        let again = world.candidates.create(&world.officer, new).expect_err("the reference is in use");
        assert!(matches!(again, CandidateError::ReferenceTaken { .. }), "{again}");
        let missing = world.candidates.get(&world.officer, CandidateId::new()).expect_err("no candidate");
        assert!(matches!(missing, CandidateError::NotFound(_)));
        assert_eq!(world.events().len(), 1, "what failed left nothing");
    });
}

#[test]
fn personal_data_is_kept_apart_and_reading_it_is_noted() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let read = world.candidates.get(&world.officer, created.id).expect("read");
        assert!(!serde_json::to_string(&read).expect("JSON").contains("Invented Person"));
        let manager = Actor::new("manager-1", Role::ProgrammeManager, world.programme);
        assert!(matches!(
            world.candidates.get_personal_data(&manager, created.id),
            Err(CandidateError::Forbidden(_))
        ));
        let personal_data = world.candidates.get_personal_data(&world.officer, created.id).expect("personal data").0;
        assert_eq!(personal_data.name.as_deref(), Some("Invented Person"));
        assert_eq!(world.actions(), ["create-candidate", "read-candidate", "read-personal-data"]);
    });
}

#[test]
fn a_change_is_refused_from_another_version_than_the_current_one() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let profile = Profile { driving_licence: Some(true), ..created.profile.clone() };
        let change = Change { profile: Some(profile.clone()), personal_data: None };
        let changed = world.candidates.change(&world.officer, created.id, 1, change.clone()).expect("changed");
        assert_eq!((changed.version, &changed.profile), (2, &profile));

        let late = world.candidates.change(&world.officer, created.id, 1, Change::default());
        assert_eq!(late, Err(CandidateError::Conflict { candidate: created.id, seen: 1, current: 2 }));
        let same = world.candidates.change(&world.officer, created.id, 2, change).expect("nothing to change");
        assert_eq!(same.version, 2);

        let name = PersonalData { name: Some("Another Invention".to_owned()), ..PersonalData::default() };
        let renamed = Change { profile: None, personal_data: Some(name.clone()) };
        let renamed = world.candidates.change(&world.officer, created.id, 2, renamed).expect("renamed");
        assert_eq!(renamed.version, 3);
        let read = world.candidates.get_personal_data(&world.officer, created.id).expect("personal data");
        assert_eq!(read, (name, 2));
        assert_eq!(world.events(), ["candidate.created", "candidate.changed", "candidate.changed"]);
    });
}

#[test]
fn a_wrong_profile_is_refused_with_every_field() {
    for_each_database(|database| {
        let world = World::new(database);
        let wrong = world.new_candidate("c1", r#"{"specialisms": ["surgry"], "hours_min": "38", "hours_max": "30"}"#);
        let error = world.candidates.create(&world.officer, wrong).expect_err("wrong");
        let message = error.to_string();
        assert!(
            message.contains("specialisms: `surgry`: expected the code of a specialism; nearest: surgery"),
            "{message}"
        );
        assert!(message.contains("hours_min: `38`: expected at most 30"), "{message}");
        assert_eq!(world.events(), Vec::<String>::new());
    });
}

#[test]
fn a_withdrawn_candidate_stays_withdrawn_and_is_not_changed() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let themselves = Actor::candidate(created.id, world.programme);
        let withdrawn = world.candidates.withdraw(&themselves, created.id, None).expect("withdrawn");
        assert_eq!((withdrawn.state, withdrawn.version), (CandidateState::Withdrawn, 2));
        assert_eq!(world.candidates.withdraw(&themselves, created.id, None).expect("out already").version, 2);
        assert_eq!(
            world.candidates.change(&themselves, created.id, 2, Change::default()),
            Err(CandidateError::Withdrawn(created.id))
        );
        assert_eq!(world.events(), ["candidate.created", "candidate.withdrawn"]);
        assert_eq!(world.candidates.export(&world.officer, world.programme, true).expect("exported"), vec![]);
        let import = world.import(&world.officer, "id\nc1\n", false, true).expect_err("withdrawn");
        assert!(import.to_string().contains("has withdrawn"), "{import}");
    });
}

#[test]
fn an_actor_without_permission_neither_reads_nor_changes_a_candidate() {
    for_each_database(|database| {
        let world = World::new(database);
        let theirs = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let own = world.candidates.create(&world.registrar, world.new_candidate("c2", NURSE)).expect("registered");
        assert_eq!(own.organisation, Some(world.school));
        assert!(world.candidates.get(&world.registrar, own.id).is_ok());
        assert!(matches!(world.candidates.get(&world.registrar, theirs.id), Err(CandidateError::NotFound(_))));
        let page = world.candidates.page(&world.registrar, world.programme, None, 10).expect("their own");
        assert_eq!(page.items.iter().map(|candidate| candidate.id).collect::<Vec<_>>(), [own.id]);

        let another = Actor::candidate(own.id, world.programme);
        assert!(matches!(world.candidates.get(&another, theirs.id), Err(CandidateError::NotFound(_))));
        for role in [Role::Recruiter, Role::Auditor, Role::Administrator] {
            let actor = Actor::new("somebody", role, world.programme);
            for id in [theirs.id, CandidateId::new()] {
                assert!(matches!(world.candidates.get(&actor, id), Err(CandidateError::Forbidden(_))), "{role}");
            }
            assert!(world.import(&actor, "id\nc3\n", false, false).is_err(), "{role}");
            assert!(world.candidates.export(&actor, world.programme, false).is_err(), "{role}");
        }
        let manager = Actor::new("manager-1", Role::ProgrammeManager, world.programme);
        assert!(world.candidates.export(&manager, world.programme, false).is_ok());
        assert!(world.candidates.export(&manager, world.programme, true).is_err());
    });
}

#[test]
fn nobody_states_more_than_their_role_may_by_the_proof_that_they_name() {
    for_each_database(|database| {
        let world = World::new(database);
        let own = world.candidates.create(&world.registrar, world.new_candidate("c2", NURSE)).expect("registered");
        assert_eq!(own.profile.titles[0].provenance.source, Source::School);
        let themselves = Actor::candidate(own.id, world.programme);
        let certifier = world.certifier();
        let title = |status: &str, document: bool| {
            let document =
                if document { r#", "document": {"kind": "d", "issuer": "i", "date": "2024-07-15"}"# } else { "" };
            format!(r#"{{"titles": [{{"title": "nurse-general-care", "status": "{status}"{document}}}]}}"#)
        };
        let language = |evidence: &str, document: bool| {
            let document =
                if document { r#", "document": {"kind": "d", "issuer": "i", "date": "2024-07-15"}"# } else { "" };
            format!(r#"{{"languages": [{{"language": "nl", "level": "C1", "evidence": "{evidence}"{document}}}]}}"#)
        };
        let check = |actor: &Actor, written: &str| {
            let seen = world.candidates.get(&world.officer, own.id).expect("read").version;
            let change = Change { profile: serde_json::from_str(written).ok(), personal_data: None };
            world.candidates.change(actor, own.id, seen, change)
        };
        for status in ["documented", "certified", "equivalent", "licensed"] {
            for actor in [&themselves, &world.registrar, &world.officer, &certifier, &Actor::operator()] {
                for document in [false, true] {
                    let agency = [Role::Officer, Role::Certifier, Role::Operator].contains(&actor.role);
                    let may = status == "documented" && document && agency;
                    let changed = check(actor, &title(status, document));
                    assert_eq!(changed.is_ok(), may, "{} {status} {document}: {changed:?}", actor.role);
                    if let Err(error) = changed {
                        let message = error.to_string();
                        let member = if document && !agency { "document" } else { "status" };
                        let found = format!("titles[0].{member}: `nurse-general-care@{status}`: expected");
                        assert!(message.contains(&found) && message.contains(actor.role.word()), "{message}");
                    }
                }
            }
        }
        for evidence in ["attested", "tested"] {
            for actor in [&themselves, &world.registrar, &world.officer, &certifier] {
                for document in [false, true] {
                    let may = document && [Role::Officer, Role::Certifier].contains(&actor.role);
                    let changed = check(actor, &language(evidence, document));
                    assert_eq!(changed.is_ok(), may, "{} {evidence} {document}", actor.role);
                }
            }
        }
        let error = check(&themselves, &title("licensed", false)).expect_err("her own word").to_string();
        assert!(
            error.contains("a decision of an authority, which one officer records and another confirms"),
            "{error}"
        );
    });
}

#[test]
fn what_others_asserted_stays_when_somebody_writes_their_own_part() {
    for_each_database(|database| {
        let world = World::new(database);
        let own = world.candidates.create(&world.registrar, world.new_candidate("c2", NURSE)).expect("registered");
        let themselves = Actor::candidate(own.id, world.programme);
        let put = |actor: &Actor, profile: &str| {
            let seen = world.candidates.get(&world.officer, own.id).expect("read").versions.titles;
            let titles = serde_json::from_str::<Profile>(profile).expect("a profile").titles;
            let changed = world.candidates.change_part(actor, own.id, seen, PartContent::Titles(titles));
            let titles = changed.expect("changed").profile.titles;
            titles.iter().map(|held| format!("{held} {}", held.provenance.source)).collect::<Vec<_>>()
        };
        let school = "nurse-general-care@declared school";
        let document = "nurse-general-care@documented agency";
        assert_eq!(put(&world.officer, DOCUMENTED), [school, document]);
        let midwife = r#"{"titles": [{"title": "midwife", "status": "declared"}]}"#;
        assert_eq!(put(&themselves, midwife), [school, document, "midwife@declared candidate"]);
        assert_eq!(put(&themselves, "{}"), [school, document]);
        // What the agency asserts is no statement of hers, even if she repeats it.
        let repeated = r#"{"titles": [{"title": "nurse-general-care", "status": "documented"}]}"#;
        assert_eq!(put(&themselves, repeated), [school, document]);
        assert_eq!(put(&world.registrar, "{}"), [document]);
        assert_eq!(put(&world.officer, "{}"), [] as [&str; 0]);
    });
}

#[test]
fn a_candidate_names_no_school_and_an_officer_one_of_the_programme() {
    for_each_database(|database| {
        let world = World::new(database);
        let themselves = Actor::candidate(CandidateId::new(), world.programme);
        let named = |organisation| NewCandidate { organisation, ..world.new_candidate("c1", NURSE) };
        let error = world.candidates.create(&themselves, named(Some(world.school))).expect_err("a school");
        assert!(error.to_string().contains("organisation: "), "{error}");
        let new = NewCandidate { reference: None, ..named(None) };
        let own = world.candidates.create(&themselves, new).expect("registered");
        assert_eq!((own.organisation, own.profile.titles[0].provenance.source), (None, Source::Candidate));
        let unknown = world.candidates.create(&world.officer, named(Some(OrganisationId::new())));
        assert!(matches!(unknown, Err(CandidateError::Invalid(_))), "{unknown:?}");
    });
}

const VISUM: &str = r#"{"title": "nurse-general-care", "kind": "visum", "authority": "FOD Volksgezondheid",
    "decided_on": "2026-03-02", "reference": "REF1"}"#;

fn visum() -> StatedDecision {
    serde_json::from_str(VISUM).expect("a decision")
}

#[test]
fn a_decision_counts_when_another_officer_has_confirmed_it() {
    for_each_database(|database| {
        let world = World::new(database);
        let own = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let statuses = || {
            let titles = world.candidates.get(&world.officer, own.id).expect("read").profile.titles;
            titles.iter().map(|held| format!("{held} {}", held.source_kind())).collect::<Vec<_>>()
        };
        let second = Actor::new("officer-2", Role::Officer, world.programme);
        for actor in [&world.registrar, &world.certifier(), &Actor::candidate(own.id, world.programme)] {
            let refused = world.candidates.enter_decision(actor, own.id, &visum());
            assert!(matches!(refused, Err(CandidateError::Forbidden(_))), "{refused:?}");
        }
        let entered = world.candidates.enter_decision(&world.officer, own.id, &visum()).expect("entered");
        assert_eq!((entered.state, entered.decision.authority.as_str()), (DecisionState::Entered, "fps-health"));
        assert_eq!(statuses(), ["nurse-general-care@declared own-word"], "it doesn't count yet");
        let again = world.candidates.enter_decision(&second, own.id, &visum());
        assert_eq!(again, Err(CandidateError::DecisionTaken { reference: "REF1".to_owned() }));

        let review =
            |actor: &Actor, seen, transition| world.candidates.review_decision(actor, entered.id, seen, transition);
        let alone = review(&world.officer, 1, DecisionTransition::Confirm);
        assert_eq!(alone, Err(CandidateError::Review(ReviewError::OwnEntry)));
        assert_eq!(
            review(&second, 2, DecisionTransition::Confirm),
            Err(CandidateError::DecisionConflict(entered.id))
        );
        let confirmed = review(&second, 1, DecisionTransition::Confirm).expect("confirmed");
        let by = confirmed.reviewed.as_ref().map(|review| review.actor.as_str());
        assert_eq!((confirmed.state, confirmed.version(), by), (DecisionState::Confirmed, 2, Some("officer-2")));
        let both = ["nurse-general-care@declared own-word", "nurse-general-care@licensed decision"];
        assert_eq!(statuses(), both);
        let late = review(&second, 2, DecisionTransition::Refuse);
        assert!(matches!(late, Err(CandidateError::Review(ReviewError::Transition(_)))), "{late:?}");
        assert_eq!(world.events(), ["candidate.created", "candidate.changed"]);
        let entries = database.read(|connection| audit::read(connection, 0, 1_000)).expect("the audit log");
        let actions: Vec<String> = entries
            .into_iter()
            .filter(|entry| entry.subject_kind == "authority-decision")
            .map(|entry| entry.action)
            .collect();
        assert_eq!(actions, ["enter-authority-decision", "confirm-authority-decision"]);

        // Nobody's change takes it away.
        let seen = world.candidates.get(&world.officer, own.id).expect("read").versions.titles;
        let nothing = PartContent::Titles(Vec::new());
        world.candidates.change_part(&world.officer, own.id, seen, nothing).expect("changed");
        assert_eq!(statuses(), both[1..]);
        let read = world.candidates.decisions_of(&world.officer, own.id).expect("decisions");
        assert_eq!(read, [confirmed]);
    });
}

#[test]
fn a_decision_that_no_authority_makes_is_refused_with_every_field() {
    for_each_database(|database| {
        let clock = ManualClock::at("2026-12-01T09:00:00Z".parse().expect("a timestamp"));
        let database = database.with_clock(clock.clock());
        let world = World::new(&database);
        let own = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let wrong = |change: &dyn Fn(&mut StatedDecision)| {
            let mut decision = visum();
            change(&mut decision);
            let error = world.candidates.enter_decision(&world.officer, own.id, &decision).expect_err("wrong");
            assert!(matches!(error, CandidateError::WrongDecision(_)), "{error}");
            error.to_string()
        };
        assert!(
            wrong(&|one| one.authority = "nobody".to_owned()).contains("authority: `nobody`: expected an authority")
        );
        assert!(wrong(&|one| one.authority = "flemish-community".to_owned()).contains("that decides this kind"));
        assert!(wrong(&|one| one.kind = "papers".to_owned()).contains("kind: `papers`: expected what an authority"));
        assert!(wrong(&|one| one.decided_on = day("2026-12-02")).contains("today or before"));
        assert!(wrong(&|one| one.reference = " ".to_owned()).contains("reference"));
        assert!(
            wrong(&|one| one.title = "care-assistant".parse().expect("a code")).contains("visum-and-recognition")
        );
        world.candidates.withdraw(&world.officer, own.id, None).expect("withdrawn");
        let late = world.candidates.enter_decision(&world.officer, own.id, &visum());
        assert_eq!(late, Err(CandidateError::Withdrawn(own.id)));
    });
}

#[test]
fn decisions_of_a_file_wait_for_one_confirmation_and_those_of_the_operator_count_at_once() {
    for_each_database(|database| {
        let world = World::new(database);
        world
            .import(&world.officer, "id,titles\nc1,nurse-general-care\nc2,nurse-general-care\n", false, false)
            .expect("imported");
        let file = "candidate,title,kind,authority,reference,date\n\
                    c1,nurse-general-care,visum,SPF Santé publique,R1,2026-03-02\n\
                    c2,nurse-general-care,equivalence,flemish-community,R2,2026-03-03\n";
        let rows = |file: &str| {
            let sheet = Sheet::read("decisions.csv", file.as_bytes(), DECISION_COLUMNS).expect("a sheet");
            parse_decisions(&sheet, &DATA).unwrap_or_else(|problems| panic!("{problems}"))
        };
        let import =
            |actor: &Actor, file: &str| world.candidates.import_decisions(actor, world.programme, &rows(file), false);
        let status = |reference: &str| {
            world.by_reference(reference).profile.titles.iter().filter_map(|held| held.status).max()
        };
        let imported = import(&world.officer, file).expect("imported");
        assert_eq!((imported.created, imported.confirmed, status("c1")), (2, false, None));
        let waiting = DecisionFilter { state: Some(DecisionState::Entered), ..DecisionFilter::default() };
        let page =
            world.candidates.decisions_page(&world.officer, world.programme, waiting, None, 10).expect("a page");
        assert!(page.items.iter().all(|one| one.file == Some(imported.file) && one.entered.actor == "officer-1"));
        assert_eq!(page.items.len(), 2);
        let confirm =
            |actor: &Actor| world.candidates.confirm_decision_file(actor, world.programme, imported.file, None);
        assert_eq!(confirm(&world.officer), Err(CandidateError::Review(ReviewError::OwnEntry)));
        assert_eq!(status("c1"), None, "nothing of it is confirmed");
        let second = Actor::new("officer-2", Role::Officer, world.programme);
        assert_eq!(confirm(&second), Ok(2));
        assert_eq!((status("c1"), status("c2")), (Some(TitleStatus::Licensed), Some(TitleStatus::Equivalent)));
        assert_eq!(confirm(&second), Err(CandidateError::NoDecisionFile(imported.file)));
        assert_eq!(import(&second, file).expect("the same").unchanged, 2);

        let wrong =
            import(&world.officer, &file.replace("c2,", "c9,").replace("R1", "R3")).expect_err("no candidate");
        assert!(wrong.to_string().contains("row 3, column candidate: `c9`"), "{wrong}");
        // The same decision with another day is a contradiction, whether it is recorded or in the file.
        let other_day = import(&world.officer, &file.replace("2026-03-03", "2026-03-01")).expect_err("another day");
        assert!(
            other_day.to_string().contains("row 3, column date: `2026-03-01`: expected 2026-03-03"),
            "{other_day}"
        );
        let twice = file.replace("R1", "R4").replace(
            "c2,nurse-general-care,equivalence,flemish-community,R2",
            "c1,nurse-general-care,visum,SPF Santé publique,R4",
        );
        let twice = import(&world.officer, &twice).expect_err("two days of one decision");
        assert!(twice.to_string().contains("row 3, column date: `2026-03-03`: expected 2026-03-02"), "{twice}");
        // Somebody whose reference is the identifier of another candidate takes no decision from them.
        let first = world.by_reference("c1").id;
        world
            .import(&world.officer, &format!("id,titles\n{first},nurse-general-care\n"), false, false)
            .expect("imported");
        let by_id = file.replace("c1,", &format!("{first},")).replace("R1", "R5");
        assert_eq!(import(&world.officer, &by_id).expect("the first one's").created, 1);
        let counted = import(
            &Actor::operator(),
            &file.replace(
                "c2,nurse-general-care,equivalence,flemish-community",
                "c2,nurse-general-care,visum,FPS Public Health",
            ),
        )
        .expect("imported");
        assert_eq!((counted.created, counted.unchanged, counted.confirmed), (1, 1, true));
        assert_eq!(status("c2"), Some(TitleStatus::Licensed));
        database.read(audit::verify).expect("the audit log is whole");
    });
}

const PROVEN: &str = "id,titles,titles_document,titles_decision,languages,languages_document\n\
    c1,nurse-general-care@licensed,,nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:REF1,nl:C1@tested,nl:CNaVT:KU Leuven:2026-05-20\n\
    c2,nurse-general-care@documented,nurse-general-care:diploma:ISPITS Rabat:2024-07-15,,nl:C1@tested,\n\
    c3,nurse-general-care@certified,,,fr:B2,\n";

#[test]
fn an_import_lowers_what_it_names_no_proof_for_and_says_so_row_by_row() {
    for_each_database(|database| {
        let world = World::new(database);
        let stored = |reference: &str| {
            let profile = world.by_reference(reference).profile;
            let titles = profile.titles.iter().map(|held| format!("{held} {}", held.source_kind()));
            let languages = profile.languages.iter().map(|known| format!("{known} {}", known.source_kind()));
            titles.chain(languages).collect::<Vec<_>>().join(", ")
        };
        let reasons = |imported: &CandidateImport| {
            imported.downgrades.iter().map(|one| (one.reference.clone(), one.kept, one.reason)).collect::<Vec<_>>()
        };
        let imported = world.import_with_downgrades(&world.officer, PROVEN, false, false).expect("imported");
        assert_eq!(
            reasons(&imported),
            [
                ("c1".to_owned(), "declared", DowngradeReason::DecisionEntered),
                ("c2".to_owned(), "declared", DowngradeReason::NoLanguageDocument),
                ("c3".to_owned(), "declared", DowngradeReason::NoCertificate),
            ]
        );
        let said = imported.downgrades[1].explain(DATA.texts(), TextLanguage::En);
        assert!(
            said.contains("c2") && said.contains("nl:C1@tested") && said.contains("languages_document"),
            "{said}"
        );
        assert_eq!(stored("c1"), "nurse-general-care@declared own-word, nl:C1@tested test");
        assert_eq!(stored("c2"), "nurse-general-care@documented document, nl:C1 own-word");
        assert_eq!(stored("c3"), "nurse-general-care@declared own-word, fr:B2 own-word");
        let provenance = world.by_reference("c2").profile.titles[0].provenance.clone();
        assert_eq!((provenance.source, provenance.stated_by.as_deref()), (Source::AgencyFile, Some("officer-1")));
        assert_eq!(world.import(&world.officer, PROVEN, false, false).expect("the same").unchanged, 3);

        let (file, count) = imported.decisions.expect("decisions");
        let second = Actor::new("officer-2", Role::Officer, world.programme);
        assert_eq!(count, 1);
        world.candidates.confirm_decision_file(&second, world.programme, file, None).expect("confirmed");
        assert_eq!(
            stored("c1"),
            "nurse-general-care@declared own-word, nurse-general-care@licensed decision, nl:C1@tested test"
        );
        assert_eq!(world.import(&world.officer, PROVEN, false, false).expect("the same").unchanged, 3);
        let exported = world.candidates.export(&world.officer, world.programme, false).expect("exported");
        assert_eq!(exported[0].decisions[0].authority, "fps-health");
        let options = ImportOptions { dry_run: false, update: false };
        let again = world.candidates.import(&world.officer, world.programme, exported, options, &mut |_| {});
        assert_eq!(again.expect("the same").report.unchanged, 3);
    });
}

#[test]
fn what_the_operator_imports_is_confirmed_and_what_a_school_imports_is_its_word() {
    for_each_database(|database| {
        let world = World::new(database);
        let imported = world.import_with_downgrades(&Actor::operator(), PROVEN, false, false).expect("imported");
        assert_eq!((imported.downgrades.len(), imported.decisions.map(|(_, count)| count)), (2, Some(1)));
        let titles = world.by_reference("c1").profile.titles;
        assert_eq!(titles.iter().map(ToString::to_string).collect::<Vec<_>>(), ["nurse-general-care@licensed"]);
        assert_eq!(titles[0].provenance.source, Source::Decision);
        let decision = &world.candidates.decisions_of(&world.officer, world.by_reference("c1").id).expect("one")[0];
        assert_eq!((decision.state, decision.entered.actor.as_str()), (DecisionState::Confirmed, "operator"));
        assert_eq!(world.import(&Actor::operator(), PROVEN, false, false).expect("the same").unchanged, 3);

        let of_school = PROVEN.replace("c1", "s1").replace("c2", "s2").replace("c3", "s3");
        let imported = world.import_with_downgrades(&world.registrar, &of_school, false, false).expect("imported");
        assert_eq!((imported.downgrades.len(), imported.decisions), (5, None));
        assert!(imported.downgrades.iter().all(|one| one.reason == DowngradeReason::SchoolsWord));
        for reference in ["s1", "s2", "s3"] {
            let profile = world.by_reference(reference).profile;
            assert!(profile.titles.iter().all(|held| held.status == Some(TitleStatus::Declared)), "{reference}");
            assert!(profile.titles.iter().all(|held| held.document.is_none()), "{reference}");
        }
    });
}

#[test]
fn a_change_neither_adds_nor_drops_the_assertion_of_a_certificate() {
    for_each_database(|database| {
        let world = World::new(database);
        for stated in ["source", "source_id", "stated_by", "stated_on", "revoked_on"] {
            let forged =
                format!(r#"{{"titles": [{{"title": "midwife", "provenance": {{"{stated}": "certificate"}}}}]}}"#);
            assert!(serde_json::from_str::<Profile>(&forged).is_err(), "{stated} is set by the program");
        }
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", "{}")).expect("registered");
        world.certify(created.id, CertificateId::new(), r#"{"titles": [{"title": "midwife"}]}"#);
        let changed = world
            .candidates
            .change(&world.officer, created.id, 2, Change { profile: Some(Profile::default()), personal_data: None })
            .expect("changed");
        assert_eq!(changed.profile.titles[0].provenance.source, Source::Certificate);
        let update = world.import(&world.officer, "id,consent\nc1,yes\n", false, true).expect("updated");
        assert_eq!(update.changed, 1);
        let profile = world.by_reference("c1").profile;
        assert_eq!((profile.titles.len(), profile.consent), (1, Some(true)));
        assert_eq!(profile.titles[0].provenance.source, Source::Certificate);
        let again = world.import(&world.officer, "id,consent\nc1,yes\n", false, false).expect("nothing to do");
        assert_eq!(again.unchanged, 1);
    });
}

#[test]
fn what_a_certificate_asserts_ends_with_its_revocation_and_stays_visible() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world
            .candidates
            .create(
                &world.officer,
                world.new_candidate("c1", r#"{"languages": [{"language": "nl", "level": "A2"}]}"#),
            )
            .expect("registered");
        let (certificate, other) = (CertificateId::new(), CertificateId::new());
        world.certify(
            created.id,
            certificate,
            r#"{"titles": [{"title": "midwife", "status": "certified"}],
                "languages": [{"language": "nl", "level": "B2", "evidence": "tested"}]}"#,
        );
        world.certify(created.id, other, r#"{"titles": [{"title": "midwife", "status": "documented"}]}"#);

        let revoke =
            |actor: &Actor, certificate| world.candidates.revoke_certificate(actor, certificate, day("2026-11-20"));
        assert!(matches!(revoke(&world.officer, certificate), Err(CandidateError::Forbidden(_))));
        let unknown = CertificateId::new();
        assert_eq!(revoke(&world.certifier(), unknown), Err(CandidateError::UnknownCertificate(unknown)));
        let elsewhere =
            programmes::create(database, &Actor::operator(), "two", "ma-be", "Invented").expect("another");
        let stranger = Actor::new("certifier-2", Role::Certifier, elsewhere.id);
        assert_eq!(revoke(&stranger, certificate), Err(CandidateError::UnknownCertificate(certificate)));

        let revoked = revoke(&world.certifier(), certificate).expect("revoked");
        assert_eq!(revoke(&world.certifier(), certificate).expect("revoked already"), revoked);
        let profile = world.candidates.get(&world.officer, created.id).expect("read").profile;
        assert_eq!(profile, revoked.profile);
        let holding = |on: &str| {
            let titles = profile.titles.iter().filter(|held| held.holds_on(day(on)));
            let languages = profile.languages.iter().filter(|known| known.holds_on(day(on)));
            titles.map(ToString::to_string).chain(languages.map(ToString::to_string)).collect::<Vec<_>>()
        };
        assert_eq!(holding("2026-11-19"), ["midwife@certified", "midwife@documented", "nl:A2", "nl:B2@tested"]);
        assert_eq!(holding("2026-11-20"), ["midwife@documented", "nl:A2"]);
        assert_eq!((profile.titles.len(), profile.languages.len()), (2, 2), "what was revoked is still shown");
        let exported = world.candidates.export(&world.officer, world.programme, false).expect("exported");
        let file = exported[0].to_cells().join(";");
        assert!(file.contains("midwife@documented") && !file.contains("certified"), "{file}");
        assert_eq!(world.events().len(), 4, "registered, certified twice, revoked once");
        assert_eq!(world.actions().iter().filter(|action| *action == "certify-candidate").count(), 3);

        world.candidates.withdraw(&world.officer, created.id, None).expect("withdrawn");
        revoke(&world.certifier(), other).expect("a certificate of somebody who has withdrawn can be revoked too");
    });
}

#[test]
fn two_people_change_different_parts_from_the_same_state_and_one_part_only_once() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let themselves = Actor::candidate(created.id, world.programme);
        let languages =
            || PartContent::Languages { languages: vec!["nl:B1".parse().expect("Dutch")], complete: true };
        let preferences = || PartContent::Preferences(Profile { driving_licence: Some(true), ..Profile::default() });
        let name = || PartContent::PersonalData(PersonalData { name: Some("New".to_owned()), ..Default::default() });

        let changed = world.candidates.change_part(&world.officer, created.id, 1, languages()).expect("languages");
        assert_eq!(changed.profile.titles, created.profile.titles);
        let changed = world.candidates.change_part(&themselves, created.id, 1, preferences()).expect("preferences");
        assert_eq!(changed.profile.languages.len(), 1, "what somebody else changed stays");
        assert!(changed.profile.languages_complete);
        assert_eq!((changed.profile.driving_licence, changed.profile.consent), (Some(true), None));
        let changed = world.candidates.change_part(&world.officer, created.id, 1, name()).expect("a name");
        let versions = PartVersions { titles: 1, languages: 2, preferences: 2, personal_data: 2 };
        assert_eq!((changed.version, changed.versions), (4, versions));
        let same = world.candidates.change_part(&world.officer, created.id, 2, languages()).expect("the same");
        assert_eq!((same.version, world.events().len()), (4, 4));
        assert_eq!(world.candidates.get(&world.officer, created.id).expect("read"), same);

        let late = world.candidates.change_part(
            &themselves,
            created.id,
            1,
            PartContent::Languages { languages: Vec::new(), complete: false },
        );
        assert_eq!(late, Err(CandidateError::Conflict { candidate: created.id, seen: 1, current: 2 }));
        let whole = world.candidates.change(&world.officer, created.id, 1, Change::default());
        assert_eq!(whole, Err(CandidateError::Conflict { candidate: created.id, seen: 1, current: 4 }));
        let mixed =
            world.candidates.change_part(&themselves, created.id, 2, PartContent::Preferences(created.profile));
        assert!(matches!(mixed, Err(CandidateError::Invalid(_))), "titles are a part of their own");
    });
}

#[test]
fn parts_written_at_once_are_all_kept_and_their_versions_count_every_change() {
    for_each_database(|database| {
        let world = World::new(database);
        let created = world.candidates.create(&world.officer, world.new_candidate("c1", "{}")).expect("registered");
        let write = |contents: [PartContent; 2]| {
            for seen in 1..=10 {
                let content = contents[seen as usize % 2].clone();
                world.candidates.change_part(&world.officer, created.id, seen, content).expect("changed");
            }
        };
        let titles =
            |profile: &str| PartContent::Titles(serde_json::from_str::<Profile>(profile).expect("a profile").titles);
        let languages = |written: &[&str]| {
            let languages = written.iter().map(|written| written.parse().expect("a language")).collect();
            PartContent::Languages { languages, complete: !written.is_empty() }
        };
        let preferences = |consent| PartContent::Preferences(Profile { consent, ..Profile::default() });
        std::thread::scope(|scope| {
            scope.spawn(|| write([titles("{}"), titles(NURSE)]));
            scope.spawn(|| write([languages(&[]), languages(&["nl:B1", "fr:C1"])]));
            scope.spawn(|| write([preferences(None), preferences(Some(true))]));
        });
        let after = world.candidates.get(&world.officer, created.id).expect("read");
        let versions = PartVersions { titles: 11, languages: 11, preferences: 11, personal_data: 1 };
        assert_eq!((after.version, after.versions), (31, versions));
        assert_eq!((&after.profile, world.events().len()), (&Profile::default(), 31));
        // The hash by which an import recognises what is there is that of all parts.
        let again = world.import(&world.officer, "id\nc1\n", false, false).expect("nothing to do");
        assert_eq!(again.unchanged, 1);
    });
}

#[test]
fn a_file_that_was_exported_makes_nothing_hold_for_longer() {
    for_each_database(|database| {
        let clock = ManualClock::at("2026-12-01T09:00:00Z".parse().expect("a timestamp"));
        let database = database.with_clock(clock.clock());
        let world = World::new(&database);
        let profile = r#"{"languages_complete": true, "languages": [
            {"language": "nl", "level": "B2", "evidence": "tested", "expires_on": "2026-11-30",
             "document": {"kind": "CNaVT", "issuer": "KU Leuven", "date": "2025-11-30"}},
            {"language": "fr", "level": "C1", "evidence": "tested", "expires_on": "2027-05-31",
             "document": {"kind": "DELF", "issuer": "Invented school", "date": "2025-05-31"}},
            {"language": "en", "level": "B1"}]}"#;
        let created =
            world.candidates.create(&world.officer, world.new_candidate("c1", profile)).expect("registered");
        let exported = world.candidates.export(&world.officer, world.programme, false).expect("exported");
        let cells = exported[0].to_cells().join(";");
        assert!(cells.contains("fr:C1@tested|en:B1") && !cells.contains("nl"), "{cells}");
        assert!(!exported[0].profile.languages_complete, "of the Dutch that was tested nothing is known");

        let options = ImportOptions { dry_run: false, update: true };
        world.candidates.import(&world.officer, world.programme, exported, options, &mut |_| {}).expect("imported");
        let after = world.candidates.get(&world.officer, created.id).expect("read").profile;
        assert_eq!(after.languages, created.profile.languages);
        assert_eq!(after.expires_on(), Some(day("2026-11-30")));
    });
}

#[test]
fn an_import_goes_on_when_somebody_changes_one_of_its_people_meanwhile() {
    for_each_database(|database| {
        let world = World::new(database);
        let ids: Vec<String> = (0..200).map(|number| format!("c{number:03}")).collect();
        let file =
            |hours: u32| ids.iter().fold("id,hours_max\n".to_owned(), |file, id| file + &format!("{id},{hours}\n"));
        world.import(&world.officer, &file(38), false, false).expect("imported");
        let last = world.by_reference("c199");
        let languages =
            || PartContent::Languages { languages: vec!["nl:B1".parse().expect("Dutch")], complete: true };
        std::thread::scope(|scope| {
            let change = scope.spawn(|| world.candidates.change_part(&world.officer, last.id, 1, languages()));
            for hours in 20..30 {
                world.import(&world.officer, &file(hours), false, true).expect("imported");
            }
            // It is before the first import, or finds that the file has changed the languages.
            let changed = change.join().expect("no panic");
            assert!(matches!(changed, Ok(_) | Err(CandidateError::Conflict { .. })), "{changed:?}");
        });
        let after = world.candidates.get(&world.officer, last.id).expect("read").profile;
        assert_eq!(after.hours_max.map(|hours| hours.to_string()).as_deref(), Some("29"));
    });
}

const FILE: &str =
    "id,titles,languages,name\nc1,nurse-general-care@documented,fr:B2|nl:A2,Invented One\nc2,midwife,,\n";

#[test]
fn an_import_can_be_repeated_and_changes_only_when_asked() {
    for_each_database(|database| {
        let world = World::new(database);
        let dry = world.import(&world.officer, FILE, true, false).expect("a dry run");
        assert_eq!((dry.created, world.events().len(), world.actions().len()), (2, 0, 0));
        let first = world.import(&world.officer, FILE, false, false).expect("imported");
        assert_eq!(first, dry);
        assert_eq!(world.actions(), ["import-candidates", "import-candidates"]);
        let again = world.import(&world.officer, FILE, false, false).expect("the same");
        assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 2));

        let other = FILE.replace("nl:A2", "nl:B1").replace("c2", "c3");
        let refused = world.import(&world.officer, &other, false, false).expect_err("other content");
        assert_eq!(
            refused.to_string(),
            "nothing was imported:\n`c1`: it is there already with other content; use --update to change it"
        );
        assert_eq!(world.events().len(), 2, "nothing of the file was taken");
        let updated = world.import(&world.officer, &other, false, true).expect("updated");
        assert_eq!((updated.created, updated.changed, updated.unchanged), (1, 1, 0));
        assert_eq!(world.by_reference("c1").version, 2);

        let renamed = other.replace("Invented One", "Invented Two");
        assert!(world.import(&world.officer, &renamed, false, false).is_err());
        assert_eq!(world.import(&world.officer, &renamed, false, true).expect("updated").changed, 1);
        let without_names = "id,titles,languages\nc1,nurse-general-care@documented,fr:B2|nl:B1\n";
        assert_eq!(world.import(&world.officer, without_names, false, false).expect("the same").unchanged, 1);
        database.read(audit::verify).expect("the audit log is whole");
    });
}

#[test]
fn the_file_of_a_school_is_downgraded_however_often_it_is_imported() {
    for_each_database(|database| {
        let world = World::new(database);
        let imported = world.import_with_downgrades(&world.registrar, FILE, false, false).expect("imported");
        assert_eq!(imported.downgrades.len(), 1);
        let statuses = || {
            let titles = world.by_reference("c1").profile.titles;
            titles.iter().map(|held| format!("{held} {}", held.provenance.source)).collect::<Vec<_>>()
        };
        let school = "nurse-general-care@declared school-file";
        assert_eq!(statuses(), [school]);
        assert_eq!(world.by_reference("c1").organisation, Some(world.school));
        assert_eq!(world.import(&world.registrar, FILE, false, false).expect("the same").unchanged, 2);
        // The agency has seen the diploma; after that the school's file contains nothing new.
        let found = world.by_reference("c1");
        let mut profile = found.profile;
        profile.titles[0].status = Some(TitleStatus::Documented);
        profile.titles[0].document =
            Some(Box::new(Document { kind: "diploma".into(), issuer: "School".into(), date: day("2024-07-15") }));
        let change = Change { profile: Some(profile), personal_data: None };
        world.candidates.change(&world.officer, found.id, found.version, change).expect("seen");
        let document = "nurse-general-care@documented agency";
        assert_eq!(statuses(), [school, document]);
        assert_eq!(world.import(&world.registrar, FILE, false, false).expect("the same").unchanged, 2);
        // An older file of the school doesn't take it back either.
        let older = FILE.replace("midwife", "pharmacist");
        assert_eq!(world.import(&world.registrar, &older, false, true).expect("updated").changed, 1);
        assert_eq!(statuses(), [school, document]);
    });
}

#[test]
fn the_file_of_a_school_is_its_own_word_whoever_imports_it() {
    for_each_database(|database| {
        let world = World::new(database);
        let file = "id,titles,titles_document,titles_decision,languages,languages_document\n\
                    c1,nurse-general-care@licensed,nurse-general-care:diploma:School:2024-07-15,\
                    nurse-general-care:visum:fps-health:2026-03-02:R1,nl:B2@tested,nl:CNaVT:KU Leuven:2026-05-20\n";
        for actor in [Actor::operator(), world.officer.clone()] {
            let for_school = actor.for_organisation(world.school);
            for (dry_run, update) in [(true, true), (false, true)] {
                let imported = world.import_with_downgrades(&for_school, file, dry_run, update).expect("imported");
                assert_eq!(imported.decisions, None);
                let reasons: Vec<DowngradeReason> = imported.downgrades.iter().map(|one| one.reason).collect();
                // What the operator imported is there when the officer imports it again.
                let expected: &[DowngradeReason] = match for_school.role {
                    Role::Operator => &[DowngradeReason::SchoolsWord; 2],
                    _ => &[],
                };
                assert_eq!(reasons, expected, "{} {dry_run}", for_school.role);
            }
        }
        let found = world.by_reference("c1");
        let (title, language) = (&found.profile.titles[0], &found.profile.languages[0]);
        assert_eq!((title.to_string(), language.to_string()), ("nurse-general-care@declared".into(), "nl:B2".into()));
        assert_eq!((title.provenance.source, language.provenance.source), (Source::SchoolFile, Source::SchoolFile));
        assert_eq!(title.provenance.stated_by.as_deref(), Some("operator"));
        assert_eq!((&title.document, &language.document), (&None, &None));
        assert_eq!(found.organisation, Some(world.school));
        // The same file of the agency itself is taken for what it names.
        let imported = world.import_with_downgrades(&world.officer, file, false, false).expect("imported");
        assert_eq!(imported.decisions.map(|(_, count)| count), Some(1));
    });
}

#[test]
fn a_reference_belongs_to_the_organisation_that_registered_the_candidate() {
    for_each_database(|database| {
        let world = World::new(database);
        let operator = Actor::operator();
        world.import(&world.registrar, FILE, false, false).expect("the school's");
        // The agency's own are others, whatever the school calls its own.
        assert_eq!(world.import(&world.officer, FILE, false, false).expect("the agency's").created, 2);
        let Err(CandidateError::Import(problems)) = world.import(&operator, FILE, false, true) else {
            panic!("whose candidates the rows are isn't said")
        };
        assert!(problems.list[0].reason.contains("--organisation"), "{problems}");
        let for_school = operator.clone().for_organisation(world.school);
        let as_kept = FILE.replace("@certified", "@documented");
        assert_eq!(world.import(&for_school, &as_kept, false, false).expect("the school's").unchanged, 2);
        assert_eq!(world.candidates.export(&for_school, world.programme, false).expect("exported").len(), 2);
        assert_eq!(world.candidates.export(&operator, world.programme, false).expect("exported").len(), 4);

        let find = |organisation| {
            world
                .candidates
                .find_by_reference(&operator, world.programme, organisation, "c1")
                .map(|found| found.organisation)
        };
        assert!(matches!(find(None), Err(CandidateError::Ambiguous { .. })));
        assert_eq!(find(Some(world.school)), Ok(Some(world.school)));
        let own = world.candidates.find_by_reference(&world.registrar, world.programme, None, "c1");
        assert_eq!(own.expect("the registrar sees no other").organisation, Some(world.school));
    });
}

#[test]
fn an_export_gives_the_imported_rows_again() {
    for_each_database(|database| {
        let world = World::new(database);
        world.import(&world.officer, FILE, false, false).expect("imported");
        let exported = world.candidates.export(&world.officer, world.programme, true).expect("exported");
        assert_eq!(
            without_provenance(exported.clone()),
            rows(&FILE.replace("documented", "declared")),
            "the file names no document"
        );
        let without = world.candidates.export(&world.officer, world.programme, false).expect("exported");
        assert!(without.iter().all(|row| row.personal_data.is_empty()));
        let noted = world.actions().iter().filter(|action| *action == "export-candidates").count();
        assert_eq!(noted, 2 * (1 + exported.len()), "an entry for each export, and one for each candidate in it");
    });
}

#[test]
fn pages_follow_each_other_and_pseudonyms_are_unique() {
    for_each_database(|database| {
        let world = World::new(database);
        let file: String = std::iter::once("id\n".to_owned()).chain((0..2_500).map(|n| format!("c{n}\n"))).collect();
        world.import(&world.officer, &file, false, false).expect("imported");
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = world.candidates.page(&world.officer, world.programme, after, 700).expect("a page");
            after = page.items.last().map(|last| last.id);
            seen.extend(page.items);
            if !page.has_more {
                break;
            }
        }
        assert_eq!(seen.len(), 2_500);
        assert!(seen.is_sorted_by_key(|candidate| candidate.id));
        let mut pseudonyms: Vec<String> = seen.into_iter().map(|candidate| candidate.pseudonym).collect();
        pseudonyms.sort();
        pseudonyms.dedup();
        assert_eq!(pseudonyms.len(), 2_500);
    });
}

#[test]
fn an_index_gets_profiles_without_personal_data() {
    for_each_database(|database| {
        let world = World::new(database);
        world.import(&world.officer, FILE, false, false).expect("imported");
        let all = database.read(|connection| page_for_indexing(connection, world.programme, None, 10)).expect("all");
        assert_eq!(all.len(), 2);
        assert!(!format!("{all:?}").contains("Invented One"));
        let rest = database
            .read(|connection| page_for_indexing(connection, world.programme, Some(all[0].id), 10))
            .expect("the rest");
        assert_eq!(rest, all[1..]);
        let ids = [all[1].id, CandidateId::new()];
        assert_eq!(
            database.read(|connection| for_indexing(connection, world.programme, &ids)).expect("one"),
            all[1..]
        );
    });
}

#[test]
fn a_page_has_audit_entries_only_for_the_candidates_on_it() {
    for_each_database(|database| {
        let world = World::new(database);
        world.import(&world.officer, FILE, false, false).expect("imported");
        let page = world.candidates.page(&world.officer, world.programme, None, 1).expect("a page");
        assert_eq!((page.items.len(), page.has_more), (1, true));
        assert_eq!(world.actions().iter().filter(|action| *action == "read-candidate").count(), 1);
    });
}

#[test]
fn candidates_with_a_time_limited_assertion_are_listed_for_indexing_until_it_is_dropped() {
    for_each_database(|database| {
        let world = World::new(database);
        let mut profile: Profile = serde_json::from_str(NURSE).expect("a profile");
        profile.languages = vec!["nl:B2".parse().expect("Dutch"), "fr:B2".parse().expect("French")];
        profile.languages[0].expires_on = "2027-06-30".parse().ok();
        profile.languages[1].expires_on = "2027-03-31".parse().ok();
        assert_eq!(profile.expires_on(), "2027-03-31".parse().ok());
        let new = NewCandidate { profile, ..world.new_candidate("c1", NURSE) };
        let limited = world.candidates.create(&world.officer, new).expect("registered");
        world.candidates.create(&world.officer, world.new_candidate("c2", NURSE)).expect("registered");
        let listed = |after| {
            let found = database.read(|connection| expiring_for_indexing(connection, world.programme, after, 10));
            found.expect("candidates").into_iter().map(|candidate| candidate.id).collect::<Vec<_>>()
        };
        assert_eq!((listed(None), listed(Some(limited.id))), (vec![limited.id], vec![]));

        let unlimited = Change { profile: serde_json::from_str(NURSE).ok(), personal_data: None };
        world.candidates.change(&world.officer, limited.id, 1, unlimited).expect("changed");
        assert_eq!(listed(None), []);
    });
}

#[test]
fn an_import_makes_people_findable_and_deleting_their_personal_data_ends_it() {
    use diesel::RunQueryDsl;
    for_each_database(|database| {
        let world = World::new(database);
        let file = "id,name,email\nc1,Fatima El Amrani,f@invented.example\nc2,Youssef Ben Ali,\nc3,,\n";
        world.import(&world.registrar, file, false, false).expect("imported");
        let found = |query: &str| -> Vec<String> {
            let page = world.candidates.find(&world.officer, world.programme, query, None, 10).expect("a page");
            page.items.into_iter().map(|found| found.reference).collect()
        };
        assert_eq!((found("elamrani"), found("benali")), (vec!["c1".to_owned()], vec!["c2".to_owned()]));
        assert_eq!(found("f@invented.example"), ["c1"]);
        assert_eq!(found("c"), ["c1", "c2", "c3"]);
        // Another name comes with the file that has it, and the old one goes.
        world.import(&world.registrar, "id,name\nc2,Youssef Naciri\n", false, true).expect("changed");
        assert_eq!((found("benali"), found("naciri")), (vec![], vec!["c2".to_owned()]));
        database
            .write(|transaction| {
                let deleted = diesel::sql_query("DELETE FROM candidate_personal_data");
                Ok::<_, storage::StorageError>(deleted.execute(transaction.connection())?)
            })
            .expect("deleted");
        assert!(found("elamrani").is_empty() && found("naciri").is_empty() && found("f@invented.example").is_empty());
        assert_eq!(found("c1"), ["c1"], "the reference is no personal data");
    });
}
