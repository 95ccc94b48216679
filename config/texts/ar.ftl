### ما يقوله البرنامج بالعربية. تصل المتغيرات مترجمة؛ ويصل المتغير الفارغ بالكلمة `none`، والعدد الصحيح عددا.
### تبدأ كل جملة بكلمة عربية حتى يبقى ترتيبها سليما.

## Standings and outcomes

standing-ready = جاهز
standing-reachable = قابل للتحقيق
standing-to_verify = بحاجة إلى تحقق
standing-near_miss = ينقصه شرط واحد
standing-excluded = غير مؤهل

outcome-met = مستوفى
outcome-by-plan = مستوفى بخطة
outcome-unknown = بحاجة إلى تحقق
outcome-not-met = غير مستوفى بعد

## Criteria

criterion-specialism = التخصص
criterion-experience = الخبرة
criterion-language = اللغات
criterion-text = كلمات الملف والعرض
criterion-wishes = رغبات صاحب العمل
criterion-preferences = رغبات المرشح أو المرشحة
criterion-readiness = القدرة على البدء قريبا
criterion-evidence = قوة الإثبات

## Words

evidence-declared = مصرح به
evidence-attested = مثبت بشهادة
evidence-tested = مثبت باختبار

status-declared = مصرح به
status-documented = تم الاطلاع على الوثائق
status-certified = تمت مقارنة التكوين
status-equivalent = شهادة معادَلة
status-licensed = مرخص لمزاولة المهنة

skill-listening = الاستماع
skill-reading = القراءة
skill-interaction = المحادثة
skill-production = التعبير الشفهي
skill-writing = الكتابة

level-native = اللغة الأم

shift-day = نهار
shift-evening = مساء
shift-night = ليل
shift-weekend = نهاية الأسبوع

language-name-nl = الهولندية
language-name-fr = الفرنسية
language-name-en = الإنجليزية
language-name-ar = العربية
language-name-de = الألمانية
language-name-es = الإسبانية
language-name-it = الإيطالية
language-name-pt = البرتغالية
language-name-tr = التركية
language-name-ro = الرومانية
language-name-pl = البولندية
language-name-bg = البلغارية
language-name-uk = الأوكرانية
language-name-ru = الروسية

by-application = عند الترشح
by-start = عند بدء العمل

word-unknown = غير معروف
word-any = الكل
# Between the parts of a list.
list-separator = {"، "}
word-none = لا شيء
word-yes = نعم
word-no = لا
contract-permanent = عقد غير محدد المدة

authority-flanders = فلاندر
authority-brussels = بروكسل
authority-wallonia = والونيا
authority-german-speaking-community = المجموعة الناطقة بالألمانية

## Names of the rules

rule-title = اللقب المهني
rule-lower-title = العمل دون اللقب المحصل عليه
rule-language = اللغة
rule-experience = الخبرة
rule-specialism = التخصص
rule-recent-practice = الممارسة الحديثة
rule-region = المنطقة
rule-setting = نوع مكان العمل
rule-shifts = نوبات العمل
rule-hours = ساعات العمل في الأسبوع
rule-start = بدء العمل
rule-pay = الأجر
rule-contract = مدة العقد
rule-driving-licence = رخصة القيادة
rule-work-permission = الإذن بالعمل
rule-consent = الموافقة
rule-availability = التوفر

## Pieces of the sentences below

months-required = { $required ->
    [one] شهر واحد
    [two] شهران
    [few] { $required } أشهر
    [many] { $required } شهرا
   *[other] { $required } شهر
}
months-found = { $found ->
    [one] شهر واحد
    [two] شهران
    [few] { $found } أشهر
    [many] { $found } شهرا
   *[other] { $found } شهر
}
title-required = اللقب المطلوب: { $required }{ $required_status ->
    [none] .
   *[other] ، في مرحلة «{ $required_status }» على الأقل.
}
title-found = { $found ->
    [none] لم يُذكر لقب من هذا النوع.
   *[other] اللقب المذكور: { $found }{ $found_status ->
        [none] ، دون مرحلة معروفة.
       *[other] ، { $found_status }.
    }
}
language-required = يُطلب المستوى { $required } في { $language }{ $skill ->
    [none] {""}
   *[other] {" "}({ $skill })
} { $by ->
    [application] عند الترشح
   *[start] عند بدء العمل
}{ $required_evidence ->
    [none] .
   *[other] ، { $required_evidence }.
}
language-found = { $found ->
    [none] لا يُعرف شيء عنه.
   *[other] المستوى المذكور هو { $found }{ $evidence ->
        [none] .
       *[other] ، { $evidence }.
    }
}
pay-offered = الأجر هو { $required } يورو في الشهر{ $max ->
    [none] .
   *[other] ، وحتى { $max } يورو عند احتساب الأقدمية كلها.
}

