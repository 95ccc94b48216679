### Names of the values of the vocabulary: standings, criteria, evidence, statuses, skills, shifts, languages, rules.

## Standings

standing-ready = prêt·e
standing-reachable = atteignable
standing-to_verify = à vérifier
standing-near_miss = presque
standing-excluded = non retenu

## Criteria

criterion-specialism = spécialité
criterion-experience = expérience
criterion-language = langues
criterion-text = mots du profil et de l’offre
criterion-wishes = souhaits de l’employeur
criterion-preferences = souhaits de la candidate ou du candidat
criterion-readiness = début rapide possible
criterion-evidence = solidité des preuves

## Evidence of a level

evidence-declared = déclaré
evidence-attested = attesté
evidence-tested = testé

## Statuses of a title

status-declared = déclaré
status-documented = documents vus
status-certified = formation comparée
status-equivalent = diplôme équivalent
status-licensed = autorisation d’exercer

## Skills

skill-listening = compréhension orale
skill-reading = lecture
skill-interaction = conversation
skill-production = expression orale
skill-writing = écriture

## Levels; the others are shown by their code

level-native = langue maternelle

## Shifts

shift-day = jour
shift-evening = soir
shift-night = nuit
shift-weekend = week-end

## Languages by ISO 639-1 code; one without a name is shown by its code

language-name-nl = néerlandais
language-name-fr = français
language-name-en = anglais
language-name-ar = arabe
language-name-de = allemand
language-name-es = espagnol
language-name-it = italien
language-name-pt = portugais
language-name-tr = turc
language-name-ro = roumain
language-name-pl = polonais
language-name-bg = bulgare
language-name-uk = ukrainien
language-name-ru = russe

## Lists and values

word-any = tous
# Between the items of a list.
list-separator = {", "}
word-yes = oui
word-no = non

## Rules

rule-title = titre
rule-lower-title = travail sous le titre détenu
rule-language = langue
rule-experience = expérience
rule-specialism = spécialité
rule-recent-practice = pratique récente
rule-region = région
rule-setting = type de lieu de travail
rule-shifts = horaires
rule-hours = heures par semaine
rule-start = début du travail
rule-pay = salaire
rule-contract = durée du contrat
rule-driving-licence = permis de conduire
rule-work-permission = autorisation de travail
rule-consent = consentement
rule-availability = disponibilité

## Contrats ; les autres sont un nombre de mois

contract-permanent = durée indéterminée

## Ce qu’il faut pour pouvoir travailler

work-permission-free = n’en a pas besoin
work-permission-held = en possède une
work-permission-needed = en a besoin

## Quand une exigence doit être remplie

required-by-application = à la candidature
required-by-start = à l’entrée en service

## Qui déclare

assertion-source-agency-file = un fichier de l’agence
assertion-source-school-file = un fichier d’une école
assertion-source-agency = l’agence
assertion-source-school = l’école
assertion-source-candidate = le candidat ou la candidate
assertion-source-certificate = un certificat de l’agence
assertion-source-decision = une décision d’une autorité

# On what kind of source an outcome rests
source-kind-own-word = déclaration personnelle
source-kind-document = document vu
source-kind-test = test
source-kind-certificate = certificat
source-kind-decision = décision d’une autorité

## États

candidate-state-active = participe
candidate-state-withdrawn = s’est retiré
vacancy-state-draft = brouillon
vacancy-state-open = ouverte
vacancy-state-closed = clôturée
vacancy-state-withdrawn = retirée

## Organisations

organisation-kind-employer = employeur
organisation-kind-agency = agence
organisation-kind-school = école
school-kind-university = université ou de ce niveau
school-kind-vocational = école professionnelle

## Rôles

role-candidate = personne candidate
role-recruiter = recruteur d’un employeur
role-officer = agent de l’agence
role-certifier = évaluateur des titres
role-registrar = responsable des inscriptions d’une école
role-programme-manager = responsable du programme
role-auditor = auditeur
role-administrator = administrateur
role-operator = exploitant du serveur

## Résultats d’une règle

outcome-met = rempli
outcome-by-plan = à remplir par un plan
outcome-unknown = inconnu
outcome-not-met = non rempli
