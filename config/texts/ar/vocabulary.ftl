### Names of the values of the vocabulary: standings, criteria, evidence, statuses, skills, shifts, languages, rules.

## Standings

standing-ready = جاهز
standing-reachable = قابل للتحقيق
standing-to_verify = بحاجة إلى تحقق
standing-near_miss = ينقصه شرط واحد
standing-excluded = غير مؤهل

## Criteria

criterion-specialism = التخصص
criterion-experience = الخبرة
criterion-language = اللغات
criterion-text = كلمات الملف والعرض
criterion-wishes = رغبات صاحب العمل
criterion-preferences = رغبات المرشح أو المرشحة
criterion-readiness = القدرة على البدء قريبا
criterion-evidence = قوة الإثبات

## Evidence of a level

evidence-declared = مصرح به
evidence-attested = مثبت بشهادة
evidence-tested = مثبت باختبار

## Statuses of a title

status-declared = مصرح به
status-documented = تم الاطلاع على الوثائق
status-certified = تمت مقارنة التكوين
status-equivalent = شهادة معادَلة
status-licensed = مرخص لمزاولة المهنة

## Skills

skill-listening = الاستماع
skill-reading = القراءة
skill-interaction = المحادثة
skill-production = التعبير الشفهي
skill-writing = الكتابة

## Levels; the others are shown by their code

level-native = اللغة الأم

## Shifts

shift-day = نهار
shift-evening = مساء
shift-night = ليل
shift-weekend = نهاية الأسبوع

## Languages by ISO 639-1 code; one without a name is shown by its code

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

## Lists and values

word-any = الكل
# Between the items of a list.
list-separator = {"، "}
word-yes = نعم
word-no = لا

## Rules

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

## العقود؛ غيرها عدد من الأشهر

contract-permanent = غير محدد المدة

## ما يلزم المرشح ليُسمح له بالعمل

work-permission-free = لا يحتاج إلى إذن
work-permission-held = لديه إذن
work-permission-needed = يحتاج إلى إذن

## متى يجب استيفاء الشرط

required-by-application = عند تقديم الطلب
required-by-start = عند بدء العمل

## من يصرّح

assertion-source-agency-file = ملف من الوكالة
assertion-source-school-file = ملف من مدرسة
assertion-source-agency = الوكالة
assertion-source-school = المدرسة
assertion-source-candidate = المرشح أو المرشحة
assertion-source-certificate = شهادة من الوكالة
assertion-source-decision = قرار من سلطة مختصة

# On what kind of source an outcome rests
source-kind-own-word = تصريح شخصي
source-kind-document = وثيقة تم الاطلاع عليها
source-kind-test = اختبار
source-kind-certificate = شهادة
source-kind-decision = قرار من سلطة مختصة

## الحالات

candidate-state-active = مشارك
candidate-state-withdrawn = منسحب
vacancy-state-draft = مسودة
vacancy-state-open = مفتوحة
vacancy-state-closed = مغلقة
vacancy-state-withdrawn = مسحوبة

## المؤسسات

organisation-kind-employer = صاحب عمل
organisation-kind-agency = وكالة
organisation-kind-school = مدرسة
school-kind-university = جامعة أو ما في مستواها
school-kind-vocational = مدرسة مهنية

## الأدوار

role-candidate = مرشح أو مرشحة
role-recruiter = مسؤول التوظيف لدى صاحب عمل
role-officer = موظف الوكالة
role-certifier = مقيّم الشهادات
role-registrar = مسؤول التسجيل في مدرسة
role-programme-manager = مدير البرنامج
role-auditor = مدقق
role-administrator = مدير النظام
role-operator = مشغّل الخادم

## قرارات السلطات

decision-state-entered = مُدخل، في انتظار التأكيد
decision-state-confirmed = مؤكد
decision-state-refused = مرفوض

## لماذا يأخذ الاستيراد أقل مما يقوله الملف