## Reasons

reason-title-met = { title-required } { title-found }
reason-title-by-plan = { title-required } { title-found } يمكن أن تنتهي الإجراءات المتبقية في الوقت المناسب؛ والقرار للسلطات.
reason-title-unknown = { title-required } { $found ->
    [none] لم تُعرف الألقاب المحصل عليها بعد.
   *[other] { title-found } يبقى التحقق مما إذا كان ذلك كافيا.
}
reason-title-not-met = { title-required } { title-found }

reason-lower-title-met = العمل دون أعلى لقب محصل عليه: { $required }. تمت الموافقة على ذلك.
reason-lower-title-unknown = العمل دون أعلى لقب محصل عليه: { $required }. لم يُطرح السؤال بعد.
reason-lower-title-not-met = العمل دون أعلى لقب محصل عليه: { $required }. { $found ->
    [none] هذا غير مرغوب فيه.
   *[other] المرغوب فيه: { $found } أو أعلى.
}

reason-language-met = { language-required } { language-found }
reason-language-by-plan = { language-required } { language-found } يمكن بلوغه في الوقت المناسب بدورة لغوية.
reason-language-unknown = { language-required } { $found ->
    [none] لا يُعرف شيء عنه بعد.
   *[other] { language-found } يبقى التحقق من الإثبات أو من بعض المهارات.
}
reason-language-not-met = { language-required } { $found ->
    [none] ليست هذه اللغة بين اللغات المذكورة.
   *[other] { language-found }
}

reason-experience-met = الخبرة المطلوبة: { months-required }. { $found ->
    [none] وهي متوفرة.
   *[other] المذكور: { months-found }.
}
reason-experience-unknown = الخبرة المطلوبة: { months-required }. { $found ->
    [none] لم تُعرف مدتها بعد.
   *[other] المذكور حتى الآن: { months-found }؛ وقد يكون هناك المزيد.
}
reason-experience-not-met = الخبرة المطلوبة: { months-required }. { $found ->
    [none] المدة أقصر.
   *[other] المذكور: { months-found }.
}

reason-specialism-met = المدة المطلوبة في تخصص { $specialisms }: { months-required }. { $found ->
    [none] وهي متوفرة.
   *[other] المذكور: { months-found }.
}
reason-specialism-unknown = المدة المطلوبة في تخصص { $specialisms }: { months-required }. { $found ->
    [none] لم تُعرف المدة بعد.
   *[other] المذكور حتى الآن: { months-found }؛ وقد يكون هناك المزيد.
}
reason-specialism-not-met = المدة المطلوبة في تخصص { $specialisms }: { months-required }. { $found ->
    [none] المدة أقصر.
   *[other] المذكور: { months-found }.
}

reason-recent-practice-met = تُطلب ممارسة المهنة خلال المدة الأخيرة: { months-required }. { $found ->
    [none] وهذا متحقق.
   *[other] آخر ممارسة: { $found }.
}
reason-recent-practice-unknown = تُطلب ممارسة المهنة خلال المدة الأخيرة: { months-required }. { $found ->
    [none] لم يُعرف آخر يوم ممارسة بعد.
   *[other] آخر ممارسة: { $found }؛ بحاجة إلى تحقق.
}
reason-recent-practice-not-met = تُطلب ممارسة المهنة خلال المدة الأخيرة: { months-required }. { $found ->
    [none] آخر ممارسة أقدم من ذلك.
   *[other] آخر ممارسة: { $found }.
}

reason-region-met = مكان العمل: { $required }. وهو مقبول.
reason-region-unknown = مكان العمل: { $required }. { $found ->
    [none] لم تُعرف المناطق المقبولة بعد.
   *[other] المقبول: { $found }، وهو جزء منه.
}
reason-region-not-met = مكان العمل: { $required }. { $found ->
    [none] ليس بين المناطق المقبولة.
   *[other] المقبول: { $found }.
}

