//! Vacancies as rows of a file, read and written.

use std::fmt::Display;

use reference_data::{Corridor, ReferenceData};
use serde::Serialize;
use sheets::{Column, ColumnId, Problems, Row, Sheet};
use vocabulary::{Code, ParseError, RegionCode, Shift, TitleStatus};

use super::{LanguageRequirement, VacancyContent, Wish};

/// The columns of a vacancies file, in the order in which they are written.
pub const COLUMNS: &[Column] = &[
    Column::id_within("id", "employer"),
    Column::new("employer"),
    Column::new("employer_number"),
    Column::new("title").required(),
    Column::new("title_status"),
    Column::new("title_by"),
    Column::new("posts"),
    Column::new("region"),
    Column::new("municipality"),
    Column::new("setting"),
    Column::list("specialisms"),
    Column::new("specialism_months"),
    Column::new("experience_months"),
    Column::new("practised_within"),
    Column::list("languages"),
    Column::new("languages_evidence"),
    Column::list("shifts"),
    Column::new("hours"),
    Column::new("start_from"),
    Column::new("start_until"),
    Column::new("pay"),
    Column::new("pay_max"),
    Column::new("contract"),
    Column::new("driving_licence"),
    Column::new("single_permit"),
    Column::list("wishes"),
    Column::new("posted"),
    Column::new("valid_until"),
    Column::new("text"),
    Column::new("text_language"),
];

macro_rules! columns {
    ($($name:ident = $column:literal),+ $(,)?) => {
        $(const $name: ColumnId = ColumnId::of(COLUMNS, $column);)+
    };
}

columns!(
    ID = "id",
    EMPLOYER = "employer",
    EMPLOYER_NUMBER = "employer_number",
    TITLE = "title",
    TITLE_STATUS = "title_status",
    TITLE_BY = "title_by",
    POSTS = "posts",
    REGION = "region",
    MUNICIPALITY = "municipality",
    SETTING = "setting",
    SPECIALISMS = "specialisms",
    SPECIALISM_MONTHS = "specialism_months",
    EXPERIENCE_MONTHS = "experience_months",
    PRACTISED_WITHIN = "practised_within",
    LANGUAGES = "languages",
    LANGUAGES_EVIDENCE = "languages_evidence",
    SHIFTS = "shifts",
    HOURS = "hours",
    START_FROM = "start_from",
    START_UNTIL = "start_until",
    PAY = "pay",
    PAY_MAX = "pay_max",
    CONTRACT = "contract",
    DRIVING_LICENCE = "driving_licence",
    SINGLE_PERMIT = "single_permit",
    WISHES = "wishes",
    POSTED = "posted",
    VALID_UNTIL = "valid_until",
    TEXT = "text",
    TEXT_LANGUAGE = "text_language",
);

/// A vacancy as a row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacancyRow {
    /// The `id` of the file.
    pub reference: String,
    /// What is required and offered.
    pub content: VacancyContent,
}

impl VacancyRow {
    /// Reads a vacancies file.
    ///
    /// # Errors
    /// With every problem of the file.
    pub fn parse(sheet: &Sheet<'_>, reference: &ReferenceData, corridor: &Corridor) -> Result<Vec<Self>, Problems> {
        sheet.parse(|row| {
            let content = read_content(row);
            for problem in content.check(reference, corridor) {
                // A refused cell is absent in the content, and a problem of another column for its absence would mislead.
                let refused = match problem.field.as_ref() {
                    "specialism_months" => row.cell(SPECIALISMS),
                    "pay_max" if content.pay.is_none() => row.cell(PAY),
                    _ => None,
                };
                if refused.is_none() {
                    row.problem(ColumnId::of(COLUMNS, &problem.field), &problem.value, problem.expected);
                }
            }
            Some(Self { reference: row.cell(ID)?.to_owned(), content: content.normalised(reference, corridor) })
        })
    }

    /// The cells of the row, in the order of [`COLUMNS`]. Reading them gives the row again.
    pub fn to_cells(&self) -> Vec<String> {
        let content = &self.content;
        let yes = |asked: bool| if asked { "yes".to_owned() } else { String::new() };
        let months =
            |months: vocabulary::Months| if months.count() == 0 { String::new() } else { months.to_string() };
        vec![
            self.reference.clone(),
            cell(&content.employer),
            cell(&content.employer_number),
            cell(&content.title),
            if content.title_status == TitleStatus::Declared {
                String::new()
            } else {
                content.title_status.to_string()
            },
            if content.title_by == vocabulary::RequiredBy::Start {
                String::new()
            } else {
                content.title_by.to_string()
            },
            cell(&content.posts),
            cell(&content.region),
            cell(&content.municipality),
            cell(&content.setting),
            list(content.specialisms.iter()),
            months(content.specialism_months),
            months(content.experience_months),
            cell(&content.practised_within),
            list(content.languages.iter()),
            match content.languages_evidence {
                vocabulary::Evidence::Declared => String::new(),
                evidence => evidence.to_string(),
            },
            list(content.shifts.iter()),
            cell(&content.hours),
            cell(&content.start_from),
            cell(&content.start_until),
            cell(&content.pay),
            cell(&content.pay_max),
            cell(&content.contract),
            yes(content.driving_licence),
            cell(&content.single_permit.map(|will_ask| if will_ask { "yes" } else { "no" })),
            list(content.wishes.iter()),
            cell(&content.posted),
            cell(&content.valid_until),
            cell(&content.text),
            cell(&content.text_language),
        ]
    }
}

