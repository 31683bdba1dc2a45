ask-for-vin = Envíame un VIN: 17 letras y cifras, por ejemplo { $example }. /help muestra más.
which-vehicle = ¿De qué vehículo hablamos? Envíame su VIN y pregúntame después.
vins-left-out = En tu mensaje había { $found } VIN; estos son los primeros { $answered }. Envía los demás en otro mensaje.
lookups-used-up =
    { $limit ->
        [one] Ya has usado la única consulta de este mes.
       *[other] Ya has usado las { $limit } consultas de este mes.
    } Vuelves a tenerlas el { $date }. Lo que ya consultaste sigue aquí: puedes pedirlo de nuevo sin coste.
toast-lookups-used-up = Ya has usado las consultas de este mes. Vuelves a tenerlas el { $date }.

title = <b>{ $title }</b>
vin-line = { $vin }
title-by-maker = Un vehículo de { $maker }
title-of-year = { $name } { $year }
title-unknown = Fabricante desconocido
line = { $name }: { $value }
line-with-source = { $name }: { $value } <i>({ $source })</i>
warning-line = ⚠️ { $warning }
source-line = <i>Fuente: { $source }</i>
source-line-otherwise = <i>Fuente, si no se indica otra: { $source }</i>
not-available = <i>no disponible</i>
details-unknown = No disponible: { $names }
did-you-mean = ¿Querías decir

section =
    <b>{ $section ->
        [identity] Vehículo
        [engine] Motor
        [body] Carrocería
        [drive] Transmisión
        [built] Fabricación
       *[vin] Lo que dice el VIN
    }</b>
field-name =
    { $field ->
        [manufacturer] Fabricante
        [make] Marca
        [model] Modelo
        [year] Año del modelo
        [vehicle_type] Tipo
        [engine_info] Motor
        [fuel_type] Combustible
        [secondary_fuel_type] Segundo combustible
        [country] País del fabricante
        [series] Serie
        [trim] Versión
        [body_class] Carrocería
        [doors] Puertas
        [drive_type] Tracción
        [transmission] Caja de cambios
        [displacement_l] Cilindrada
        [cylinders] Cilindros
        [engine_configuration] Disposición
        [engine_model] Modelo de motor
        [turbo] Turbo
        [horsepower] Potencia
        [electrification] Electrificación
        [gross_weight] Peso bruto admisible
        [plant_city] Ciudad de la fábrica
        [plant_state] Estado o provincia de la fábrica
        [plant_country] País de la fábrica
        [built_in] Fabricado en
       *[vin] VIN
    }
value-word =
    { $word ->
        [gasoline] Gasolina
        [diesel] Diésel
        [electric] Eléctrico
        [flexible-fuel-vehicle-ffv] Flexible (gasolina o etanol)
        [ethanol-e85] Etanol (E85)
        [compressed-natural-gas-cng] Gas natural (GNC)
        [liquefied-petroleum-gas-propane-or-lpg] GLP
        [compressed-hydrogen-hydrogen] Hidrógeno
        [passenger-car] Automóvil
        [truck] Camión o camioneta
        [multipurpose-passenger-vehicle-mpv] Vehículo multiuso (MPV)
        [motorcycle] Motocicleta
        [bus] Autobús
        [trailer] Remolque
        [incomplete-vehicle] Vehículo incompleto
        [low-speed-vehicle-lsv] Vehículo de baja velocidad
        [fwd-front-wheel-drive] Tracción delantera
        [rwd-rear-wheel-drive] Tracción trasera
        [awd-all-wheel-drive] Tracción integral
        [x4wd-4-wheel-drive-4x4] Tracción a las cuatro ruedas (4x4)
        [x4x2] Tracción a dos ruedas (4x2)
        [automatic] Automática
        [manual-standard] Manual
        [continuously-variable-transmission-cvt] Variación continua (CVT)
        [dual-clutch-transmission-dct] Doble embrague
        [sedan-saloon] Sedán
        [coupe] Cupé
        [convertible-cabriolet] Descapotable
        [hatchback-liftback-notchback] Compacto con portón
        [wagon] Familiar
        [sport-utility-vehicle-suv-multi-purpose-vehicle-mpv] SUV
        [crossover-utility-vehicle-cuv] Crossover
        [pickup] Pickup
        [van] Furgoneta
        [minivan] Monovolumen
        [in-line] En línea
        [v-shaped] En V
        [w-shaped] En W
        [horizontally-opposed-boxer] Bóxer
        [rotary] Rotativo
        [yes] Sí
        [no] No
        [strong-hev-hybrid-electric-vehicle] Híbrido completo
        [mild-hev-hybrid-electric-vehicle] Híbrido ligero
        [phev-plug-in-hybrid-electric-vehicle] Híbrido enchufable
        [bev-battery-electric-vehicle] Eléctrico de batería
       *[other] { $value }
    }