reason-setting-met = نوع مكان العمل: { $required }. وهو مقبول.
reason-setting-unknown = نوع مكان العمل: { $required }. { $found ->
    [none] لم تُعرف الأنواع المقبولة بعد.
   *[other] المقبول: { $found }؛ بحاجة إلى تحقق.
}
reason-setting-not-met = نوع مكان العمل: { $required }. { $found ->
    [none] ليس بين الأنواع المقبولة.
   *[other] المقبول: { $found }.
}

reason-shifts-met = نوبات العمل: { $required }. وكلها مقبولة.
reason-shifts-unknown = نوبات العمل: { $required }. { $found ->
    [none] لم تُعرف النوبات المقبولة بعد.
   *[other] المقبول: { $found }؛ بحاجة إلى تحقق.
}
reason-shifts-not-met = نوبات العمل: { $required }. { $found ->
    [none] ليست كلها مقبولة.
   *[other] المقبول: { $found }.
}

reason-hours-met = ساعات العمل في الأسبوع: { $required }. { $found ->
    [none] وهذا مناسب.
   *[other] المرغوب فيه: { $found }.
}
reason-hours-unknown = ساعات العمل في الأسبوع: { $required }. { $found ->
    [none] لم يُعرف العدد المرغوب فيه بعد.
   *[other] المرغوب فيه حسب المعروف: { $found }.
}
reason-hours-not-met = ساعات العمل في الأسبوع: { $required }. { $found ->
    [none] المرغوب فيه عدد آخر.
   *[other] المرغوب فيه: { $found }.
}

reason-start-met = يجب أن يبدأ العمل في أجل أقصاه { $required }. { $found ->
    [none] وهذا ممكن.
   *[other] أقرب موعد للبدء: { $found }.
}
reason-start-by-plan = يجب أن يبدأ العمل في أجل أقصاه { $required }. { $found ->
    [none] وهذا ممكن بخطة.
   *[other] أقرب موعد للبدء بخطة: { $found }.
}
reason-start-unknown = يجب أن يبدأ العمل في أجل أقصاه { $required }. { $found ->
    [none] لم يُعرف أقرب موعد للبدء بعد.
   *[other] أقرب موعد للبدء حسب المعروف: { $found }.
}
reason-start-not-met = يجب أن يبدأ العمل في أجل أقصاه { $required }. { $found ->
    [none] تنتهي الخطوات المتبقية بعد ذلك.
   *[other] أقرب موعد للبدء: { $found }.
}

reason-pay-met = { pay-offered } { $found ->
    [none] وهذا كاف.
   *[other] المرغوب فيه: { $found } يورو على الأقل.
}
reason-pay-unknown = { pay-offered } { $found ->
    [none] لم يُعرف بعد إن كان كافيا.
   *[other] المرغوب فيه: { $found } يورو على الأقل؛ ويُتفق عليه.
}
reason-pay-not-met = { pay-offered } { $found ->
    [none] المرغوب فيه أجر أعلى.
   *[other] المرغوب فيه: { $found } يورو على الأقل.
}

reason-contract-met = مدة العقد: { months-required }. { $found ->
    [none] وهي كافية.
   *[other] أقصر عقد مرغوب فيه: { months-found }.
}
reason-contract-unknown = مدة العقد: { months-required }. { $found ->
    [none] لم تُعرف المدة المرغوب فيها بعد.
   *[other] أقصر عقد مرغوب فيه: { months-found }؛ بحاجة إلى تحقق.
}
reason-contract-not-met = مدة العقد: { months-required }. { $found ->
    [none] المرغوب فيه عقد أطول.
   *[other] أقصر عقد مرغوب فيه: { months-found }.
}

reason-driving-licence-met = رخصة القيادة مطلوبة، وهي متوفرة.
reason-driving-licence-unknown = رخصة القيادة مطلوبة. لم يُعرف بعد إن كانت متوفرة.
reason-driving-licence-not-met = رخصة القيادة مطلوبة. وهي غير متوفرة بعد.

reason-work-permission-met = الإذن بالعمل متوفر، أو سيطلبه صاحب العمل.
reason-work-permission-unknown = لم يُعرف بعد إن كانت الرخصة ضرورية، أو إن كان صاحب العمل سيطلبها.
reason-work-permission-not-met = الرخصة ضرورية، وصاحب العمل لا يطلبها.

reason-consent-met = هناك موافقة على عرض الملف باسم مستعار.
reason-consent-unknown = لم يُعرف بعد إن كانت هناك موافقة على عرض الملف باسم مستعار.
reason-consent-not-met = ليست هناك موافقة على عرض الملف.

