help-account =
    /history لعرض ما استعلمت عنه، والمحفوظ أولًا
    /export لإرسال مركباتك في ملف CSV
    /link لمشاركة صفحة مركبة
    /settings لعرض لغتك وخطتك وما استهلكته منها
    /login لتسجيل الدخول على الويب
    وتكفي صورة لرمز VIN الشريطي بدلًا من كتابة الرقم.
command-history = المركبات التي استعلمت عنها
command-export = مركباتك في ملف
command-link = عنوان صفحة المركبة
command-settings = اللغة والخطة والاستخدام
command-login = تسجيل الدخول على الويب

only-in-private = ما سأجيب به يخصّك وحدك. اكتب إليّ في محادثة خاصة لذلك.
account-away = لا أستطيع الوصول إلى سجلاتي الآن. حاول مرة أخرى بعد دقيقة.
toast-account-away = لا أستطيع الوصول إلى سجلاتي الآن. حاول مرة أخرى بعد دقيقة.
too-fast =
    هذا أسرع مما أستطيع: أقبل من كل شخص في الدقيقة عددًا من الرسائل والاستعلامات لا يتجاوز { $most }. يمكنك المتابعة بعد { $seconds ->
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }.
toast-too-fast = هذا أسرع مما أستطيع. تابع بعد دقيقة.

login-how =
    <b>تسجيل الدخول على الويب</b>

    1. افتح الصفحة واختر الدخول عبر تيليغرام، وستعرض لك رمزًا.
    2. أرسل لي هنا /login متبوعًا بذلك الرمز.

    سأجيبك برابط يسجّل الدخول في ذلك المتصفح.
login-no-code = هذا ليس رمزًا صحيحًا. الرمز مكوّن من 12 حرفًا ورقمًا، مثل { $example }، وتعرضه الصفحة عند تسجيل الدخول.
login-too-many = عدد المحاولات كبير. انتظر دقيقة ثم أرسل الرمز مرة أخرى.
login-link =
    <b>رابطك جاهز</b>

    افتحه في المتصفح الذي يعرض الرمز { $code } ليُسجَّل دخولك فيه. يعمل الرابط مرة واحدة فقط، وصلاحيته بالدقائق: { $minutes }.

    هل أعطاك شخص آخر هذا الرمز؟ إذن لا تفتح الرابط ولا ترسله إلى أحد.
button-login-page = فتح الصفحة
button-login-link = تسجيل الدخول

history-title = <b>مركباتك</b>
history-title-found = <b>مركباتك التي تحتوي على</b> <i>{ $words }</i>
history-entry = { $number }. { $title }
history-entry-saved = { $number }. ★ { $title }
history-when = { $vin } · { $date }
history-page = صفحة { $page } من { $pages }
history-how = اضغط على رقم لفتح المركبة.
history-delete-how = <b>أيّها أحذف؟</b> الضغط على رقم يحذف مركبته فورًا.
history-empty = لم تستعلم عن أي مركبة بعد. أرسل لي رقم هيكل للبدء.
history-none-found = لا توجد بين مركباتك مركبة تحتوي على <i>{ $words }</i>. الأمر /history وحده يعرضها كلها.
button-history-back = السابق
button-history-next = التالي
button-history-delete = حذف…
button-history-cancel = إلغاء
toast-history-deleted = حُذفت: { $title }
toast-history-gone = هذه المركبة محذوفة من قبل.
toast-history-old = هذه القائمة قديمة جدًا. أرسل /history للحصول على قائمة جديدة.

export-caption =
    { $count ->
        [one] مركبتك في ملف لجداول البيانات.
       *[other] مركباتك في ملف لجداول البيانات، وعددها { $count }، وأحدثها استعلامًا أولًا.
    }
export-caption-cut = أحدث مركباتك في ملف لجداول البيانات، وعددها { $count } من أصل { $total }، وأحدثها استعلامًا أولًا.

settings-title = <b>الإعدادات</b>
settings-language = اللغة: { $language }
settings-language-automatic = اللغة: { $language }، كما في إعدادات تيليغرام لديك
settings-account = الحساب: { $account }
settings-plan =
    الخطة: { $plan ->
        [professional] الاحترافية
        [enterprise] خطة المؤسسات
       *[free] المجانية
    }
settings-usage = استعلامات هذا الشهر: { $used } من { $limit }. تتجدد في { $date }.
settings-usage-away = الخطة والاستعلامات: لا أستطيع الوصول إلى سجلاتي الآن.
settings-alerts =
    التنبيهات في هذه المحادثة: { $severity ->
        [all] كلها
        [critical] الحرجة فقط
       *[nothing] لا شيء
    }
button-language-name = العربية
button-language-automatic = تلقائية
toast-language = هذه المحادثة الآن بالعربية.
toast-language-automatic = تتبع هذه المحادثة الآن لغة تيليغرام لديك.

link-which = أي مركبة؟ أرسل لي /link متبوعًا برقم هيكلها.
link-no-vin = هذا ليس رقم هيكل: فهو 17 حرفًا ورقمًا، دون I وO وQ.
link-page = صفحة { $title } للمشاركة:

picture-no-barcode = لا أرى رمزًا شريطيًا في هذه الصورة. التقطها عن قرب ومن الأمام مباشرة وفي إضاءة جيدة، أو اكتب رقم الهيكل.
picture-no-vin = في هذه الصورة رمز شريطي، لكن ليس فيه رقم هيكل. الرمز الصحيح على إطار الباب أو عند الزجاج الأمامي.
picture-not-a-picture = لا أستطيع قراءة هذا الملف كصورة. أرسل صورة، أو ملفًا من نوع JPEG أو PNG.
picture-too-large = هذه الصورة أكبر مما أستطيع قراءته: الحد الأقصى 20 ميغابايت و50 ميغابكسل.
picture-busy = صور كثيرة في الانتظار الآن. أرسلها مرة أخرى بعد دقيقة.
picture-not-given = لم يسلّمني تيليغرام هذه الصورة. أرسلها مرة أخرى.
picture-another = الرمز الشريطي في الصورة يقول شيئًا آخر: { $vin }
