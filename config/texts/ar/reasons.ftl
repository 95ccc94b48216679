### One sentence for each rule and outcome: what the vacancy requires and what is known of the candidate.
### Arguments arrive localised; an empty one arrives as the word `none`, a whole number as a number.
### The sentences address no reader, and a negative outcome always states its reason.
### Each sentence begins with an Arabic word, which keeps the direction of the line right to left.

## Parts of the sentences below

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

## The kind of source on which an outcome rests

source-own-word = المصدر: تصريح شخصي.
source-document = المصدر: وثيقة تم الاطلاع عليها.
source-test = المصدر: اختبار.
source-certificate = المصدر: شهادة.
source-decision = المصدر: قرار سلطة مختصة.
