//! An example of the body of each operation that takes one. A test sends each of them. Identifiers stand for something that
//! the reader has; everybody in them is invented.

use serde_json::{Value, json};

const ID: &str = "0198c0de-7f3a-7c11-9a6e-2f1d5b8c4e70";
const OTHER_ID: &str = "0198c0de-8b21-7d52-b1f4-6c0e9a7d3f15";

/// The example of the body of an operation.
pub(crate) fn of_operation(operation_id: &str) -> Option<Value> {
    Some(match operation_id {
        "register_candidate" => json!({
            "reference": "C-2027-017",
            "organisation": ID,
            "profile": profile(),
            "personal_data": personal_data(),
        }),
        "change_candidate" => json!({ "profile": profile(), "personal_data": personal_data() }),
        "patch_candidate" => json!({ "profile": { "hours_max": "30.4", "available_from": null } }),
        "change_titles" => json!({ "titles": titles() }),
        "change_languages" => json!({ "languages": languages(), "languages_complete": true }),
        "change_preferences" => json!({ "preferences": preferences() }),
        "change_personal_data" => json!({ "personal_data": personal_data() }),
        "enter_vacancy" => json!({
            "organisation": ID,
            "reference": "V-2027-004",
            "open": true,
            "content": vacancy(),
        }),
        "change_vacancy" => json!({ "content": vacancy() }),
        "create_ranking" => json!({ "as_of": "2026-12-01", "top": 20, "near_misses": 5, "plans": true }),
        "enter_placement" => json!({ "vacancy": ID, "candidate": OTHER_ID, "starts_on": "2027-02-01" }),
        "end_placement" => json!({ "ended_on": "2026-11-30" }),
        "enter_curriculum" => json!({
            "school": ID,
            "reference": "licence infirmier polyvalent",
            "enrolment_year": 2024,
            "content": curriculum(),
        }),
        "change_curriculum" => json!({ "content": curriculum() }),
        "confirm_subjects" => json!({ "module": "S1-M1", "subjects": ["theory.basic.anatomy-physiology"] }),
        "add_organisation" => json!({
            "kind": "employer",
            "name": "WZC De Verzonnen Beuk",
            "enterprise_number": "0403.170.701",
        }),
        "enter_authority_decision" => json!({
            "title": "nurse-general-care",
            "kind": "visum",
            "authority": "fps-health",
            "reference": "2026/NV/00417",
            "decided_on": "2026-03-02",
        }),
        "import_candidates" => json!(
            "id,titles,titles_document,titles_decision,languages,languages_document,regions,consent\n\
             C-2027-017,nurse-general-care@licensed,nurse-general-care:diploma:ISPITS Rabat:2024-07-15,\
             nurse-general-care:visum:fps-health:2026-03-02:2026/NV/00417,nl:B1@tested|ar:native,\
             nl:CNaVT:KU Leuven:2026-05-20,BE2,yes\n"
        ),
        "enter_authority_decision_file" => json!(
            "candidate,title,kind,authority,reference,date\n\
             C-2027-017,nurse-general-care,visum,fps-health,2026/NV/00418,2026-03-02\n"
        ),
        "change_organisation" => json!({ "name": "WZC De Verzonnen Eik" }),
        _ => return None,
    })
}

fn titles() -> Value {
    json!([{
        "title": "nurse-general-care",
        "status": "documented",
        "document": { "kind": "diploma", "issuer": "ISPITS Rabat", "date": "2024-07-15" },
    }])
}

fn languages() -> Value {
    json!([
        {
            "language": "nl", "level": "B1", "evidence": "tested",
            "document": { "kind": "CNaVT", "issuer": "KU Leuven", "date": "2026-05-20" },
        },
        { "language": "fr", "level": "C1" },
        { "language": "ar", "level": "native" },
    ])
}

/// A profile without titles and languages.
fn preferences() -> Value {
    json!({
        "specialisms": ["geriatrics"],
        "experience": { "months": [{ "specialism": "geriatrics", "months": 36 }], "complete": true },
        "regions": ["BE2"],
        "settings": ["care-home", "hospital"],
        "shifts": ["day", "evening"],
        "hours_min": "30.4",
        "hours_max": "38",
        "available_from": "2027-02-01",
        "work_permission": "needed",
        "consent": true,
        "text": "Infirmière avec trois ans d’expérience en gériatrie.",
        "text_language": "fr",
    })
}

fn profile() -> Value {
    let mut profile = preferences();
    profile["titles"] = titles();
    profile["languages"] = languages();
    profile
}

fn personal_data() -> Value {
    json!({
        "name": "Fatima-Zahra El Amrani (invented)",
        "birth_date": "1996-05-12",
        "nationality": "MA",
        "email": "fatima.zahra@example.org",
    })
}

fn vacancy() -> Value {
    json!({
        "title": "nurse-general-care",
        "title_status": "licensed",
        "title_by": "start",
        "posts": 2,
        "region": "BE234",
        "municipality": "Gent",
        "setting": "care-home",
        "specialisms": ["geriatrics"],
        "languages": ["nl:B2"],
        "shifts": ["day", "night"],
        "hours": "38",
        "start_until": "2027-09-01",
        "pay": "3350",
        "contract": "permanent",
        "single_permit": true,
        "employer": "WZC De Verzonnen Linde",
        "employer_number": "0403.170.701",
        "text": "Verpleegkundige voor de ouderenzorg in Gent.",
        "text_language": "nl",
    })
}

fn curriculum() -> Value {
    json!({
        "modules": [
            {
                "code": "S1-M1", "title": "Anatomie et physiologie", "language": "fr", "year": 1,
                "theory": "60", "clinical": "0",
            },
            { "code": "S3-M2", "title": "Stage de médecine", "language": "fr", "year": 3, "theory": "0", "clinical": "120" },
        ],
    })
}
