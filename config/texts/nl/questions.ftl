### The question to put for each rule with a fact missing, and its addressee.
### Arguments arrive localised; an empty one arrives as the word `none`.

ask-title = Aan de kandidaat of het bureau: mogen het diploma en de beslissingen over de titel “{ $required }” ingekeken worden?
ask-lower-title = Aan de kandidaat: zou werk als { $required } welkom zijn?
ask-language = Aan de kandidaat: welk niveau { $language } voor elke vaardigheid, en is er een attest of een test?
ask-experience = Aan de kandidaat: hoeveel maanden werk in totaal, en is de lijst volledig?
ask-specialism = Aan de kandidaat: hoeveel maanden werk in { $specialisms }, en is de lijst volledig?
ask-recent-practice = Aan de kandidaat: wat was de laatste werkdag in het beroep?
# A candidate who accepts only some districts of the region depends on the district.
ask-region = { $found ->
    [none] Aan de kandidaat: zou werk overal in { $required } welkom zijn?
   *[other] Aan de kandidaat: zou werk overal in { $required } welkom zijn? Aan de werkgever: in welk arrondissement is het?
}
ask-setting = Aan de kandidaat: zou werk op dit soort werkplek welkom zijn: { $required }?
ask-shifts = Aan de kandidaat: welke van deze diensten zouden welkom zijn: { $required }?
ask-hours = Aan de kandidaat: hoeveel uren per week minstens, en hoeveel hoogstens?
# With a known day only the length of the procedures is open.
ask-start = { $found ->
    [none] Aan de kandidaat: vanaf welke dag is werken mogelijk? Aan de overheid: hoelang duren de procedures die nog komen?
   *[other] Aan de overheid: hoelang duren de procedures die nog komen?
}
ask-pay = Aan de kandidaat: welk loon minstens? Aan de werkgever: hoeveel anciënniteit telt mee?
ask-contract = Aan de kandidaat: hoelang moet een contract minstens duren?
ask-driving-licence = Aan de kandidaat: is er een rijbewijs dat in België geldt?
# A party that has answered already is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] Aan de kandidaat: is een arbeidsvergunning nodig? Aan de werkgever: wordt een gecombineerde vergunning aangevraagd?
       *[other] Aan de kandidaat: is een arbeidsvergunning nodig?
    }
   *[other] Aan de werkgever: wordt een gecombineerde vergunning aangevraagd?
}
ask-consent = Aan de kandidaat: mag het profiel onder een pseudoniem aan werkgevers getoond worden?
ask-availability = Aan het bureau: is er een andere plaatsing?
