//! The permissions of each role.

use access::{AccessLevel, Actor, Permission, Role, Subject};
use proptest::prelude::*;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

/// Permissions to read or change candidates.
const ON_CANDIDATES: [Permission; 11] = [
    Permission::CreateCandidate,
    Permission::ChangeCandidate,
    Permission::WithdrawCandidate,
    Permission::ReadCandidate,
    Permission::ReadPersonalData,
    Permission::FindCandidate,
    Permission::SearchCandidates,
    Permission::SeeOpportunities,
    Permission::ImportCandidates,
    Permission::ExportCandidates,
    Permission::RankVacancy,
];

#[test]
fn a_recruiter_ranks_vacancies_of_their_own_organisation_only() {
    let (own, other, programme) = (OrganisationId::new(), OrganisationId::new(), ProgrammeId::new());
    let all = Subject::in_programme(programme);
    let recruiter = Actor::new("r", Role::Recruiter, programme).for_organisation(own);
    for permission in [
        Permission::CreateVacancy,
        Permission::ChangeVacancy,
        Permission::PublishVacancy,
        Permission::CloseVacancy,
        Permission::RankVacancy,
    ] {
        assert!(recruiter.may(permission, &all.of_organisation(own)).is_ok(), "{permission:?}");
        let refused = recruiter.may(permission, &all.of_organisation(other)).expect_err("another's vacancy");
        assert_eq!(refused.level, Some(AccessLevel::Organisation));
        assert!(refused.to_string().contains("only for the organisation it belongs to"), "{refused}");
        assert!(recruiter.may(permission, &all).is_err(), "{permission:?}: no organisation is named");
    }
    let without_organisation = Actor::new("r", Role::Recruiter, programme);
    assert!(
        without_organisation.may(Permission::RankVacancy, &all).is_err(),
        "a recruiter without an organisation has access to no vacancy"
    );
}

#[test]
fn a_recruiter_reads_no_candidates_and_no_personal_data() {
    let (own, programme) = (OrganisationId::new(), ProgrammeId::new());
    let recruiter = Actor::new("r", Role::Recruiter, programme).for_organisation(own);
    let candidate = Subject::in_programme(programme).of_candidate(CandidateId::new(), Some(own));
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
    let (own, other, programme) = (CandidateId::new(), CandidateId::new(), ProgrammeId::new());
    let all = Subject::in_programme(programme);
    let candidate = Actor::candidate(own, programme);
    for permission in [
        Permission::ReadCandidate,
        Permission::ReadPersonalData,
        Permission::ChangeCandidate,
        Permission::SeeOpportunities,
    ] {
        assert!(candidate.may(permission, &all.of_candidate(own, None)).is_ok(), "{permission:?}");
        let refused = candidate.may(permission, &all.of_candidate(other, None)).expect_err("another candidate");
        assert!(refused.to_string().contains("only for themselves"), "{refused}");
    }
    assert!(candidate.may(Permission::SearchCandidates, &all).is_err());
    assert!(candidate.may(Permission::SearchVacancies, &all).is_ok());
}

#[test]
fn an_auditor_reads_the_audit_log_and_nothing_else() {
    let programme = ProgrammeId::new();
    let of_installation = [Permission::VerifyAuditLog, Permission::ReadWholeAuditLog];
    for (scope, subject, own) in [
        (Scope::Programme(programme), Subject::in_programme(programme), [Permission::ReadAuditLog].as_slice()),
        (Scope::Installation, Subject::INSTALLATION, of_installation.as_slice()),
    ] {
        let auditor = Actor::new("a", Role::Auditor, scope);
        for permission in Permission::ALL {
            assert_eq!(auditor.may(*permission, &subject).is_ok(), own.contains(permission), "{permission:?}");
        }
    }
}

#[test]
fn only_an_auditor_and_the_operator_read_the_audit_log() {
    let programme = ProgrammeId::new();
    for role in Role::ALL.iter().copied() {
        let may = Actor::new("x", role, programme).may(Permission::ReadAuditLog, &Subject::in_programme(programme));
        assert_eq!(may.is_ok(), [Role::Auditor, Role::Operator].contains(&role), "{role}");
    }
}

