//! The operations on candidates, on both databases. All people are invented.

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use candidate_profile::candidates::{
    CertifiedAssertions, Change, Downgrade, NewCandidate, PartContent, PartVersions, expiring_for_indexing,
    for_indexing, page_for_indexing,
};
use candidate_profile::{
    COLUMNS, CandidateError, CandidateRow, CandidateState, Candidates, PersonalData, Profile, Provenance, Source,
    parse,
};
use reference_data::ReferenceData;
use sheets::{ImportOptions, ImportReport, Sheet};
use std::sync::LazyLock;
use storage::testing::for_each_database;
use storage::{Database, audit, events};
use vocabulary::{CandidateId, CertificateId, Date, ManualClock, OrganisationId, ProgrammeId, TitleStatus};

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
    ) -> Result<(ImportReport, Vec<Downgrade>), CandidateError> {
        let options = ImportOptions { dry_run, update };
        self.candidates.import(actor, self.programme, rows(file), options, &mut |_| {})
    }

    fn import(&self, actor: &Actor, file: &str, dry_run: bool, update: bool) -> Result<ImportReport, CandidateError> {
        self.import_with_downgrades(actor, file, dry_run, update).map(|(report, _)| report)
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

fn rows(file: &str) -> Vec<CandidateRow> {
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS).expect("a sheet");
    parse(&sheet, &DATA).unwrap_or_else(|problems| panic!("{problems}"))
}

const NURSE: &str = r#"{"titles": [{"title": "nurse-general-care", "status": "certified"}], "consent": true}"#;