downgrade-reason-schools-word = تصرّح المدرسة بقولها، وتصرّح الوكالة بما اطلعت عليه
downgrade-reason-no-title-document = لم تُذكر أي وثيقة؛ اذكرها في العمود titles_document
downgrade-reason-no-decision = لم يُذكر أي قرار سلطة؛ اذكره في العمود titles_decision
downgrade-reason-decision-entered = ما زال على موظف ثانٍ أن يؤكد القرار
downgrade-reason-lower-decision = القرار في العمود titles_decision يمنح وضعًا أدنى
downgrade-reason-no-certificate = لا تقول ذلك إلا شهادة من الوكالة
downgrade-reason-no-language-document = لم تُذكر أي وثيقة؛ اذكرها في العمود languages_document

## أفعال سجل التدقيق

audit-action-create-candidate = تسجيل مرشح
audit-action-change-candidate = تعديل مرشح
audit-action-enter-authority-decision = إدخال قرار سلطة
audit-action-confirm-authority-decision = تأكيد قرار سلطة
audit-action-refuse-authority-decision = رفض قرار سلطة
audit-action-read-authority-decision = الاطلاع على قرار سلطة
audit-action-certify-candidate = تسجيل شهادة مرشح
audit-action-withdraw-candidate = سحب مرشح
audit-action-read-candidate = الاطلاع على مرشح
audit-action-read-personal-data = الاطلاع على البيانات الشخصية
audit-action-find-candidate = البحث عن مرشح بالاسم أو المرجع
audit-action-search-candidates = البحث عن المرشحين
audit-action-see-opportunities = عرض الشواغر المناسبة لمرشح
audit-action-import-candidates = استيراد المرشحين
audit-action-export-candidates = تصدير المرشحين
audit-action-create-vacancy = إدخال شاغر
audit-action-change-vacancy = تعديل شاغر
audit-action-publish-vacancy = نشر شاغر
audit-action-close-vacancy = إغلاق شاغر
audit-action-withdraw-vacancy = سحب شاغر
audit-action-read-vacancy = الاطلاع على شاغر
audit-action-read-open-vacancy = الاطلاع على شاغر مفتوح
audit-action-search-vacancies = البحث عن الشواغر
audit-action-rank-vacancy = ترتيب المرشحين لشاغر
audit-action-read-ranking = الاطلاع على ترتيب
audit-action-import-vacancies = استيراد الشواغر
audit-action-export-vacancies = تصدير الشواغر
audit-action-replay-record = إعادة حساب ترتيب
audit-action-create-placement = إدخال توظيف
audit-action-end-placement = إنهاء توظيف
audit-action-read-placement = الاطلاع على توظيف
audit-action-create-curriculum = إدخال منهاج
audit-action-change-curriculum = تعديل منهاج
audit-action-read-curriculum = الاطلاع على منهاج
audit-action-create-transcript = إدخال كشف دراسي
audit-action-change-transcript = تعديل كشف دراسي
audit-action-read-transcript = الاطلاع على كشف دراسي
audit-action-confirm-subjects = تأكيد مواد وحدة
audit-action-read-audit-log = الاطلاع على سجل تدقيق برنامج
audit-action-read-whole-audit-log = الاطلاع على سجل التدقيق كله
audit-action-read-access-log = الاطلاع على ما جرى للبيانات الخاصة
audit-action-erase-audit-details = محو تفاصيل قيد تدقيق
audit-action-sign-checkpoint = توقيع نقطة تحقق من سجل التدقيق
audit-action-restart-checkpoints = بدء نقاط تحقق جديدة لسجل التدقيق
audit-action-verify-audit-log = التحقق من سجل التدقيق
audit-action-create-organisation = إضافة مؤسسة
audit-action-change-organisation = تعديل مؤسسة
audit-action-read-organisation = الاطلاع على مؤسسة
audit-action-create-programme = إنشاء برنامج
audit-action-manage-jobs = إدارة مهام الخلفية
audit-action-issue-token = إصدار رمز دخول
audit-action-reindex = إعادة بناء الفهرس

## نتائج القاعدة

outcome-met = مستوفى
outcome-by-plan = يُستوفى بخطة
outcome-unknown = غير معروف
outcome-not-met = غير مستوفى
