### Ce que dit le programme, en français. Les arguments arrivent traduits ; un argument vide est le mot `none`, un nombre
### entier est un nombre. Les textes ne s’adressent à personne en particulier et ne disent jamais non sans la raison.

## Standings and outcomes

standing-ready = prêt·e
standing-reachable = atteignable
standing-to_verify = à vérifier
standing-near_miss = presque
standing-excluded = non retenu

outcome-met = rempli
outcome-by-plan = rempli grâce à un plan
outcome-unknown = à vérifier
outcome-not-met = pas encore rempli

## Criteria

criterion-specialism = spécialité
criterion-experience = expérience
criterion-language = langues
criterion-text = mots du profil et de l’offre
criterion-wishes = souhaits de l’employeur
criterion-preferences = souhaits de la candidate ou du candidat
criterion-readiness = début rapide possible
criterion-evidence = solidité des preuves

## Words

evidence-declared = déclaré
evidence-attested = attesté
evidence-tested = testé

status-declared = déclaré
status-documented = documents vus
status-certified = formation comparée
status-equivalent = diplôme équivalent
status-licensed = autorisation d’exercer

skill-listening = compréhension orale
skill-reading = lecture
skill-interaction = conversation
skill-production = expression orale
skill-writing = écriture

level-native = langue maternelle

shift-day = jour
shift-evening = soir
shift-night = nuit
shift-weekend = week-end

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

by-application = à la candidature
by-start = au début du travail

word-unknown = pas connu
word-any = tous
# Between the parts of a list.
list-separator = {", "}
word-none = aucun
word-yes = oui
word-no = non
contract-permanent = durée indéterminée

authority-flanders = Flandre
authority-brussels = Région de Bruxelles-Capitale
authority-wallonia = Wallonie
authority-german-speaking-community = Communauté germanophone

## Names of the rules

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

## Pieces of the sentences below

months-required = { $required } mois
months-found = { $found } mois
title-required = Titre demandé : { $required }{ $required_status ->
    [none] .
   *[other] , au moins au stade « { $required_status } ».
}
title-found = { $found ->
    [none] Aucun titre de ce type n’est indiqué.
   *[other] Titre indiqué : { $found }{ $found_status ->
        [none] , sans stade connu.
       *[other] , { $found_status }.
    }
}
language-required = Niveau { $required } demandé en { $language }{ $skill ->
    [none] {""}
   *[other] {" "}({ $skill })
} { $by ->
    [application] à la candidature
   *[start] au début du travail
}{ $required_evidence ->
    [none] .
   *[other] , { $required_evidence }.
}
language-found = { $found ->
    [none] Rien n’est connu à ce sujet.
   *[other] Niveau indiqué : { $found }{ $evidence ->
        [none] .
       *[other] , { $evidence }.
    }
}
pay-offered = Le salaire est de { $required } € par mois{ $max ->
    [none] .
   *[other] , et jusqu’à { $max } € si toute l’ancienneté est reconnue.
}

## Reasons

reason-title-met = { title-required } { title-found }
reason-title-by-plan = { title-required } { title-found } Les procédures qui restent peuvent se terminer à temps ; les autorités décident.
reason-title-unknown = { title-required } { $found ->
    [none] Les titres détenus ne sont pas encore connus.
   *[other] { title-found } Il reste à vérifier si cela suffit.
}
reason-title-not-met = { title-required } { title-found }

reason-lower-title-met = Le travail est celui du titre suivant, inférieur au titre détenu : { $required }. C’est accepté.
reason-lower-title-unknown = Le travail est celui du titre suivant, inférieur au titre détenu : { $required }. La question n’a pas encore été posée.
reason-lower-title-not-met = Le travail est celui du titre suivant, inférieur au titre détenu : { $required }. { $found ->
    [none] Ce n’est pas souhaité.
   *[other] Souhaité : { $found } ou au-dessus.
}

reason-language-met = { language-required } { language-found }
reason-language-by-plan = { language-required } { language-found } Un cours permet d’y arriver à temps.
reason-language-unknown = { language-required } { $found ->
    [none] Rien n’est encore connu à ce sujet.
   *[other] { language-found } La preuve ou certaines compétences restent à vérifier.
}
reason-language-not-met = { language-required } { $found ->
    [none] Elle ne figure pas parmi les langues indiquées.
   *[other] { language-found }
}

reason-experience-met = Expérience demandée : { months-required }. { $found ->
    [none] Elle est acquise.
   *[other] Indiqué : { months-found }.
}
reason-experience-unknown = Expérience demandée : { months-required }. { $found ->
    [none] Sa durée n’est pas encore connue.
   *[other] Indiqué jusqu’ici : { months-found } ; il y en a peut-être plus.
}
reason-experience-not-met = Expérience demandée : { months-required }. { $found ->
    [none] Elle est plus courte.
   *[other] Indiqué : { months-found }.
}

