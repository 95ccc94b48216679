### The steps of a plan and its end. Lengths of procedures are aims, never promises.

plan-procedure = { $procedure }: { $days ->
    [none] length not known.
    [one] about one day, no promise.
   *[other] about { $days } days, no promise.
}
plan-ends = The plan ends on { $ends }.
