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

## What an import lowers for want of proof

downgrade-schools-word = kandidaat { $candidate }: { $stated } telt als { $kept }, want een school verklaart op haar woord, en het bureau wat het heeft ingezien.
downgrade-no-title-document = kandidaat { $candidate }: { $stated } telt als { $kept }, want er is geen document vermeld; vermeld het in de kolom titles_document.
downgrade-no-decision = kandidaat { $candidate }: { $stated } telt als { $kept }, want er is geen beslissing van een overheid vermeld; vermeld ze in de kolom titles_decision.
downgrade-decision-entered = kandidaat { $candidate }: { $stated } telt als { $kept }, tot een tweede medewerker de beslissing bevestigt.
downgrade-lower-decision = kandidaat { $candidate }: { $stated } telt als { $kept }, want de beslissing in de kolom titles_decision geeft een lagere status.
downgrade-no-certificate = kandidaat { $candidate }: { $stated } telt als { $kept }, want alleen een certificaat van het bureau zegt dat.
downgrade-no-language-document = kandidaat { $candidate }: { $stated } telt als { $kept }, want er is geen document vermeld; vermeld het in de kolom languages_document.
