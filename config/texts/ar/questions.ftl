### The question to put for each rule with a fact missing, and its addressee.
### Arguments arrive localised; an empty one arrives as the word `none`.
### Each sentence begins with an Arabic word, which keeps the direction of the line right to left.

ask-title = إلى المرشح أو المرشحة أو الوكالة: هل يمكن الاطلاع على الشهادة وعلى القرارات المتعلقة بلقب «{ $required }»؟
ask-lower-title = إلى المرشح أو المرشحة: هل يناسب العمل بهذا اللقب: { $required }؟
ask-language = إلى المرشح أو المرشحة: ما هو المستوى في { $language } في كل مهارة، وهل هناك شهادة أو اختبار؟
ask-experience = إلى المرشح أو المرشحة: كم شهرا من العمل في المجموع، وهل القائمة كاملة؟
ask-specialism = إلى المرشح أو المرشحة: كم شهرا من العمل في تخصص { $specialisms }، وهل القائمة كاملة؟
ask-recent-practice = إلى المرشح أو المرشحة: متى كان آخر يوم ممارسة؟
# A candidate who accepts only some districts of the region depends on the district.
ask-region = { $found ->
    [none] إلى المرشح أو المرشحة: هل يناسب العمل في أي مكان من { $required }؟
   *[other] إلى المرشح أو المرشحة: هل يناسب العمل في أي مكان من { $required }؟ إلى صاحب العمل: في أي دائرة يوجد؟
}
ask-setting = إلى المرشح أو المرشحة: هل يناسب هذا النوع من أماكن العمل: { $required }؟
ask-shifts = إلى المرشح أو المرشحة: أي هذه النوبات مناسبة: { $required }؟
ask-hours = إلى المرشح أو المرشحة: كم ساعة في الأسبوع على الأقل، وكم على الأكثر؟
# With a known day only the length of the procedures is open.
ask-start = { $found ->
    [none] إلى المرشح أو المرشحة: من أي يوم يمكن العمل؟ إلى السلطات: كم تستغرق الإجراءات المتبقية؟
   *[other] إلى السلطات: كم تستغرق الإجراءات المتبقية؟
}
ask-pay = إلى المرشح أو المرشحة: ما هو أدنى أجر مرغوب فيه؟ إلى صاحب العمل: ما هي الأقدمية المحتسبة؟
ask-contract = إلى المرشح أو المرشحة: ما هي أقصر مدة عقد مقبولة؟
ask-driving-licence = إلى المرشح أو المرشحة: هل هناك رخصة قيادة صالحة في بلجيكا؟
# A party that has answered already is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] إلى المرشح أو المرشحة: هل رخصة العمل ضرورية؟ إلى صاحب العمل: هل ستُطلب الرخصة الموحدة؟
       *[other] إلى المرشح أو المرشحة: هل رخصة العمل ضرورية؟
    }
   *[other] إلى صاحب العمل: هل ستُطلب الرخصة الموحدة؟
}
ask-consent = إلى المرشح أو المرشحة: هل يمكن عرض الملف على أصحاب العمل باسم مستعار؟
ask-availability = إلى الوكالة: هل هناك تعيين آخر؟