fn read_content(row: &Row<'_>) -> VacancyContent {
    let text = |column| row.cell(column).map(str::to_owned);
    let default = VacancyContent::default();
    VacancyContent {
        title: row.parse::<Code>(TITLE),
        title_status: row.parse(TITLE_STATUS).unwrap_or(default.title_status),
        title_by: row.parse(TITLE_BY).unwrap_or(default.title_by),
        posts: row.read(POSTS, posts),
        region: row.parse::<RegionCode>(REGION),
        municipality: text(MUNICIPALITY),
        setting: row.parse(SETTING),
        specialisms: row.list_of(SPECIALISMS, str::parse, Code::clone),
        specialism_months: row.parse(SPECIALISM_MONTHS).unwrap_or_default(),
        experience_months: row.parse(EXPERIENCE_MONTHS).unwrap_or_default(),
        practised_within: row.parse(PRACTISED_WITHIN),
        languages: row.list_of(LANGUAGES, str::parse, LanguageRequirement::code),
        languages_evidence: row.parse(LANGUAGES_EVIDENCE).unwrap_or_default(),
        shifts: row.list_of(SHIFTS, str::parse::<Shift>, |shift| *shift).into_iter().collect(),
        hours: row.parse(HOURS),
        start_from: row.date(START_FROM),
        start_until: row.date(START_UNTIL),
        pay: row.parse(PAY),
        pay_max: row.parse(PAY_MAX),
        contract: row.parse(CONTRACT),
        driving_licence: row.yes_or_no(DRIVING_LICENCE).unwrap_or(false),
        single_permit: row.yes_or_no(SINGLE_PERMIT),
        wishes: wishes(row),
        posted: row.date(POSTED),
        valid_until: row.date(VALID_UNTIL),
        employer: text(EMPLOYER),
        employer_number: row.parse(EMPLOYER_NUMBER),
        text: text(TEXT),
        text_language: row.parse(TEXT_LANGUAGE),
    }
}

/// Reads the wishes. Repetitions are left to [`VacancyContent::check`], which also finds wishes for the same thing in
/// another measure.
fn wishes(row: &Row<'_>) -> Vec<Wish> {
    let read = |written: &str| written.parse().map_err(|error| row.refuse(WISHES, error)).ok();
    row.list(WISHES).filter_map(read).collect()
}

fn posts(written: &str) -> Result<u32, ParseError> {
    let digits = written.bytes().all(|byte| byte.is_ascii_digit());
    let posts = written.parse().ok().filter(|posts| digits && *posts > 0);
    posts.ok_or_else(|| ParseError::new(written, "a whole number of posts, at least 1"))
}

fn cell(value: &Option<impl Display>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn list(values: impl Iterator<Item = impl Display>) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join("|")
}

impl Serialize for VacancyRow {
    /// Writes the object of a JSON file: the id, then the fields of the content.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            id: &'a str,
            #[serde(flatten)]
            content: &'a VacancyContent,
        }
        Written { id: &self.reference, content: &self.content }.serialize(serializer)
    }
}

impl schemars::JsonSchema for VacancyRow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "VacancyRow".into()
    }

    /// The schema of an object of a JSON file. A number or a boolean may also be written as a string, as in a CSV cell.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let content = <VacancyContent as schemars::JsonSchema>::json_schema(generator);
        let known = content.as_value()["properties"].clone();
        let mut properties = serde_json::Map::new();
        for column in COLUMNS {
            let mut property = known.get(column.name).cloned().unwrap_or(serde_json::json!({ "type": "string" }));
            if let Some(property) = property.as_object_mut() {
                property.remove("default");
            }
            if !column.list && ["posts", "driving_licence", "single_permit"].contains(&column.name)
                || column.name.ends_with("_months")
                || column.name == "practised_within"
            {
                property = serde_json::json!({ "anyOf": [property, { "type": "string" }] });
            }
            properties.insert(column.name.to_owned(), property);
        }
        schemars::json_schema!({
            "type": "object",
            "description": "A vacancy of a file, by the names of the columns",
            "properties": properties,
            "required": ["id", "title"],
            "additionalProperties": false,
        })
    }
}
