### Notices beside a ranking: thresholds of pay for permits, data that had ended, invented courses, the limits of advice.

notice-pay-threshold = Pay of € { $pay } a month seems below the threshold of € { $threshold } { $unit ->
    [year] a year
    [month-base] of base pay a month
   *[other] ({ $unit })
} for a permit as a highly skilled worker in { $region }{ $from ->
    [none] .
   *[other] , in force since { $from }.
} Other routes may be open; the authority decides.
notice-pay-not-comparable = Pay of € { $pay } a month can’t be compared with the threshold of € { $threshold } a year for a permit in { $region }: how a year is counted there is not known here. To be asked of the authority.
notice-ended-procedure = What is known of the procedure { $code } held until { $until } ({ $source }): its length counts as unknown.
notice-ended-permit = What is known of the permit { $code } held until { $until } ({ $source }): its length counts as unknown, and the earliest start leaves it out.
notice-ended-ladder = The ladder of titles of { $code } held until { $until } ({ $source }): each title counts for itself alone.
notice-ended-criteria = The criteria of { $code } held until { $until } ({ $source }): they are used on for want of others.
notice-invented-courses = These courses are invented, for the demonstration only.
advice-only = This is advice. Recognition, permission to practise and permission to work are decided by the authorities.

# Changes of a count that employers aren’t told exactly.
impact-fewer-than = fewer than { $count }
impact-at-least-more = at least { $count } more
impact-at-least-fewer = at least { $count } fewer
