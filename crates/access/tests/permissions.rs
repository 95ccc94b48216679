//! What each role may do.

use access::{Actor, Permission, Role, Scope, Subject};
use proptest::prelude::*;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

/// Acts that show or change somebody's dossier.
const DOSSIERS: [Permission; 10] = [
    Permission::CreateCandidate,
    Permission::ChangeCandidate,
    Permission::WithdrawCandidate,
    Permission::ReadCandidate,
    Permission::ReadPersonalData,
    Permission::SearchCandidates,
    Permission::SeeOpportunities,
    Permission::ImportCandidates,
    Permission::ExportCandidates,
    Permission::RankVacancy,
];

#[test]
fn a_recruiter_ranks_vacancies_of_their_own_organisation_only() {
    let (own, other) = (OrganisationId::new(), OrganisationId::new());
    let recruiter = Actor::new("r", Role::Recruiter).of(own);
    for act in [
        Permission::CreateVacancy,
        Permission::ChangeVacancy,
        Permission::PublishVacancy,
        Permission::CloseVacancy,
        Permission::RankVacancy,
    ] {
        assert!(recruiter.may(act, &Subject::of_organisation(own)).is_ok(), "{act:?}");
        let refused = recruiter.may(act, &Subject::of_organisation(other)).expect_err("another's vacancy");
        assert_eq!(refused.scope, Some(Scope::Organisation));
        assert!(refused.to_string().contains("only for the organisation it belongs to"), "{refused}");
        assert!(recruiter.may(act, &Subject::ALL).is_err(), "{act:?}: a vacancy of nobody knows whom");
    }
    let nobodys = Actor::new("r", Role::Recruiter);
    assert!(
        nobodys.may(Permission::RankVacancy, &Subject::ALL).is_err(),
        "a recruiter without an organisation has none"
    );
}

#[test]
fn a_recruiter_never_reads_who_somebody_is() {
    let own = OrganisationId::new();
    let recruiter = Actor::new("r", Role::Recruiter).of(own);
    let theirs = Subject::of_candidate(CandidateId::new(), Some(own));
    for act in [
        Permission::ReadCandidate,
        Permission::ReadPersonalData,
        Permission::ExportCandidates,
        Permission::ImportCandidates,
    ] {
        assert!(recruiter.may(act, &theirs).is_err(), "{act:?}");
    }
}

#[test]
fn a_candidate_sees_and_changes_themselves_only() {
    let (me, other) = (CandidateId::new(), CandidateId::new());
    let candidate = Actor::candidate(me);
    for act in [
        Permission::ReadCandidate,
        Permission::ReadPersonalData,
        Permission::ChangeCandidate,
        Permission::SeeOpportunities,
    ] {
        assert!(candidate.may(act, &Subject::of_candidate(me, None)).is_ok(), "{act:?}");
        let refused = candidate.may(act, &Subject::of_candidate(other, None)).expect_err("somebody else");
        assert!(refused.to_string().contains("only for themselves"), "{refused}");
    }
    assert!(candidate.may(Permission::SearchCandidates, &Subject::ALL).is_err());
    assert!(candidate.may(Permission::SearchVacancies, &Subject::ALL).is_ok());
}

#[test]
fn an_auditor_reads_the_trail_and_nothing_else() {
    let auditor = Actor::new("a", Role::Auditor);
    for act in Permission::ALL {
        assert_eq!(auditor.may(*act, &Subject::ALL).is_ok(), *act == Permission::ReadAuditLog, "{act:?}");
    }
}

#[test]
fn only_an_auditor_and_the_operator_read_the_trail() {
    for role in Role::ALL {
        let may = Actor::new("x", role).may(Permission::ReadAuditLog, &Subject::ALL).is_ok();
        assert_eq!(may, [Role::Auditor, Role::Operator].contains(&role), "{role}");
    }
}

#[test]
fn an_administrator_sees_no_dossier() {
    let administrator = Actor::new("a", Role::Administrator);
    for act in DOSSIERS {
        assert!(administrator.may(act, &Subject::ALL).is_err(), "{act:?}");
    }
    assert!(administrator.may(Permission::CreateOrganisation, &Subject::ALL).is_ok());
}

#[test]
fn a_programme_manager_changes_nothing_in_dossiers() {
    let manager = Actor::new("m", Role::ProgrammeManager);
    for act in [
        Permission::ChangeCandidate,
        Permission::CreateCandidate,
        Permission::ChangeVacancy,
        Permission::ReadPersonalData,
    ] {
        assert!(manager.may(act, &Subject::ALL).is_err(), "{act:?}");
    }
    assert!(manager.may(Permission::RankVacancy, &Subject::ALL).is_ok());
}

#[test]
fn only_the_agency_certifies() {
    let who: Vec<Role> = Role::ALL.into_iter().filter(|role| role.may_certify()).collect();
    assert_eq!(who, [Role::Officer, Role::Certifier, Role::Operator]);
}

#[test]
fn a_refusal_names_the_roles_that_may() {
    let refused =
        Actor::new("a", Role::Auditor).may(Permission::Reindex, &Subject::ALL).expect_err("not an auditor's");
    assert_eq!(refused.permitted, [Role::Administrator, Role::Operator]);
    assert_eq!(refused.to_string(), "`reindex` is not for the role auditor; it is for: administrator, operator");
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let ids = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::sample::select(&Role::ALL[..]), ids).prop_map(|(role, (organisation, candidate, programme))| Actor {
        subject: "x".to_owned(),
        role,
        organisation: organisation.then(OrganisationId::new),
        candidate: candidate.then(CandidateId::new),
        programme: programme.then(ProgrammeId::new),
    })
}

proptest! {
    #[test]
    fn nobody_reaches_into_another_programme(actor in any_actor(), act in prop::sample::select(Permission::ALL)) {
        let subject = Subject { organisation: actor.organisation, candidate: actor.candidate, programme: None };
        let elsewhere = subject.in_programme(ProgrammeId::new());
        if actor.programme.is_some() {
            prop_assert!(actor.may(act, &elsewhere).is_err());
        } else {
            prop_assert_eq!(actor.may(act, &elsewhere), actor.may(act, &subject));
        }
    }

    #[test]
    fn what_is_refused_in_general_is_refused_to_others_things_too(
        actor in any_actor(), act in prop::sample::select(Permission::ALL),
    ) {
        let others = Subject::of_candidate(CandidateId::new(), Some(OrganisationId::new()));
        if actor.may(act, &others).is_ok() {
            prop_assert!(actor.may(act, &Subject::ALL).is_ok(), "whoever may do it to anybody may do it to all");
        }
    }
}
