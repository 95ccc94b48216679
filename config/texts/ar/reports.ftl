### Headings and fixed sentences of the tables of a ranking.

all-rules-met = { $rules ->
    [one] الشرط الوحيد مستوفى.
   *[other] جميع الشروط ({ $rules }) مستوفاة.
}
requirement-impacts = كلفة كل شرط: كم شخصا سيزيد
relaxation-without = بدونه
relaxation-one-level-lower = بمستوى أدنى
relaxation-at-start = عند بدء العمل