reason-specialism-met = Demandé : { months-required } dans la spécialité { $specialisms }. { $found ->
    [none] Ils sont acquis.
   *[other] Indiqué : { months-found }.
}
reason-specialism-unknown = Demandé : { months-required } dans la spécialité { $specialisms }. { $found ->
    [none] La durée n’est pas encore connue.
   *[other] Indiqué jusqu’ici : { months-found } ; il y en a peut-être plus.
}
reason-specialism-not-met = Demandé : { months-required } dans la spécialité { $specialisms }. { $found ->
    [none] La durée est plus courte.
   *[other] Indiqué : { months-found }.
}

reason-recent-practice-met = Une pratique au cours des { months-required } écoulés est demandée. { $found ->
    [none] C’est le cas.
   *[other] Dernière pratique : { $found }.
}
reason-recent-practice-unknown = Une pratique au cours des { months-required } écoulés est demandée. { $found ->
    [none] Le dernier jour de pratique n’est pas encore connu.
   *[other] Dernière pratique : { $found } ; à vérifier.
}
reason-recent-practice-not-met = Une pratique au cours des { months-required } écoulés est demandée. { $found ->
    [none] La dernière pratique est plus ancienne.
   *[other] Dernière pratique : { $found }.
}

reason-region-met = Lieu de travail : { $required }. C’est accepté.
reason-region-unknown = Lieu de travail : { $required }. { $found ->
    [none] Les régions acceptées ne sont pas encore connues.
   *[other] Accepté : { $found }, qui en est une partie.
}
reason-region-not-met = Lieu de travail : { $required }. { $found ->
    [none] Il ne figure pas parmi les régions acceptées.
   *[other] Accepté : { $found }.
}

reason-setting-met = Type de lieu de travail : { $required }. C’est accepté.
reason-setting-unknown = Type de lieu de travail : { $required }. { $found ->
    [none] Les types acceptés ne sont pas encore connus.
   *[other] Accepté : { $found } ; à vérifier.
}
reason-setting-not-met = Type de lieu de travail : { $required }. { $found ->
    [none] Il ne figure pas parmi ceux qui sont acceptés.
   *[other] Accepté : { $found }.
}

reason-shifts-met = Horaires : { $required }. Tous sont acceptés.
reason-shifts-unknown = Horaires : { $required }. { $found ->
    [none] Les horaires acceptés ne sont pas encore connus.
   *[other] Accepté : { $found } ; à vérifier.
}
reason-shifts-not-met = Horaires : { $required }. { $found ->
    [none] Tous ne sont pas acceptés.
   *[other] Accepté : { $found }.
}

reason-hours-met = Heures du poste par semaine : { $required }. { $found ->
    [none] Cela convient.
   *[other] Souhaité : { $found }.
}
reason-hours-unknown = Heures du poste par semaine : { $required }. { $found ->
    [none] Le nombre souhaité n’est pas encore connu.
   *[other] Souhaité, pour autant qu’on sache : { $found }.
}
reason-hours-not-met = Heures du poste par semaine : { $required }. { $found ->
    [none] Un autre nombre est souhaité.
   *[other] Souhaité : { $found }.
}

reason-start-met = Le travail doit commencer au plus tard le { $required }. { $found ->
    [none] C’est possible.
   *[other] Début possible au plus tôt : { $found }.
}
reason-start-by-plan = Le travail doit commencer au plus tard le { $required }. { $found ->
    [none] C’est possible grâce à un plan.
   *[other] Début possible au plus tôt, grâce à un plan : { $found }.
}
reason-start-unknown = Le travail doit commencer au plus tard le { $required }. { $found ->
    [none] Le début possible au plus tôt n’est pas encore connu.
   *[other] Début possible au plus tôt, pour autant qu’on sache : { $found }.
}
reason-start-not-met = Le travail doit commencer au plus tard le { $required }. { $found ->
    [none] Les étapes qui restent se terminent plus tard.
   *[other] Début possible au plus tôt : { $found }.
}

reason-pay-met = { pay-offered } { $found ->
    [none] Cela suffit.
   *[other] Souhaité : au moins { $found } €.
}
reason-pay-unknown = { pay-offered } { $found ->
    [none] On ne sait pas encore si cela suffit.
   *[other] Souhaité : au moins { $found } € ; à convenir.
}
reason-pay-not-met = { pay-offered } { $found ->
    [none] Un salaire plus élevé est souhaité.
   *[other] Souhaité : au moins { $found } €.
}

reason-contract-met = Durée du contrat : { months-required }. { $found ->
    [none] C’est assez long.
   *[other] Contrat le plus court souhaité : { months-found }.
}
reason-contract-unknown = Durée du contrat : { months-required }. { $found ->
    [none] La durée souhaitée n’est pas encore connue.
   *[other] Contrat le plus court souhaité : { months-found } ; à vérifier.
}
reason-contract-not-met = Durée du contrat : { months-required }. { $found ->
    [none] Un contrat plus long est souhaité.
   *[other] Contrat le plus court souhaité : { months-found }.
}

reason-driving-licence-met = Un permis de conduire est demandé, et il est là.
reason-driving-licence-unknown = Un permis de conduire est demandé. On ne sait pas encore s’il y en a un.
reason-driving-licence-not-met = Un permis de conduire est demandé. Il n’y en a pas encore.

