//! The permissions of each role.

use access::{Actor, Permission, Role, Scope, Subject};
use proptest::prelude::*;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

/// Permissions to read or change candidates.
const ON_CANDIDATES: [Permission; 10] = [
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
    let recruiter = Actor::new("r", Role::Recruiter).for_organisation(own);
    for permission in [
        Permission::CreateVacancy,
        Permission::ChangeVacancy,
        Permission::PublishVacancy,
        Permission::CloseVacancy,
        Permission::RankVacancy,
    ] {
        assert!(recruiter.may(permission, &Subject::of_organisation(own)).is_ok(), "{permission:?}");
        let refused = recruiter.may(permission, &Subject::of_organisation(other)).expect_err("another's vacancy");
        assert_eq!(refused.scope, Some(Scope::Organisation));
        assert!(refused.to_string().contains("only for the organisation it belongs to"), "{refused}");
        assert!(recruiter.may(permission, &Subject::ALL).is_err(), "{permission:?}: no organisation is named");
    }
    let without_organisation = Actor::new("r", Role::Recruiter);
    assert!(
        without_organisation.may(Permission::RankVacancy, &Subject::ALL).is_err(),
        "a recruiter without an organisation has access to no vacancy"
    );
}

#[test]
fn a_recruiter_reads_no_candidates_and_no_personal_data() {
    let own = OrganisationId::new();
    let recruiter = Actor::new("r", Role::Recruiter).for_organisation(own);
    let candidate = Subject::of_candidate(CandidateId::new(), Some(own));
    for permission in [
        Permission::ReadCandidate,
        Permission::ReadPersonalData,
        Permission::ExportCandidates,
        Permission::ImportCandidates,
    ] {
        assert!(recruiter.may(permission, &candidate).is_err(), "{permission:?}");
    }
}

#[test]
fn a_candidate_reads_and_changes_their_own_data_only() {
    let (own, other) = (CandidateId::new(), CandidateId::new());
    let candidate = Actor::candidate(own);
    for permission in [
        Permission::ReadCandidate,
        Permission::ReadPersonalData,
        Permission::ChangeCandidate,
        Permission::SeeOpportunities,
    ] {
        assert!(candidate.may(permission, &Subject::of_candidate(own, None)).is_ok(), "{permission:?}");
        let refused = candidate.may(permission, &Subject::of_candidate(other, None)).expect_err("another candidate");
        assert!(refused.to_string().contains("only for themselves"), "{refused}");
    }
    assert!(candidate.may(Permission::SearchCandidates, &Subject::ALL).is_err());
    assert!(candidate.may(Permission::SearchVacancies, &Subject::ALL).is_ok());
}

#[test]
fn an_auditor_reads_the_audit_log_and_nothing_else() {
    let auditor = Actor::new("a", Role::Auditor);
    for permission in Permission::ALL {
        assert_eq!(
            auditor.may(*permission, &Subject::ALL).is_ok(),
            *permission == Permission::ReadAuditLog,
            "{permission:?}"
        );
    }
}

#[test]
fn only_an_auditor_and_the_operator_read_the_audit_log() {
    for role in Role::ALL.iter().copied() {
        let may = Actor::new("x", role).may(Permission::ReadAuditLog, &Subject::ALL).is_ok();
        assert_eq!(may, [Role::Auditor, Role::Operator].contains(&role), "{role}");
    }
}

#[test]
fn an_administrator_has_no_access_to_candidates() {
    let administrator = Actor::new("a", Role::Administrator);
    for permission in ON_CANDIDATES {
        assert!(administrator.may(permission, &Subject::ALL).is_err(), "{permission:?}");
    }
    assert!(administrator.may(Permission::CreateOrganisation, &Subject::ALL).is_ok());
}

#[test]
fn a_programme_manager_changes_no_candidates_and_no_vacancies() {
    let manager = Actor::new("m", Role::ProgrammeManager);
    for permission in [
        Permission::ChangeCandidate,
        Permission::CreateCandidate,
        Permission::ChangeVacancy,
        Permission::ReadPersonalData,
    ] {
        assert!(manager.may(permission, &Subject::ALL).is_err(), "{permission:?}");
    }
    assert!(manager.may(Permission::RankVacancy, &Subject::ALL).is_ok());
}

#[test]
fn only_roles_of_the_agency_and_the_operator_certify() {
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.may_certify()).collect();
    assert_eq!(roles, [Role::Officer, Role::Certifier, Role::Operator]);
}

#[test]
fn an_error_names_the_roles_with_the_permission() {
    let refused =
        Actor::new("a", Role::Auditor).may(Permission::Reindex, &Subject::ALL).expect_err("not an auditor's");
    assert_eq!(refused.permitted, [Role::Administrator, Role::Operator]);
    assert_eq!(refused.to_string(), "`reindex` is not for the role auditor; it is for: administrator, operator");
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let ids = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::sample::select(Role::ALL), ids).prop_map(|(role, (organisation, candidate, programme))| Actor {
        subject: "x".to_owned(),
        role,
        organisation: organisation.then(OrganisationId::new),
        candidate: candidate.then(CandidateId::new),
        programme: programme.then(ProgrammeId::new),
    })
}

proptest! {
    #[test]
    fn an_actor_of_a_programme_has_no_permission_in_another(actor in any_actor(), permission in prop::sample::select(Permission::ALL)) {
        let subject = Subject { organisation: actor.organisation, candidate: actor.candidate, programme: None };
        let elsewhere = subject.in_programme(ProgrammeId::new());
        if actor.programme.is_some() {
            prop_assert!(actor.may(permission, &elsewhere).is_err());
        } else {
            prop_assert_eq!(actor.may(permission, &elsewhere), actor.may(permission, &subject));
        }
    }

    #[test]
    fn a_permission_on_some_subject_of_others_is_a_permission_on_all(
        actor in any_actor(), permission in prop::sample::select(Permission::ALL),
    ) {
        let others = Subject::of_candidate(CandidateId::new(), Some(OrganisationId::new()));
        if actor.may(permission, &others).is_ok() {
            prop_assert!(actor.may(permission, &Subject::ALL).is_ok(), "the permission has no narrower scope");
        }
    }
}
