//! Which employer a file means by a name and a number.

use std::collections::HashMap;

use access::organisations;
use storage::{AnyConnection, StorageError};
use vocabulary::{EnterpriseNumber, OrganisationId, ProgrammeId};

use super::vacancy_operations::EMPLOYER;

/// The employers of a programme while a file is imported. A number says which employer it is, whatever the name; a name does
/// where no number is given.
pub(super) struct Employers {
    by_name: HashMap<String, (OrganisationId, Option<EnterpriseNumber>)>,
    by_number: HashMap<EnterpriseNumber, OrganisationId>,
}

/// The employer that a file means.
pub(super) enum StatedEmployer {
    /// One that is there.
    Known(OrganisationId),
    /// One that is there under its name, and whose number wasn't known.
    WithoutNumber(OrganisationId, EnterpriseNumber),
    /// One that isn't there yet.
    New(String, Option<EnterpriseNumber>),
}

impl StatedEmployer {
    /// The organisation, unless it has to be added.
    pub(super) fn id(&self) -> Option<OrganisationId> {
        match self {
            Self::Known(id) | Self::WithoutNumber(id, _) => Some(*id),
            Self::New(..) => None,
        }
    }
}

impl Employers {
    /// Those of a programme.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn of(connection: &mut AnyConnection, programme: ProgrammeId) -> Result<Self, StorageError> {
        let mut employers = Self { by_name: HashMap::new(), by_number: HashMap::new() };
        for organisation in organisations::of_kind(connection, programme, EMPLOYER)? {
            employers.insert(organisation.id, organisation.name, organisation.enterprise_number);
        }
        Ok(employers)
    }

    fn insert(&mut self, id: OrganisationId, name: String, number: Option<EnterpriseNumber>) {
        if let Some(number) = &number {
            self.by_number.insert(number.clone(), id);
        }
        self.by_name.insert(name, (id, number));
    }

    /// The employer with a number, else the one with a name.
    ///
    /// # Errors
    /// In a sentence with what to do, where neither is given, where a number that nobody has comes without a name, or where the
    /// employer of that name has another number: it may be another employer, whose vacancies would be mixed with its own.
    pub(super) fn find(
        &self,
        name: Option<&str>,
        number: Option<&EnterpriseNumber>,
    ) -> Result<StatedEmployer, String> {
        if let Some(id) = number.and_then(|number| self.by_number.get(number)) {
            return Ok(StatedEmployer::Known(*id));
        }
        let Some(name) = name else {
            return Err("employer: expected the name of the employer, to whom its id belongs; add it, or name the \
                 employer of all that name none with --organisation NAME"
                .to_owned());
        };
        match (self.by_name.get(name), number) {
            (None, number) => Ok(StatedEmployer::New(name.to_owned(), number.cloned())),
            (Some((id, _)), None) => Ok(StatedEmployer::Known(*id)),
            (Some((id, None)), Some(number)) => Ok(StatedEmployer::WithoutNumber(*id, number.clone())),
            (Some((_, Some(known))), Some(number)) => Err(format!(
                "employer_number: `{number}`: expected {known}, the number of the employer `{name}` that is there; correct \
                 it, or if it is another employer of that name, add that one first: `passerelle organisation create \
                 \"{name} (2)\" --kind employer --number {number}`, and import the file again"
            )),
        }
    }

    /// Notes that an employer was found or added, so that the rows after it find the same.
    pub(super) fn add(&mut self, id: OrganisationId, employer: StatedEmployer) {
        match employer {
            StatedEmployer::Known(_) => {}
            StatedEmployer::WithoutNumber(_, number) => {
                let of_id = self.by_name.values_mut().find(|(known, _)| *known == id);
                if let Some((_, without)) = of_id {
                    *without = Some(number.clone());
                }
                self.by_number.insert(number, id);
            }
            StatedEmployer::New(name, number) => self.insert(id, name, number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str) -> EnterpriseNumber {
        written.parse().expect("a number")
    }

    #[test]
    fn a_number_says_which_employer_it_is_and_a_name_only_where_there_is_none() {
        let mut employers = Employers { by_name: HashMap::new(), by_number: HashMap::new() };
        let (one, other) = (OrganisationId::new(), OrganisationId::new());
        employers.insert(one, "Invented hospital".to_owned(), Some(number("0403.170.701")));
        employers.insert(other, "Invented home".to_owned(), None);
        let mut find = |name: Option<&str>, of: Option<&str>| {
            let found = employers.find(name, of.map(number).as_ref());
            let id = found.as_ref().map(StatedEmployer::id).map_err(Clone::clone);
            if let (Ok(Some(id)), Ok(found)) = (&id, found) {
                employers.add(*id, found);
            }
            id
        };
        assert_eq!(find(Some("Invented hospital"), None), Ok(Some(one)));
        assert_eq!(find(Some("Its new name"), Some("0403.170.701")), Ok(Some(one)));
        assert_eq!(find(None, Some("0403.170.701")), Ok(Some(one)));
        assert_eq!(find(Some("New"), Some("0202.239.951")), Ok(None), "it is to be added");
        assert_eq!(find(Some("Invented home"), Some("0202.239.951")), Ok(Some(other)), "its number is recorded");
        let refused = find(Some("Invented home"), Some("0417.497.106")).expect_err("it has another number now");
        assert!(refused.contains("0202.239.951") && refused.contains("organisation create"), "{refused}");
        assert!(find(Some("Invented hospital"), Some("0202.239.951")).is_ok_and(|id| id == Some(other)));
        assert!(find(None, None).is_err() && find(None, Some("0417.497.106")).is_err());
    }
}
