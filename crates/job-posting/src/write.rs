//! A vacancy as a `JobPosting`.

use reference_data::ReferenceData;
use serde_json::{Map, Value, json};
use vocabulary::{Euros, TextLanguage};

use crate::suggest::label;
use employer::{HoursRange, Vacancy};

/// A vacancy as a schema.org `JobPosting`, to be published on a site.
///
/// What schema.org has no word for is left out: read back, it is a draft with the same id, employer, place, pay, hours,
/// days and posts, whose text begins with the posting's title.
pub fn to_job_posting(vacancy: &Vacancy, reference: &ReferenceData) -> Value {
    let content = &vacancy.content;
    let text = content.text.as_deref().unwrap_or("");
    let own_title = content.title.as_ref().and_then(|code| reference.titles().find(code.as_str()).ok());
    // What came in as a posting has its title on the first line.
    let (title, description) = match text.split_once("\n\n") {
        Some((first, rest)) if first.len() <= 200 && !first.contains('\n') => (first.to_owned(), rest),
        _ => (own_title.map_or(String::new(), |entry| label(&entry.label, content.text_language).to_owned()), text),
    };
    let mut posting = Map::new();
    let mut put = |name: &str, value: Value| {
        posting.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org/"));
    put("@type", json!("JobPosting"));
    let mut identifier = json!({ "@type": "PropertyValue", "value": vacancy.reference });
    if let Some(name) = &content.employer {
        identifier["name"] = json!(name);
    }
    put("identifier", identifier);
    put("title", json!(title));
    put("description", json!(html(if description.is_empty() { &title } else { description })));
    if let Some(language) = content.text_language {
        put("inLanguage", json!(language));
    }
    if let Some(posted) = content.posted {
        put("datePosted", json!(posted));
    }
    if let Some(until) = content.valid_until {
        put("validThrough", json!(until));
    }
    if let Some(name) = &content.employer {
        let mut organisation = json!({ "@type": "Organization", "name": name });
        if let Some(number) = content.employer_number {
            organisation["identifier"] =
                json!({ "@type": "PropertyValue", "propertyID": "KBO/BCE", "value": number });
        }
        put("hiringOrganization", organisation);
    }
    if content.region.is_some() || content.municipality.is_some() {
        let mut address = json!({ "@type": "PostalAddress", "addressCountry": "BE" });
        if let Some(municipality) = &content.municipality {
            address["addressLocality"] = json!(municipality);
        }
        if let Some(region) = content.region {
            // The code, since names of provinces and of their capitals are often the same.
            address["addressRegion"] = json!(region);
        }
        put("jobLocation", json!({ "@type": "Place", "address": address }));
    }
    if let Some(pay) = content.pay {
        let mut quantity = json!({ "@type": "QuantitativeValue", "unitText": "MONTH" });
        match content.pay_max {
            Some(most) => {
                quantity["minValue"] = amount(pay);
                quantity["maxValue"] = amount(most);
            }
            None => quantity["value"] = amount(pay),
        }
        put("baseSalary", json!({ "@type": "MonetaryAmount", "currency": "EUR", "value": quantity }));
    }
    if let Some(hours) = content.hours {
        put("workHours", json!(work_hours(hours, content.text_language)));
    }
    if let Some(posts) = content.posts {
        put("totalJobOpenings", json!(posts));
    }
    if let Some(entry) = own_title {
        put("occupationalCategory", json!(occupation(entry)));
        let language = content.text_language;
        put("qualifications", json!(label(&entry.label, language)));
    }
    Value::Object(posting)
}

fn occupation(entry: &reference_data::Entry) -> Vec<String> {
    let isco = entry.isco.as_ref().map(|group| format!("ISCO-08 {group}"));
    isco.into_iter().chain(entry.esco.clone()).collect()
}

fn amount(euros: Euros) -> Value {
    match euros.cents() % 100 {
        0 => json!(euros.cents() / 100),
        _ => json!(f64::from(euros.cents()) / 100.0),
    }
}

fn work_hours(hours: HoursRange, language: Option<TextLanguage>) -> String {
    match language {
        Some(TextLanguage::Nl) => format!("{hours} uur per week"),
        Some(TextLanguage::Fr) => format!("{hours} heures par semaine"),
        _ => format!("{hours} hours per week"),
    }
}

/// Plain text as HTML: paragraphs, with breaks between their lines.
fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n").map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>")));
    paragraphs.collect()
}
