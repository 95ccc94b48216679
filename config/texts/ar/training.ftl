### مناهج التكوين مقارنة بنصوص القانون وفيما بينها. تصل المدد بالساعات والدقائق مكتوبة.

study-hours-unit = س
study-minutes-unit = د
study-years = { $years ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $years } سنوات
   *[other] { $years } سنة
}
training-at-least = { $found } على الأقل

## القواعد والنتائج

training-rule-years = سنوات الدراسة
training-rule-total-hours = النظري والتدريب السريري
training-rule-theory-hours = النظري
training-rule-clinical-hours = التدريب السريري
training-rule-admission = التعليم العام السابق
training-outcome-met = مستوفى
training-outcome-not-met = غير مستوفى
training-outcome-unknown = بحاجة إلى تحقق
training-outcome-not-compared = لم تتم مقارنته
training-subject-covered = موجودة
training-subject-missing = غير موجودة
training-subject-unmapped = بحاجة إلى ربط
training-subject-not-compared = لم تتم مقارنتها
training-verdict-meets = كل ما تمت مقارنته موجود.
training-verdict-gaps = هناك نواقص.
training-verdict-undetermined = لم يثبت أي نقص؛ وهناك ما يحتاج إلى تحقق.

## النواقص

training-gap-years = سنوات الدراسة: المطلوب { $required }، والموجود { $found }، والناقص { $short }.
training-gap-total-hours = النظري والتدريب السريري معا: المطلوب { $required }، والموجود { $found }، والناقص { $short }.
training-gap-theory-hours = النظري: المطلوب { $required }، والموجود { $found }، والناقص { $short }.
training-gap-clinical-hours = التدريب السريري: المطلوب { $required }، والموجود { $found }، والناقص { $short }.
training-gap-admission = التعليم العام السابق للتكوين: المطلوب { $required }، والموجود { $found }، والناقص { $short }.
training-missing-subject = لا توجد هذه المادة في أي وحدة: { $subject }.

## ملاحظات

training-note-place = السطر { $row }، العمود { $column }: { $note }
training-note-framework-to-be-confirmed = هذا النص المرجعي بحاجة إلى تأكيد ({ $found }).
training-note-subjects-to-be-confirmed = لائحة المواد بحاجة إلى تأكيد ({ $found }): تقتصر المقارنة على القواعد دون المواد.
training-note-subjects-not-known = لا توجد لدينا لائحة مواد مؤكدة لهذا النص: تقتصر المقارنة على القواعد دون المواد.
training-note-admission-not-known = ما يطلبه هذا النص من التعليم العام غير معروف؛ ولا تتم مقارنته.
training-note-competences-not-compared = لا تشمل المقارنة الكفايات ({ $found }): فالساعات والمواد لا تدل عليها. ينبغي طلب تصريح بذلك من المدرسة.
training-note-either-duration = يطلب هذا النص السنوات أو الساعات؛ ويكفي أحدهما.
training-note-version-not-known = بدأ التكوين في { $found }: يوم النقل إلى القانون الوطني غير معروف، لذلك تقيم كل صيغة يمكن أن تنطبق. يختار الموظف الصيغة ويعلل اختياره{ $expected ->
    [none] .
   *[other] ؛ ولا تنطبق هذه الصيغة على تكوين بدأ قبل { $expected }.
}
training-note-begun-before = بدأ التكوين في { $found } قبل أن يمكن لهذا النص أن ينطبق{ $expected ->
    [none] {""}
   *[other] {" "}({ $expected })
}؛ وهو معروض للمقارنة.
training-note-later-version = التكوين الذي بدأ في { $found } تحكمه صيغة لاحقة من هذا النص.
training-note-not-in-force = لم يكن هذا النص ساريا في { $found }.
training-note-total-differs = المجموع المصرح به{ $year ->
    [none] {""}
   *[other] {" "}للسنة { $year }
} هو { $expected }؛ ومجموع الوحدات { $found }.
training-note-total-above-known = المجموع المصرح به{ $year ->
    [none] {""}
   *[other] {" "}للسنة { $year }
} هو { $expected }؛ والمعروف منه من الوحدات { $found }. ينبغي سؤال المدرسة عن الباقي.
training-note-long-year = في السنة { $year } { $found }، أي أكثر من { $expected }. هل هي حصص من 45 دقيقة قرئت كساعات؟
training-note-same-amount-twice = الوحدة { $module } تذكر { $found } نظريا ومثلها تدريبا سريريا. هل حسبت الساعات نفسها مرتين؟
training-note-placement-as-theory = الوحدة { $module } تدريب ميداني حسب عنوانها، وتحسب { $found } منها نظريا. هل هي ساعات سريرية؟
training-note-subject-without-hours = الوحدة { $module } مربوطة بمادة «{ $found }» ولا تذكر أي ساعات من ذلك الجزء، فهي لا تغطيها.
training-note-credits-only = كل الكميات أرصدة ({ $found }). والأرصدة تقيس عبء العمل مع الدراسة الذاتية؛ ينبغي أن تطلب من المدرسة ساعات التدريس والتدريب.
training-note-amounts-not-known = { $found ->
    [one] وحدة واحدة لا تذكر أي كمية
    [two] وحدتان لا تذكران أي كمية
    [few] { $found } وحدات لا تذكر أي كمية
   *[other] { $found } وحدة لا تذكر أي كمية
} ({ $module })؛ فالمجموع حد أدنى. يكتب 0 حيث لا توجد كمية، وينبغي سؤال المدرسة عن الباقي.
training-note-other-not-counted = { $found } من الدراسة الذاتية وما يشبهها لا تحسب نظريا ولا تدريبا سريريا.
training-note-many-modules = عدد الوحدات { $found }: هل هذا منهاج واحد؟

