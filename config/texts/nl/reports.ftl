### Headings and fixed sentences of the tables of a ranking.

all-rules-met = { $rules ->
    [one] Aan de ene regel is voldaan.
   *[other] Aan alle { $rules } regels is voldaan.
}
requirement-impacts = Wat elke eis kost: hoeveel mensen er meer zouden zijn
relaxation-without = zonder deze eis
relaxation-one-level-lower = één niveau lager
relaxation-at-start = bij de start van het werk
