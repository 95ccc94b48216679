//! Countries of destination: their authorities, register of enterprises, time zone, pay thresholds, fees, shortage lists and
//! spellings of places.

use std::fmt;

use vocabulary::folding::fold;
use vocabulary::{Code, EnterpriseNumber, Localised, ParseError, RegionCode, TextLanguage, TimeZone};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::csv_rows::read_rows;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::permit_pay::{Fee, PermitPay, read_fees};
use crate::shortage::ShortageLists;
use crate::toml_table::TomlTable;

/// The folder of the destinations, each in a folder of its own.
const FOLDER: &str = "destinations/";
/// The file that describes a destination in its folder.
const FILE: &str = "/destination.toml";

/// A country of destination.
#[derive(Debug)]
pub struct Destination {
    /// The country, as an ISO 3166-1 code.
    pub country: String,
    /// The name in four languages.
    pub label: Localised,
    /// How addresses write the country, besides its names and code.
    other_spellings: Vec<String>,
    /// The time zone in which its days begin, as the IANA database names it.
    pub time_zone: TimeZone,
    /// The register of its enterprises, if their numbers are known.
    pub enterprise_register: Option<EnterpriseRegister>,
    /// The authorities that decide on permission to work.
    pub authorities: Vec<Authority>,
    /// The authorities that decide on titles: equivalence, licence to practise.
    pub title_authorities: Vec<Authority>,
    /// The pay thresholds for permits.
    pub permit_pay: PermitPay,
    /// The fees of procedures, of all dates.
    pub fees: Vec<Fee>,
    /// The shortage lists.
    pub shortage: ShortageLists,
    /// How adverts write the names of its regions and towns.
    pub place_names: Vec<PlaceName>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// An authority of the country, which decides on permission to work or on titles: a region, or another body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The code in the files of its destination.
    pub code: Code,
    /// The name in four languages.
    pub label: Localised,
    /// Other names of it, as files write it.
    pub spellings: Vec<String>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// A spelling of a region or town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// The region; a town stands for its district.
    pub region: RegionCode,
    /// The spelling.
    pub spelling: String,
    /// Whether another country has a place with this name.
    pub is_ambiguous: bool,
}

/// The form of the numbers of a country's register of enterprises.
#[derive(Debug, Clone)]
pub struct EnterpriseRegister {
    /// The usual abbreviation: `KBO/BCE`.
    pub code: String,
    /// The name of the register in four languages.
    pub label: Localised,
    /// The written form; a zero stands for any digit.
    form: String,
    /// The digits with which a number may begin.
    first_digits: String,
    check: CheckDigits,
    /// What VAT numbers have before it.
    prefix: String,
    /// A valid number, for messages.
    example: String,
}

/// How the digits of a number check each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CheckDigits {
    /// Nothing is checked.
    None,
    /// The last two digits are 97 minus the remainder of the others divided by 97.
    Minus97,
    /// The last two digits make the remainder of the whole number divided by 97 zero (ISO/IEC 7064, MOD 97-10 with
    /// remainder 0).
    Mod97,
}

impl CheckDigits {
    fn parse(written: &str) -> Option<Self> {
        match written {
            "none" => Some(Self::None),
            "97-minus-remainder" => Some(Self::Minus97),
            "mod-97" => Some(Self::Mod97),
            _ => None,
        }
    }

    fn holds(self, digits: u128) -> bool {
        match self {
            Self::None => true,
            Self::Minus97 => 97 - (digits / 100) % 97 == digits % 100,
            Self::Mod97 => digits.is_multiple_of(97),
        }
    }
}

impl EnterpriseRegister {
    /// The number in the form of the register; it may be written with other separators and the prefix of VAT numbers.
    ///
    /// # Errors
    /// When it has another number of digits, begins with another one, or its digits don't check each other.
    pub fn number(&self, written: &EnterpriseNumber) -> Result<EnterpriseNumber, ParseError> {
        let wrong = |reason: &str| {
            let (label, example) = (&self.label.en, &self.example);
            ParseError::new(written.as_str(), format!("a number of the {label}{reason}, like {example}"))
        };
        let bare = written.as_str();
        let bare = bare.strip_prefix(self.prefix.as_str()).unwrap_or(bare);
        let digits: String = bare.chars().filter(|character| !matches!(character, '.' | ' ' | '-' | '/')).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() != self.digits() {
            return Err(wrong(&format!(", {} digits", self.digits())));
        }
        if !self.first_digits.is_empty() && !digits.starts_with(|first| self.first_digits.contains(first)) {
            let choice: Vec<String> = self.first_digits.chars().map(String::from).collect();
            return Err(wrong(&format!(" that begins with {}", choice.join(" or "))));
        }
        // A register has at most 30 digits.
        if !digits.parse().is_ok_and(|digits| self.check.holds(digits)) {
            return Err(wrong(" whose last digits check the others"));
        }
        let mut digits = digits.chars();
        let written = self.form.chars().map(|character| match character {
            '0' => digits.next().unwrap_or('0'),
            separator => separator,
        });
        written.collect::<String>().parse()
    }

