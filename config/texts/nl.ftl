### Wat het programma zegt, in het Nederlands. Argumenten komen vertaald aan; een leeg argument als het woord `none`,
### een geheel getal als getal. Teksten spreken niemand in het bijzonder aan, en zeggen nooit nee zonder de reden.

## Standings and outcomes

standing-ready = klaar
standing-reachable = haalbaar
standing-to_verify = na te gaan
standing-near_miss = bijna
standing-excluded = komt niet in aanmerking

outcome-met = in orde
outcome-by-plan = in orde met een plan
outcome-unknown = na te gaan
outcome-not-met = nog niet in orde

## Criteria

criterion-specialism = specialisatie
criterion-experience = ervaring
criterion-language = talen
criterion-text = woorden van profiel en vacature
criterion-wishes = wensen van de werkgever
criterion-preferences = wensen van de kandidaat
criterion-readiness = snel kunnen starten
criterion-evidence = hoe goed het aangetoond is

## Words

evidence-declared = eigen opgave
evidence-attested = geattesteerd
evidence-tested = getest

status-declared = eigen opgave
status-documented = documenten gezien
status-certified = opleiding vergeleken
status-equivalent = diploma gelijkwaardig
status-licensed = mag het beroep uitoefenen

skill-listening = luisteren
skill-reading = lezen
skill-interaction = gesprekken voeren
skill-production = spreken
skill-writing = schrijven

level-native = moedertaal

shift-day = dag
shift-evening = avond
shift-night = nacht
shift-weekend = weekend

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

by-application = bij de kandidaatstelling
by-start = bij de start

word-unknown = niet bekend
word-any = alle
# Between the parts of a list.
list-separator = {", "}
word-none = geen
word-yes = ja
word-no = nee
contract-permanent = onbepaalde duur

authority-flanders = Vlaanderen
authority-brussels = Brussel
authority-wallonia = Wallonië
authority-german-speaking-community = de Duitstalige Gemeenschap

## Names of the rules

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

## Pieces of the sentences below

months-required = { $required ->
    [one] één maand
   *[other] { $required } maanden
}
months-found = { $found ->
    [one] één maand
   *[other] { $found } maanden
}
title-required = Nodig: { $required }{ $required_status ->
    [none] .
   *[other] , minstens met de status “{ $required_status }”.
}
title-found = { $found ->
    [none] Zo’n titel is niet opgegeven.
   *[other] Opgegeven: { $found }{ $found_status ->
        [none] , zonder status.
       *[other] , { $found_status }.
    }
}
language-required = { $language }{ $skill ->
    [none] {""}
   *[other] {" "}({ $skill })
} { $required } is nodig { $by ->
    [application] bij de kandidaatstelling
   *[start] bij de start
}{ $required_evidence ->
    [none] .
   *[other] , { $required_evidence }.
}
language-found = { $found ->
    [none] Er is niets over bekend.
   *[other] Opgegeven: { $found }{ $evidence ->
        [none] .
       *[other] , { $evidence }.
    }
}
pay-offered = Het loon is € { $required } per maand{ $max ->
    [none] .
   *[other] , en tot € { $max } als alle anciënniteit meetelt.
}

## Reasons

reason-title-met = { title-required } { title-found }
reason-title-by-plan = { title-required } { title-found } De procedures die nog komen kunnen op tijd klaar zijn; de overheid beslist.
reason-title-unknown = { title-required } { $found ->
    [none] Welke titels er zijn, is nog niet bekend.
   *[other] { title-found } Of dat volstaat, moet nog nagegaan worden.
}
reason-title-not-met = { title-required } { title-found }

reason-lower-title-met = Het werk is dat van { $required }, onder de hoogste titel; daarmee is ingestemd.
reason-lower-title-unknown = Het werk is dat van { $required }, onder de hoogste titel. Of dat gewenst is, is nog niet gevraagd.
reason-lower-title-not-met = Het werk is dat van { $required }, onder de hoogste titel. { $found ->
    [none] Dat is niet gewenst.
   *[other] Gewenst: { $found } of hoger.
}

reason-language-met = { language-required } { language-found }
reason-language-by-plan = { language-required } { language-found } Met een cursus kan dat op tijd.
reason-language-unknown = { language-required } { $found ->
    [none] Er is nog niets over bekend.
   *[other] { language-found } Het bewijs of sommige vaardigheden moeten nog nagegaan worden.
}
reason-language-not-met = { language-required } { $found ->
    [none] Ze staat niet bij de opgegeven talen.
   *[other] { language-found }
}

reason-experience-met = Nodig: { months-required } ervaring. { $found ->
    [none] Die is er.
   *[other] Opgegeven: { months-found }.
}
reason-experience-unknown = Nodig: { months-required } ervaring. { $found ->
    [none] Hoeveel er is, is nog niet bekend.
   *[other] Tot nu toe opgegeven: { months-found }; misschien is er meer.
}
reason-experience-not-met = Nodig: { months-required } ervaring. { $found ->
    [none] Er is minder.
   *[other] Opgegeven: { months-found }.
}

