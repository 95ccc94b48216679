//! What can be done, and who may: the one table.

use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::Role;

/// How far a role's permission for an act reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only what is about the candidate who acts.
    Own,
    /// Only what belongs to the organisation that one acts for.
    Organisation,
    /// Everything in the programme.
    Programme,
}

/// To whom or what something is done. What isn't known to matter is left out: a search through all candidates has
/// neither organisation nor candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    /// The organisation that it belongs to: a vacancy's employer, the school that brought a candidate.
    pub organisation: Option<OrganisationId>,
    /// The person that it is about.
    pub candidate: Option<CandidateId>,
    /// The programme that it is in.
    pub programme: Option<ProgrammeId>,
}

impl Subject {
    /// Everything, or nothing in particular.
    pub const ALL: Self = Self { organisation: None, candidate: None, programme: None };

    /// Something that belongs to an organisation.
    pub const fn of_organisation(organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..Self::ALL }
    }

    /// Something about a person, and the organisation that brought them.
    pub const fn of_candidate(candidate: CandidateId, brought_by: Option<OrganisationId>) -> Self {
        Self { candidate: Some(candidate), organisation: brought_by, ..Self::ALL }
    }

    /// The same, in a programme.
    pub const fn in_programme(self, programme: ProgrammeId) -> Self {
        Self { programme: Some(programme), ..self }
    }
}

macro_rules! permissions {
    ($($(#[$about:meta])* $permission:ident = $word:literal: $($role:ident $reach:ident),* ;)*) => {
        /// Something that can be done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$about])* $permission),* }

        impl Permission {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$permission),*];

            /// The act as it is written in the trail.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$permission => $word),* }
            }

            /// Who may do it, and how far that reaches. The operator may do everything.
            pub const fn granted_to(self) -> &'static [(Role, Scope)] {
                match self { $(Self::$permission => &[$((Role::$role, Scope::$reach)),*]),* }
            }
        }
    };
}

permissions! {
    /// Register a candidate.
    CreateCandidate = "create-candidate":
        Candidate Own, Registrar Organisation, Officer Programme;
    /// Change what is known of a candidate.
    ChangeCandidate = "change-candidate":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme;
    /// Take a candidate out.
    WithdrawCandidate = "withdraw-candidate":
        Candidate Own, Officer Programme;
    /// Read a candidate's profile, under the reference of whoever brought them.
    ReadCandidate = "read-candidate":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme,
        ProgrammeManager Programme;
    /// Read a candidate's name, sex, birth date, nationality, e-mail and phone.
    ReadPersonalData = "read-personal-data":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme;
    /// Search among candidates; recruiters see those who consent, under their pseudonyms.
    SearchCandidates = "search-candidates":
        Recruiter Programme, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// See which vacancies suit a candidate.
    SeeOpportunities = "see-opportunities":
        Candidate Own, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Import candidates from a file.
    ImportCandidates = "import-candidates":
        Registrar Organisation, Officer Programme;
    /// Export candidates to a file. With their identities, [`Permission::ReadPersonalData`] is asked too.
    ExportCandidates = "export-candidates":
        Registrar Organisation, Officer Programme, ProgrammeManager Programme;

    /// Enter a vacancy.
    CreateVacancy = "create-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Change a vacancy.
    ChangeVacancy = "change-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Confirm a draft's title and region, and open it.
    PublishVacancy = "publish-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Note that posts are taken.
    FillVacancy = "fill-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Close a vacancy.
    CloseVacancy = "close-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Take a vacancy back.
    WithdrawVacancy = "withdraw-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Read a vacancy in whatever state, with what is suggested for it.
    ReadVacancy = "read-vacancy":
        Recruiter Organisation, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Read an open vacancy, as everybody may.
    ReadOpenVacancy = "read-open-vacancy":
        Candidate Programme, Recruiter Programme, Officer Programme, Certifier Programme, Registrar Programme,
        ProgrammeManager Programme;
    /// Search among open vacancies.
    SearchVacancies = "search-vacancies":
        Candidate Programme, Recruiter Programme, Officer Programme, Certifier Programme, Registrar Programme,
        ProgrammeManager Programme;
    /// Rank candidates for a vacancy: standings, near misses, what each must costs.
    RankVacancy = "rank-vacancy":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;
    /// Import vacancies from a file or a feed.
    ImportVacancies = "import-vacancies":
        Recruiter Organisation, Officer Programme;
    /// Export vacancies to a file or a feed.
    ExportVacancies = "export-vacancies":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;
    /// Compute a recorded ranking again.
    ReplayRecord = "replay-record":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;

    /// Read and verify the trail.
    ReadAuditLog = "read-audit-log":
        Auditor Programme;
    /// Add an organisation.
    CreateOrganisation = "create-organisation":
        Officer Programme, ProgrammeManager Programme, Administrator Programme;
    /// Read what is known of an organisation.
    ReadOrganisation = "read-organisation":
        Recruiter Organisation, Registrar Organisation, Officer Programme, Certifier Programme,
        ProgrammeManager Programme, Administrator Programme;
    /// Set up a programme.
    CreateProgramme = "create-programme":
        Administrator Programme;
    /// Give somebody a token.
    IssueToken = "issue-token": ;
    /// Build the index anew.
    Reindex = "reindex":
        Administrator Programme;
}

/// Something that an actor may not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    /// In which role it was tried.
    pub role: Role,
    /// What was tried.
    pub permission: Permission,
    /// How far that role's permission reaches, when it has one that doesn't reach this far.
    pub scope: Option<Scope>,
    /// The roles that may do it, to somebody or something at least.
    pub permitted: Vec<Role>,
}

impl std::error::Error for Forbidden {}

impl std::fmt::Display for Forbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { role, permission, scope, permitted } = self;
        let action = permission.word();
        match scope {
            Some(Scope::Own) => write!(f, "`{action}`: a {role} may do this only for themselves"),
            Some(Scope::Organisation) => {
                write!(f, "`{action}`: the role {role} may do this only for the organisation it belongs to")
            }
            Some(Scope::Programme) => write!(f, "`{action}`: the role {role} may do this only in its own programme"),
            None => {
                let others: Vec<&str> = permitted.iter().map(|role| role.word()).collect();
                write!(f, "`{action}` is not for the role {role}; it is for: {}", others.join(", "))
            }
        }
    }
}
