//! The regions of all destinations by NUTS code, and the authority for work permits in each.

use std::collections::HashMap;

use vocabulary::{Code, Localised, ParseError, RegionCode, TextLanguage};

use crate::config_problem::Problems;
use crate::csv_rows::read_rows;
use crate::destination::{AuthorityCodes, Destination};
use crate::files::Files;
use crate::nearest::{nearest, phrase, shortened};

/// A region of any level.
#[derive(Debug, Clone)]
struct Region {
    code: RegionCode,
    label: String,
    names: Option<Localised>,
    authority: Option<Code>,
    /// The districts that it holds, by their positions among those of its country.
    mask: u64,
}

/// The replacement of a code from before 2021.
#[derive(Debug, Clone)]
struct FormerRegion {
    successor: RegionCode,
    note: String,
}

/// The regions of all destinations, levels 0 to 3.
#[derive(Debug, Default)]
pub struct Regions {
    regions: Vec<Region>,
    positions: HashMap<RegionCode, usize>,
    /// By country.
    districts: HashMap<String, Vec<RegionCode>>,
    former: HashMap<RegionCode, FormerRegion>,
}

/// A region code that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownRegion {
    /// A code from before 2021.
    #[error("`{written}` is a NUTS code of before 2021; `{successor}` is proposed in its position ({note})")]
    Former {
        /// The code as written.
        written: String,
        /// The proposed replacement.
        successor: RegionCode,
        /// How the boundaries changed.
        note: String,
    },
    /// A code that is not in the table.
    #[error("`{written}` is not a NUTS code of a country of destination{}", phrase(nearest))]
    Unknown {
        /// The code as written, shortened for a message.
        written: String,
        /// The most similar codes of the table, best first.
        nearest: Vec<String>,
    },
}

impl From<UnknownRegion> for ParseError {
    fn from(unknown: UnknownRegion) -> Self {
        match unknown {
            UnknownRegion::Former { written, successor, note } => {
                let expected = format!("a NUTS code of 2021 or later, such as its successor {successor} ({note})");
                Self { found: written, expected }
            }
            UnknownRegion::Unknown { written, nearest } => Self {
                found: written,
                expected: format!("a NUTS code of a country of destination{}", phrase(&nearest)),
            },
        }
    }
}

/// The number of bits in a mask.
const MOST_DISTRICTS: usize = 64;

impl Regions {
    pub(crate) fn read_all(files: &Files, destinations: &[Destination], problems: &Problems) -> Self {
        let mut all = Self::default();
        for destination in destinations {
            all.read(files, destination, problems);
        }
        all
    }