reason-work-permission-met = L’autorisation de travail existe, ou l’employeur la demandera.
reason-work-permission-unknown = On ne sait pas encore si un permis est nécessaire, ou si l’employeur le demandera.
reason-work-permission-not-met = Un permis est nécessaire, et l’employeur n’en demande pas.

reason-consent-met = Il y a un consentement à être présenté·e sous un pseudonyme.
reason-consent-unknown = On ne sait pas encore s’il y a un consentement à être présenté·e sous un pseudonyme.
reason-consent-not-met = Il n’y a pas de consentement à être présenté·e.

reason-availability-met = Pas de placement ailleurs.
reason-availability-unknown = On ne sait pas encore s’il y a un autre placement.
reason-availability-not-met = Il y a déjà un placement ailleurs.

## What to ask, and whom

ask-title = À la personne candidate ou à l’agence : peut-on voir le diplôme et les décisions sur le titre « { $required } » ?
ask-lower-title = À la personne candidate : un travail sous ce titre conviendrait-il : { $required } ?
ask-language = À la personne candidate : quel niveau en { $language } pour chaque compétence, et y a-t-il une attestation ou un test ?
ask-experience = À la personne candidate : combien de mois de travail en tout, et la liste est-elle complète ?
ask-specialism = À la personne candidate : combien de mois de travail dans la spécialité { $specialisms }, et la liste est-elle complète ?
ask-recent-practice = À la personne candidate : quel a été le dernier jour de pratique ?
# Where somebody accepts some districts and not all, it depends on which one it is.
ask-region = { $found ->
    [none] À la personne candidate : un travail partout dans cette région conviendrait-il : { $required } ?
   *[other] À la personne candidate : un travail partout dans cette région conviendrait-il : { $required } ? À l’employeur : dans quel arrondissement se trouve-t-il ?
}
ask-setting = À la personne candidate : ce type de lieu de travail conviendrait-il : { $required } ?
ask-shifts = À la personne candidate : lesquels de ces horaires conviendraient : { $required } ?
ask-hours = À la personne candidate : combien d’heures par semaine au moins, et au plus ?
# A day that is known leaves only procedures to be asked about.
ask-start = { $found ->
    [none] À la personne candidate : à partir de quel jour le travail est-il possible ? Aux autorités : combien de temps prennent les procédures qui restent ?
   *[other] Aux autorités : combien de temps prennent les procédures qui restent ?
}
ask-pay = À la personne candidate : quel salaire au moins ? À l’employeur : quelle ancienneté est reconnue ?
ask-contract = À la personne candidate : quelle durée de contrat au moins ?
ask-driving-licence = À la personne candidate : y a-t-il un permis de conduire valable en Belgique ?
# Whoever has answered is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] À la personne candidate : un permis de travail est-il nécessaire ? À l’employeur : un permis unique sera-t-il demandé ?
       *[other] À la personne candidate : un permis de travail est-il nécessaire ?
    }
   *[other] À l’employeur : un permis unique sera-t-il demandé ?
}
ask-consent = À la personne candidate : le profil peut-il être présenté aux employeurs sous un pseudonyme ?
ask-availability = À l’agence : y a-t-il un autre placement ?

## Plans

plan-course = Cours ({ $language }) { $from ->
    [none] pour débutants, jusqu’au niveau
   *[other] du niveau { $from } au niveau
} { $to } : du { $starts } au { $ends }, { $hours } heures, { $price } €, { $place }.
plan-procedure = { $procedure } : { $days ->
    [none] durée pas connue.
    [one] environ { $days } jour, sans promesse.
   *[other] environ { $days } jours, sans promesse.
}
plan-ends = Le plan se termine le { $ends }.

## Notices

notice-pay-threshold = Un salaire de { $pay } € par mois semble inférieur au seuil de { $threshold } € { $unit ->
    [year] par an
    [month-base] de salaire de base par mois
   *[other] ({ $unit })
} pour un permis de personne hautement qualifiée, autorité compétente : { $region }{ $from ->
    [none] .
   *[other] , en vigueur depuis le { $from }.
} D’autres voies peuvent être ouvertes ; la Région décide.
notice-pay-not-comparable = Un salaire de { $pay } € par mois ne peut pas être comparé au seuil de { $threshold } € par an pour un permis ({ $region }) : la façon d’y compter une année n’est pas connue ici. À demander à la Région.
notice-invented-courses = Ces cours sont inventés, pour la démonstration seulement.
notice-to-be-confirmed = À confirmer avant que quiconque s’y fie.
advice-only = Ceci est un avis. La reconnaissance, l’autorisation d’exercer et l’autorisation de travail relèvent des autorités.

## Ce qui est dit autour d’un classement

all-rules-met = { $rules ->
    [one] La seule règle est remplie.
   *[other] Les { $rules } règles sont remplies.
}
requirement-impacts = Ce que coûte chaque exigence : combien de personnes de plus
relaxation-without = sans elle
relaxation-one-level-lower = un niveau plus bas
relaxation-at-start = au début du travail
