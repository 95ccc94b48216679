//! The permissions of every operation: the one table by which roles that never have them are refused before anything of a
//! request is read. An operation that isn't in it is refused to everybody.

use access::Permission::{self, *};

/// The permissions of an operation, by its name in the document: a caller's role needs one of each group. None where there is
/// no such operation, no group where every authenticated caller may.
pub fn permissions_of(operation: &str) -> Option<&'static [&'static [Permission]]> {
    Some(match operation {
        "list_candidates" | "get_candidate" | "get_titles" | "get_languages" | "get_preferences" => {
            &[&[ReadCandidate]]
        }
        "register_candidate" => &[&[CreateCandidate]],
        "import_candidates" => &[&[ImportCandidates]],
        "change_candidate"
        | "patch_candidate"
        | "change_titles"
        | "change_languages"
        | "change_preferences"
        | "change_personal_data" => &[&[ChangeCandidate]],
        "withdraw_candidate" => &[&[WithdrawCandidate]],
        "get_personal_data" => &[&[ReadPersonalData]],
        "get_opportunities" => &[&[SeeOpportunities]],
        "find_people" => &[&[FindCandidate]],
        "search_candidates" => &[&[SearchCandidates]],
        "list_vacancies" | "search_vacancies" => &[&[SearchVacancies]],
        "enter_vacancy" => &[&[CreateVacancy]],
        // Which of the two depends on the state.
        "get_vacancy" => &[&[ReadVacancy, ReadOpenVacancy]],
        "change_vacancy" => &[&[ChangeVacancy]],
        "publish_vacancy" => &[&[PublishVacancy]],
        "close_vacancy" => &[&[CloseVacancy]],
        "withdraw_vacancy" => &[&[WithdrawVacancy]],
        "create_ranking" => &[&[RankVacancy]],
        // Of a vacancy and a candidate.
        "get_standing" => &[&[RankVacancy], &[SeeOpportunities]],
        "get_ranking" | "get_near_misses" | "get_requirement_impacts" => &[&[ReadRanking]],
        "replay_ranking" => &[&[ReplayRecord]],
        "list_placements" | "get_placement" => &[&[ReadPlacement]],
        "enter_placement" => &[&[CreatePlacement]],
        "end_placement" => &[&[EndPlacement]],
        "list_curricula" => &[&[ReadCurriculum]],
        // Which of the two depends on whether it is a curriculum or a person's transcript.
        "get_curriculum" | "assess_curriculum" | "compare_curricula" => &[&[ReadCurriculum, ReadTranscript]],
        "enter_curriculum" => &[&[CreateCurriculum, CreateTranscript]],
        "change_curriculum" => &[&[ChangeCurriculum, ChangeTranscript]],
        "confirm_subjects" => &[&[ConfirmSubjects]],
        "list_organisations" | "get_organisation" => &[&[ReadOrganisation]],
        "add_organisation" => &[&[CreateOrganisation]],
        "change_organisation" => &[&[ChangeOrganisation]],
        "list_audit_entries" => &[&[ReadAuditLog, ReadWholeAuditLog]],
        "verify_audit_log" => &[&[VerifyAuditLog]],
        "get_access_log" | "prove_audit_entry" | "get_candidate_rankings" | "prove_candidate_ranking" => {
            &[&[ReadAccessLog]]
        }
        "enter_authority_decision" | "enter_authority_decision_file" => &[&[EnterDecision]],
        "refuse_authority_decision" => &[&[RefuseDecision]],
        "confirm_authority_decision" | "confirm_authority_decision_file" => &[&[ConfirmDecision]],
        "get_authority_decision" | "get_decisions_of_candidate" | "list_authority_decisions" => &[&[ReadDecision]],
        "list_code_kinds" | "get_codes" => &[],
        _ => return None,
    })
}
