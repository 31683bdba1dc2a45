ask-for-vin = أرسل لي رقم هيكل (VIN) من 17 حرفًا ورقمًا، مثل { $example }. يعرض /help المزيد.
which-vehicle = أيّ مركبة تقصد؟ أرسل لي رقم هيكلها ثم اسأل.
vins-left-out = عدد أرقام الهياكل في رسالتك { $found }، وهذه أول { $answered } منها. أرسل البقية في رسالة أخرى.
lookups-used-up =
    { $limit ->
        [one] استهلكتَ الاستعلام الوحيد لهذا الشهر.
        [two] استهلكتَ الاستعلامَين المتاحَين لهذا الشهر.
        [few] استهلكتَ { $limit } استعلامات هي كل المتاح لهذا الشهر.
        [many] استهلكتَ { $limit } استعلامًا هي كل المتاح لهذا الشهر.
       *[other] استهلكتَ { $limit } استعلام هي كل المتاح لهذا الشهر.
    } تتجدد في { $date }. وما استعلمتَ عنه من قبل ما زال هنا: اطلبه من جديد دون مقابل.
toast-lookups-used-up = استُهلكت استعلامات هذا الشهر. تتجدد في { $date }.

title = <b>{ $title }</b>
vin-line = { $vin }
title-by-maker = مركبة من صنع { $maker }
title-of-year = { $name } { $year }
title-unknown = صانع غير معروف
line = { $name }: { $value }
line-with-source = { $name }: { $value } <i>({ $source })</i>
warning-line = ⚠️ { $warning }
source-line = <i>المصدر: { $source }</i>
source-line-otherwise = <i>المصدر ما لم يُذكر غيره: { $source }</i>
not-available = <i>غير متوفر</i>
details-unknown = غير متوفر: { $names }
did-you-mean = هل تقصد

section =
    <b>{ $section ->
        [identity] المركبة
        [engine] المحرك
        [body] الهيكل
        [drive] نقل الحركة
        [built] التصنيع
       *[vin] ما يقوله رقم الهيكل
    }</b>
field-name =
    { $field ->
        [manufacturer] الشركة الصانعة
        [make] العلامة التجارية
        [model] الطراز
        [year] سنة الطراز
        [vehicle_type] النوع
        [engine_info] المحرك
        [fuel_type] الوقود
        [secondary_fuel_type] الوقود الثاني
        [country] بلد الشركة الصانعة
        [series] السلسلة
        [trim] الفئة
        [body_class] شكل الهيكل
        [doors] عدد الأبواب
        [drive_type] نظام الدفع
        [transmission] ناقل الحركة
        [displacement_l] سعة المحرك
        [cylinders] عدد الأسطوانات
        [engine_configuration] ترتيب الأسطوانات
        [engine_model] طراز المحرك
        [turbo] شاحن توربيني
        [horsepower] القدرة
        [electrification] مستوى الكهربة
        [gross_weight] الوزن الإجمالي المسموح
        [plant_city] مدينة المصنع
        [plant_state] ولاية المصنع
        [plant_country] بلد المصنع
        [built_in] مكان الصنع
       *[vin] رقم الهيكل
    }
value-word =
    { $word ->
        [gasoline] بنزين
        [diesel] ديزل
        [electric] كهرباء
        [flexible-fuel-vehicle-ffv] وقود مرن (بنزين أو إيثانول)
        [ethanol-e85] إيثانول (E85)
        [compressed-natural-gas-cng] غاز طبيعي (CNG)
        [liquefied-petroleum-gas-propane-or-lpg] غاز مسال (LPG)
        [compressed-hydrogen-hydrogen] هيدروجين
        [passenger-car] سيارة ركاب
        [truck] شاحنة
        [multipurpose-passenger-vehicle-mpv] مركبة متعددة الأغراض (MPV)
        [motorcycle] دراجة نارية
        [bus] حافلة
        [trailer] مقطورة
        [incomplete-vehicle] مركبة غير مكتملة
        [low-speed-vehicle-lsv] مركبة منخفضة السرعة
        [fwd-front-wheel-drive] دفع أمامي
        [rwd-rear-wheel-drive] دفع خلفي
        [awd-all-wheel-drive] دفع كلي
        [x4wd-4-wheel-drive-4x4] دفع رباعي
        [x4x2] دفع ثنائي (4x2)
        [automatic] أوتوماتيكي
        [manual-standard] يدوي
        [continuously-variable-transmission-cvt] متغيّر باستمرار (CVT)
        [dual-clutch-transmission-dct] ثنائي القابض
        [sedan-saloon] سيدان
        [coupe] كوبيه
        [convertible-cabriolet] مكشوفة
        [hatchback-liftback-notchback] هاتشباك
        [wagon] ستيشن واغن
        [sport-utility-vehicle-suv-multi-purpose-vehicle-mpv] SUV
        [crossover-utility-vehicle-cuv] كروس أوفر
        [pickup] بيك أب
        [van] فان
        [minivan] ميني فان
        [in-line] على خط واحد
        [v-shaped] على شكل V
        [w-shaped] على شكل W
        [horizontally-opposed-boxer] متقابلة (بوكسر)
        [rotary] دوّار
        [yes] نعم
        [no] لا
        [strong-hev-hybrid-electric-vehicle] هجين كامل
        [mild-hev-hybrid-electric-vehicle] هجين خفيف
        [phev-plug-in-hybrid-electric-vehicle] هجين قابل للشحن
        [bev-battery-electric-vehicle] كهرباء بالبطارية
       *[other] { $value }
    }
litres = { NUMBER($litres, minimumFractionDigits: 1, maximumFractionDigits: 1) } لتر
cylinders =
    { $count ->
        [one] أسطوانة واحدة
        [two] أسطوانتان
        [few] { $count } أسطوانات
       *[other] { $count } أسطوانة
    }
