### What the program says, in English. Arguments come localised; an empty one arrives as the word `none`, a whole
### number as a number. Texts speak to nobody in particular, and never say no without saying why.

## Standings and outcomes

standing-ready = ready
standing-reachable = reachable
standing-to_verify = to verify
standing-near_miss = one thing missing
standing-excluded = not eligible

outcome-met = met
outcome-by-plan = met by plan
outcome-unknown = to verify
outcome-not-met = not met yet

## Criteria

criterion-specialism = specialism
criterion-experience = experience
criterion-language = languages
criterion-text = words of profile and vacancy
criterion-wishes = wishes of the employer
criterion-preferences = wishes of the candidate
criterion-readiness = able to start soon
criterion-evidence = how well it is proved

## Words

evidence-declared = self-declared
evidence-attested = attested
evidence-tested = tested

status-declared = self-declared
status-documented = papers seen
status-certified = training compared
status-equivalent = diploma equivalent
status-licensed = licensed to practise

skill-listening = listening
skill-reading = reading
skill-interaction = spoken interaction
skill-production = spoken production
skill-writing = writing

level-native = first language

shift-day = day
shift-evening = evening
shift-night = night
shift-weekend = weekend

language-name-nl = Dutch
language-name-fr = French
language-name-en = English
language-name-ar = Arabic
language-name-de = German
language-name-es = Spanish
language-name-it = Italian
language-name-pt = Portuguese
language-name-tr = Turkish
language-name-ro = Romanian
language-name-pl = Polish
language-name-bg = Bulgarian
language-name-uk = Ukrainian
language-name-ru = Russian

by-application = at application
by-start = when work starts

word-unknown = not known
word-any = any
# Between the parts of a list.
list-separator = {", "}
word-none = none
word-yes = yes
word-no = no
contract-permanent = permanent

authority-flanders = Flanders
authority-brussels = Brussels
authority-wallonia = Wallonia
authority-german-speaking-community = the German-speaking Community

## Names of the rules

rule-title = title
rule-lower-title = work below their title
rule-language = language
rule-experience = experience
rule-specialism = specialism
rule-recent-practice = recent practice
rule-region = region
rule-setting = kind of work place
rule-shifts = shifts
rule-hours = hours a week
rule-start = start of work
rule-pay = pay
rule-contract = length of contract
rule-driving-licence = driving licence
rule-work-permission = permission to work
rule-consent = consent
rule-availability = availability

## Pieces of the sentences below

months-required = { $required ->
    [one] one month
   *[other] { $required } months
}
months-found = { $found ->
    [one] one month
   *[other] { $found } months
}
title-required = Title needed: { $required }{ $required_status ->
    [none] .
   *[other] , with at least the status “{ $required_status }”.
}
title-found = { $found ->
    [none] No such title was stated.
   *[other] Stated: { $found }{ $found_status ->
        [none] , without a status.
       *[other] , { $found_status }.
    }
}
language-required = { $language }{ $skill ->
    [none] {""}
   *[other] {" "}({ $skill })
} { $required } is needed { $by ->
    [application] at application
   *[start] when work starts
}{ $required_evidence ->
    [none] .
   *[other] , { $required_evidence }.
}
language-found = { $found ->
    [none] Nothing is known of it.
   *[other] { $found } was stated{ $evidence ->
        [none] .
       *[other] , { $evidence }.
    }
}
pay-offered = Pay is € { $required } a month{ $max ->
    [none] .
   *[other] , and up to € { $max } with all seniority accepted.
}

## Reasons

reason-title-met = { title-required } { title-found }
reason-title-by-plan = { title-required } { title-found } The remaining procedures can end in time; authorities decide.
reason-title-unknown = { title-required } { $found ->
    [none] Which titles are held is not known yet.
   *[other] { title-found } Whether that is enough is still to be verified.
}
reason-title-not-met = { title-required } { title-found }

reason-lower-title-met = The work is that of { $required }, below the highest title held; that was agreed to.
reason-lower-title-unknown = The work is that of { $required }, below the highest title held. Whether that is welcome was not asked yet.
reason-lower-title-not-met = The work is that of { $required }, below the highest title held. { $found ->
    [none] That is not wanted.
   *[other] Wanted: { $found } or above.
}

reason-language-met = { language-required } { language-found }
reason-language-by-plan = { language-required } { language-found } A course can reach it in time.
reason-language-unknown = { language-required } { $found ->
    [none] Nothing is known of it yet.
   *[other] { language-found } Evidence or some skills are still to be verified.
}
reason-language-not-met = { language-required } { $found ->
    [none] It is not among the languages stated.
   *[other] { language-found }
}

