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

## What an import lowers for want of proof

downgrade-schools-word = candidate { $candidate }: { $stated } was taken as { $kept }, since a school states by its own word, and the agency what it has seen.
downgrade-no-title-document = candidate { $candidate }: { $stated } was taken as { $kept }, since no document is named; name it in the column titles_document.
downgrade-no-decision = candidate { $candidate }: { $stated } was taken as { $kept }, since no decision of an authority is named; name it in the column titles_decision.
downgrade-decision-entered = candidate { $candidate }: { $stated } was taken as { $kept }, until a second officer confirms its decision.
downgrade-lower-decision = candidate { $candidate }: { $stated } was taken as { $kept }, since the decision in the column titles_decision gives a lower status.
downgrade-no-certificate = candidate { $candidate }: { $stated } was taken as { $kept }, since only a certificate of the agency says so.
downgrade-no-language-document = candidate { $candidate }: { $stated } was taken as { $kept }, since no document is named; name it in the column languages_document.