#[test]
fn a_registered_candidate_can_be_read_and_each_operation_leaves_an_event_and_an_audit_entry() {
    for_each_database(|database| {
        let world = World::new(database);
        let new = world.new_candidate("c1", NURSE);
        let (created, downgrades) = world.candidates.create(&world.officer, new.clone()).expect("registered");
        assert_eq!((created.version, created.state, downgrades.len()), (1, CandidateState::Active, 0));
        assert_eq!(world.candidates.get(&world.officer, created.id).expect("read"), created);
        assert_eq!(created.profile, new.profile);
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
        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
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
        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let profile = Profile { driving_licence: Some(true), ..created.profile.clone() };
        let change = Change { profile: Some(profile.clone()), personal_data: None };
        let (changed, _) = world.candidates.change(&world.officer, created.id, 1, change.clone()).expect("changed");
        assert_eq!((changed.version, &changed.profile), (2, &profile));

        let late = world.candidates.change(&world.officer, created.id, 1, Change::default());
        assert_eq!(late, Err(CandidateError::Conflict { candidate: created.id, seen: 1, current: 2 }));
        let (same, _) = world.candidates.change(&world.officer, created.id, 2, change).expect("nothing to change");
        assert_eq!(same.version, 2);

        let name = PersonalData { name: Some("Another Invention".to_owned()), ..PersonalData::default() };
        let renamed = Change { profile: None, personal_data: Some(name.clone()) };
        let (renamed, _) = world.candidates.change(&world.officer, created.id, 2, renamed).expect("renamed");
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
        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let themselves = Actor::candidate(created.id, world.programme);
        let withdrawn = world.candidates.withdraw(&themselves, created.id).expect("withdrawn");
        assert_eq!((withdrawn.state, withdrawn.version), (CandidateState::Withdrawn, 2));
        assert_eq!(world.candidates.withdraw(&themselves, created.id).expect("out already").version, 2);
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
        let (theirs, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let (own, _) =
            world.candidates.create(&world.registrar, world.new_candidate("c2", NURSE)).expect("registered");
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
fn only_an_agency_states_more_than_documented_and_a_later_change_keeps_it() {
    for_each_database(|database| {
        let world = World::new(database);
        let (own, downgrades) =
            world.candidates.create(&world.registrar, world.new_candidate("c2", NURSE)).expect("registered");
        assert_eq!(own.profile.titles[0].status, Some(TitleStatus::Documented));
        assert_eq!(downgrades.len(), 1);
        assert!(downgrades[0].to_string().contains("was taken as `documented`"));

        let certified: Profile = serde_json::from_str(NURSE).expect("a profile");
        let change = |profile: &Profile| Change { profile: Some(profile.clone()), personal_data: None };
        world.candidates.change(&world.officer, own.id, 1, change(&certified)).expect("certified");
        let later = Profile { driving_licence: Some(true), ..certified };
        let (kept, downgrades) =
            world.candidates.change(&world.registrar, own.id, 2, change(&later)).expect("changed");
        assert_eq!((kept.profile, downgrades.len()), (later, 0));
    });
}

#[test]
fn a_change_neither_adds_nor_drops_the_assertion_of_a_certificate() {
    for_each_database(|database| {
        let world = World::new(database);
        let forged = r#"{"titles": [{"title": "midwife", "provenance": {"source": "certificate"}}]}"#;
        let revoked = r#"{"titles": [{"title": "midwife", "provenance": {"revoked_on": "2026-11-01"}}]}"#;
        for wrong in [forged, revoked] {
            let error =
                world.candidates.create(&world.officer, world.new_candidate("c1", wrong)).expect_err("forged");
            assert!(matches!(error, CandidateError::Invalid(_)), "{error}");
        }

        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", "{}")).expect("registered");
        world.certify(created.id, CertificateId::new(), r#"{"titles": [{"title": "midwife"}]}"#);
        let (changed, _) = world
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
        let (created, _) = world
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
            let titles = profile.titles.iter().filter(|held| held.provenance.holds_on(day(on)));
            let languages = profile.languages.iter().filter(|known| known.provenance.holds_on(day(on)));
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

        world.candidates.withdraw(&world.officer, created.id).expect("withdrawn");
        revoke(&world.certifier(), other).expect("a certificate of somebody who has withdrawn can be revoked too");
    });
}

#[test]
fn two_people_change_different_parts_from_the_same_state_and_one_part_only_once() {
    for_each_database(|database| {
        let world = World::new(database);
        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", NURSE)).expect("registered");
        let themselves = Actor::candidate(created.id, world.programme);
        let languages =
            || PartContent::Languages { languages: vec!["nl:B1".parse().expect("Dutch")], complete: true };
        let preferences = || PartContent::Preferences(Profile { driving_licence: Some(true), ..Profile::default() });
        let name = || PartContent::PersonalData(PersonalData { name: Some("New".to_owned()), ..Default::default() });

        let (changed, _) =
            world.candidates.change_part(&world.officer, created.id, 1, languages()).expect("languages");
        assert_eq!(changed.profile.titles, created.profile.titles);
        let (changed, _) =
            world.candidates.change_part(&themselves, created.id, 1, preferences()).expect("preferences");
        assert_eq!(changed.profile.languages.len(), 1, "what somebody else changed stays");
        assert!(changed.profile.languages_complete);
        assert_eq!((changed.profile.driving_licence, changed.profile.consent), (Some(true), None));
        let (changed, _) = world.candidates.change_part(&world.officer, created.id, 1, name()).expect("a name");
        let versions = PartVersions { titles: 1, languages: 2, preferences: 2, personal_data: 2 };
        assert_eq!((changed.version, changed.versions), (4, versions));
        let (same, _) = world.candidates.change_part(&world.officer, created.id, 2, languages()).expect("the same");
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
        let (created, _) =
            world.candidates.create(&world.officer, world.new_candidate("c1", "{}")).expect("registered");
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
            {"language": "nl", "level": "B2", "evidence": "tested", "provenance": {"expires_on": "2026-11-30"}},
            {"language": "fr", "level": "C1", "evidence": "tested", "provenance": {"expires_on": "2027-05-31"}},
            {"language": "en", "level": "B1", "provenance": {"source": "candidate"}}]}"#;
        let (created, _) =
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
    "id,titles,languages,name\nc1,nurse-general-care@certified,fr:B2|nl:A2,Invented One\nc2,midwife,,\n";

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
        let without_names = "id,titles,languages\nc1,nurse-general-care@certified,fr:B2|nl:B1\n";
        assert_eq!(world.import(&world.officer, without_names, false, false).expect("the same").unchanged, 1);
        database.read(audit::verify).expect("the audit log is whole");
    });
}

#[test]
fn the_file_of_a_school_is_downgraded_however_often_it_is_imported() {
    for_each_database(|database| {
        let world = World::new(database);
        let (_, downgrades) = world.import_with_downgrades(&world.registrar, FILE, false, false).expect("imported");
        assert_eq!(downgrades.len(), 1);
        assert_eq!(world.by_reference("c1").profile.titles[0].status, Some(TitleStatus::Documented));
        assert_eq!(world.by_reference("c1").organisation, Some(world.school));
        assert_eq!(world.import(&world.registrar, FILE, false, false).expect("the same").unchanged, 2);
        // The agency confirms what the school stated; after that the school's file contains nothing new.
        let for_school = world.officer.clone().for_organisation(world.school);
        assert_eq!(world.import(&for_school, FILE, false, true).expect("certified").changed, 1);
        assert_eq!(world.import(&world.registrar, FILE, false, false).expect("the same").unchanged, 2);
        // An older file of the school doesn't take the confirmation back either.
        let older = FILE.replace("@certified", "@declared").replace("midwife", "pharmacist");
        assert_eq!(world.import(&world.registrar, &older, false, true).expect("updated").changed, 1);
        assert_eq!(world.by_reference("c1").profile.titles[0].status, Some(TitleStatus::Certified));
        assert_eq!(world.import(&for_school, &older, false, true).expect("taken back").changed, 1);
        assert_eq!(world.by_reference("c1").profile.titles[0].status, Some(TitleStatus::Declared));
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
        assert_eq!(exported, rows(FILE));
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
        let expiring = |day: &str| Provenance { expires_on: day.parse().ok(), ..Provenance::default() };
        let mut profile: Profile = serde_json::from_str(NURSE).expect("a profile");
        profile.languages = vec!["nl:B2".parse().expect("Dutch"), "fr:B2".parse().expect("French")];
        profile.languages[0].provenance = expiring("2027-06-30");
        profile.languages[1].provenance = expiring("2027-03-31");
        assert_eq!(profile.expires_on(), "2027-03-31".parse().ok());
        let new = NewCandidate { profile, ..world.new_candidate("c1", NURSE) };
        let (limited, _) = world.candidates.create(&world.officer, new).expect("registered");
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
