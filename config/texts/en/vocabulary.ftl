### Names of the values of the vocabulary: standings, criteria, evidence, statuses, skills, shifts, languages, rules.

## Standings

standing-ready = ready
standing-reachable = reachable
standing-to_verify = to verify
standing-near_miss = one thing missing
standing-excluded = not eligible

## Criteria

criterion-specialism = specialism
criterion-experience = experience
criterion-language = languages
criterion-text = words of profile and vacancy
criterion-wishes = wishes of the employer
criterion-preferences = wishes of the candidate
criterion-readiness = able to start soon
criterion-evidence = how well it is proved

## Evidence of a level

evidence-declared = self-declared
evidence-attested = attested
evidence-tested = tested

## Statuses of a title

status-declared = self-declared
status-documented = papers seen
status-certified = training compared
status-equivalent = diploma equivalent
status-licensed = licensed to practise

## Skills

skill-listening = listening
skill-reading = reading
skill-interaction = spoken interaction
skill-production = spoken production
skill-writing = writing

## Levels; the others are shown by their code

level-native = first language

## Shifts

shift-day = day
shift-evening = evening
shift-night = night
shift-weekend = weekend

## Languages by ISO 639-1 code; one without a name is shown by its code

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

## Lists and values

word-any = any
# Between the items of a list.
list-separator = {", "}
word-yes = yes
word-no = no

## Rules

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

## Contracts; others are a number of months

contract-permanent = permanent

## What a candidate needs for permission to work

work-permission-free = may work without a permit
work-permission-held = holds one
work-permission-needed = needs one

## When a requirement has to be met

required-by-application = at the application
required-by-start = at the start of work

## Who states something

assertion-source-agency-file = a file of the agency
assertion-source-school-file = a file of a school
assertion-source-agency = the agency
assertion-source-school = the school
assertion-source-candidate = the candidate
assertion-source-certificate = a certificate of the agency
assertion-source-decision = a decision of an authority

# On what kind of source an outcome rests
source-kind-own-word = own word
source-kind-document = document seen
source-kind-test = test
source-kind-certificate = certificate
source-kind-decision = decision of an authority

## States

candidate-state-active = takes part
candidate-state-withdrawn = has withdrawn
vacancy-state-draft = draft
vacancy-state-open = open
vacancy-state-closed = closed
vacancy-state-withdrawn = withdrawn

## Organisations

organisation-kind-employer = employer
organisation-kind-agency = agency
organisation-kind-school = school
school-kind-university = university or of that level
school-kind-vocational = vocational school

## Roles

role-candidate = candidate
role-recruiter = recruiter of an employer
role-officer = officer of the agency
role-certifier = certifier of the agency
role-registrar = registrar of a school
role-programme-manager = manager of the programme
role-auditor = auditor
role-administrator = administrator
role-operator = operator of the server

## Outcomes of a rule

outcome-met = met
outcome-by-plan = to be met by a plan
outcome-unknown = unknown
outcome-not-met = not met