turbo = شاحن توربيني
horsepower = { $power } حصان
source-name =
    { $source ->
        [offline] بيانات vPIC المحفوظة هنا
        [nhtsa] خدمة vPIC من NHTSA
       *[autodev] auto.dev
    }

warning =
    { $code ->
        [check_digit] رقم التحقق (الموضع 9) لا يطابق بقية الرموز: رمز واحد على الأقل خاطئ
        [not_north_american] رقم التحقق (الموضع 9) غير مطابق؛ وهو غير مطلوب خارج أمريكا الشمالية، فقد لا يكون هذا خطأ
        [unknown_maker] الرموز الأولى لا تخص أي صانع في البيانات المحفوظة هنا، فلا يمكن معرفة العلامة والطراز والسنة
        [unverified] المذكور هو ما يقوله رمز الصانع فقط: لا يمكن التحقق من الطراز والسنة لهذا الرقم
        [online_unavailable] لم يُجب أي مصدر على الإنترنت في الوقت المناسب: قد يقول استعلام لاحق أكثر
       *[sources_disagree] المصادر مختلفة في العلامة أو السنة
    }
warning-disagree = المصادر مختلفة في العلامة أو السنة: { $said }
warning-disagree-one = { $what } ({ $source })
warning-no-year = الموضع 10 ليس رمزًا لسنة طراز
warning-years-open = الموضع 10 قد يعني { $years }: ولا شيء في هذا الرقم يحدد أيّهما
warning-years-told = الموضع 10 قد يعني { $years }: والمذكور هو { $told }

rejected = هذا ليس رقم هيكل: { $fault }.
fault =
    { $reason ->
        [empty] رقم الهيكل من 17 رمزًا، ولم يصل أي رمز
        [too-short] رقم الهيكل من 17 رمزًا، وعدد الرموز هنا { $length }
        [too-long] رقم الهيكل من 17 رمزًا، وعدد الرموز هنا { $length }
        [far-too-long] رقم الهيكل من 17 رمزًا، والرموز هنا أكثر بكثير
        [before-1981] رقم الهيكل من 17 رمزًا، وعدد الرموز هنا { $length }: المركبات قبل عام 1981 تحمل أرقامًا تسلسلية لا تتبع معيارًا
       *[several] هنا عدة أرقام هياكل: أرسل كل رقم في سطر
    }
fault-letter = الموضع { $position } هو الحرف { $char }، ولا يحتوي رقم الهيكل على I أو O أو Q
fault-sign = الموضع { $position } ليس حرفًا من A إلى Z ولا رقمًا

check-digit-right = رقم التحقق: { $digit }، صحيح
check-digit-wrong = رقم التحقق: { $actual }، والصحيح { $expected }
check-digit-custom = رقم التحقق: { $actual }؛ وبحسب قاعدة أمريكا الشمالية يكون { $expected }، لكنه غير مطلوب في هذا الرقم
year-candidates = الموضع 10 قد يعني: { $years }
vin-parts = رمز الصانع { $wmi }، الوصف { $vds }، الجزء التسلسلي { $vis }

button-details = التفاصيل
button-less = أقل
button-refresh = تحديث
button-save = حفظ
button-saved = محفوظة ✓
button-compare = مقارنة
toast-refreshed = تم الاستعلام من جديد
toast-saved = حُفظت. يعرضها ‎/history أولًا.
toast-unsaved = لم تعد محفوظة
toast-vehicle-gone = لم تعد هذه المركبة لديّ. أرسل رقم هيكلها مرة أخرى.

compare-usage = أرسل /compare مع رقمَي هيكل، مثل { $example }. وبعد استعلام يكفي رقم واحد: «قارن مع …».
compare-ask = أرسل لي رقم الهيكل الذي تريد مقارنته مع { $title }.
compare-same-vin = هذا رقم الهيكل نفسه مرتين.
compare-one-wrong = لا يمكن مقارنة أحد الرقمين.
compare-title = <b>مقارنة</b>
compare-vehicle = { $letter }  <b>{ $title }</b>
compare-different = <b>≠ { $name }</b>
compare-one-sided-title = <b>معروف عن واحدة فقط</b>
compare-one-sided = { $name }: { $value } ({ $letter })
compare-side = { $letter }  { $value }
compare-alike-title = <b>المتطابق في المركبتين</b>
compare-nothing-alike = لا شيء من المعروف متطابق في المركبتين.
compare-no-difference = لا فرق فيما هو معروف عن المركبتين.
compare-letter =
    { $place ->
        [first] أ
       *[second] ب
    }

answer-no-source =
    { $topic ->
        [recalls] حملات الاستدعاء: <i>غير متوفرة</i>. ليس لديّ مصدر لها، فلا يعني هذا عدم وجودها. اسأل الشركة الصانعة، أو في الولايات المتحدة nhtsa.gov/recalls.
        [value] القيمة والسعر: <i>غير متوفر</i>. ليس لديّ مصدر لذلك.
        [accidents] الحوادث والأضرار: <i>غير متوفرة</i>. ليس لديّ مصدر لها، فلا يعني هذا عدم وقوعها.
        [owners] المالكون: <i>غير متوفر</i>. ليس لديّ مصدر لذلك.
        [mileage] عداد المسافة: <i>غير متوفر</i>. رقم الهيكل لا يدل عليه.
       *[colour] اللون: <i>غير متوفر</i>. رقم الهيكل لا يدل عليه.
    }
answer-sure = ما أقوله عن { $title } مصدره: { $sources }.
answer-sure-no-doubts = لا شيء فيه موضع شك.
command-vin = ما المركبة التي لها هذا الرقم؟
command-compare = مقارنة بين مركبتين
