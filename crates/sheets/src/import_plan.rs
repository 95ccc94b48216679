//! The plan of an import: what is done with each row, decided for all rows before the first one is written.

use std::collections::HashSet;

use crate::import_report::{ImportProblem, ImportProblems, ImportReport};

/// The reason against a row that is there with other content when no update was asked for.
pub const OTHER_CONTENT: &str = "it is there already with other content; use --update to change it";

/// What an import does with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlannedChange<New, Changed> {
    /// The row is new.
    Create(New),
    /// The row is there with other content.
    Change(Changed),
    /// The row is there with the same content.
    Leave,
}

/// What an import does with all of its rows.
#[derive(Debug)]
pub struct ImportPlan<New, Changed> {
    /// New rows, in the order of the file.
    pub created: Vec<New>,
    /// Changed rows, in the order of the file.
    pub changed: Vec<Changed>,
    unchanged: usize,
    problems: Vec<ImportProblem>,
    references: HashSet<(String, String)>,
}

impl<New, Changed> Default for ImportPlan<New, Changed> {
    fn default() -> Self {
        Self {
            created: Vec::new(),
            changed: Vec::new(),
            unchanged: 0,
            problems: Vec::new(),
            references: HashSet::new(),
        }
    }
}

impl<New, Changed> ImportPlan<New, Changed> {
    /// Adds a row by its `id`: what is done with it, or why it can't be taken. An `id` that was added before is a
    /// problem.
    pub fn add(&mut self, reference: String, planned: Result<PlannedChange<New, Changed>, String>) {
        self.add_of("", reference, planned);
    }

    /// Adds a row by its `id` and its owner, to whom the `id` belongs: another owner may have the same.
    pub fn add_of(&mut self, owner: &str, reference: String, planned: Result<PlannedChange<New, Changed>, String>) {
        let key = (owner.to_owned(), reference.clone());
        let planned = match self.references.contains(&key) {
            true => Err("the id stands twice; each row needs its own".to_owned()),
            false => planned,
        };
        match planned {
            Ok(PlannedChange::Create(new)) => self.created.push(new),
            Ok(PlannedChange::Change(changed)) => self.changed.push(changed),
            Ok(PlannedChange::Leave) => self.unchanged += 1,
            Err(reason) => self.problems.push(ImportProblem { reference, reason }),
        }
        self.references.insert(key);
    }

    /// Adds a row that can't be taken, by its `id`.
    pub fn refuse(&mut self, reference: String, reason: String) {
        self.problems.push(ImportProblem { reference, reason });
    }

    /// The counts of the plan.
    ///
    /// # Errors
    /// With every row that can't be taken.
    pub fn report(&self) -> Result<ImportReport, ImportProblems> {
        if !self.problems.is_empty() {
            return Err(ImportProblems { list: self.problems.clone() });
        }
        Ok(ImportReport { created: self.created.len(), changed: self.changed.len(), unchanged: self.unchanged })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, Result<PlannedChange<u8, u8>, String>);

    fn plan(rows: &[Row]) -> ImportPlan<u8, u8> {
        let mut plan = ImportPlan::default();
        for (reference, planned) in rows {
            plan.add((*reference).to_owned(), planned.clone());
        }
        plan
    }

    #[test]
    fn rows_are_counted_by_what_is_done_with_them() {
        use PlannedChange::{Change, Create, Leave};
        let plan = plan(&[("a", Ok(Create(1))), ("b", Ok(Change(2))), ("c", Ok(Leave)), ("d", Ok(Create(3)))]);
        assert_eq!(plan.report(), Ok(ImportReport { created: 2, changed: 1, unchanged: 1 }));
        assert_eq!((plan.created, plan.changed), (vec![1, 3], vec![2]));
    }

    #[test]
    fn a_plan_with_a_refused_or_repeated_row_has_no_report() {
        let create = || Ok(PlannedChange::Create(1));
        let problems = plan(&[("a", create()), ("b", Err("it is wrong".to_owned())), ("a", create())]).report();
        let list = problems.expect_err("two problems").list;
        let written: Vec<String> = list.iter().map(ToString::to_string).collect();
        assert_eq!(written, ["`b`: it is wrong", "`a`: the id stands twice; each row needs its own"]);
    }

    #[test]
    fn an_id_belongs_to_its_owner() {
        let mut plan: ImportPlan<u8, u8> = ImportPlan::default();
        plan.add_of("one", "a".to_owned(), Ok(PlannedChange::Create(1)));
        plan.add_of("other", "a".to_owned(), Ok(PlannedChange::Create(2)));
        assert_eq!(plan.report().expect("two rows").created, 2);
        plan.add_of("one", "a".to_owned(), Ok(PlannedChange::Create(3)));
        assert_eq!(plan.report().expect_err("the id stands twice").list.len(), 1);
    }
}
