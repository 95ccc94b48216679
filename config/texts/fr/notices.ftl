### Notices beside a ranking: thresholds of pay for permits, data that had ended, invented courses, the limits of advice.

notice-pay-threshold = Un salaire de { $pay } € par mois semble inférieur au seuil de { $threshold } € { $unit ->
    [year] par an
    [month-base] de salaire de base par mois
   *[other] ({ $unit })
} pour un permis de personne hautement qualifiée, autorité compétente : { $region }{ $from ->
    [none] .
   *[other] , en vigueur depuis le { $from }.
} D’autres voies peuvent être ouvertes ; l’autorité décide.
notice-pay-not-comparable = Un salaire de { $pay } € par mois ne peut pas être comparé au seuil de { $threshold } € par an pour un permis ({ $region }) : la façon d’y compter une année n’est pas connue ici. À demander à l’autorité.
notice-ended-procedure = Ce que l’on sait de la procédure { $code } valait jusqu’au { $until } ({ $source }) : sa durée compte comme inconnue.
notice-ended-permit = Ce que l’on sait du permis { $code } valait jusqu’au { $until } ({ $source }) : sa durée compte comme inconnue, et la date de début la plus proche n’en tient pas compte.
notice-ended-ladder = L’échelle des titres de { $code } valait jusqu’au { $until } ({ $source }) : chaque titre ne compte que pour lui-même.
notice-ended-criteria = Les critères de { $code } valaient jusqu’au { $until } ({ $source }) : ils restent utilisés, faute d’autres.
notice-invented-courses = Ces cours sont inventés, pour la démonstration seulement.
advice-only = Ceci est un avis. La reconnaissance, l’autorisation d’exercer et l’autorisation de travail relèvent des autorités.

# Changes of a count that employers aren’t told exactly.
impact-fewer-than = moins de { $count }
impact-at-least-more = au moins { $count } de plus
impact-at-least-fewer = au moins { $count } de moins

## What an import lowers for want of proof

downgrade-schools-word = candidat { $candidate } : { $stated } est pris comme { $kept }, car une école déclare sur parole, et l’agence ce qu’elle a vu.
downgrade-no-title-document = candidat { $candidate } : { $stated } est pris comme { $kept }, car aucun document n’est indiqué ; l’indiquer dans la colonne titles_document.
downgrade-no-decision = candidat { $candidate } : { $stated } est pris comme { $kept }, car aucune décision d’une autorité n’est indiquée ; l’indiquer dans la colonne titles_decision.
downgrade-decision-entered = candidat { $candidate } : { $stated } est pris comme { $kept }, jusqu’à ce qu’un second agent confirme la décision.
downgrade-lower-decision = candidat { $candidate } : { $stated } est pris comme { $kept }, car la décision de la colonne titles_decision donne un statut inférieur.
downgrade-no-certificate = candidat { $candidate } : { $stated } est pris comme { $kept }, car seul un certificat de l’agence l’atteste.
downgrade-no-language-document = candidat { $candidate } : { $stated } est pris comme { $kept }, car aucun document n’est indiqué ; l’indiquer dans la colonne languages_document.
