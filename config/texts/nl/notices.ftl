### Notices beside a ranking: thresholds of pay for permits, data that had ended, invented courses, the limits of advice.

notice-pay-threshold = Een loon van € { $pay } per maand lijkt onder de drempel van € { $threshold } { $unit ->
    [year] per jaar
    [month-base] basisloon per maand
   *[other] ({ $unit })
} voor een vergunning als hooggeschoolde werknemer in { $region }{ $from ->
    [none] .
   *[other] , van kracht sinds { $from }.
} Andere wegen kunnen openstaan; de bevoegde overheid beslist.
notice-pay-not-comparable = Een loon van € { $pay } per maand is niet te vergelijken met de drempel van € { $threshold } per jaar voor een vergunning in { $region }: hoe een jaar daar geteld wordt, is hier niet bekend. Na te vragen bij de bevoegde overheid.
notice-ended-procedure = Wat over de procedure { $code } bekend is, gold tot { $until } ({ $source }): haar duur telt als onbekend.
notice-ended-permit = Wat over de vergunning { $code } bekend is, gold tot { $until } ({ $source }): haar duur telt als onbekend, en de vroegste start houdt er geen rekening mee.
notice-ended-ladder = De ladder van titels van { $code } gold tot { $until } ({ $source }): elke titel telt alleen voor zichzelf.
notice-ended-criteria = De criteria van { $code } golden tot { $until } ({ $source }): ze blijven gebruikt bij gebrek aan andere.
notice-invented-courses = Deze cursussen zijn verzonnen, alleen voor de demonstratie.
advice-only = Dit is advies. Over erkenning, over het uitoefenen van het beroep en over de toelating om te werken beslist de overheid.

# Changes of a count that employers aren’t told exactly.
impact-fewer-than = minder dan { $count }
impact-at-least-more = minstens { $count } meer
impact-at-least-fewer = minstens { $count } minder
