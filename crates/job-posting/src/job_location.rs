//! The place of work of a posting, from names only: those of the regions and districts of the corridor's destination, and
//! the spellings that its configuration adds.

use std::collections::HashMap;

use reference_data::{Corridor, Destination, ReferenceData};
use serde_json::Value;
use vocabulary::{RegionCode, TextLanguage};

use crate::folded_text::FoldedText;
use crate::property::{self, Properties, items};

/// The place of work according to an address.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct JobLocation {
    pub(crate) region: Option<RegionCode>,
    pub(crate) municipality: Option<String>,
    /// A region and its name, when places abroad have the same name and no country is stated.
    pub(crate) suggested: Option<(RegionCode, String)>,
    pub(crate) notes: Vec<String>,
}

/// The names of the regions of a destination in the languages of postings, folded.
pub(crate) struct PlaceNames<'a> {
    /// Nothing only for a corridor without a destination, which the configuration excludes.
    destination: Option<&'a Destination>,
    /// Districts, by the names of their towns.
    towns: HashMap<String, NamedRegion>,
    /// Provinces and Regions.
    regions: HashMap<String, NamedRegion>,
}

#[derive(Debug, Clone, Copy)]
struct NamedRegion {
    code: RegionCode,
    /// Whether another country has a place with this name.
    is_ambiguous: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Country {
    Destination,
    Another,
    NotStated,
}

/// The parts of one address.
struct Address {
    country: Country,
    country_text: String,
    locality: Option<String>,
    region: Option<String>,
    /// The parts of an address that is a single line of text.
    pieces: Vec<String>,
}

impl<'a> PlaceNames<'a> {
    pub(crate) fn new(reference: &'a ReferenceData, corridor: &Corridor) -> Self {
        let destination = reference.destination(&corridor.destination);
        let mut names = Self { destination, towns: HashMap::new(), regions: HashMap::new() };
        for name in destination.iter().flat_map(|destination| &destination.place_names) {
            names.insert(name.region, &name.spelling, name.is_ambiguous);
        }
        let known = reference.regions();
        let in_destination = |code: &RegionCode| code.as_str().starts_with(corridor.destination.as_str());
        for code in known.codes().filter(|code| code.level() > 0 && in_destination(code)) {
            names.insert(code, known.label(&code), false);
            TextLanguage::ALL.iter().for_each(|language| names.insert(code, known.name(&code, *language), false));
            names.insert(code, code.as_str(), false);
        }
        names
    }

    /// Inserts a name unless it exists: the names of the table come first, since they are marked as ambiguous or not.
    fn insert(&mut self, code: RegionCode, name: &str, is_ambiguous: bool) {
        let names = if code.level() == 3 { &mut self.towns } else { &mut self.regions };
        names.entry(key(name)).or_insert(NamedRegion { code, is_ambiguous });
    }

    fn town(&self, written: &str) -> Option<NamedRegion> {
        possible_names(written).find_map(|key| self.towns.get(&key).copied())
    }

    fn region(&self, written: &str) -> Option<NamedRegion> {
        possible_names(written).find_map(|key| self.regions.get(&key).copied())
    }

    /// Reads `jobLocation`. Of several places the first one in the destination is used, with a note.
    pub(crate) fn job_location(&self, posting: Properties<'_>) -> JobLocation {
        let addresses: Vec<Address> =
            items(posting.get("jobLocation")).filter_map(|place| self.address(place, 6)).collect();
        let chosen = addresses.iter().find(|address| address.country == Country::Destination);
        let chosen = chosen.or_else(|| addresses.iter().find(|address| address.country == Country::NotStated));
        let Some(chosen) = chosen else {
            let mut place = JobLocation::default();
            if let Some(abroad) = addresses.first() {
                let country = self.country_name();
                place.notes.push(format!("the place of work is outside {country} (`{}`)", abroad.country_text));
            }
            return place;
        };
        let mut place = self.job_location_of(chosen);
        if addresses.len() > 1 {
            let (count, country) = (addresses.len(), self.country_name());
            place.notes.push(format!("{count} places of work are named; the first one in {country} was taken"));
        }
        place
    }