reason-specialism-met = Nodig: { months-required } in { $specialisms }. { $found ->
    [none] Die zijn er.
   *[other] Opgegeven: { months-found }.
}
reason-specialism-unknown = Nodig: { months-required } in { $specialisms }. { $found ->
    [none] Hoeveel er is, is nog niet bekend.
   *[other] Tot nu toe opgegeven: { months-found }; misschien is er meer.
}
reason-specialism-not-met = Nodig: { months-required } in { $specialisms }. { $found ->
    [none] Er is minder.
   *[other] Opgegeven: { months-found }.
}

reason-recent-practice-met = Nodig: praktijk tijdens de voorbije { months-required }. { $found ->
    [none] Dat is zo.
   *[other] Laatst gewerkt in het beroep: { $found }.
}
reason-recent-practice-unknown = Nodig: praktijk tijdens de voorbije { months-required }. { $found ->
    [none] De laatste werkdag in het beroep is nog niet bekend.
   *[other] Laatst gewerkt in het beroep: { $found }; na te gaan.
}
reason-recent-practice-not-met = Nodig: praktijk tijdens de voorbije { months-required }. { $found ->
    [none] De laatste praktijk is langer geleden.
   *[other] Laatst gewerkt in het beroep: { $found }.
}

reason-region-met = Het werk is in { $required }; dat is aanvaard.
reason-region-unknown = Het werk is in { $required }. { $found ->
    [none] Welke regio’s aanvaard zijn, is nog niet bekend.
   *[other] Aanvaard: { $found }, een deel ervan.
}
reason-region-not-met = Het werk is in { $required }. { $found ->
    [none] Dat staat niet bij de aanvaarde regio’s.
   *[other] Aanvaard: { $found }.
}

reason-setting-met = Soort werkplek: { $required }. Dat is aanvaard.
reason-setting-unknown = Soort werkplek: { $required }. { $found ->
    [none] Welke soorten aanvaard zijn, is nog niet bekend.
   *[other] Aanvaard: { $found }; na te gaan.
}
reason-setting-not-met = Soort werkplek: { $required }. { $found ->
    [none] Die staat niet bij de aanvaarde.
   *[other] Aanvaard: { $found }.
}

reason-shifts-met = Diensten: { $required }. Ze zijn allemaal aanvaard.
reason-shifts-unknown = Diensten: { $required }. { $found ->
    [none] Welke diensten aanvaard zijn, is nog niet bekend.
   *[other] Aanvaard: { $found }; na te gaan.
}
reason-shifts-not-met = Diensten: { $required }. { $found ->
    [none] Ze zijn niet allemaal aanvaard.
   *[other] Aanvaard: { $found }.
}

reason-hours-met = De post telt { $required } uren per week. { $found ->
    [none] Dat past.
   *[other] Gewenst: { $found }.
}
reason-hours-unknown = De post telt { $required } uren per week. { $found ->
    [none] Hoeveel er gewenst zijn, is nog niet bekend.
   *[other] Gewenst, voor zover bekend: { $found }.
}
reason-hours-not-met = De post telt { $required } uren per week. { $found ->
    [none] Andere uren zijn gewenst.
   *[other] Gewenst: { $found }.
}

reason-start-met = Het werk moet ten laatste starten op { $required }. { $found ->
    [none] Dat kan.
   *[other] Vroegste start: { $found }.
}
reason-start-by-plan = Het werk moet ten laatste starten op { $required }. { $found ->
    [none] Dat kan met een plan.
   *[other] Vroegste start met een plan: { $found }.
}
reason-start-unknown = Het werk moet ten laatste starten op { $required }. { $found ->
    [none] De vroegste start is nog niet bekend.
   *[other] Vroegste start, voor zover bekend: { $found }.
}
reason-start-not-met = Het werk moet ten laatste starten op { $required }. { $found ->
    [none] De stappen die nog komen, eindigen later.
   *[other] Vroegste start: { $found }.
}

reason-pay-met = { pay-offered } { $found ->
    [none] Dat volstaat.
   *[other] Gewenst: minstens € { $found }.
}
reason-pay-unknown = { pay-offered } { $found ->
    [none] Of dat volstaat, is nog niet bekend.
   *[other] Gewenst: minstens € { $found }; af te spreken.
}
reason-pay-not-met = { pay-offered } { $found ->
    [none] Er is meer gewenst.
   *[other] Gewenst: minstens € { $found }.
}

reason-contract-met = Het contract duurt { months-required }. { $found ->
    [none] Dat is lang genoeg.
   *[other] Kortste gewenste contract: { months-found }.
}
reason-contract-unknown = Het contract duurt { months-required }. { $found ->
    [none] Welke duur gewenst is, is nog niet bekend.
   *[other] Kortste gewenste contract: { months-found }; na te gaan.
}
reason-contract-not-met = Het contract duurt { months-required }. { $found ->
    [none] Een langer contract is gewenst.
   *[other] Kortste gewenste contract: { months-found }.
}

reason-driving-licence-met = Een rijbewijs is nodig, en het is er.
reason-driving-licence-unknown = Een rijbewijs is nodig. Of het er is, is nog niet bekend.
reason-driving-licence-not-met = Een rijbewijs is nodig. Het is er nog niet.