litres = { NUMBER($litres, minimumFractionDigits: 1, maximumFractionDigits: 1) } L
cylinders =
    { $count ->
        [one] { $count } cilindro
       *[other] { $count } cilindros
    }
turbo = turbo
horsepower = { $power } hp
source-name =
    { $source ->
        [offline] datos de vPIC guardados aquí
        [nhtsa] vPIC de la NHTSA
       *[autodev] auto.dev
    }

warning =
    { $code ->
        [check_digit] el dígito de control (posición 9) no concuerda con los demás caracteres: al menos uno es erróneo
        [not_north_american] el dígito de control (posición 9) no concuerda; fuera de Norteamérica no es obligatorio, así que puede no ser un error
        [unknown_maker] los primeros caracteres no son de ningún fabricante de los datos guardados aquí, que no dan marca, modelo ni año
        [unverified] solo se da lo que dice el código del fabricante: el modelo y el año de este VIN no se pueden verificar
        [online_unavailable] ninguna fuente en línea respondió a tiempo: una consulta posterior puede decir más
       *[sources_disagree] las fuentes no coinciden en la marca o en el año
    }
warning-disagree = las fuentes no coinciden en la marca o en el año: { $said }
warning-disagree-one = { $what } ({ $source })
warning-no-year = la posición 10 no es un código de año
warning-years-open = la posición 10 puede significar { $years }: nada en este VIN dice cuál
warning-years-told = la posición 10 puede significar { $years }: aquí doy { $told }

rejected = Eso no es un VIN: { $fault }.
fault =
    { $reason ->
        [empty] un VIN tiene 17 caracteres y no había ninguno
        [too-short] un VIN tiene 17 caracteres y este tiene { $length }
        [too-long] un VIN tiene 17 caracteres y este tiene { $length }
        [far-too-long] un VIN tiene 17 caracteres y este tiene muchos más
        [before-1981] un VIN tiene 17 caracteres y este tiene { $length }: los vehículos anteriores a 1981 llevan números de serie que no siguen ninguna norma
       *[several] aquí hay varios VIN: envía uno por línea
    }
fault-letter = la posición { $position } es la letra { $char }, y un VIN no lleva I, O ni Q
fault-sign = la posición { $position } no es una letra de la A a la Z ni una cifra

check-digit-right = Dígito de control: { $digit }, correcto
check-digit-wrong = Dígito de control: { $actual }, debería ser { $expected }
check-digit-custom = Dígito de control: { $actual }; según la norma norteamericana sería { $expected }, pero en este VIN no es obligatorio
year-candidates = La posición 10 puede significar: { $years }
vin-parts = Fabricante { $wmi }, descripción { $vds }, parte de serie { $vis }

button-details = Detalles
button-less = Menos
button-refresh = Actualizar
button-save = Guardar
button-saved = Guardado ✓
button-compare = Comparar
toast-refreshed = Consultado de nuevo
toast-saved = Guardado. /history lo muestra primero.
toast-unsaved = Ya no está guardado
toast-vehicle-gone = Ya no tengo este vehículo. Envíame otra vez su VIN.

compare-usage = Envía /compare y dos VIN, por ejemplo { $example }. Después de una consulta basta con uno: «compara con …».
compare-ask = Envíame el VIN con el que comparar { $title }.
compare-same-vin = Es dos veces el mismo VIN.
compare-one-wrong = Uno de los dos no se puede comparar.
compare-title = <b>Comparación</b>
compare-vehicle = { $letter }  <b>{ $title }</b>
compare-different = <b>≠ { $name }</b>
compare-one-sided-title = <b>Solo se sabe de uno</b>
compare-one-sided = { $name }: { $value } ({ $letter })
compare-side = { $letter }  { $value }
compare-alike-title = <b>Igual en los dos</b>
compare-nothing-alike = Nada de lo que se sabe es igual en los dos.
compare-no-difference = En lo que se sabe de los dos no hay diferencias.
compare-letter =
    { $place ->
        [first] A
       *[second] B
    }

answer-no-source =
    { $topic ->
        [recalls] Llamadas a revisión: <i>no disponibles</i>. No tengo ninguna fuente, así que esto no significa que no las haya. Pregunta al fabricante o, en Estados Unidos, en nhtsa.gov/recalls.
        [value] Valor y precio: <i>no disponibles</i>. No tengo ninguna fuente.
        [accidents] Accidentes y daños: <i>no disponibles</i>. No tengo ninguna fuente, así que esto no significa que no los haya habido.
        [owners] Propietarios: <i>no disponibles</i>. No tengo ninguna fuente.
        [mileage] Kilometraje: <i>no disponible</i>. El VIN no lo dice.
       *[colour] Color: <i>no disponible</i>. El VIN no lo dice.
    }
answer-sure = Lo que digo de { $title } viene de: { $sources }.
answer-sure-no-doubts = No hay nada dudoso.
command-vin = ¿Qué vehículo es este VIN?
command-compare = Comparar dos vehículos
