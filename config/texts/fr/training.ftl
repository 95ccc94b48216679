### Programmes d’études comparés à des textes de droit et entre eux. Les durées arrivent en heures et minutes, en mots.

study-hours-unit = h
study-minutes-unit = min
study-years = { $years ->
    [one] { $years } an
   *[other] { $years } ans
}
training-at-least = au moins { $found }

## Règles et résultats

training-rule-years = Années d’études
training-rule-total-hours = Théorie et enseignement clinique
training-rule-theory-hours = Théorie
training-rule-clinical-hours = Enseignement clinique
training-rule-admission = Enseignement général préalable
training-outcome-met = respectée
training-outcome-not-met = non respectée
training-outcome-unknown = à vérifier
training-outcome-not-compared = non comparée
training-subject-covered = couverte
training-subject-missing = absente
training-subject-unmapped = à rattacher
training-subject-not-compared = non comparée
training-verdict-meets = Tout ce qui a été comparé est présent.
training-verdict-gaps = Il y a des écarts.
training-verdict-undetermined = Aucun écart établi ; des points restent à vérifier.

## Écarts

training-gap-years = Années d’études : { $required } requis, { $found } constatés, il manque { $short }.
training-gap-total-hours = Théorie et enseignement clinique ensemble : { $required } requises, { $found } constatées, il manque { $short }.
training-gap-theory-hours = Théorie : { $required } requises, { $found } constatées, il manque { $short }.
training-gap-clinical-hours = Enseignement clinique : { $required } requises, { $found } constatées, il manque { $short }.
training-gap-admission = Enseignement général préalable : { $required } requis, { $found } constatés, il manque { $short }.
training-missing-subject = Aucun module ne contient cette matière : { $subject }.

## Remarques

training-note-place = Ligne { $row }, colonne { $column } : { $note }
training-note-framework-to-be-confirmed = Ce texte de référence est à confirmer ({ $found }).
training-note-subjects-to-be-confirmed = La liste des matières est à confirmer ({ $found }) : les matières ne sont pas comparées, seules les règles sont comparées.
training-note-subjects-not-known = Aucune liste confirmée de matières n’est connue pour ce texte : les matières ne sont pas comparées, seules les règles sont comparées.
training-note-admission-not-known = Ce que ce texte demande comme enseignement général n’est pas connu ; ce point n’est pas comparé.
training-note-competences-not-compared = Les compétences ne sont pas comparées ({ $found }) : heures et matières n’en disent rien. Demandez une déclaration à l’école.
training-note-either-duration = Ce texte demande les années ou les heures ; l’un des deux suffit.
training-note-version-not-known = Formation commencée le { $found } : le jour de la transposition n’est pas connu, toutes les versions possibles sont donc évaluées. L’agent choisit et motive son choix{ $expected ->
    [none] .
   *[other] {" "}; cette version ne peut pas s’appliquer à une formation commencée avant le { $expected }.
}
training-note-begun-before = La formation a commencé le { $found }, avant que ce texte ne puisse s’appliquer{ $expected ->
    [none] {""}
   *[other] {" "}({ $expected })
} ; il est montré à titre de comparaison.
training-note-later-version = La formation commencée le { $found } relève d’une version ultérieure de ce texte.
training-note-not-in-force = Ce texte n’était pas en vigueur le { $found }.
training-note-total-differs = le total indiqué{ $year ->
    [none] {""}
   *[other] {" "}pour l’année { $year }
} est de { $expected } ; la somme des modules est de { $found }.
training-note-total-above-known = le total indiqué{ $year ->
    [none] {""}
   *[other] {" "}pour l’année { $year }
} est de { $expected }, dont { $found } connues par les modules. Demandez le reste à l’école.
training-note-long-year = L’année { $year } compte { $found }, plus que { $expected }. S’agit-il de périodes de 45 minutes lues comme des heures ?
training-note-same-amount-twice = le module { $module } indique { $found } de théorie et autant d’enseignement clinique. Les mêmes heures ont-elles été comptées deux fois ?
training-note-placement-as-theory = le module { $module } est un stage d’après son intitulé, et ses { $found } sont comptées comme théorie. S’agit-il d’heures cliniques ?
training-note-subject-without-hours = le module { $module } est rattaché à « { $found } » et n’indique aucune heure de cette partie ; il ne la couvre donc pas.
training-note-credits-only = toutes les quantités sont des crédits ({ $found }). Les crédits mesurent la charge de travail, travail personnel compris ; demandez à l’école les heures de cours et de stage.
training-note-amounts-not-known = { $found ->
    [one] un module n’indique aucune quantité
   *[other] { $found } modules n’indiquent aucune quantité
} ({ $module }) ; la somme est un minimum. Indiquez 0 où il n’y en a pas, et demandez les autres à l’école.
training-note-other-not-counted = { $found } de travail personnel ou autre ne comptent ni comme théorie ni comme enseignement clinique.
training-note-many-modules = { $found } modules : est-ce un seul programme d’études ?

## Tableaux

assessment-rule = Règle
assessment-required = Requis
assessment-found = Constaté
assessment-outcome = Résultat
assessment-subject = Matière
assessment-modules = Modules
assessment-factors = Compté ainsi : { $factors }
assessment-factor = { $unit } = { $minutes } min ({ $modules ->
    [one] un module
   *[other] { $modules } modules
})
assessment-to-be-confirmed = à confirmer
assessment-without-suggestion = À rattacher, sans proposition : { $modules }
assessment-same-subjects = Matières : comme pour { $framework }.
assessment-suggestions = Matières proposées, à confirmer ; elles ne comptent pas
assessment-reached = Pour ce qui a été comparé, le titre le plus élevé atteint sur l’échelle : { $title }.
assessment-none-reached = Pour ce qui a été comparé, aucun titre de l’échelle n’est encore atteint.
assessment-next = Pour { $title } :
notice-invented-curricula = Deux programmes d’études, tous deux inventés : l’un évalué selon un texte de droit, puis les deux côte à côte.
assessment-advice = Ceci compare une formation à un texte de droit. C’est un avis ; l’autorité du pays de destination décide.
comparison-subjects = Matière
comparison-theory = Théorie
comparison-clinical = Enseignement clinique
comparison-shared = { $time } (avec d’autres matières)
comparison-to-add = Ce que { $curriculum } devrait ajouter pour atteindre ce qu’atteint { $other } :
comparison-nothing-to-add = Rien.
comparison-add-rule = { $short ->
    [none] { $rule } : inconnu, à vérifier.
   *[other] { $rule } : { $short } de plus{ $verify ->
        [none] .
       *[other] , sauf si des heures encore inconnues les apportent.
    }
}
comparison-add-subject = Matière : { $subject }{ $verify ->
    [none] .
   *[other] , à moins qu’un module à rattacher ne la contienne.
}
comparison-common = Matières enseignées par tous : { $count }.
comparison-alone = Enseigné par { $curriculum } seulement : { $subjects }.