reason-work-permission-met = De toelating om te werken is er, of de werkgever vraagt ze aan.
reason-work-permission-unknown = Of een vergunning nodig is, of dat de werkgever ze aanvraagt, is nog niet bekend.
reason-work-permission-not-met = Een vergunning is nodig, en de werkgever vraagt er geen aan.

reason-consent-met = Er is toestemming om onder een pseudoniem getoond te worden.
reason-consent-unknown = Of er toestemming is om onder een pseudoniem getoond te worden, is nog niet bekend.
reason-consent-not-met = Er is geen toestemming om getoond te worden.

reason-availability-met = Niet elders geplaatst.
reason-availability-unknown = Of er een andere plaatsing is, is nog niet bekend.
reason-availability-not-met = Al elders geplaatst.

## What to ask, and whom

ask-title = Aan de kandidaat of het bureau: mogen het diploma en de beslissingen over de titel “{ $required }” ingekeken worden?
ask-lower-title = Aan de kandidaat: zou werk als { $required } welkom zijn?
ask-language = Aan de kandidaat: welk niveau { $language } voor elke vaardigheid, en is er een attest of een test?
ask-experience = Aan de kandidaat: hoeveel maanden werk in totaal, en is de lijst volledig?
ask-specialism = Aan de kandidaat: hoeveel maanden werk in { $specialisms }, en is de lijst volledig?
ask-recent-practice = Aan de kandidaat: wat was de laatste werkdag in het beroep?
# Where somebody accepts some districts and not all, it depends on which one it is.
ask-region = { $found ->
    [none] Aan de kandidaat: zou werk overal in { $required } welkom zijn?
   *[other] Aan de kandidaat: zou werk overal in { $required } welkom zijn? Aan de werkgever: in welk arrondissement is het?
}
ask-setting = Aan de kandidaat: zou werk op dit soort werkplek welkom zijn: { $required }?
ask-shifts = Aan de kandidaat: welke van deze diensten zouden welkom zijn: { $required }?
ask-hours = Aan de kandidaat: hoeveel uren per week minstens, en hoeveel hoogstens?
# A day that is known leaves only procedures to be asked about.
ask-start = { $found ->
    [none] Aan de kandidaat: vanaf welke dag is werken mogelijk? Aan de overheid: hoelang duren de procedures die nog komen?
   *[other] Aan de overheid: hoelang duren de procedures die nog komen?
}
ask-pay = Aan de kandidaat: welk loon minstens? Aan de werkgever: hoeveel anciënniteit telt mee?
ask-contract = Aan de kandidaat: hoelang moet een contract minstens duren?
ask-driving-licence = Aan de kandidaat: is er een rijbewijs dat in België geldt?
# Whoever has answered is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] Aan de kandidaat: is een arbeidsvergunning nodig? Aan de werkgever: wordt een gecombineerde vergunning aangevraagd?
       *[other] Aan de kandidaat: is een arbeidsvergunning nodig?
    }
   *[other] Aan de werkgever: wordt een gecombineerde vergunning aangevraagd?
}
ask-consent = Aan de kandidaat: mag het profiel onder een pseudoniem aan werkgevers getoond worden?
ask-availability = Aan het bureau: is er een andere plaatsing?

## Plans

plan-course = Cursus { $language } { $from ->
    [none] voor beginners
   *[other] van { $from }
} tot { $to }: { $starts } tot { $ends }, { $hours } uren, € { $price }, { $place }.
plan-procedure = { $procedure }: { $days ->
    [none] duur niet bekend.
    [one] ongeveer één dag, zonder belofte.
   *[other] ongeveer { $days } dagen, zonder belofte.
}
plan-ends = Het plan eindigt op { $ends }.

## Notices

notice-pay-threshold = Een loon van € { $pay } per maand lijkt onder de drempel van € { $threshold } { $unit ->
    [year] per jaar
    [month-base] basisloon per maand
   *[other] ({ $unit })
} voor een vergunning als hooggeschoolde werknemer in { $region }{ $from ->
    [none] .
   *[other] , van kracht sinds { $from }.
} Andere wegen kunnen openstaan; het Gewest beslist.
notice-pay-not-comparable = Een loon van € { $pay } per maand is niet te vergelijken met de drempel van € { $threshold } per jaar voor een vergunning in { $region }: hoe een jaar daar geteld wordt, is hier niet bekend. Na te vragen bij het Gewest.
notice-invented-courses = Deze cursussen zijn verzonnen, alleen voor de demonstratie.
notice-to-be-confirmed = Te bevestigen voor iemand erop voortgaat.
advice-only = Dit is advies. Over erkenning, over het uitoefenen van het beroep en over de toelating om te werken beslist de overheid.

## Wat er rond een rangschikking gezegd wordt

all-rules-met = { $rules ->
    [one] Aan de ene regel is voldaan.
   *[other] Aan alle { $rules } regels is voldaan.
}
requirement-impacts = Wat elke eis kost: hoeveel mensen er meer zouden zijn
relaxation-without = zonder deze eis
relaxation-one-level-lower = één niveau lager
relaxation-at-start = bij de start van het werk
