### The steps of a plan and its end. Lengths of procedures are aims, never promises.

plan-procedure = { $procedure } : { $days ->
    [none] durée pas connue.
    [one] environ { $days } jour, sans promesse.
   *[other] environ { $days } jours, sans promesse.
}
plan-ends = Le plan se termine le { $ends }.
