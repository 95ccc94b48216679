//! Permissions and the roles that have them: the one table.

use vocabulary::{CandidateId, OrganisationId, ParseError, ProgrammeId, Scope};

use crate::Role;

/// The subjects, within the scope of an actor, to which a role's permission extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessLevel {
    /// Only subjects about the acting candidate.
    Own,
    /// Only subjects that belong to the actor's organisation.
    Organisation,
    /// All subjects of the programme.
    Programme,
    /// The installation as a whole, for an actor whose scope it is.
    Installation,
}

/// The subject of an action: always in a scope. A part that doesn't apply is `None`: a search through all candidates
/// has neither organisation nor candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The programme that it belongs to, or the installation.
    pub scope: Scope,
    /// The organisation that it belongs to: a vacancy's employer, or the school that registered a candidate.
    pub organisation: Option<OrganisationId>,
    /// The candidate that it concerns.
    pub candidate: Option<CandidateId>,
}

impl Subject {
    /// The installation as a whole.
    pub const INSTALLATION: Self = Self { scope: Scope::Installation, organisation: None, candidate: None };

    /// All subjects of a programme, or none in particular.
    pub const fn in_programme(programme: ProgrammeId) -> Self {
        Self { scope: Scope::Programme(programme), organisation: None, candidate: None }
    }

    /// The same subject, belonging to an organisation.
    pub const fn of_organisation(self, organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..self }
    }

    /// The same subject, about a candidate, and belonging to the organisation that registered them.
    pub const fn of_candidate(self, candidate: CandidateId, registered_by: Option<OrganisationId>) -> Self {
        Self { candidate: Some(candidate), organisation: registered_by, ..self }
    }
}

macro_rules! permissions {
    ($($(#[$about:meta])* $permission:ident = $word:literal: $($role:ident $level:ident),* ;)*) => {
        /// A permission to do one kind of action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$about])* $permission),* }

        impl Permission {
            /// All permissions, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$permission),*];

            /// The permission as it is written in the audit log.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$permission => $word),* }
            }

            /// The roles that have the permission, each with its level. The operator has all permissions.
            pub const fn granted_to(self) -> &'static [(Role, AccessLevel)] {
                match self { $(Self::$permission => &[$((Role::$role, AccessLevel::$level)),*]),* }
            }
        }

        impl schemars::JsonSchema for Permission {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                "AuditAction".into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),*] })
            }
        }
    };
}

