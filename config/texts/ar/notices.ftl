### Notices beside a ranking: thresholds of pay for permits, invented courses, the limits of advice.
### Each sentence begins with an Arabic word, which keeps the direction of the line right to left.

notice-pay-threshold = يبدو الأجر البالغ { $pay } يورو في الشهر دون الحد الأدنى البالغ { $threshold } يورو { $unit ->
    [year] في السنة
    [month-base] من الأجر الأساسي في الشهر
   *[other] ({ $unit })
} للحصول على رخصة عامل عالي التأهيل لدى السلطة المختصة: { $region }{ $from ->
    [none] .
   *[other] ، وهو سار منذ { $from }.
} قد تكون هناك سبل أخرى؛ والقرار للإقليم.
notice-pay-not-comparable = لا يمكن مقارنة أجر { $pay } يورو في الشهر بالحد الأدنى { $threshold } يورو في السنة للحصول على تصريح في { $region }: طريقة احتساب السنة هناك غير معروفة هنا. يُسأل الإقليم عنها.
notice-invented-courses = هذه الدورات مختلقة، لأجل العرض التجريبي فقط.
advice-only = هذه مشورة. أما الاعتراف ومزاولة المهنة والإذن بالعمل فتقررها السلطات.
