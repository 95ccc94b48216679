//! Where the work of a posting is, by names alone: no list of municipalities with a licence is at hand, so only the
//! names of regions, of the 44 districts and of Brussels' municipalities are known.

use std::collections::HashMap;

use reference_data::ReferenceData;
use serde_json::Value;
use vocabulary::{RegionCode, TextLanguage};

use crate::property::{self, Properties, items};
use crate::words::Words;

/// What an address says of the place of work.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WorkPlace {
    pub(crate) region: Option<RegionCode>,
    pub(crate) municipality: Option<String>,
    /// A region whose name also stands elsewhere, where no country is said, with that name.
    pub(crate) suggested: Option<(RegionCode, String)>,
    pub(crate) notes: Vec<String>,
}

/// Spellings of regions' names in the languages of postings.
pub(crate) struct PlaceNames {
    /// Districts by the names of their towns.
    towns: HashMap<String, Named>,
    /// Provinces and Regions.
    regions: HashMap<String, Named>,
}

#[derive(Debug, Clone, Copy)]
struct Named {
    code: RegionCode,
    /// Another country has a place of that name too.
    elsewhere: bool,
}

/// Ours, from general knowledge; `?` marks a name that a place abroad has too.
const SPELLINGS: &str = include_str!("place-names.csv");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Country {
    Belgium,
    Another,
    Unsaid,
}

/// What one address says.
struct Address {
    country: Country,
    country_written: String,
    locality: Option<String>,
    region: Option<String>,
    /// Pieces of an address that is one line.
    pieces: Vec<String>,
}

impl PlaceNames {
    pub(crate) fn of(reference: &ReferenceData) -> Self {
        let mut names = Self { towns: HashMap::new(), regions: HashMap::new() };
        for line in SPELLINGS.lines().skip(1) {
            let Some((code, spellings)) = line.split_once(',') else { continue };
            // An operator's own list of regions decides which codes there are.
            let Ok(code) = reference.regions().find(code) else { continue };
            for spelling in spellings.split('|') {
                names.add(code, spelling.trim_end_matches('?'), spelling.ends_with('?'));
            }
        }
        let known = reference.regions();
        for code in known.codes().filter(|code| code.level() > 0) {
            names.add(code, known.label(&code), false);
            TextLanguage::ALL.iter().for_each(|language| names.add(code, known.name(&code, *language), false));
            names.add(code, code.as_str(), false);
        }
        names
    }

    /// The first spelling counts: the table knows which names stand abroad too.
    fn add(&mut self, code: RegionCode, spelling: &str, elsewhere: bool) {
        let names = if code.level() == 3 { &mut self.towns } else { &mut self.regions };
        names.entry(key(spelling)).or_insert(Named { code, elsewhere });
    }

    fn town(&self, written: &str) -> Option<Named> {
        readings(written).find_map(|key| self.towns.get(&key).copied())
    }

    fn region(&self, written: &str) -> Option<Named> {
        readings(written).find_map(|key| self.regions.get(&key).copied())
    }

    /// Reads `jobLocation`. Of several places the first Belgian one counts, with a note.
    pub(crate) fn work_place(&self, posting: Properties<'_>) -> WorkPlace {
        let addresses: Vec<Address> =
            items(posting.get("jobLocation")).filter_map(|place| address(place, 6)).collect();
        let placed = addresses.iter().find(|address| address.country == Country::Belgium);
        let placed = placed.or_else(|| addresses.iter().find(|address| address.country == Country::Unsaid));
        let Some(placed) = placed else {
            let mut place = WorkPlace::default();
            if let Some(abroad) = addresses.first() {
                place.notes.push(format!("the place of work is outside Belgium (`{}`)", abroad.country_written));
            }
            return place;
        };
        let mut place = self.place(placed);
        if addresses.len() > 1 {
            place
                .notes
                .push(format!("{} places of work are named; the first Belgian one was taken", addresses.len()));
        }
        place
    }

