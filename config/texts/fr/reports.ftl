### Headings and fixed sentences of the tables of a ranking.

all-rules-met = { $rules ->
    [one] La seule règle est remplie.
   *[other] Les { $rules } règles sont remplies.
}
requirement-impacts = Ce que coûte chaque exigence : combien de personnes de plus
relaxation-without = sans elle
relaxation-one-level-lower = un niveau plus bas
relaxation-at-start = au début du travail