    /// Adds the regions of a destination.
    fn read(&mut self, files: &Files, destination: &Destination, problems: &Problems) {
        let country = &destination.country;
        let folder = destination.folder();
        let path = format!("{folder}/regions.csv");
        let columns = ["code", "level", "label_en", "parent", "work_permit_authority", "valid_from", "valid_to"];
        let authorities = AuthorityCodes(&destination.authorities);
        let mut regions = read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
            let code: RegionCode = row.parsed("code")?;
            row.read("level", "the level of the code", |cell| (cell == code.level().to_string()).then_some(()))?;
            if !code.as_str().starts_with(country.as_str()) {
                row.note("code", format!("`{code}` is no region of {country}"));
                return None;
            }
            let label = row.read("label_en", "a name", |cell| (!cell.is_empty()).then(|| cell.to_owned()))?;
            let authority = if row.cell("work_permit_authority").is_empty() {
                None
            } else {
                let read = |cell: &str| authorities.parse(cell);
                Some(row.read("work_permit_authority", &authorities.expected(), read)?)
            };
            row.optional_date("valid_from")?;
            row.optional_date("valid_to")?;
            Some(Region { code, label, names: None, authority, mask: 0 })
        });
        let districts: Vec<RegionCode> =
            regions.iter().map(|region| region.code).filter(|code| code.level() == 3).collect();
        if districts.is_empty() || districts.len() > MOST_DISTRICTS {
            let reason = format!("holds {} districts of level 3; expected 1 to {MOST_DISTRICTS}", districts.len());
            problems.note(&path, "", reason);
        }
        for region in &mut regions {
            let held = districts.iter().enumerate().filter(|(_, district)| region.code.holds(district));
            region.mask = held.fold(0, |mask, (bit, _)| mask | 1u64.checked_shl(bit as u32).unwrap_or(0));
        }
        let authorities: Vec<Option<Code>> =
            regions.iter().filter(|region| region.code.level() == 3).map(|region| region.authority.clone()).collect();
        for region in &mut regions {
            // A region whose districts have different authorities has none of its own.
            let mut held = authorities.iter().enumerate().filter(|(bit, _)| region.mask >> bit & 1 == 1);
            let first = held.next().and_then(|(_, authority)| authority.clone());
            region.authority = first.filter(|first| held.all(|(_, other)| other.as_ref() == Some(first)));
        }
        let before = self.regions.len();
        for (position, region) in regions.iter().enumerate() {
            if self.positions.insert(region.code, before + position).is_some() {
                problems.note(&path, region.code.as_str(), "stands twice");
            }
        }
        self.regions.append(&mut regions);
        self.districts.insert(country.clone(), districts);
        self.read_names(files, &folder, problems);
        let former = read_successors(files, &folder, &self.positions, problems);
        self.former.extend(former);
    }

    /// Reads the names in four languages; a region may have none.
    fn read_names(&mut self, files: &Files, folder: &str, problems: &Problems) {
        let path = format!("{folder}/region-names.csv");
        if !files.has(&path) {
            return;
        }
        let columns = ["code", "nl", "fr", "en", "ar"];
        let rows = read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
            let code: RegionCode = row.parsed("code")?;
            let position = self.positions.get(&code).copied();
            if position.is_none() {
                row.note("code", format!("`{code}` is not in regions.csv"));
            }
            let name = |column| row.read(column, "a name", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
            let (nl, fr, en, ar) = (name("nl"), name("fr"), name("en"), name("ar"));
            Some((position?, Localised { nl: nl?, fr: fr?, en: en?, ar: ar? }))
        });
        for (position, names) in rows {
            if let Some(region) = self.regions.get_mut(position) {
                region.names = Some(names);
            }
        }
    }

    fn region(&self, code: &RegionCode) -> Option<&Region> {
        self.positions.get(code).and_then(|position| self.regions.get(*position))
    }

    /// The code of a region.
    ///
    /// # Errors
    ///
    /// For a code from before 2021, with its proposed successor, and for an unknown code, with the most similar ones.
    pub fn find(&self, written: &str) -> Result<RegionCode, UnknownRegion> {
        let code = written.parse::<RegionCode>().ok();
        if let Some(region) = code.and_then(|code| self.region(&code)) {
            return Ok(region.code);
        }
        if let Some(former) = code.and_then(|code| self.former.get(&code)) {
            return Err(UnknownRegion::Former {
                written: written.to_owned(),
                successor: former.successor,
                note: former.note.clone(),
            });
        }
        Err(UnknownRegion::Unknown {
            written: shortened(written),
            nearest: nearest(written, self.regions.iter().map(|region| region.code.as_str())),
        })
    }

    /// The codes of all levels, in the order of the file.
    pub fn codes(&self) -> impl Iterator<Item = RegionCode> {
        self.regions.iter().map(|region| region.code)
    }

    /// The districts (NUTS 3) of a country in a fixed order: the position of a district is its bit in masks. Empty for a
    /// country that is no destination.
    pub fn districts(&self, country: &str) -> &[RegionCode] {
        self.districts.get(country).map_or(&[], Vec::as_slice)
    }

    /// The districts of a region as a set of bits, bit `i` for the district at position `i` among those of its country; 0
    /// for an unknown code.
    pub fn mask(&self, code: &RegionCode) -> u64 {
        self.region(code).map_or(0, |region| region.mask)
    }

    /// The authority for work permits: known for a district, and for a region whose districts have the same authority.
    pub fn authority(&self, code: &RegionCode) -> Option<&Code> {
        self.region(code)?.authority.as_ref()
    }

    /// The name in the list of Eurostat; the code itself when it is unknown.
    pub fn label<'a>(&'a self, code: &'a RegionCode) -> &'a str {
        self.region(code).map_or(code.as_str(), |region| &region.label)
    }

    /// The usual name in a language; the label when there is none.
    pub fn name<'a>(&'a self, code: &'a RegionCode, language: TextLanguage) -> &'a str {
        match self.region(code).and_then(|region| region.names.as_ref()) {
            Some(names) => names.get(language),
            None => self.label(code),
        }
    }
}

fn read_successors(
    files: &Files,
    folder: &str,
    positions: &HashMap<RegionCode, usize>,
    problems: &Problems,
) -> HashMap<RegionCode, FormerRegion> {
    let path = format!("{folder}/region-successors.csv");
    if !files.has(&path) {
        return HashMap::new();
    }
    let columns = ["old_code", "proposed_code", "note"];
    let rows = read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
        let (old, successor): (Option<RegionCode>, Option<RegionCode>) =
            (row.parsed("old_code"), row.parsed("proposed_code"));
        let (old, successor) = (old?, successor?);
        if positions.contains_key(&old) || !positions.contains_key(&successor) {
            row.note("old_code", "expected a code that regions.csv hasn't, and a successor that it has");
            return None;
        }
        Some((old, FormerRegion { successor, note: row.cell("note").to_owned() }))
    });
    rows.into_iter().collect()
}