reason-experience-met = { months-required } of experience are needed. { $found ->
    [none] They are there.
   *[other] Stated: { months-found }.
}
reason-experience-unknown = { months-required } of experience are needed. { $found ->
    [none] How much there is, is not known yet.
   *[other] Stated so far: { months-found }; there may be more.
}
reason-experience-not-met = { months-required } of experience are needed. { $found ->
    [none] There are fewer.
   *[other] Stated: { months-found }.
}

reason-specialism-met = { months-required } in { $specialisms } are needed. { $found ->
    [none] They are there.
   *[other] Stated: { months-found }.
}
reason-specialism-unknown = { months-required } in { $specialisms } are needed. { $found ->
    [none] How much there is, is not known yet.
   *[other] Stated so far: { months-found }; there may be more.
}
reason-specialism-not-met = { months-required } in { $specialisms } are needed. { $found ->
    [none] There are fewer.
   *[other] Stated: { months-found }.
}

reason-recent-practice-met = Practice within the last { months-required } is needed. { $found ->
    [none] That is so.
   *[other] Last practised: { $found }.
}
reason-recent-practice-unknown = Practice within the last { months-required } is needed. { $found ->
    [none] The last day of practice is not known yet.
   *[other] Last practised: { $found }; to be verified.
}
reason-recent-practice-not-met = Practice within the last { months-required } is needed. { $found ->
    [none] The last practice is longer ago.
   *[other] Last practised: { $found }.
}

reason-region-met = The work is in { $required }, which is accepted.
reason-region-unknown = The work is in { $required }. { $found ->
    [none] Which regions are accepted is not known yet.
   *[other] Accepted: { $found }, which is a part of it.
}
reason-region-not-met = The work is in { $required }. { $found ->
    [none] It is not among the regions accepted.
   *[other] Accepted: { $found }.
}

reason-setting-met = The work place is of this kind: { $required }, which is accepted.
reason-setting-unknown = The work place is of this kind: { $required }. { $found ->
    [none] Which kinds are accepted is not known yet.
   *[other] Accepted: { $found }; to be verified.
}
reason-setting-not-met = The work place is of this kind: { $required }. { $found ->
    [none] It is not among those accepted.
   *[other] Accepted: { $found }.
}

reason-shifts-met = Shifts: { $required }. All are accepted.
reason-shifts-unknown = Shifts: { $required }. { $found ->
    [none] Which shifts are accepted is not known yet.
   *[other] Accepted: { $found }; to be verified.
}
reason-shifts-not-met = Shifts: { $required }. { $found ->
    [none] Not all are accepted.
   *[other] Accepted: { $found }.
}

reason-hours-met = The post has { $required } hours a week. { $found ->
    [none] That suits.
   *[other] Wanted: { $found }.
}
reason-hours-unknown = The post has { $required } hours a week. { $found ->
    [none] How many are wanted is not known yet.
   *[other] Wanted, as far as is known: { $found }.
}
reason-hours-not-met = The post has { $required } hours a week. { $found ->
    [none] Other hours are wanted.
   *[other] Wanted: { $found }.
}

reason-start-met = Work must begin by { $required }. { $found ->
    [none] That is possible.
   *[other] Earliest start: { $found }.
}
reason-start-by-plan = Work must begin by { $required }. { $found ->
    [none] That is possible by plan.
   *[other] Earliest start by plan: { $found }.
}
reason-start-unknown = Work must begin by { $required }. { $found ->
    [none] The earliest start is not known yet.
   *[other] Earliest start as far as is known: { $found }.
}
reason-start-not-met = Work must begin by { $required }. { $found ->
    [none] The steps before it end later.
   *[other] Earliest start: { $found }.
}

reason-pay-met = { pay-offered } { $found ->
    [none] That is enough.
   *[other] At least € { $found } is wanted.
}
reason-pay-unknown = { pay-offered } { $found ->
    [none] Whether that is enough is not known yet.
   *[other] At least € { $found } is wanted: to be agreed.
}
reason-pay-not-met = { pay-offered } { $found ->
    [none] More is wanted.
   *[other] At least € { $found } is wanted.
}

