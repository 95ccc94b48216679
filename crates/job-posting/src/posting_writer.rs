//! Conversion of a vacancy to a `JobPosting`.

use reference_data::{Corridor, ReferenceData};
use serde_json::{Map, Value, json};
use vocabulary::{Euros, Localised, TextLanguage};

use employer::{HoursRange, Vacancy};

/// Returns a vacancy as a schema.org `JobPosting`, to be published on a site.
///
/// Properties that schema.org doesn't have are omitted. Read back, the posting gives a draft with the same reference,
/// employer, place, pay, hours, dates and posts, and its text begins with the title of the posting.
pub fn to_job_posting(vacancy: &Vacancy, reference: &ReferenceData, corridor: &Corridor) -> Value {
    let country = corridor.destination.as_str();
    let register = reference.destination(country).and_then(|destination| destination.enterprise_register.as_ref());
    let content = &vacancy.content;
    let text = content.text.as_deref().unwrap_or("");
    let title_entry = content.title.as_ref().and_then(|code| reference.titles().find(code.as_str()).ok());
    // The text of a vacancy that was read from a posting has its title on the first line.
    let (title, description) = match text.split_once("\n\n") {
        Some((first, rest)) if first.len() <= 200 && !first.contains('\n') => (first.to_owned(), rest),
        _ => (title_entry.map_or(String::new(), |entry| label(&entry.label, content.text_language).to_owned()), text),
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
        if let Some(number) = &content.employer_number {
            let mut identifier = json!({ "@type": "PropertyValue", "value": number });
            if let Some(register) = register {
                identifier["propertyID"] = json!(register.code);
            }
            organisation["identifier"] = identifier;
        }
        put("hiringOrganization", organisation);
    }
    if content.region.is_some() || content.municipality.is_some() {
        let mut address = json!({ "@type": "PostalAddress", "addressCountry": country });
        if let Some(municipality) = &content.municipality {
            address["addressLocality"] = json!(municipality);
        }
        if let Some(region) = content.region {
            // The code, since many provinces have the same name as their capital.
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
    if let Some(entry) = title_entry {
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

/// Returns plain text as HTML: paragraphs, with line breaks between their lines.
fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n").map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>")));
    paragraphs.collect()
}

/// Returns the label in the language of the text, or in English.
fn label(label: &Localised, language: Option<TextLanguage>) -> &str {
    label.get(language.unwrap_or(TextLanguage::En))
}
