### One sentence for each rule and outcome: what the vacancy requires and what is known of the candidate.
### Arguments arrive localised; an empty one arrives as the word `none`, a whole number as a number.
### The sentences address no reader, and a negative outcome always states its reason.

## Parts of the sentences below

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

## The kind of source on which an outcome rests

source-own-word = Bron: eigen verklaring.
source-document = Bron: ingezien document.
source-test = Bron: test.
source-certificate = Bron: certificaat.
source-decision = Bron: beslissing van een overheid.
