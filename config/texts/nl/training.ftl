### Leerplannen, vergeleken met wetteksten en met elkaar. Tijden komen binnen als uren en minuten in woorden.

study-hours-unit = u
study-minutes-unit = min
study-years = { $years ->
    [one] { $years } jaar
   *[other] { $years } jaar
}
training-at-least = minstens { $found }

## Regels en uitkomsten

training-rule-years = Studiejaren
training-rule-total-hours = Theorie en klinisch onderwijs
training-rule-theory-hours = Theorie
training-rule-clinical-hours = Klinisch onderwijs
training-rule-admission = Voorafgaand algemeen onderwijs
training-outcome-met = voldaan
training-outcome-not-met = niet voldaan
training-outcome-unknown = na te gaan
training-outcome-not-compared = niet vergeleken
training-subject-covered = aanwezig
training-subject-missing = ontbreekt
training-subject-unmapped = nog te koppelen
training-subject-not-compared = niet vergeleken
training-verdict-meets = Alles wat vergeleken is, is aanwezig.
training-verdict-gaps = Er zijn tekorten.
training-verdict-undetermined = Geen tekort vastgesteld; er is nog iets na te gaan.

## Tekorten

training-gap-years = Studiejaren: { $required } vereist, { $found } gevonden, { $short } te weinig.
training-gap-total-hours = Theorie en klinisch onderwijs samen: { $required } vereist, { $found } gevonden, { $short } te weinig.
training-gap-theory-hours = Theorie: { $required } vereist, { $found } gevonden, { $short } te weinig.
training-gap-clinical-hours = Klinisch onderwijs: { $required } vereist, { $found } gevonden, { $short } te weinig.
training-gap-admission = Voorafgaand algemeen onderwijs: { $required } vereist, { $found } gevonden, { $short } te weinig.
training-missing-subject = Geen enkele module bevat dit vak: { $subject }.

## Opmerkingen

training-note-place = Rij { $row }, kolom { $column }: { $note }
training-note-framework-to-be-confirmed = Deze wettekst is nog te bevestigen ({ $found }).
training-note-subjects-to-be-confirmed = De lijst van vakken is nog te bevestigen ({ $found }): vakken worden niet vergeleken, alleen de regels worden vergeleken.
training-note-subjects-not-known = Voor deze wettekst is geen bevestigde lijst van vakken bekend: vakken worden niet vergeleken, alleen de regels worden vergeleken.
training-note-admission-not-known = Wat deze wettekst aan algemeen onderwijs vraagt, is niet bekend; het wordt niet vergeleken.
training-note-competences-not-compared = Competenties worden niet vergeleken ({ $found }): uren en vakken zeggen er niets over. Vraag de school om een verklaring.
training-note-either-duration = Deze tekst vraagt de jaren of de uren; één van beide volstaat.
training-note-version-not-known = Opleiding begonnen op { $found }: de dag van omzetting is niet bekend, dus wordt elke versie beoordeeld die van toepassing kan zijn. De medewerker kiest en motiveert{ $expected ->
    [none] .
   *[other] ; deze versie kan niet gelden voor een opleiding begonnen vóór { $expected }.
}
training-note-begun-before = De opleiding begon op { $found }, voordat deze tekst van toepassing kon zijn{ $expected ->
    [none] {""}
   *[other] {" "}({ $expected })
}; hij wordt ter vergelijking getoond.
training-note-later-version = Een opleiding begonnen op { $found } valt onder een latere versie van deze tekst.
training-note-not-in-force = Deze tekst was niet van kracht op { $found }.
training-note-total-differs = het opgegeven totaal{ $year ->
    [none] {""}
   *[other] {" "}van jaar { $year }
} is { $expected }; de modules tellen op tot { $found }.
training-note-total-above-known = het opgegeven totaal{ $year ->
    [none] {""}
   *[other] {" "}van jaar { $year }
} is { $expected }; daarvan is { $found } bekend uit de modules. Vraag de rest aan de school.
training-note-long-year = Jaar { $year } telt { $found }, meer dan { $expected }. Zijn dit lestijden van 45 minuten, gelezen als uren?
training-note-same-amount-twice = module { $module } vermeldt { $found } theorie en evenveel klinisch onderwijs. Zijn dezelfde uren twee keer geteld?
training-note-placement-as-theory = module { $module } is volgens de titel een stage, en haar { $found } tellen als theorie. Zijn het klinische uren?
training-note-subject-without-hours = module { $module } is gekoppeld aan “{ $found }” en vermeldt geen uren van dat deel; ze dekt het dus niet.
training-note-credits-only = alle hoeveelheden zijn studiepunten ({ $found }). Studiepunten meten studielast, met zelfstudie; vraag de school om de uren les en stage.
training-note-amounts-not-known = { $found ->
    [one] één module vermeldt geen hoeveelheid
   *[other] { $found } modules vermelden geen hoeveelheid
} ({ $module }); de som is een ondergrens. Vul 0 in waar er geen is, en vraag de andere aan de school.
training-note-other-not-counted = { $found } zelfstudie en dergelijke tellen niet als theorie en niet als klinisch onderwijs.
training-note-many-modules = { $found } modules: is dit één leerplan?

## Tabellen

assessment-rule = Regel
assessment-required = Vereist
assessment-found = Gevonden
assessment-outcome = Uitkomst
assessment-subject = Vak
assessment-modules = Modules
assessment-factors = Zo geteld: { $factors }
assessment-factor = { $unit } = { $minutes } min ({ $modules ->
    [one] één module
   *[other] { $modules } modules
})
assessment-to-be-confirmed = te bevestigen
assessment-without-suggestion = Nog te koppelen, zonder voorstel: { $modules }
assessment-same-subjects = Vakken: zoals bij { $framework }.
assessment-suggestions = Voorgestelde vakken, te bevestigen; ze tellen niet mee
assessment-reached = Voor wat vergeleken is, is dit de hoogste titel van de ladder die bereikt is: { $title }.
assessment-none-reached = Voor wat vergeleken is, is nog geen titel van de ladder bereikt.
assessment-next = Voor { $title }:
notice-invented-curricula = Twee leerplannen, allebei verzonnen: het ene beoordeeld volgens een wettekst, daarna beide naast elkaar.
assessment-advice = Dit vergelijkt een opleiding met een wettekst. Het is advies; de overheid van het land van bestemming beslist.
comparison-subjects = Vak
comparison-theory = Theorie
comparison-clinical = Klinisch onderwijs
comparison-shared = { $time } (samen met andere vakken)
comparison-to-add = Wat { $curriculum } zou moeten toevoegen om te bereiken wat { $other } bereikt:
comparison-nothing-to-add = Niets.
comparison-add-rule = { $short ->
    [none] { $rule }: niet bekend, na te gaan.
   *[other] { $rule }: { $short } meer{ $verify ->
        [none] .
       *[other] , tenzij uren die nog niet bekend zijn dat aanvullen.
    }
}
comparison-add-subject = Vak: { $subject }{ $verify ->
    [none] .
   *[other] , tenzij een nog te koppelen module het bevat.
}
comparison-common = Door alle scholen gegeven: { $count ->
    [one] één vak
   *[other] { $count } vakken
}.
comparison-alone = Alleen door { $curriculum } gegeven: { $subjects }.