    fn job_location_of(&self, address: &Address) -> JobLocation {
        let mut place = JobLocation::default();
        if let Some(code) = self.nuts_code(address) {
            // A NUTS code, as `to_job_posting` writes it, is unambiguous.
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
            // A town within the region. Most provinces have the same name as their capital.
            (Some((town, name)), Some((region, _))) if region.code.holds(&town.code) => {
                Some((NamedRegion { is_ambiguous: town.is_ambiguous && region.is_ambiguous, ..town }, name))
            }
            (Some((_, town)), Some((_, region))) => {
                let conflict =
                    format!("`{}` does not lie in `{}`", property::excerpt(town), property::excerpt(region));
                place.notes.push(format!("{conflict}; the region is unknown"));
                None
            }
            (one, other) => one.or(other),
        };
        let is_in_destination = address.country == Country::Destination;
        match found {
            Some((named, name)) if !is_in_destination && named.is_ambiguous => {
                place.suggested = Some((named.code, property::excerpt(name)));
                place.notes.push(format!("no country is said, and `{}` may lie abroad", property::excerpt(name)));
            }
            Some((named, name)) => {
                place.region = Some(named.code);
                if !is_in_destination {
                    let (name, country) = (property::excerpt(name), self.country_name());
                    place.notes.push(format!("no country is said; `{name}` was taken as the one in {country}"));
                }
            }
            None => {}
        }
        if is_in_destination || place.region.is_some() {
            place.municipality = municipality(address);
        }
        place
    }

    /// Returns the region of an address that states a NUTS code.
    fn nuts_code(&self, address: &Address) -> Option<RegionCode> {
        let written = address.region.as_deref()?.trim();
        let named = [&self.towns, &self.regions].into_iter().find_map(|names| names.get(&key(written)))?;
        (named.code.as_str() == written).then_some(named.code)
    }

    /// Returns the address in a `Place`, a `PostalAddress` or a line of text.
    fn address(&self, value: &Value, depth: usize) -> Option<Address> {
        let deeper = depth.checked_sub(1)?;
        let map = match value {
            Value::String(line) => return self.line_address(line),
            Value::Array(list) => return list.iter().find_map(|item| self.address(item, deeper)),
            Value::Object(map) => map,
            _ => return None,
        };
        let place = Properties(map);
        let field = |name| place.get(name).and_then(property::text);
        let names = ["addressCountry", "addressLocality", "addressRegion", "postalCode"];
        if names.iter().any(|name| place.get(name).is_some()) {
            let written = field("addressCountry");
            return Some(Address {
                country: written.as_deref().map_or(Country::NotStated, |written| self.country(written)),
                country_text: property::excerpt(written.as_deref().unwrap_or("")),
                locality: field("addressLocality"),
                region: field("addressRegion"),
                pieces: Vec::new(),
            });
        }
        let inner = ["address", "location", "@value", "name"];
        inner.iter().find_map(|name| self.address(place.get(name)?, deeper))
    }

    fn line_address(&self, line: &str) -> Option<Address> {
        if line.len() > 500 || line.trim().is_empty() {
            return None;
        }
        let mut pieces: Vec<String> = line
            .split([',', ';', '(', ')', '\n'])
            .map(|piece| piece.trim().to_owned())
            .filter(|piece| !piece.is_empty())
            .collect();
        let country_position = pieces.iter().position(|piece| self.is_destination(piece));
        if let Some(position) = country_position {
            pieces.remove(position);
        }
        let country = if country_position.is_some() { Country::Destination } else { Country::NotStated };
        Some(Address { country, country_text: String::new(), locality: None, region: None, pieces })
    }

    fn country(&self, written: &str) -> Country {
        match key(written).as_str() {
            "" => Country::NotStated,
            _ if self.is_destination(written) => Country::Destination,
            _ => Country::Another,
        }
    }

    /// Whether a text is the country of destination.
    fn is_destination(&self, written: &str) -> bool {
        self.destination
            .is_some_and(|destination| destination.spellings().any(|spelling| key(spelling) == key(written)))
    }

    fn country_name(&self) -> &str {
        self.destination.map_or("the destination", |destination| &destination.label.en)
    }
}

fn municipality(address: &Address) -> Option<String> {
    let name = address.locality.as_deref().map(crate::plain_text::plain_line);
    name.filter(|name| !name.is_empty() && name.len() <= 200)
}

/// Returns a name in folded form.
fn key(written: &str) -> String {
    let folded = FoldedText::new(written);
    (0..folded.word_count()).map(|index| folded.word(index)).collect::<Vec<_>>().join(" ")
}

/// Returns the folded names that a text can contain: the whole text, the text without a postcode, and each part between
/// brackets, commas, slashes and dashes with spaces.
fn possible_names(written: &str) -> impl Iterator<Item = String> {
    let written = if written.len() > 200 { "" } else { written };
    let without_postcode = |text: &str| {
        let key = key(text);
        let words: Vec<&str> =
            key.split(' ').filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()) && *word != "b").collect();
        words.join(" ")
    };
    let parts: Vec<String> =
        written.replace(" - ", ",").split([',', '(', ')', '/', ';']).map(without_postcode).collect();
    [key(written), without_postcode(written)].into_iter().chain(parts).filter(|key| !key.is_empty())
}
