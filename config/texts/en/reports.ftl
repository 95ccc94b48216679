### Headings and fixed sentences of the tables of a ranking.

all-rules-met = { $rules ->
    [one] The one rule is met.
   *[other] All { $rules } rules are met.
}
requirement-impacts = What each requirement costs: how many more there would be
relaxation-without = without it
relaxation-one-level-lower = one level lower
relaxation-at-start = when work starts
