### The steps of a plan and its end. Lengths of procedures are aims, never promises.

plan-procedure = { $procedure }: { $days ->
    [none] duur niet bekend.
    [one] ongeveer één dag, zonder belofte.
   *[other] ongeveer { $days } dagen, zonder belofte.
}
plan-ends = Het plan eindigt op { $ends }.