reason-availability-met = لا يوجد تعيين في مكان آخر.
reason-availability-unknown = لم يُعرف بعد إن كان هناك تعيين آخر.
reason-availability-not-met = يوجد تعيين في مكان آخر.

## What to ask, and whom

ask-title = إلى المرشح أو المرشحة أو الوكالة: هل يمكن الاطلاع على الشهادة وعلى القرارات المتعلقة بلقب «{ $required }»؟
ask-lower-title = إلى المرشح أو المرشحة: هل يناسب العمل بهذا اللقب: { $required }؟
ask-language = إلى المرشح أو المرشحة: ما هو المستوى في { $language } في كل مهارة، وهل هناك شهادة أو اختبار؟
ask-experience = إلى المرشح أو المرشحة: كم شهرا من العمل في المجموع، وهل القائمة كاملة؟
ask-specialism = إلى المرشح أو المرشحة: كم شهرا من العمل في تخصص { $specialisms }، وهل القائمة كاملة؟
ask-recent-practice = إلى المرشح أو المرشحة: متى كان آخر يوم ممارسة؟
# Where somebody accepts some districts and not all, it depends on which one it is.
ask-region = { $found ->
    [none] إلى المرشح أو المرشحة: هل يناسب العمل في أي مكان من { $required }؟
   *[other] إلى المرشح أو المرشحة: هل يناسب العمل في أي مكان من { $required }؟ إلى صاحب العمل: في أي دائرة يوجد؟
}
ask-setting = إلى المرشح أو المرشحة: هل يناسب هذا النوع من أماكن العمل: { $required }؟
ask-shifts = إلى المرشح أو المرشحة: أي هذه النوبات مناسبة: { $required }؟
ask-hours = إلى المرشح أو المرشحة: كم ساعة في الأسبوع على الأقل، وكم على الأكثر؟
# A day that is known leaves only procedures to be asked about.
ask-start = { $found ->
    [none] إلى المرشح أو المرشحة: من أي يوم يمكن العمل؟ إلى السلطات: كم تستغرق الإجراءات المتبقية؟
   *[other] إلى السلطات: كم تستغرق الإجراءات المتبقية؟
}
ask-pay = إلى المرشح أو المرشحة: ما هو أدنى أجر مرغوب فيه؟ إلى صاحب العمل: ما هي الأقدمية المحتسبة؟
ask-contract = إلى المرشح أو المرشحة: ما هي أقصر مدة عقد مقبولة؟
ask-driving-licence = إلى المرشح أو المرشحة: هل هناك رخصة قيادة صالحة في بلجيكا؟
# Whoever has answered is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] إلى المرشح أو المرشحة: هل رخصة العمل ضرورية؟ إلى صاحب العمل: هل ستُطلب الرخصة الموحدة؟
       *[other] إلى المرشح أو المرشحة: هل رخصة العمل ضرورية؟
    }
   *[other] إلى صاحب العمل: هل ستُطلب الرخصة الموحدة؟
}
ask-consent = إلى المرشح أو المرشحة: هل يمكن عرض الملف على أصحاب العمل باسم مستعار؟
ask-availability = إلى الوكالة: هل هناك تعيين آخر؟

## Plans

plan-course = دورة في { $language } { $from ->
    [none] للمبتدئين
   *[other] من { $from }
} إلى { $to }: من { $starts } إلى { $ends }، عدد الساعات { $hours }، الثمن { $price } يورو، { $place }.
plan-procedure = { $procedure }: { $days ->
    [none] المدة غير معروفة.
    [one] حوالي يوم واحد، دون وعد.
    [two] حوالي يومين، دون وعد.
    [few] حوالي { $days } أيام، دون وعد.
   *[other] حوالي { $days } يوما، دون وعد.
}
plan-ends = تنتهي الخطة في { $ends }.

## Notices

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
notice-to-be-confirmed = يجب التأكد منه قبل أن يعتمد عليه أحد.
advice-only = هذه مشورة. أما الاعتراف ومزاولة المهنة والإذن بالعمل فتقررها السلطات.

## ما يقال حول الترتيب

all-rules-met = { $rules ->
    [one] الشرط الوحيد مستوفى.
   *[other] جميع الشروط ({ $rules }) مستوفاة.
}
requirement-impacts = كلفة كل شرط: كم شخصا سيزيد
relaxation-without = بدونه
relaxation-one-level-lower = بمستوى أدنى
relaxation-at-start = عند بدء العمل
