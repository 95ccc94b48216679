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

## Decisions of authorities

decision-state-entered = entered, waits for confirmation
decision-state-confirmed = confirmed
decision-state-refused = refused

## Why an import takes less than a file states

downgrade-reason-schools-word = a school states by its own word, and the agency what it has seen
downgrade-reason-no-title-document = no document is named; name it in the column titles_document
downgrade-reason-no-decision = no decision of an authority is named; name it in the column titles_decision
downgrade-reason-decision-entered = a second officer has still to confirm the decision
downgrade-reason-lower-decision = the decision in the column titles_decision gives a lower status
downgrade-reason-no-certificate = only a certificate of the agency says so
downgrade-reason-no-language-document = no document is named; name it in the column languages_document

## Actions of the audit log

audit-action-create-candidate = register a candidate
audit-action-change-candidate = change a candidate
audit-action-enter-authority-decision = enter a decision of an authority
audit-action-confirm-authority-decision = confirm a decision of an authority
audit-action-refuse-authority-decision = refuse a decision of an authority
audit-action-read-authority-decision = read a decision of an authority
audit-action-certify-candidate = record a candidate’s certificate
audit-action-withdraw-candidate = withdraw a candidate
audit-action-read-candidate = read a candidate
audit-action-read-personal-data = read personal data
audit-action-find-candidate = find a candidate by name or reference
audit-action-search-candidates = search candidates
audit-action-see-opportunities = see which vacancies suit a candidate
audit-action-import-candidates = import candidates
audit-action-export-candidates = export candidates
audit-action-create-vacancy = enter a vacancy
audit-action-change-vacancy = change a vacancy
audit-action-publish-vacancy = publish a vacancy
audit-action-close-vacancy = close a vacancy
audit-action-withdraw-vacancy = withdraw a vacancy
audit-action-read-vacancy = read a vacancy
audit-action-read-open-vacancy = read an open vacancy
audit-action-search-vacancies = search vacancies
audit-action-rank-vacancy = rank candidates for a vacancy
audit-action-read-ranking = read a ranking
audit-action-import-vacancies = import vacancies
audit-action-export-vacancies = export vacancies
audit-action-replay-record = compute a ranking again
audit-action-create-placement = enter a placement
audit-action-end-placement = end a placement
audit-action-read-placement = read a placement
audit-action-create-curriculum = enter a curriculum
audit-action-change-curriculum = change a curriculum
audit-action-read-curriculum = read a curriculum
audit-action-create-transcript = enter a transcript
audit-action-change-transcript = change a transcript
audit-action-read-transcript = read a transcript
audit-action-confirm-subjects = confirm the subjects of a module
audit-action-read-audit-log = read the audit log of a programme
audit-action-read-whole-audit-log = read the whole audit log
audit-action-read-access-log = see what was done with one’s own data
audit-action-erase-audit-details = erase the details of an audit entry
audit-action-sign-checkpoint = sign a checkpoint of the audit log
audit-action-restart-checkpoints = start the checkpoints of the audit log anew
audit-action-verify-audit-log = verify the audit log
audit-action-create-organisation = add an organisation
audit-action-change-organisation = change an organisation
audit-action-read-organisation = read an organisation
audit-action-create-programme = set up a programme
audit-action-manage-jobs = manage background jobs
audit-action-issue-token = issue a token
audit-action-reindex = rebuild the index

## Outcomes of a rule

outcome-met = met
outcome-by-plan = to be met by a plan
outcome-unknown = unknown
outcome-not-met = not met
