### Names of the values of the vocabulary: standings, criteria, evidence, statuses, skills, shifts, languages, rules.

## Standings

standing-ready = klaar
standing-reachable = haalbaar
standing-to_verify = na te gaan
standing-near_miss = bijna
standing-excluded = komt niet in aanmerking

## Criteria

criterion-specialism = specialisatie
criterion-experience = ervaring
criterion-language = talen
criterion-text = woorden van profiel en vacature
criterion-wishes = wensen van de werkgever
criterion-preferences = wensen van de kandidaat
criterion-readiness = snel kunnen starten
criterion-evidence = hoe goed het aangetoond is

## Evidence of a level

evidence-declared = eigen opgave
evidence-attested = geattesteerd
evidence-tested = getest

## Statuses of a title

status-declared = eigen opgave
status-documented = documenten gezien
status-certified = opleiding vergeleken
status-equivalent = diploma gelijkwaardig
status-licensed = mag het beroep uitoefenen

## Skills

skill-listening = luisteren
skill-reading = lezen
skill-interaction = gesprekken voeren
skill-production = spreken
skill-writing = schrijven

## Levels; the others are shown by their code

level-native = moedertaal

## Shifts

shift-day = dag
shift-evening = avond
shift-night = nacht
shift-weekend = weekend

## Languages by ISO 639-1 code; one without a name is shown by its code

language-name-nl = Nederlands
language-name-fr = Frans
language-name-en = Engels
language-name-ar = Arabisch
language-name-de = Duits
language-name-es = Spaans
language-name-it = Italiaans
language-name-pt = Portugees
language-name-tr = Turks
language-name-ro = Roemeens
language-name-pl = Pools
language-name-bg = Bulgaars
language-name-uk = Oekraïens
language-name-ru = Russisch

## Lists and values

word-any = alle
# Between the items of a list.
list-separator = {", "}
word-yes = ja
word-no = nee

## Rules

rule-title = titel
rule-lower-title = werk onder de eigen titel
rule-language = taal
rule-experience = ervaring
rule-specialism = specialisatie
rule-recent-practice = recente praktijk
rule-region = regio
rule-setting = soort werkplek
rule-shifts = diensten
rule-hours = uren per week
rule-start = start van het werk
rule-pay = loon
rule-contract = duur van het contract
rule-driving-licence = rijbewijs
rule-work-permission = toelating om te werken
rule-consent = toestemming
rule-availability = beschikbaarheid

## Contracten; andere zijn een aantal maanden

contract-permanent = onbepaalde duur

## Wat een kandidaat nodig heeft om te mogen werken

work-permission-free = heeft er geen nodig
work-permission-held = heeft er een
work-permission-needed = heeft er een nodig

## Wanneer aan een vereiste voldaan moet zijn

required-by-application = bij de sollicitatie
required-by-start = bij de start van het werk

## Wie iets opgeeft

assertion-source-agency-file = een bestand van het bureau
assertion-source-school-file = een bestand van een school
assertion-source-agency = het bureau
assertion-source-school = de school
assertion-source-candidate = de kandidaat
assertion-source-certificate = een certificaat van het bureau
assertion-source-decision = een beslissing van een overheid

# On what kind of source an outcome rests
source-kind-own-word = eigen verklaring
source-kind-document = ingezien document
source-kind-test = test
source-kind-certificate = certificaat
source-kind-decision = beslissing van een overheid

## Toestanden

candidate-state-active = neemt deel
candidate-state-withdrawn = heeft zich teruggetrokken
vacancy-state-draft = concept
vacancy-state-open = open
vacancy-state-closed = gesloten
vacancy-state-withdrawn = ingetrokken

## Organisaties

organisation-kind-employer = werkgever
organisation-kind-agency = bureau
organisation-kind-school = school
school-kind-university = universiteit of van dat niveau
school-kind-vocational = beroepsschool

## Rollen

role-candidate = kandidaat
role-recruiter = rekruteerder van een werkgever
role-officer = medewerker van het bureau
role-certifier = beoordelaar van titels bij het bureau
role-registrar = registrator van een school
role-programme-manager = leider van het programma
role-auditor = auditor
role-administrator = beheerder
role-operator = operator van de server

