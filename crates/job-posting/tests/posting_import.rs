//! The import of postings, on both databases. All employers and adverts are invented.

use std::sync::LazyLock;

use access::{Actor, NewOrganisation, OrganisationKind, Role, organisations, programmes};
use employer::{ImportItem, Owner, Suggestions, Vacancies, VacancyContent, VacancyFilter, VacancyState};
use job_posting::read_postings;
use reference_data::{Corridor, ReferenceData};
use serde_json::json;
use sheets::{ImportOptions, ImportReport};
use storage::testing::for_each_database;

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn corridor() -> &'static Corridor {
    REFERENCE.corridor(None).expect("one corridor is built in")
}

#[test]
fn a_posting_becomes_a_draft_and_a_later_import_keeps_confirmed_values() {
    for_each_database(|database| {
        let operator = Actor::operator();
        let programme = programmes::create(database, &operator, "one", "ma-be", "Invented").expect("a programme").id;
        let (kind, name) = (OrganisationKind::Employer, "WZC De Verzonnen Linde");
        let new = NewOrganisation { programme, kind, name, enterprise_number: None };
        let organisation = organisations::create(database, &operator, &new).expect("an organisation").id;
        let recruiter = Actor::new("recruiter-1", Role::Recruiter, programme).for_organisation(organisation);
        let vacancies = Vacancies::new(database, &REFERENCE);
        let import = |hours: &str, update: bool| {
            let posting = json!({ "@type": "JobPosting", "identifier": "p1", "title": "Zorgkundige nacht", "workHours": hours });
            let drafts = read_postings("feed", posting.to_string().as_bytes(), &REFERENCE, corridor()).drafts;
            let owner = Owner::Organisation(organisation);
            let items =
                drafts.into_iter().map(|draft| ImportItem { owner: owner.clone(), ..ImportItem::from(draft) });
            vacancies.import(&recruiter, programme, items.collect(), ImportOptions { dry_run: false, update })
        };
        import("38", false).expect("a draft");
        let page = vacancies.page(&operator, programme, VacancyFilter::default(), None, 100).expect("a page");
        let draft = &page.items[0];
        assert_eq!((draft.state, draft.content.title.as_ref()), (VacancyState::Draft, None));
        let suggested = draft.suggestions.as_ref().and_then(Suggestions::title).expect("a title").clone();
        assert_eq!(suggested, "care-assistant");

        let confirmed = VacancyContent {
            title: Some(suggested),
            region: Some("BE211".parse().expect("a region")),
            ..draft.content.clone()
        };
        vacancies.change(&recruiter, draft.id, 1, confirmed.clone()).expect("changed");
        let open = vacancies.publish(&recruiter, draft.id, 2).expect("published");
        assert_eq!(import("38", false), Ok(ImportReport { created: 0, changed: 0, unchanged: 1 }));
        assert_eq!(import("19-38", true), Ok(ImportReport { created: 0, changed: 1, unchanged: 0 }));
        let now = vacancies.get(&recruiter, open.id).expect("there");
        let hours = Some("19-38".parse().expect("hours"));
        assert_eq!((now.state, now.content), (VacancyState::Open, VacancyContent { hours, ..confirmed }));
    });
}