    fn place(&self, address: &Address) -> WorkPlace {
        let mut place = WorkPlace::default();
        if let Some(code) = self.code(address) {
            // Said by its code, as we write it ourselves, a region leaves no doubt.
            place.region = Some(code);
            place.municipality = municipality(address);
            return place;
        }
        let fields = [address.locality.as_deref(), address.region.as_deref()];
        let written = || fields.into_iter().flatten().chain(address.pieces.iter().map(String::as_str));
        let town = written().find_map(|name| Some((self.town(name)?, name)));
        let region = address.region.iter().chain(&address.locality).chain(&address.pieces);
        let region = region.map(String::as_str).find_map(|name| Some((self.region(name)?, name)));
        let found = match (town, region) {
            // Two names for one place, the wider one apart: a province and its capital mostly bear the same.
            (Some((town, name)), Some((region, _))) if region.code.holds(&town.code) => {
                Some((Named { elsewhere: town.elsewhere && region.elsewhere, ..town }, name))
            }
            (Some((_, town)), Some((_, region))) => {
                let said = format!("`{}` does not lie in `{}`", property::cut(town), property::cut(region));
                place.notes.push(format!("{said}; the region is unknown"));
                None
            }
            (one, other) => one.or(other),
        };
        let belgian = address.country == Country::Belgium;
        match found {
            Some((named, name)) if !belgian && named.elsewhere => {
                place.suggested = Some((named.code, property::cut(name)));
                place.notes.push(format!("no country is said, and `{}` may lie abroad", property::cut(name)));
            }
            Some((named, name)) => {
                place.region = Some(named.code);
                if !belgian {
                    place
                        .notes
                        .push(format!("no country is said; `{}` was taken as the Belgian one", property::cut(name)));
                }
            }
            None => {}
        }
        if belgian || place.region.is_some() {
            place.municipality = municipality(address);
        }
        place
    }

    /// A region that is written as its NUTS code.
    fn code(&self, address: &Address) -> Option<RegionCode> {
        let written = address.region.as_deref()?.trim();
        let named = [&self.towns, &self.regions].into_iter().find_map(|names| names.get(&key(written)))?;
        (named.code.as_str() == written).then_some(named.code)
    }
}

fn municipality(address: &Address) -> Option<String> {
    let name = address.locality.as_deref().map(crate::plain_text::plain_line);
    name.filter(|name| !name.is_empty() && name.len() <= 200)
}

/// The address of a place, of an address or of a line.
fn address(value: &Value, depth: usize) -> Option<Address> {
    let deeper = depth.checked_sub(1)?;
    let map = match value {
        Value::String(line) => return line_address(line),
        Value::Array(list) => return list.iter().find_map(|item| address(item, deeper)),
        Value::Object(map) => map,
        _ => return None,
    };
    let place = Properties(map);
    let field = |name| place.get(name).and_then(property::text);
    let names = ["addressCountry", "addressLocality", "addressRegion", "postalCode"];
    if names.iter().any(|name| place.get(name).is_some()) {
        let written = field("addressCountry");
        return Some(Address {
            country: written.as_deref().map_or(Country::Unsaid, country),
            country_written: property::cut(written.as_deref().unwrap_or("")),
            locality: field("addressLocality"),
            region: field("addressRegion"),
            pieces: Vec::new(),
        });
    }
    let inner = ["address", "location", "@value", "name"];
    inner.iter().find_map(|name| address(place.get(name)?, deeper))
}

fn line_address(line: &str) -> Option<Address> {
    if line.len() > 500 || line.trim().is_empty() {
        return None;
    }
    let mut pieces: Vec<String> = line
        .split([',', ';', '(', ')', '\n'])
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect();
    let said = pieces.iter().position(|piece| matches!(key(piece).as_str(), "be" | "bel") || is_belgium(piece));
    if let Some(index) = said {
        pieces.remove(index);
    }
    let country = if said.is_some() { Country::Belgium } else { Country::Unsaid };
    Some(Address { country, country_written: String::new(), locality: None, region: None, pieces })
}

fn country(written: &str) -> Country {
    match key(written).as_str() {
        "" => Country::Unsaid,
        "be" | "bel" | "056" => Country::Belgium,
        _ if is_belgium(written) => Country::Belgium,
        _ => Country::Another,
    }
}

fn is_belgium(written: &str) -> bool {
    matches!(key(written).as_str(), "belgium" | "belgie" | "belgique" | "belgien" | "بلجيكا" | "kingdom of belgium")
}

/// A name as it is compared.
fn key(written: &str) -> String {
    let words = Words::of(written);
    (0..words.count()).map(|index| words.folded(index)).collect::<Vec<_>>().join(" ")
}

/// The ways in which a name may be meant: as it stands, without a postcode, and each part of it beside brackets,
/// commas, slashes and dashes with blanks.
fn readings(written: &str) -> impl Iterator<Item = String> {
    let written = if written.len() > 200 { "" } else { written };
    let bare = |text: &str| {
        let key = key(text);
        let words: Vec<&str> =
            key.split(' ').filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()) && *word != "b").collect();
        words.join(" ")
    };
    let parts: Vec<String> = written.replace(" - ", ",").split([',', '(', ')', '/', ';']).map(bare).collect();
    [key(written), bare(written)].into_iter().chain(parts).filter(|key| !key.is_empty())
}
