//! `work-permission`: the candidate may work for this employer, or the employer will apply for a single permit.
//!
//! A permit that is held is tied to another employer, so the new one has to apply again. The rule reads the
//! permission alone, never a nationality.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Outcome;

use super::{Check, Rule, RuleContext};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::outcome_bits::OutcomeBits;
use crate::reason::{Finding, Value};
use crate::requirements::Requirements;

pub(super) struct WorkPermission;

struct WorkPermissionCheck {
    single_permit: Option<bool>,
}

impl Rule for WorkPermission {
    fn code(&self) -> &'static str {
        "work-permission"
    }

    /// The law requires the permission, so the employer can't give it up.
    fn is_relaxable(&self) -> bool {
        false
    }

    fn checks(&self, vacancy: &Requirements, _: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(WorkPermissionCheck { single_permit: vacancy.single_permit })]
    }
}

impl Check for WorkPermissionCheck {
    fn code(&self) -> Cow<'_, str> {
        "work-permission".into()
    }

    fn columns_read(&self) -> Vec<Column> {
        vec![Column::WorkPermission]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let without = match self.single_permit {
            Some(true) => Outcome::Met,
            Some(false) => Outcome::NotMet,
            None => Outcome::Unknown,
        };
        outcome_bits.judge_column(&people.work_permission[rows], move |permission| {
            let otherwise = if permission == 0 { Outcome::Unknown } else { without };
            if permission == 1 { Outcome::Met } else { otherwise }
        });
    }

    fn found(&self, facts: &Facts) -> Finding {
        let required = self.single_permit.map_or(Value::Nothing, Value::YesNo);
        Finding::new(required, facts.work_permission.map(Value::Permission))
    }
}
