### The steps of a plan and its end. Lengths of procedures are aims, never promises.
### Each sentence begins with an Arabic word, which keeps the direction of the line right to left.

plan-procedure = { $procedure }: { $days ->
    [none] المدة غير معروفة.
    [one] حوالي يوم واحد، دون وعد.
    [two] حوالي يومين، دون وعد.
    [few] حوالي { $days } أيام، دون وعد.
   *[other] حوالي { $days } يوما، دون وعد.
}
plan-ends = تنتهي الخطة في { $ends }.