#[test]
fn an_administrator_has_no_access_to_candidates() {
    let programme = ProgrammeId::new();
    for scope in [Scope::Programme(programme), Scope::Installation] {
        let administrator = Actor::new("a", Role::Administrator, scope);
        for permission in ON_CANDIDATES {
            assert!(administrator.may(permission, &Subject::in_programme(programme)).is_err(), "{permission:?}");
        }
        let may_add = administrator.may(Permission::CreateOrganisation, &Subject::in_programme(programme));
        assert!(may_add.is_ok(), "{scope:?}");
    }
}

#[test]
fn only_an_administrator_of_the_installation_sets_up_a_programme() {
    let programme = ProgrammeId::new();
    let create = |actor: Actor| actor.may(Permission::CreateProgramme, &Subject::INSTALLATION);
    assert!(create(Actor::new("a", Role::Administrator, Scope::Installation)).is_ok());
    assert!(create(Actor::operator()).is_ok());
    let refused = create(Actor::new("a", Role::Administrator, programme)).expect_err("of one programme");
    assert!(refused.to_string().contains("passerelle token --installation"), "{refused}");
    assert!(create(Actor::new("m", Role::ProgrammeManager, programme)).is_err());
}

#[test]
fn a_programme_manager_changes_no_candidates_and_no_vacancies() {
    let programme = ProgrammeId::new();
    let (manager, all) = (Actor::new("m", Role::ProgrammeManager, programme), Subject::in_programme(programme));
    for permission in [
        Permission::ChangeCandidate,
        Permission::CreateCandidate,
        Permission::ChangeVacancy,
        Permission::ReadPersonalData,
    ] {
        assert!(manager.may(permission, &all).is_err(), "{permission:?}");
    }
    assert!(manager.may(Permission::RankVacancy, &all).is_ok());
}

#[test]
fn only_an_officer_enters_and_confirms_decisions_of_authorities() {
    let programme = ProgrammeId::new();
    for permission in [Permission::EnterDecision, Permission::ConfirmDecision] {
        let may = |role| Actor::new("x", role, programme).may(permission, &Subject::in_programme(programme)).is_ok();
        let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| may(*role)).collect();
        assert_eq!(roles, [Role::Officer, Role::Operator], "{permission:?}");
    }
}

#[test]
fn a_role_of_programmes_has_no_permission_without_a_programme() {
    let programme = ProgrammeId::new();
    for role in Role::ALL.iter().copied().filter(|role| !role.may_act_for_installation()) {
        let organisation = OrganisationId::new();
        let actor = Actor::new("x", role, Scope::Installation).for_organisation(organisation);
        for permission in Permission::ALL.iter().copied() {
            for subject in [Subject::in_programme(programme), Subject::INSTALLATION] {
                assert!(
                    actor.may(permission, &subject.of_organisation(organisation)).is_err(),
                    "{role} {permission:?}"
                );
            }
        }
    }
}

#[test]
fn an_error_names_the_roles_with_the_permission() {
    let programme = ProgrammeId::new();
    let auditor = Actor::new("a", Role::Auditor, programme);
    let refused = auditor.may(Permission::Reindex, &Subject::in_programme(programme)).expect_err("not an auditor's");
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
        scope: if programme { ProgrammeId::new().into() } else { Scope::Installation },
    })
}

proptest! {
    #[test]
    fn an_actor_of_a_programme_has_no_permission_elsewhere(
        actor in any_actor(), permission in prop::sample::select(Permission::ALL),
    ) {
        let Actor { organisation, candidate, scope, .. } = actor;
        if scope != Scope::Installation {
            for elsewhere in [Scope::Programme(ProgrammeId::new()), Scope::Installation] {
                let subject = Subject { organisation, candidate, scope: elsewhere };
                prop_assert!(actor.may(permission, &subject).is_err());
            }
        }
    }

    #[test]
    fn a_permission_on_some_subject_of_others_is_a_permission_on_all(
        actor in any_actor(), permission in prop::sample::select(Permission::ALL),
    ) {
        let all = Subject { scope: actor.scope, organisation: None, candidate: None };
        let others = all.of_candidate(CandidateId::new(), Some(OrganisationId::new()));
        if actor.may(permission, &others).is_ok() {
            prop_assert!(actor.may(permission, &all).is_ok(), "the permission has no narrower level");
        }
    }
}