permissions! {
    /// Register a candidate.
    CreateCandidate = "create-candidate":
        Candidate Own, Registrar Organisation, Officer Programme;
    /// Change a candidate's profile and personal data.
    ChangeCandidate = "change-candidate":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme;
    /// Enter an authority's decision on a candidate's title, singly or from a file.
    EnterDecision = "enter-authority-decision":
        Officer Programme;
    /// Confirm a decision that somebody else entered.
    ConfirmDecision = "confirm-authority-decision":
        Officer Programme;
    /// Refuse a decision that was entered.
    RefuseDecision = "refuse-authority-decision":
        Officer Programme;
    /// Read the decisions on a candidate's titles.
    ReadDecision = "read-authority-decision":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Record what a certificate asserts of a candidate, and its revocation.
    CertifyCandidate = "certify-candidate":
        Certifier Programme;
    /// Withdraw a candidate from the programme.
    WithdrawCandidate = "withdraw-candidate":
        Candidate Own, Officer Programme;
    /// Read a candidate's profile, with the reference of the organisation that registered them.
    ReadCandidate = "read-candidate":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme,
        ProgrammeManager Programme;
    /// Read a candidate's name, sex, birth date, nationality, e-mail and phone.
    ReadPersonalData = "read-personal-data":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme;
    /// Find candidates by name, e-mail address or reference.
    FindCandidate = "find-candidate":
        Registrar Organisation, Officer Programme, Certifier Programme;
    /// Search candidates; recruiters see those who consent, under their pseudonyms.
    SearchCandidates = "search-candidates":
        Recruiter Programme, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// See which vacancies suit a candidate.
    SeeOpportunities = "see-opportunities":
        Candidate Own, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Import candidates from a file.
    ImportCandidates = "import-candidates":
        Registrar Organisation, Officer Programme;
    /// Export candidates to a file. Their personal data needs [`Permission::ReadPersonalData`] too.
    ExportCandidates = "export-candidates":
        Registrar Organisation, Officer Programme, ProgrammeManager Programme;

    /// Enter a vacancy.
    CreateVacancy = "create-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Change a vacancy.
    ChangeVacancy = "change-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Confirm a draft's title and region, and publish it.
    PublishVacancy = "publish-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Close a vacancy.
    CloseVacancy = "close-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Withdraw a vacancy.
    WithdrawVacancy = "withdraw-vacancy":
        Recruiter Organisation, Officer Programme;
    /// Read a vacancy in any state, with its suggestions.
    ReadVacancy = "read-vacancy":
        Recruiter Organisation, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Read an open vacancy.
    ReadOpenVacancy = "read-open-vacancy":
        Candidate Programme, Recruiter Programme, Officer Programme, Certifier Programme, Registrar Programme,
        ProgrammeManager Programme;
    /// Search open vacancies.
    SearchVacancies = "search-vacancies":
        Candidate Programme, Recruiter Programme, Officer Programme, Certifier Programme, Registrar Programme,
        ProgrammeManager Programme;
    /// Rank candidates for a vacancy: standings, near misses, what each requirement costs.
    RankVacancy = "rank-vacancy":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;
    /// Read a ranking that was made before.
    ReadRanking = "read-ranking":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;
    /// Import vacancies from a file or a feed.
    ImportVacancies = "import-vacancies":
        Recruiter Organisation, Officer Programme;
    /// Export vacancies to a file or a feed.
    ExportVacancies = "export-vacancies":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;
    /// Compute a decision record again.
    ReplayRecord = "replay-record":
        Recruiter Organisation, Officer Programme, ProgrammeManager Programme;

    /// Enter that a candidate takes a post of a vacancy.
    CreatePlacement = "create-placement":
        Officer Programme, ProgrammeManager Programme;
    /// Enter that a placement ends.
    EndPlacement = "end-placement":
        Officer Programme, ProgrammeManager Programme;
    /// Read placements, which name candidates by their identifiers.
    ReadPlacement = "read-placement":
        Officer Programme, ProgrammeManager Programme;

    /// Enter a school's curriculum.
    CreateCurriculum = "create-curriculum":
        Registrar Organisation, Officer Programme, Certifier Programme;
    /// Change a school's curriculum.
    ChangeCurriculum = "change-curriculum":
        Registrar Organisation, Officer Programme, Certifier Programme;
    /// Read and assess a school's curriculum.
    ReadCurriculum = "read-curriculum":
        Registrar Organisation, Officer Programme, Certifier Programme, ProgrammeManager Programme;
    /// Enter a person's transcript.
    CreateTranscript = "create-transcript":
        Registrar Organisation, Officer Programme, Certifier Programme;
    /// Change a person's transcript.
    ChangeTranscript = "change-transcript":
        Registrar Organisation, Officer Programme, Certifier Programme;
    /// Read and assess a person's transcript.
    ReadTranscript = "read-transcript":
        Candidate Own, Registrar Organisation, Officer Programme, Certifier Programme;
    /// Confirm the subjects to which a module belongs.
    ConfirmSubjects = "confirm-subjects":
        Officer Programme, Certifier Programme;

    /// Read the audit entries of a programme.
    ReadAuditLog = "read-audit-log":
        Auditor Programme;
    /// Read the audit entries of all programmes and of the installation.
    ReadWholeAuditLog = "read-whole-audit-log":
        Auditor Installation;
    /// Read the audit entries about a candidate, and get the proof that they are in the log.
    ReadAccessLog = "read-access-log":
        Candidate Own;
    /// Erase the details of an audit entry.
    EraseAuditDetails = "erase-audit-details": ;
    /// Sign a checkpoint of the audit log.
    SignCheckpoint = "sign-checkpoint": ;
    /// Set checkpoints aside that were signed for an audit log that is lost, and begin anew.
    RestartCheckpoints = "restart-checkpoints": ;
    /// Verify the audit log of the installation.
    VerifyAuditLog = "verify-audit-log":
        Auditor Installation;
    /// Add an organisation.
    CreateOrganisation = "create-organisation":
        Officer Programme, ProgrammeManager Programme, Administrator Programme;
    /// Change an organisation's name or number.
    ChangeOrganisation = "change-organisation":
        Officer Programme, ProgrammeManager Programme, Administrator Programme;
    /// Read an organisation.
    ReadOrganisation = "read-organisation":
        Recruiter Organisation, Registrar Organisation, Officer Programme, Certifier Programme,
        ProgrammeManager Programme, Administrator Programme;
    /// Set up a programme.
    CreateProgramme = "create-programme":
        Administrator Installation;
    /// See the jobs of the installation that wait, run or are dead, and give a dead one its attempts again.
    ManageJobs = "manage-jobs":
        Administrator Installation;
    /// Issue a token.
    IssueToken = "issue-token": ;
    /// Rebuild the index.
    Reindex = "reindex":
        Administrator Programme;
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl std::str::FromStr for Permission {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        Self::ALL.iter().copied().find(|permission| permission.word() == written).ok_or_else(|| {
            let all: Vec<&str> = Self::ALL.iter().map(|permission| permission.word()).collect();
            ParseError::new(written, format!("an action of the audit log: {}", all.join(", ")))
        })
    }
}

impl<'de> serde::Deserialize<'de> for Permission {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        written.parse().map_err(serde::de::Error::custom)
    }
}

/// An action that an actor has no permission for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    /// The actor's role.
    pub role: Role,
    /// The permission that was needed.
    pub permission: Permission,
    /// The level of the role's permission, when it has one that doesn't include the subject.
    pub level: Option<AccessLevel>,
    /// The roles that have the permission at any level.
    pub permitted: Vec<Role>,
}

impl std::error::Error for Forbidden {}

impl std::fmt::Display for Forbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { role, permission, level, permitted } = self;
        let action = permission.word();
        match level {
            Some(AccessLevel::Own) => write!(f, "`{action}`: a {role} may do this only for themselves"),
            Some(AccessLevel::Organisation) => {
                write!(f, "`{action}`: the role {role} may do this only for the organisation it belongs to")
            }
            Some(AccessLevel::Programme) => {
                write!(f, "`{action}`: the role {role} may do this only in its own programme")
            }
            Some(AccessLevel::Installation) => write!(
                f,
                "`{action}`: the role {role} may do this only for the installation as a whole, with a token that \
                 `passerelle token --installation` issues"
            ),
            None => {
                let others: Vec<&str> = permitted.iter().map(|role| role.word()).collect();
                write!(f, "`{action}` is not for the role {role}; it is for: {}", others.join(", "))
            }
        }
    }
}
