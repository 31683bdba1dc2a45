welcome =
    <b>¡Hola! Te digo qué vehículo es a partir de su VIN.</b>

    Envíame un VIN (número de bastidor): las 17 letras y cifras del parabrisas, del marco de la puerta o de la documentación, por ejemplo
    { $example }

    Después pregúntame por él con tus palabras: «¿qué motor tiene?» o «¿dónde se fabricó?».
    /help muestra qué más sé hacer.
help =
    <b>Qué sé hacer</b>

    Con un VIN en cualquier parte de un mensaje te digo el vehículo; si hay varios, los respondo todos en un solo mensaje.
    Pregunta por el último vehículo con tus palabras: «¿qué motor tiene?», «¿dónde se fabricó?», «¿qué tan seguro es?»
    /vin <i>VIN</i> consulta un vehículo, también en grupos
    /compare <i>VIN VIN</i> compara dos vehículos
help-end =
    /subscribe avisa en este chat cuando una parte de la plataforma falla y cuando se recupera, o solo de lo crítico
    /unsubscribe desactiva los avisos
    /help muestra esta ayuda

    En los grupos respondo a los comandos, a los mensajes que me mencionan y a las respuestas a los míos.
unknown-command = No conozco ese comando. /help muestra los que conozco.
short-help = Envíame un VIN o pregunta por el último vehículo: «¿qué motor tiene?», «¿dónde se fabricó?». /help muestra más.
memory-away = Ahora mismo no puedo consultar lo que preguntaste antes. Envíame otra vez el VIN y te respondo.
toast-try-again = Ahora mismo no ha funcionado. Inténtalo de nuevo en un minuto.
toast-people-only = No puedo ver quién pregunta, así que no he cambiado nada. Pregunta como persona, no como canal ni como administrador anónimo.
toast-pressed-by-another = Solo puede pulsarlo { $owner }, que lo pidió. Pregúntame tú para tener tus propios botones.
toast-dead-button = Este botón no es tuyo o ya no funciona. No ha cambiado nada.
command-help = Qué sé hacer
