//! Columns written to fast fields and read back, and the list of the columns that don't depend on the configuration.

use matching::columns::{ASPECTS, Columns, EVIDENCES, unlisted_byte};
use matching::rule_config::RuleConfig;
use tantivy::TantivyDocument;
use tantivy::columnar::ColumnValues;
use tantivy::fastfield::FastFieldReaders;
use tantivy::schema::OwnedValue;
use vocabulary::{Evidence, LanguageCode};

use super::IndexError;
use super::index_schema::{IndexSchema, LANGUAGES, months_name, status_name};

macro_rules! fixed_columns {
    ($($column:ident: $type:ty),+ $(,)?) => {
        /// The names of the columns that don't depend on the configuration.
        pub(super) const FIXED: &[&str] = &[$(stringify!($column)),+];

        /// The values of a row, in the order of [`FIXED`].
        fn fixed_values(columns: &Columns, row: usize) -> [u64; FIXED.len()] {
            [$(u64::from(columns.$column[row])),+]
        }

        /// Reads the columns of [`FIXED`].
        fn read_fixed(columns: &mut Columns, fields: &FastFieldReaders, rows: u32) -> Result<(), IndexError> {
            $(columns.$column = values(fields, stringify!($column), rows, |value| value as $type)?;)+
            Ok(())
        }
    };
}

fixed_columns!(
    lowest_title: u8,
    months_total: u16,
    experience_known: u8,
    last_practised: u16,
    languages_complete: u8,
    districts: u64,
    settings: u16,
    shifts: u8,
    hours_min: u16,
    hours_max: u16,
    available_from: u16,
    minimum_pay: u32,
    contract_min: u16,
    driving_licence: u8,
    work_permission: u8,
    consent: u8,
    placed: u8,
    specialisms_wanted: u64,
);

/// The JSON keys of a language's three packed numbers, by least evidence.
const EVIDENCE_NAMES: [&str; EVIDENCES] = ["declared", "attested", "tested"];

/// Writes a row's columns into a document. Zero isn't written, since a missing value is read as 0.
pub(super) fn write_row(document: &mut TantivyDocument, schema: &IndexSchema, columns: &Columns, row: usize) {
    let mut add = |field, value: u64| {
        if value != 0 {
            document.add_u64(field, value);
        }
    };
    for (field, value) in schema.fixed.iter().zip(fixed_values(columns, row)) {
        add(*field, value);
    }
    for (field, column) in schema.status.iter().zip(&columns.status) {
        add(*field, u64::from(column[row]));
    }
    for (field, column) in schema.months.iter().zip(&columns.months_in) {
        add(*field, u64::from(column[row]));
    }
    let none = unlisted_byte(columns.languages_complete[row] == 1);
    let mut languages = Vec::new();
    for language in columns.languages() {
        let packed = |evidence: Evidence| {
            let byte = |aspect| columns.language(language, aspect, evidence).map_or(none, |bytes| bytes[row]);
            (0..ASPECTS).fold(0u64, |packed, aspect| packed | u64::from(byte(aspect)) << (8 * aspect))
        };
        let unlisted = (0..ASPECTS).fold(0u64, |packed, aspect| packed | u64::from(none) << (8 * aspect));
        let numbers = Evidence::ALL.iter().map(|evidence| packed(*evidence)).collect::<Vec<u64>>();
        if numbers.iter().any(|number| *number != unlisted) {
            // Packed numbers have 48 bits, so the conversion to a signed number is exact.
            let numbers = EVIDENCE_NAMES.iter().zip(numbers);
            let numbers = numbers.map(|(name, number)| ((*name).to_owned(), OwnedValue::I64(number as i64)));
            languages.push((language.to_string(), OwnedValue::Object(numbers.collect())));
        }
    }
    if !languages.is_empty() {
        document.add_field_value(schema.languages, &OwnedValue::Object(languages));
    }
}

/// Reads a segment's columns, in time linear in its rows.
pub(super) fn read(fields: &FastFieldReaders, config: &RuleConfig, rows: u32) -> Result<Columns, IndexError> {
    let mut columns = Columns::new(config);
    read_fixed(&mut columns, fields, rows)?;
    for (column, title) in columns.status.iter_mut().zip(&config.titles) {
        *column = values(fields, &status_name(title), rows, |value| value as u8)?;
    }
    for (column, specialism) in columns.months_in.iter_mut().zip(&config.specialisms) {
        *column = values(fields, &months_name(specialism), rows, |value| value as u16)?;
    }
    for language in LanguageCode::all() {
        read_language(&mut columns, fields, language, rows)?;
    }
    columns.set_len(rows as usize);
    Ok(columns)
}

/// Reads one language's columns when a document of the segment has them.
fn read_language(
    columns: &mut Columns,
    fields: &FastFieldReaders,
    language: LanguageCode,
    rows: u32,
) -> Result<(), IndexError> {
    let name = |evidence: &str| format!("{LANGUAGES}.{language}.{evidence}");
    if fields.column_opt::<i64>(&name(EVIDENCE_NAMES[0]))?.is_none() {
        return Ok(());
    }
    let none: Vec<u8> = columns.languages_complete.iter().map(|complete| unlisted_byte(*complete == 1)).collect();
    let mut bytes: [[Vec<u8>; EVIDENCES]; ASPECTS] = std::array::from_fn(|_| std::array::from_fn(|_| none.clone()));
    for (evidence, evidence_name) in EVIDENCE_NAMES.iter().enumerate() {
        let Some(column) = fields.column_opt::<i64>(&name(evidence_name))? else { continue };
        for row in 0..rows {
            let Some(packed) = column.first(row) else { continue };
            for (aspect, by_evidence) in bytes.iter_mut().enumerate() {
                by_evidence[evidence][row as usize] = (packed >> (8 * aspect)) as u8;
            }
        }
    }
    columns.set_language(language, bytes);
    Ok(())
}

/// The value of a fast field in each row; 0 where a document has none.
pub(super) fn values<T>(
    fields: &FastFieldReaders,
    name: &str,
    rows: u32,
    narrow: impl Fn(u64) -> T,
) -> Result<Vec<T>, IndexError> {
    let column = fields.column_first_or_default::<u64>(name)?;
    let mut read = Vec::with_capacity(rows as usize);
    let mut buffer = [0u64; 1024];
    let mut from = 0;
    while from < rows {
        let count = (rows - from).min(1024) as usize;
        column.get_range(u64::from(from), &mut buffer[..count]);
        read.extend(buffer[..count].iter().map(|value| narrow(*value)));
        from += count as u32;
    }
    Ok(read)
}
