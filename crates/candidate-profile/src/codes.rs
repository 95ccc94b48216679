//! Codes that have to be in the reference data, with the nearest ones when they aren't.

use reference_data::{Catalogue, ReferenceData, UnknownRegion};
use vocabulary::{Code, ParseError, RegionCode};

fn listed(written: &str, catalogue: &Catalogue) -> Result<Code, ParseError> {
    catalogue.find(written).map(|entry| entry.code.clone()).map_err(|unknown| {
        let nearest = match unknown.nearest.as_slice() {
            [] => String::new(),
            codes => format!("; nearest: {}", codes.join(", ")),
        };
        ParseError::new(written, format!("the code of a {}{nearest}", unknown.noun))
    })
}

/// The code of a title.
pub(crate) fn title(written: &str, data: &ReferenceData) -> Result<Code, ParseError> {
    listed(written, data.titles())
}

/// The code of a specialism.
pub(crate) fn specialism(written: &str, data: &ReferenceData) -> Result<Code, ParseError> {
    listed(written, data.specialisms())
}

/// The code of a setting.
pub(crate) fn setting(written: &str, data: &ReferenceData) -> Result<Code, ParseError> {
    listed(written, data.settings())
}

/// The code of a region of any level.
pub(crate) fn region(written: &str, data: &ReferenceData) -> Result<RegionCode, ParseError> {
    data.regions().find(written).map_err(|unknown| {
        let expected = match unknown {
            UnknownRegion::Former { successor, note, .. } => {
                format!("a NUTS code of 2021 or later, such as its successor {successor} ({note})")
            }
            UnknownRegion::Unknown { nearest, .. } if nearest.is_empty() => "a NUTS code of Belgium".to_owned(),
            UnknownRegion::Unknown { nearest, .. } => {
                format!("a NUTS code of Belgium; nearest: {}", nearest.join(", "))
            }
        };
        ParseError::new(written, expected)
    })
}
