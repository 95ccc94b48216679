### Notices beside a ranking: thresholds of pay for permits, data that had ended, invented courses, the limits of advice.
### Each sentence begins with an Arabic word, which keeps the direction of the line right to left.

notice-pay-threshold = يبدو الأجر البالغ { $pay } يورو في الشهر دون الحد الأدنى البالغ { $threshold } يورو { $unit ->
    [year] في السنة
    [month-base] من الأجر الأساسي في الشهر
   *[other] ({ $unit })
} للحصول على رخصة عامل عالي التأهيل لدى السلطة المختصة: { $region }{ $from ->
    [none] .
   *[other] ، وهو سار منذ { $from }.
} قد تكون هناك سبل أخرى؛ والقرار للسلطة المختصة.
notice-pay-not-comparable = لا يمكن مقارنة أجر { $pay } يورو في الشهر بالحد الأدنى { $threshold } يورو في السنة للحصول على تصريح في { $region }: طريقة احتساب السنة هناك غير معروفة هنا. تُسأل السلطة المختصة عنها.
notice-ended-procedure = انتهت في { $until } صلاحية ما يُعرف عن الإجراء { $code } ({ $source }): تُعد مدته غير معروفة.
notice-ended-permit = انتهت في { $until } صلاحية ما يُعرف عن التصريح { $code } ({ $source }): تُعد مدته غير معروفة، ولا يدخل في حساب أقرب موعد للبدء.
notice-ended-ladder = انتهى في { $until } سلم الألقاب الخاص بـ { $code } ({ $source }): كل لقب يُحسب لنفسه فقط.
notice-ended-criteria = انتهت في { $until } صلاحية معايير { $code } ({ $source }): يستمر العمل بها لعدم وجود غيرها.
notice-invented-courses = هذه الدورات مختلقة، لأجل العرض التجريبي فقط.
advice-only = هذه مشورة. أما الاعتراف ومزاولة المهنة والإذن بالعمل فتقررها السلطات.

# Changes of a count that employers aren’t told exactly.
impact-fewer-than = أقل من { $count }
impact-at-least-more = { $count } إضافيون على الأقل
impact-at-least-fewer = { $count } أقل على الأقل

## What an import lowers for want of proof

downgrade-schools-word = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لأن المدرسة تصرح بكلمتها، والوكالة بما اطلعت عليه.
downgrade-no-title-document = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لعدم ذكر أي وثيقة؛ تُذكر في العمود titles_document.
downgrade-no-decision = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لعدم ذكر أي قرار من سلطة مختصة؛ يُذكر في العمود titles_decision.
downgrade-decision-entered = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، إلى أن يؤكد موظف ثانٍ القرار.
downgrade-lower-decision = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لأن القرار في العمود titles_decision يمنح وضعًا أدنى.
downgrade-no-certificate = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لأن شهادة الوكالة وحدها تثبت ذلك.
downgrade-no-language-document = المرشح { $candidate }: تم اعتماد { $stated } على أنه { $kept }، لعدم ذكر أي وثيقة؛ تُذكر في العمود languages_document.
