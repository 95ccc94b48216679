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

## Uitkomsten van een regel

outcome-met = voldaan
outcome-by-plan = te halen met een plan
outcome-unknown = onbekend
outcome-not-met = niet voldaan
