//! All rows to which audit entries commit, of all crates that have some.

use access::organisations::CoveredOrganisations;
use candidate_profile::candidates::{CoveredCandidates, CoveredDecisions};
use employer::vacancies::CoveredVacancies;
use placement::placement_operations::CoveredPlacements;
use storage::audit_verification::CoveredRows;

use crate::decision_records::CoveredRecords;

/// The rows that a verification of the audit log reads, from their beginning.
pub fn covered_rows() -> Vec<Box<dyn CoveredRows>> {
    vec![
        Box::<CoveredOrganisations>::default(),
        Box::<CoveredCandidates>::default(),
        Box::<CoveredDecisions>::default(),
        Box::<CoveredVacancies>::default(),
        Box::<CoveredPlacements>::default(),
        Box::<CoveredRecords>::default(),
    ]
}
