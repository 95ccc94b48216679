### The question to put for each rule with a fact missing, and its addressee.
### Arguments arrive localised; an empty one arrives as the word `none`.

ask-title = To the candidate or the agency: may the diploma and the decisions on the title “{ $required }” be seen?
ask-lower-title = To the candidate: would work as { $required } be welcome?
ask-language = To the candidate: which level of { $language } in each skill, and is there an attestation or a test?
ask-experience = To the candidate: how many months of work in all, and is the list complete?
ask-specialism = To the candidate: how many months of work in { $specialisms }, and is the list complete?
ask-recent-practice = To the candidate: when was the last day of practice?
# A candidate who accepts only some districts of the region depends on the district.
ask-region = { $found ->
    [none] To the candidate: would work anywhere in { $required } be welcome?
   *[other] To the candidate: would work anywhere in { $required } be welcome? To the employer: in which district is it?
}
ask-setting = To the candidate: would work in this kind of place be welcome: { $required }?
ask-shifts = To the candidate: which of these shifts would be welcome: { $required }?
ask-hours = To the candidate: how many hours a week at least, and at most?
# With a known day only the length of the procedures is open.
ask-start = { $found ->
    [none] To the candidate: from which day is work possible? To the authorities: how long do the remaining procedures take?
   *[other] To the authorities: how long do the remaining procedures take?
}
ask-pay = To the candidate: which pay at least? To the employer: how much seniority is accepted?
ask-contract = To the candidate: how long must a contract be at least?
ask-driving-licence = To the candidate: is there a driving licence that is valid in Belgium?
# A party that has answered already is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] To the candidate: is a work permit needed? To the employer: will it ask for a single permit?
       *[other] To the candidate: is a work permit needed?
    }
   *[other] To the employer: will it ask for a single permit?
}
ask-consent = To the candidate: may the profile be shown to employers under a pseudonym?
ask-availability = To the agency: is there another placement?
