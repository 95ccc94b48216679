### One sentence for each rule and outcome: what the vacancy requires and what is known of the candidate.
### Arguments arrive localised; an empty one arrives as the word `none`, a whole number as a number.
### The sentences address no reader, and a negative outcome always states its reason.

## Parts of the sentences below

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

## The kind of source on which an outcome rests

source-own-word = Source : propre déclaration.
source-document = Source : document vu.
source-test = Source : test.
source-certificate = Source : certificat.
source-decision = Source : décision d’une autorité.
