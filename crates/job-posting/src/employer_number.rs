//! The number of the employer in the register of its country.

use reference_data::EnterpriseRegister;
use serde_json::Value;
use vocabulary::EnterpriseNumber;

use crate::property::{self, Properties, items};

/// The properties of an organisation that hold a number of a register. What others call `identifier` may be anything.
const PROPERTIES: [&str; 3] = ["vatID", "taxID", "iso6523Code"];

/// The employer's number, from an organisation: the first that a register has; and a note on one that none has.
pub(crate) fn employer_number(
    organisation: &Value,
    register: Option<&EnterpriseRegister>,
) -> (Option<EnterpriseNumber>, Option<String>) {
    let mut note = None;
    for organisation in items(Some(organisation)).filter_map(Value::as_object).map(Properties) {
        for name in PROPERTIES {
            let Some(written) = organisation.get(name).and_then(property::identifier) else { continue };
            match registered(&written, register) {
                Some(number) => return (Some(number), None),
                None => {
                    note = Some(format!("`{}` ({name}) is no number of the register", property::excerpt(&written)))
                }
            }
        }
        let identifiers = items(organisation.get("identifier")).filter_map(property::identifier);
        // Where the form of numbers isn't known, any identifier would be one.
        let mut numbers = identifiers.filter_map(|written| registered(&written, Some(register?)));
        if let Some(number) = numbers.next() {
            return (Some(number), None);
        }
    }
    (None, note)
}

/// A number in the form of the register. Codes of ISO 6523 have the register's own before it: `0208:0403170701`.
fn registered(written: &str, register: Option<&EnterpriseRegister>) -> Option<EnterpriseNumber> {
    let bare = written.rsplit(':').next().unwrap_or(written);
    let number = bare.to_ascii_uppercase().parse().ok()?;
    match register {
        Some(register) => register.number(&number).ok(),
        None => Some(number),
    }
}
