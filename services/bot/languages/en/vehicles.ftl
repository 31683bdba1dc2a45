ask-for-vin = Send me a VIN: 17 letters and digits, such as { $example }. /help tells more.
which-vehicle = Which vehicle? Send me its VIN, and then ask.
vins-left-out = There were { $found } VINs in your message; these are the first { $answered }. Send the others in another message.
lookups-used-up =
    { $limit ->
        [one] The one lookup of this month is used.
       *[other] The { $limit } lookups of this month are used up.
    } They renew on { $date }. What you looked up before is still here: ask for it again at no cost.
toast-lookups-used-up = The lookups of this month are used up. They renew on { $date }.

title = <b>{ $title }</b>
vin-line = { $vin }
title-by-maker = A vehicle by { $maker }
title-of-year = { $year } { $name }
title-unknown = Unknown maker
line = { $name }: { $value }
line-with-source = { $name }: { $value } <i>({ $source })</i>
warning-line = ⚠️ { $warning }
source-line = <i>Source: { $source }</i>
source-line-otherwise = <i>Source, unless another is named: { $source }</i>
not-available = <i>not available</i>
details-unknown = Not available: { $names }
did-you-mean = Did you mean

section =
    <b>{ $section ->
        [identity] Vehicle
        [engine] Engine
        [body] Body
        [drive] Drive
        [built] Built
       *[vin] What the VIN says
    }</b>
field-name =
    { $field ->
        [manufacturer] Maker
        [make] Make
        [model] Model
        [year] Model year
        [vehicle_type] Type
        [engine_info] Engine
        [fuel_type] Fuel
        [secondary_fuel_type] Second fuel
        [country] Maker’s country
        [series] Series
        [trim] Trim
        [body_class] Body
        [doors] Doors
        [drive_type] Drive
        [transmission] Transmission
        [displacement_l] Displacement
        [cylinders] Cylinders
        [engine_configuration] Layout
        [engine_model] Engine model
        [turbo] Turbo
        [horsepower] Power
        [electrification] Electrification
        [gross_weight] Gross weight rating
        [plant_city] Plant city
        [plant_state] Plant state
        [plant_country] Plant country
        [built_in] Built in
       *[vin] VIN
    }
value-word =
    { $word ->
        [gasoline] Gasoline
        [diesel] Diesel
        [electric] Electric
        [flexible-fuel-vehicle-ffv] Flex fuel (gasoline or ethanol)
        [ethanol-e85] Ethanol (E85)
        [compressed-natural-gas-cng] Natural gas (CNG)
        [liquefied-petroleum-gas-propane-or-lpg] LPG
        [compressed-hydrogen-hydrogen] Hydrogen
        [passenger-car] Passenger car
        [truck] Truck
        [multipurpose-passenger-vehicle-mpv] Multipurpose vehicle (MPV)
        [motorcycle] Motorcycle
        [bus] Bus
        [trailer] Trailer
        [incomplete-vehicle] Incomplete vehicle
        [low-speed-vehicle-lsv] Low-speed vehicle
        [fwd-front-wheel-drive] Front-wheel drive
        [rwd-rear-wheel-drive] Rear-wheel drive
        [awd-all-wheel-drive] All-wheel drive
        [x4wd-4-wheel-drive-4x4] Four-wheel drive
        [x4x2] Two-wheel drive (4x2)
        [automatic] Automatic
        [manual-standard] Manual
        [continuously-variable-transmission-cvt] Continuously variable (CVT)
        [dual-clutch-transmission-dct] Dual clutch
        [sedan-saloon] Sedan
        [coupe] Coupe
        [convertible-cabriolet] Convertible
        [hatchback-liftback-notchback] Hatchback
        [wagon] Station wagon
        [sport-utility-vehicle-suv-multi-purpose-vehicle-mpv] SUV
        [crossover-utility-vehicle-cuv] Crossover
        [pickup] Pickup
        [van] Van
        [minivan] Minivan
        [in-line] In line
        [v-shaped] V
        [w-shaped] W
        [horizontally-opposed-boxer] Boxer
        [rotary] Rotary
        [yes] Yes
        [no] No
        [strong-hev-hybrid-electric-vehicle] Full hybrid
        [mild-hev-hybrid-electric-vehicle] Mild hybrid
        [phev-plug-in-hybrid-electric-vehicle] Plug-in hybrid
        [bev-battery-electric-vehicle] Battery electric
       *[other] { $value }
    }