## Beslissingen van overheden

decision-state-entered = ingevoerd, wacht op bevestiging
decision-state-confirmed = bevestigd
decision-state-refused = geweigerd

## Waarom een import minder overneemt dan een bestand zegt

downgrade-reason-schools-word = een school verklaart op haar woord, en het bureau wat het heeft ingezien
downgrade-reason-no-title-document = er is geen document vermeld; vermeld het in de kolom titles_document
downgrade-reason-no-decision = er is geen beslissing van een overheid vermeld; vermeld ze in de kolom titles_decision
downgrade-reason-decision-entered = een tweede medewerker moet de beslissing nog bevestigen
downgrade-reason-lower-decision = de beslissing in de kolom titles_decision geeft een lagere status
downgrade-reason-no-certificate = alleen een certificaat van het bureau zegt dat
downgrade-reason-no-language-document = er is geen document vermeld; vermeld het in de kolom languages_document

## Handelingen in het auditlogboek

audit-action-create-candidate = kandidaat inschrijven
audit-action-change-candidate = kandidaat wijzigen
audit-action-enter-authority-decision = beslissing van een overheid invoeren
audit-action-confirm-authority-decision = beslissing van een overheid bevestigen
audit-action-refuse-authority-decision = beslissing van een overheid weigeren
audit-action-read-authority-decision = beslissing van een overheid lezen
audit-action-certify-candidate = certificaat van een kandidaat vastleggen
audit-action-withdraw-candidate = kandidaat terugtrekken
audit-action-read-candidate = kandidaat lezen
audit-action-read-personal-data = persoonsgegevens lezen
audit-action-find-candidate = kandidaat opzoeken op naam of referentie
audit-action-search-candidates = kandidaten zoeken
audit-action-see-opportunities = passende vacatures van een kandidaat bekijken
audit-action-import-candidates = kandidaten importeren
audit-action-export-candidates = kandidaten exporteren
audit-action-create-vacancy = vacature invoeren
audit-action-change-vacancy = vacature wijzigen
audit-action-publish-vacancy = vacature publiceren
audit-action-close-vacancy = vacature sluiten
audit-action-withdraw-vacancy = vacature intrekken
audit-action-read-vacancy = vacature lezen
audit-action-read-open-vacancy = open vacature lezen
audit-action-search-vacancies = vacatures zoeken
audit-action-rank-vacancy = kandidaten voor een vacature rangschikken
audit-action-read-ranking = rangschikking lezen
audit-action-import-vacancies = vacatures importeren
audit-action-export-vacancies = vacatures exporteren
audit-action-replay-record = rangschikking opnieuw berekenen
audit-action-create-placement = plaatsing invoeren
audit-action-end-placement = plaatsing beëindigen
audit-action-read-placement = plaatsing lezen
audit-action-create-curriculum = curriculum invoeren
audit-action-change-curriculum = curriculum wijzigen
audit-action-read-curriculum = curriculum lezen
audit-action-create-transcript = studieoverzicht invoeren
audit-action-change-transcript = studieoverzicht wijzigen
audit-action-read-transcript = studieoverzicht lezen
audit-action-confirm-subjects = vakken van een module bevestigen
audit-action-read-audit-log = auditlogboek van een programma lezen
audit-action-read-whole-audit-log = hele auditlogboek lezen
audit-action-read-access-log = inzien wat met de eigen gegevens gebeurde
audit-action-erase-audit-details = details van een auditregel wissen
audit-action-sign-checkpoint = controlepunt van het auditlogboek ondertekenen
audit-action-restart-checkpoints = controlepunten van het auditlogboek opnieuw beginnen
audit-action-verify-audit-log = auditlogboek nagaan
audit-action-create-organisation = organisatie toevoegen
audit-action-change-organisation = organisatie wijzigen
audit-action-read-organisation = organisatie lezen
audit-action-create-programme = programma opzetten
audit-action-manage-jobs = achtergrondtaken beheren
audit-action-issue-token = token uitgeven
audit-action-reindex = index opnieuw opbouwen

## Uitkomsten van een regel

outcome-met = voldaan
outcome-by-plan = te halen met een plan
outcome-unknown = onbekend
outcome-not-met = niet voldaan