reason-contract-met = The contract lasts { months-required }. { $found ->
    [none] That is long enough.
   *[other] Shortest contract wanted: { months-found }.
}
reason-contract-unknown = The contract lasts { months-required }. { $found ->
    [none] Which length is wanted is not known yet.
   *[other] Shortest contract wanted: { months-found }; to be verified.
}
reason-contract-not-met = The contract lasts { months-required }. { $found ->
    [none] A longer one is wanted.
   *[other] Shortest contract wanted: { months-found }.
}

reason-driving-licence-met = A driving licence is needed, and there is one.
reason-driving-licence-unknown = A driving licence is needed. Whether there is one is not known yet.
reason-driving-licence-not-met = A driving licence is needed. There isn’t one yet.

reason-work-permission-met = Permission to work is there, or the employer will ask for it.
reason-work-permission-unknown = Whether a permit is needed, or whether the employer will ask for it, is not known yet.
reason-work-permission-not-met = A permit is needed, and the employer does not ask for one.

reason-consent-met = There is consent to be shown under a pseudonym.
reason-consent-unknown = Whether there is consent to be shown under a pseudonym is not known yet.
reason-consent-not-met = There is no consent to be shown.

reason-availability-met = Not placed elsewhere.
reason-availability-unknown = Whether there is another placement is not known yet.
reason-availability-not-met = Already placed elsewhere.

## What to ask, and whom

ask-title = To the candidate or the agency: may the diploma and the decisions on the title “{ $required }” be seen?
ask-lower-title = To the candidate: would work as { $required } be welcome?
ask-language = To the candidate: which level of { $language } in each skill, and is there an attestation or a test?
ask-experience = To the candidate: how many months of work in all, and is the list complete?
ask-specialism = To the candidate: how many months of work in { $specialisms }, and is the list complete?
ask-recent-practice = To the candidate: when was the last day of practice?
# Where somebody accepts some districts and not all, it depends on which one it is.
ask-region = { $found ->
    [none] To the candidate: would work anywhere in { $required } be welcome?
   *[other] To the candidate: would work anywhere in { $required } be welcome? To the employer: in which district is it?
}
ask-setting = To the candidate: would work in this kind of place be welcome: { $required }?
ask-shifts = To the candidate: which of these shifts would be welcome: { $required }?
ask-hours = To the candidate: how many hours a week at least, and at most?
# A day that is known leaves only procedures to be asked about.
ask-start = { $found ->
    [none] To the candidate: from which day is work possible? To the authorities: how long do the remaining procedures take?
   *[other] To the authorities: how long do the remaining procedures take?
}
ask-pay = To the candidate: which pay at least? To the employer: how much seniority is accepted?
ask-contract = To the candidate: how long must a contract be at least?
ask-driving-licence = To the candidate: is there a driving licence that is valid in Belgium?
# Whoever has answered is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] To the candidate: is a work permit needed? To the employer: will it ask for a single permit?
       *[other] To the candidate: is a work permit needed?
    }
   *[other] To the employer: will it ask for a single permit?
}
ask-consent = To the candidate: may the profile be shown to employers under a pseudonym?
ask-availability = To the agency: is there another placement?

## Plans

plan-course = Course of { $language } { $from ->
    [none] for beginners
   *[other] from { $from }
} to { $to }: { $starts } to { $ends }, { $hours } hours, € { $price }, { $place }.
plan-procedure = { $procedure }: { $days ->
    [none] length not known.
    [one] about one day, no promise.
   *[other] about { $days } days, no promise.
}
plan-ends = The plan ends on { $ends }.

## Notices

notice-pay-threshold = Pay of € { $pay } a month seems below the threshold of € { $threshold } { $unit ->
    [year] a year
    [month-base] of base pay a month
   *[other] ({ $unit })
} for a permit as a highly skilled worker in { $region }{ $from ->
    [none] .
   *[other] , in force since { $from }.
} Other routes may be open; the Region decides.
notice-pay-not-comparable = Pay of € { $pay } a month can’t be compared with the threshold of € { $threshold } a year for a permit in { $region }: how a year is counted there is not known here. To be asked of the Region.
notice-invented-courses = These courses are invented, for the demonstration only.
notice-to-be-confirmed = To be confirmed before anybody relies on it.
advice-only = This is advice. Recognition, permission to practise and permission to work are decided by the authorities.

## What is said around a ranking

all-rules-met = { $rules ->
    [one] The one rule is met.
   *[other] All { $rules } rules are met.
}
requirement-impacts = What each must costs: how many more there would be
relaxation-without = without it
relaxation-one-level-lower = one level lower
relaxation-at-start = when work starts
