### Curricula compared with frameworks of law and with each other. Times arrive as hours and minutes in words.

study-hours-unit = h
study-minutes-unit = min
study-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
training-at-least = at least { $found }

## Rules and outcomes

training-rule-years = Years of study
training-rule-total-hours = Theory and clinical training
training-rule-theory-hours = Theory
training-rule-clinical-hours = Clinical training
training-rule-admission = General education before
training-outcome-met = met
training-outcome-not-met = not met
training-outcome-unknown = to be verified
training-outcome-not-compared = not compared
training-subject-covered = covered
training-subject-missing = missing
training-subject-unmapped = to be mapped
training-subject-not-compared = not compared
training-verdict-meets = Everything that was compared is there.
training-verdict-gaps = There are gaps.
training-verdict-undetermined = No gap is established; some points are to be verified.

## Gaps

training-gap-years = Years of study: { $required } required, { $found } found, { $short } short.
training-gap-total-hours = Theory and clinical training together: { $required } required, { $found } found, { $short } short.
training-gap-theory-hours = Theory: { $required } required, { $found } found, { $short } short.
training-gap-clinical-hours = Clinical training: { $required } required, { $found } found, { $short } short.
training-gap-admission = General education before the training: { $required } required, { $found } found, { $short } short.
training-missing-subject = No module has this subject: { $subject }.

## Notes

training-note-place = Row { $row }, column { $column }: { $note }
training-note-framework-to-be-confirmed = This framework is to be confirmed ({ $found }).
training-note-subjects-to-be-confirmed = The list of subjects is to be confirmed ({ $found }): subjects are not compared, the rules stand alone.
training-note-subjects-not-known = No confirmed list of subjects is known for this framework: subjects are not compared, the rules stand alone.
training-note-admission-not-known = What this framework asks of general education isn’t known; it is not compared.
training-note-competences-not-compared = Competences are not compared ({ $found }): hours and subjects say nothing about them. Ask the school for a statement.
training-note-either-duration = This text asks for the years or for the hours; one of them is enough.
training-note-version-not-known = Training begun on { $found }: the day of transposition isn’t known, so every version that may apply is assessed. The officer chooses and gives a ground{ $expected ->
    [none] .
   *[other] ; this version can’t apply to training begun before { $expected }.
}
training-note-begun-before = Training begun on { $found } began before this text can apply{ $expected ->
    [none] {""}
   *[other] {" "}({ $expected })
}; it is shown for comparison.
training-note-later-version = Training begun on { $found } is judged by a later version of this text.
training-note-not-in-force = This text was not in force on { $found }.
training-note-total-differs = the total stated{ $year ->
    [none] {""}
   *[other] {" "}for year { $year }
} is { $expected }; the modules add up to { $found }.
training-note-total-above-known = the total stated{ $year ->
    [none] {""}
   *[other] {" "}for year { $year }
} is { $expected }; of that, { $found } is known from the modules. Ask the school for the rest.
training-note-long-year = Year { $year } has { $found }, more than { $expected }. Are these periods of 45 minutes, read as hours?
training-note-same-amount-twice = module { $module } states { $found } as theory and the same as clinical training. Were the same hours counted twice?
training-note-placement-as-theory = module { $module } is a placement by its title, and its { $found } are counted as theory. Are they clinical hours?
training-note-subject-without-hours = module { $module } is mapped to “{ $found }” and states no hours of that part, so it doesn’t cover it.
training-note-credits-only = all amounts are credits ({ $found }). Credits count workload with self-study; ask the school for taught and clinical hours.
training-note-amounts-not-known = { $found ->
    [one] one module states no amount
   *[other] { $found } modules state no amount
} ({ $module }); the sum is a lower bound. Type 0 where there are no hours, and ask the school for the others.
training-note-other-not-counted = { $found } of self-study and the like count as neither theory nor clinical training.
training-note-many-modules = { $found } modules: is this one curriculum?

## Tables

assessment-rule = Rule
assessment-required = Required
assessment-found = Found
assessment-outcome = Outcome
assessment-subject = Subject
assessment-modules = Modules
assessment-factors = Counted as: { $factors }
assessment-factor = { $unit } = { $minutes } min ({ $modules ->
    [one] one module
   *[other] { $modules } modules
})
assessment-to-be-confirmed = to be confirmed
assessment-without-suggestion = To be mapped, without a suggestion: { $modules }
assessment-same-subjects = Subjects: as under { $framework }.
assessment-suggestions = Suggested subjects, to be confirmed; they don’t count
assessment-reached = As far as was compared, the highest title of the ladder that is reached: { $title }.
assessment-none-reached = As far as was compared, no title of the ladder is reached yet.
assessment-next = For { $title }:
notice-invented-curricula = Two curricula, both invented: one assessed under a text of law, then both side by side.
assessment-advice = This compares training with a text of law. It is advice; the authority of the destination decides.
comparison-subjects = Subject
comparison-theory = Theory
comparison-clinical = Clinical training
comparison-shared = { $time } (with other subjects)
comparison-to-add = What { $curriculum } would have to add to reach what { $other } reaches:
comparison-nothing-to-add = Nothing.
comparison-add-rule = { $short ->
    [none] { $rule }: not known, to be verified.
   *[other] { $rule }: { $short } more{ $verify ->
        [none] .
       *[other] , unless hours that aren’t known yet bring it.
    }
}
comparison-add-subject = Subject: { $subject }{ $verify ->
    [none] .
   *[other] , unless a module that is to be mapped has it.
}
comparison-common = Taught by all: { $count ->
    [one] one subject
   *[other] { $count } subjects
}.
comparison-alone = Taught by { $curriculum } alone: { $subjects }.