litres = { NUMBER($litres, minimumFractionDigits: 1, maximumFractionDigits: 1) } L
cylinders =
    { $count ->
        [one] { $count } cylinder
       *[other] { $count } cylinders
    }
turbo = turbo
horsepower = { $power } hp
source-name =
    { $source ->
        [offline] vPIC data kept here
        [nhtsa] NHTSA vPIC
       *[autodev] auto.dev
    }

warning =
    { $code ->
        [check_digit] the check digit (position 9) does not match the other characters: at least one character is wrong
        [not_north_american] the check digit (position 9) does not match; outside North America it is not required, so this may be no fault
        [unknown_maker] the first characters belong to no maker in the data kept here, so make, model and year cannot be told
        [unverified] only what the maker code tells is given: model and year cannot be verified for this VIN
        [online_unavailable] no online source answered in time: a later lookup may tell more
       *[sources_disagree] the sources disagree about make or year
    }
warning-disagree = the sources disagree about make or year: { $said }
warning-disagree-one = { $what } ({ $source })
warning-no-year = position 10 is not a model year code
warning-years-open = position 10 can mean { $years }: nothing in this VIN says which
warning-years-told = position 10 can mean { $years }: I give { $told }

rejected = That is not a VIN: { $fault }.
fault =
    { $reason ->
        [empty] a VIN has 17 characters, and there were none
        [too-short] a VIN has 17 characters, this has { $length }
        [too-long] a VIN has 17 characters, this has { $length }
        [far-too-long] a VIN has 17 characters, this has many more
        [before-1981] a VIN has 17 characters, this has { $length }: vehicles from before 1981 have serial numbers that follow no standard
       *[several] there are several VINs here: send them one a line
    }
fault-letter = position { $position } is the letter { $char }, and a VIN has no I, O or Q
fault-sign = position { $position } is neither a letter from A to Z nor a digit

check-digit-right = Check digit: { $digit }, right
check-digit-wrong = Check digit: { $actual }, should be { $expected }
check-digit-custom = Check digit: { $actual }; by the North American rule it would be { $expected }, which is not required of this VIN
year-candidates = Position 10 can mean: { $years }
vin-parts = Maker { $wmi }, description { $vds }, serial part { $vis }

button-details = Details
button-less = Less
button-refresh = Refresh
button-save = Save
button-saved = Saved ✓
button-compare = Compare
toast-refreshed = Looked up again
toast-saved = Saved. /history shows it first.
toast-unsaved = No longer saved
toast-vehicle-gone = I no longer have this vehicle. Send me its VIN again.

compare-usage = Send /compare and two VINs, such as { $example }. After a lookup one VIN is enough: “compare with …”.
compare-ask = Send me the VIN to compare { $title } with.
compare-same-vin = That is the same VIN twice.
compare-one-wrong = One of the two cannot be compared.
compare-title = <b>Comparison</b>
compare-vehicle = { $letter }  <b>{ $title }</b>
compare-different = <b>≠ { $name }</b>
compare-one-sided-title = <b>Known for only one</b>
compare-one-sided = { $name }: { $value } ({ $letter })
compare-side = { $letter }  { $value }
compare-alike-title = <b>The same in both</b>
compare-nothing-alike = Nothing known is the same in both.
compare-no-difference = There is no difference in what is known about both.
compare-letter =
    { $place ->
        [first] A
       *[second] B
    }

answer-no-source =
    { $topic ->
        [recalls] Recalls: <i>not available</i>. I have no source for them, so this does not mean that there are none. Ask the maker or, in the United States, nhtsa.gov/recalls.
        [value] Value and price: <i>not available</i>. I have no source for them.
        [accidents] Accidents and damage: <i>not available</i>. I have no source for them, so this does not mean that there were none.
        [owners] Owners: <i>not available</i>. I have no source for them.
        [mileage] Mileage: <i>not available</i>. A VIN does not tell it.
       *[colour] Colour: <i>not available</i>. A VIN does not tell it.
    }
answer-sure = What I say about { $title } comes from: { $sources }.
answer-sure-no-doubts = Nothing in it is in doubt.
command-vin = What vehicle is this VIN?
command-compare = Two vehicles side by side