## الجداول

assessment-rule = القاعدة
assessment-required = المطلوب
assessment-found = الموجود
assessment-outcome = النتيجة
assessment-subject = المادة
assessment-modules = الوحدات
assessment-factors = طريقة الحساب: { $factors }
assessment-factor = { $unit } = { $minutes } د ({ $modules ->
    [one] وحدة واحدة
    [two] وحدتان
    [few] { $modules } وحدات
   *[other] { $modules } وحدة
})
assessment-to-be-confirmed = بحاجة إلى تأكيد
assessment-without-suggestion = وحدات تحتاج إلى ربط ولا اقتراح لها: { $modules }
assessment-same-subjects = المواد: كما في { $framework }.
assessment-suggestions = مواد مقترحة، بحاجة إلى تأكيد؛ ولا تحسب
assessment-reached = فيما تمت مقارنته، أعلى صفة مهنية محققة في السلم: { $title }.
assessment-none-reached = فيما تمت مقارنته، لم تستوف بعد أي صفة مهنية من السلم.
assessment-next = من أجل { $title }:
notice-invented-curricula = منهاجان متخيلان: الأول مقيم وفق نص قانوني، ثم الاثنان جنبا إلى جنب.
assessment-advice = هذه مقارنة تكوين بنص قانوني. وهي رأي فقط؛ والقرار لسلطة بلد الوجهة.
comparison-subjects = المادة
comparison-theory = النظري
comparison-clinical = التدريب السريري
comparison-shared = { $time } (مع مواد أخرى)
comparison-to-add = ما على { $curriculum } أن يضيفه ليبلغ ما يبلغه { $other }:
comparison-nothing-to-add = لا شيء.
comparison-add-rule = { $short ->
    [none] { $rule }: غير معروف، بحاجة إلى تحقق.
   *[other] { $rule }: { $short } إضافية{ $verify ->
        [none] .
       *[other] ، ما لم تكملها ساعات غير معروفة بعد.
    }
}
comparison-add-subject = المادة: { $subject }{ $verify ->
    [none] .
   *[other] ، ما لم توجد في وحدة تحتاج إلى ربط.
}
comparison-common = ما يدرسه الجميع: { $count ->
    [one] مادة واحدة
    [two] مادتان
    [few] { $count } مواد
   *[other] { $count } مادة
}.
comparison-alone = ما يدرسه { $curriculum } وحده: { $subjects }.
