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

## Décisions des autorités

decision-state-entered = saisie, en attente de confirmation
decision-state-confirmed = confirmée
decision-state-refused = refusée

## Pourquoi une importation retient moins que ce que dit un fichier

downgrade-reason-schools-word = une école déclare sur parole, et l’agence ce qu’elle a vu
downgrade-reason-no-title-document = aucun document n’est indiqué ; indiquez-le dans la colonne titles_document
downgrade-reason-no-decision = aucune décision d’une autorité n’est indiquée ; indiquez-la dans la colonne titles_decision
downgrade-reason-decision-entered = un second collaborateur doit encore confirmer la décision
downgrade-reason-lower-decision = la décision dans la colonne titles_decision donne un statut inférieur
downgrade-reason-no-certificate = seul un certificat de l’agence le dit
downgrade-reason-no-language-document = aucun document n’est indiqué ; indiquez-le dans la colonne languages_document

## Actions du journal d’audit

audit-action-create-candidate = inscrire un candidat
audit-action-change-candidate = modifier un candidat
audit-action-enter-authority-decision = saisir une décision d’une autorité
audit-action-confirm-authority-decision = confirmer une décision d’une autorité
audit-action-refuse-authority-decision = refuser une décision d’une autorité
audit-action-read-authority-decision = lire une décision d’une autorité
audit-action-certify-candidate = enregistrer un certificat d’un candidat
audit-action-withdraw-candidate = retirer un candidat
audit-action-read-candidate = lire un candidat
audit-action-read-personal-data = lire des données personnelles
audit-action-find-candidate = retrouver un candidat par nom ou référence
audit-action-search-candidates = rechercher des candidats
audit-action-see-opportunities = voir les offres qui conviennent à un candidat
audit-action-import-candidates = importer des candidats
audit-action-export-candidates = exporter des candidats
audit-action-create-vacancy = saisir une offre
audit-action-change-vacancy = modifier une offre
audit-action-publish-vacancy = publier une offre
audit-action-close-vacancy = clôturer une offre
audit-action-withdraw-vacancy = retirer une offre
audit-action-read-vacancy = lire une offre
audit-action-read-open-vacancy = lire une offre ouverte
audit-action-search-vacancies = rechercher des offres
audit-action-rank-vacancy = classer des candidats pour une offre
audit-action-read-ranking = lire un classement
audit-action-import-vacancies = importer des offres
audit-action-export-vacancies = exporter des offres
audit-action-replay-record = recalculer un classement
audit-action-create-placement = saisir un placement
audit-action-end-placement = mettre fin à un placement
audit-action-read-placement = lire un placement
audit-action-create-curriculum = saisir un programme d’études
audit-action-change-curriculum = modifier un programme d’études
audit-action-read-curriculum = lire un programme d’études
audit-action-create-transcript = saisir un relevé d’études
audit-action-change-transcript = modifier un relevé d’études
audit-action-read-transcript = lire un relevé d’études
audit-action-confirm-subjects = confirmer les matières d’un module
audit-action-read-audit-log = lire le journal d’audit d’un programme
audit-action-read-whole-audit-log = lire tout le journal d’audit
audit-action-read-access-log = voir ce qui a été fait de ses propres données
audit-action-erase-audit-details = effacer les détails d’une entrée d’audit
audit-action-sign-checkpoint = signer un point de contrôle du journal d’audit
audit-action-restart-checkpoints = recommencer les points de contrôle du journal d’audit
audit-action-verify-audit-log = vérifier le journal d’audit
audit-action-create-organisation = ajouter une organisation
audit-action-change-organisation = modifier une organisation
audit-action-read-organisation = lire une organisation
audit-action-create-programme = mettre en place un programme
audit-action-manage-jobs = gérer les tâches de fond
audit-action-issue-token = émettre un jeton
audit-action-reindex = reconstruire l’index

## Résultats d’une règle

outcome-met = rempli
outcome-by-plan = à remplir par un plan
outcome-unknown = inconnu
outcome-not-met = non rempli
