//! `work-permission`: the person may work for this employer, or the employer will ask for a single permit.
//!
//! A permit that is held is tied to another employer, so the new one must ask again. It looks at permission alone,
//! never at nationality.

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::Outcome;

use super::{Check, Circumstances, Rule};
use crate::columns::{Column, Columns};
use crate::facts::Facts;
use crate::reason::{Datum, Found};
use crate::requirements::Requirements;
use crate::verdicts::Verdicts;

pub(super) struct WorkPermission;

struct Asked {
    single_permit: Option<bool>,
}

impl Rule for WorkPermission {
    fn code(&self) -> &'static str {
        "work-permission"
    }

    fn checks(&self, vacancy: &Requirements, _: Circumstances<'_>) -> Vec<Box<dyn Check>> {
        vec![Box::new(Asked { single_permit: vacancy.single_permit })]
    }
}

impl Check for Asked {
    fn code(&self) -> Cow<'_, str> {
        "work-permission".into()
    }

    fn reads(&self) -> Vec<Column> {
        vec![Column::WorkPermission]
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, verdicts: &mut Verdicts) {
        let without = match self.single_permit {
            Some(true) => Outcome::Met,
            Some(false) => Outcome::NotMet,
            None => Outcome::Unknown,
        };
        verdicts.each(&people.work_permission[rows], move |permission| {
            let asked = if permission == 0 { Outcome::Unknown } else { without };
            if permission == 1 { Outcome::Met } else { asked }
        });
    }

    fn found(&self, facts: &Facts) -> Found {
        let required = self.single_permit.map_or(Datum::Nothing, Datum::YesNo);
        Found::new(required, facts.work_permission.map(Datum::Permission))
    }
}