    fn digits(&self) -> usize {
        self.form.bytes().filter(|byte| *byte == b'0').count()
    }

    fn read(mut table: TomlTable<'_>) -> Option<Self> {
        let (code, label) = (table.text("code"), table.localised("label"));
        let form = table.read("form", "zeros for digits and separators, like 0000.000.000", |text| {
            let digits = text.bytes().filter(|byte| *byte == b'0').count();
            let rest = text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b' ' | b'-' | b'/'));
            (rest && (1..=30).contains(&digits)).then(|| text.to_owned())
        });
        let first_digits = table.optional_read("first_digits", "digits, like 01", |text| {
            text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.to_owned())
        });
        let check = table.read("check", "none, 97-minus-remainder or mod-97", CheckDigits::parse);
        let (prefix, example) = (table.optional_text("prefix"), table.text("example"));
        Grounds::read(&mut table);
        let register = Self {
            code: code?,
            label: label?,
            form: form?,
            first_digits: first_digits.unwrap_or_default(),
            check: check?,
            prefix: prefix.unwrap_or_default(),
            example: example?,
        };
        let example: Result<EnterpriseNumber, ParseError> = register.example.parse();
        if let Err(error) = example.and_then(|example| register.number(&example)) {
            table.note("example", error.to_string());
        }
        Some(register)
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}

/// The codes of the authorities of a destination, for the files that name them.
pub(crate) struct AuthorityCodes<'a>(pub(crate) &'a [Authority]);

impl AuthorityCodes<'_> {
    /// The authority with a code.
    pub(crate) fn parse(&self, written: &str) -> Option<Code> {
        self.0.iter().map(|authority| &authority.code).find(|code| code.as_str() == written).cloned()
    }

    /// The valid codes, for messages.
    pub(crate) fn expected(&self) -> String {
        let codes: Vec<&str> = self.0.iter().map(|authority| authority.code.as_str()).collect();
        format!("an authority of destination.toml: {}", codes.join(", "))
    }
}

impl Destination {
    /// The authority with a code.
    pub fn authority(&self, code: &str) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.code == code)
    }

    /// The authority on titles with a code.
    pub fn title_authority(&self, code: &str) -> Option<&Authority> {
        self.title_authorities.iter().find(|authority| authority.code == code)
    }

    /// The authority on titles that a file names by its code, its name in one of the languages, or another spelling.
    ///
    /// # Errors
    /// When there is none; the error names the codes of all.
    pub fn title_authority_named(&self, written: &str) -> Result<&Authority, ParseError> {
        let names = |authority: &Authority| -> Vec<String> {
            let labels = TextLanguage::ALL.iter().map(|language| authority.label.get(*language).to_owned());
            labels.chain(authority.spellings.iter().cloned()).collect()
        };
        let is_exact = |authority: &&Authority| {
            let mut labels = TextLanguage::ALL.iter().map(|language| authority.label.get(*language));
            authority.code == written || labels.any(|label| label == written)
        };
        // Words are folded only where no name is written in full: a large file names few authorities in most rows.
        let folded = |name: &str| fold(&name.split_whitespace().collect::<String>());
        let is_named = |authority: &&Authority| {
            let written = folded(written);
            names(authority).iter().any(|name| folded(name) == written)
        };
        let mut known = self.title_authorities.iter();
        let exact = known.clone().find(is_exact);
        exact.or_else(|| known.find(is_named)).ok_or_else(|| {
            let names: Vec<String> =
                self.title_authorities.iter().map(|known| format!("{} ({})", known.code, known.label.en)).collect();
            ParseError::new(written, format!("an authority that decides on titles: {}", names.join(", ")))
        })
    }

    /// How the country may be written: its code, its names, and its other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let names = TextLanguage::ALL.iter().map(|language| self.label.get(*language));
        self.other_spellings.iter().map(String::as_str).chain(names).chain([self.country.as_str()])
    }

    /// The folder of its files: `destinations/be`.
    pub(crate) fn folder(&self) -> String {
        format!("{FOLDER}{}", self.country.to_lowercase())
    }

    pub(crate) fn read_all(files: &Files, titles: &Catalogue, problems: &Problems) -> Vec<Self> {
        let folders = files.in_folder(FOLDER, FILE).filter_map(|path| path.strip_suffix(FILE));
        folders.filter_map(|folder| Self::read(files, folder, titles, problems)).collect()
    }

    fn read(files: &Files, folder: &str, titles: &Catalogue, problems: &Problems) -> Option<Self> {
        let path = format!("{folder}{FILE}");
        let mut file = TomlTable::parse(&path, files.text(&path, problems), problems);
        let country = file.read("code", "two letters of ISO 3166-1", country);
        if let Some(country) = &country
            && folder != format!("{FOLDER}{}", country.to_lowercase())
        {
            file.note("code", format!("`{country}` must be the name of the folder, in lower case"));
        }
        let (label, other_spellings) = (file.localised("label"), file.texts("spellings"));
        let time_zone = file.parsed("time_zone");
        let register = file.optional_table("enterprise_register").and_then(EnterpriseRegister::read);
        let authorities: Vec<Authority> = file.tables("authority").into_iter().filter_map(read_authority).collect();
        let title_authorities = file.tables("title_authority").into_iter().filter_map(read_authority).collect();
        let grounds = Grounds::read(&mut file);
        let codes = AuthorityCodes(&authorities);
        let permit_pay = PermitPay::read(files, folder, &codes, titles, problems);
        let fees = read_fees(files, folder, problems);
        let shortage = ShortageLists::read(files, folder, &codes, titles, problems);
        let place_names = read_place_names(files, folder, problems);
        Some(Self {
            country: country?,
            label: label?,
            other_spellings,
            time_zone: time_zone?,
            enterprise_register: register,
            authorities,
            title_authorities,
            permit_pay,
            fees,
            shortage,
            place_names,
            grounds: grounds?,
        })
    }
}

/// Two letters of ISO 3166-1.
pub(crate) fn country(text: &str) -> Option<String> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned())
}

fn read_authority(mut table: TomlTable<'_>) -> Option<Authority> {
    let (code, label) = (table.parsed("code"), table.localised("label"));
    let spellings = table.texts("spellings");
    let grounds = Grounds::read(&mut table);
    Some(Authority { code: code?, label: label?, spellings, grounds: grounds? })
}

/// Reads the spellings of places; `?` behind a spelling marks a name that a place abroad also has.
fn read_place_names(files: &Files, folder: &str, problems: &Problems) -> Vec<PlaceName> {
    let path = format!("{folder}/place-names.csv");
    if !files.has(&path) {
        return Vec::new();
    }
    let rows = read_rows(&path, files.text(&path, problems), &["code", "spellings"], problems, |row| {
        let region: RegionCode = row.parsed("code")?;
        let spellings = row.cell("spellings").split('|').map(str::trim).filter(|spelling| !spelling.is_empty());
        let name = |spelling: &str| PlaceName {
            region,
            spelling: spelling.trim_end_matches('?').to_owned(),
            is_ambiguous: spelling.ends_with('?'),
        };
        Some(spellings.map(name).collect::<Vec<_>>())
    });
    rows.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belgian(written: &str) -> Result<String, ParseError> {
        let reference = crate::ReferenceData::built_in().expect("the built-in configuration is clean");
        let belgium = reference.destination("BE").expect("a destination");
        let register = belgium.enterprise_register.as_ref().expect("a register");
        register.number(&written.parse()?).map(|number| number.to_string())
    }

    #[test]
    fn all_usual_forms_of_a_number_are_written_in_one_form() {
        for written in ["0403.170.701", "0403170701", "BE0403170701", "0403 170 701"] {
            assert_eq!(belgian(written).as_deref(), Ok("0403.170.701"), "{written}");
        }
    }

    #[test]
    fn wrong_check_digits_wrong_lengths_and_other_characters_are_refused() {
        for written in ["0403.170.702", "403170701", "2403170701", "=0403170701", "04031707011"] {
            assert!(belgian(written).is_err(), "{written}");
        }
        let error = belgian("2403170701").expect_err("a wrong first digit").to_string();
        assert!(error.contains("Crossroads Bank") && error.contains("0403.170.701"), "{error}");
    }
}
