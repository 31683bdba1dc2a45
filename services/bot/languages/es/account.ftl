help-account =
    /history muestra tus consultas, primero lo guardado
    /export envía tus vehículos en un archivo CSV
    /link comparte la página de un vehículo
    /settings muestra tu idioma, tu plan y lo que has usado
    /login inicia tu sesión en la web
    En lugar del VIN también sirve una foto de su código de barras.
command-history = Los vehículos que has consultado
command-export = Tus vehículos en un archivo
command-link = La dirección de la página de un vehículo
command-settings = Idioma, plan y consumo
command-login = Iniciar sesión en la web

only-in-private = Lo que respondería es solo para ti. Escríbeme en privado para eso.
account-away = Ahora mismo no puedo acceder a mis registros. Inténtalo de nuevo en un minuto.
toast-account-away = Ahora mismo no puedo acceder a mis registros. Inténtalo de nuevo en un minuto.
too-fast =
    Vas un poco rápido para mí: acepto { $most } mensajes y consultas por minuto de cada persona. Podrás seguir dentro de { $seconds ->
        [one] un segundo
       *[other] { $seconds } segundos
    }.
toast-too-fast = Vas un poco rápido para mí. Sigue dentro de un minuto.

login-how =
    <b>Iniciar sesión en la web</b>

    1. Abre la página y elige entrar con Telegram. Te mostrará un código.
    2. Envíame aquí /login seguido de ese código.

    Te responderé con un enlace que inicia la sesión en ese navegador.
login-no-code = Eso no es un código. Tiene 12 letras y cifras, como { $example }, y la página lo muestra al iniciar sesión.
login-too-many = Han sido muchos intentos. Espera un minuto y vuelve a enviar el código.
login-link =
    <b>Tu enlace está listo</b>

    Ábrelo en el navegador que muestra el código { $code }: allí se iniciará tu sesión. Sirve una sola vez, durante { $minutes } minutos.

    ¿Ese código te lo ha dado otra persona? Entonces no abras el enlace ni se lo pases a nadie.
button-login-page = Abrir la página
button-login-link = Iniciar sesión

history-title = <b>Tus vehículos</b>
history-title-found = <b>Tus vehículos con</b> <i>{ $words }</i>
history-entry = { $number }. { $title }
history-entry-saved = { $number }. ★ { $title }
history-when = { $vin } · { $date }
history-page = Página { $page } de { $pages }
history-how = Pulsa un número para abrir el vehículo.
history-delete-how = <b>¿Cuál borro?</b> Al pulsar un número, se borra en el acto.
history-empty = Todavía no has consultado ningún vehículo. Envíame un VIN para empezar.
history-none-found = Ninguno de tus vehículos contiene <i>{ $words }</i>. Con /history a secas los verás todos.
button-history-back = ‹ Anterior
button-history-next = Siguiente ›
button-history-delete = Borrar…
button-history-cancel = Cancelar
toast-history-deleted = Borrado: { $title }
toast-history-gone = Ese ya no está.
toast-history-old = Esta lista es demasiado antigua. Envía /history para ver una nueva.

export-caption =
    { $count ->
        [one] Tu vehículo, para una hoja de cálculo.
       *[other] Tus { $count } vehículos, para una hoja de cálculo; primero los últimos consultados.
    }
export-caption-cut = Los últimos { $count } de tus { $total } vehículos, para una hoja de cálculo; primero los últimos consultados.

settings-title = <b>Ajustes</b>
settings-language = Idioma: { $language }
settings-language-automatic = Idioma: { $language }, como en tu Telegram
settings-account = Cuenta: { $account }
settings-plan =
    Plan: { $plan ->
        [professional] Profesional
        [enterprise] Empresa
       *[free] Gratuito
    }
settings-usage = Consultas de este mes: { $used } de { $limit }. Se renuevan el { $date }.
settings-usage-away = Plan y consultas: ahora mismo no puedo acceder a mis registros.
settings-alerts =
    Avisos en este chat: { $severity ->
        [all] todos
        [critical] solo lo crítico
       *[nothing] ninguno
    }
button-language-name = Español
button-language-automatic = Automático
toast-language = Este chat está ahora en español.
toast-language-automatic = Este chat sigue ahora el idioma de tu Telegram.

link-which = ¿Qué vehículo? Envíame /link seguido de su VIN.
link-no-vin = Eso no es un VIN: son 17 letras y cifras, sin I, O ni Q.
link-page = La página de { $title }, para compartir:

picture-no-barcode = No veo ningún código de barras en esta imagen. Tómala de cerca, de frente y con buena luz; o escribe el VIN.
picture-no-vin = En esta imagen hay un código de barras, pero no contiene ningún VIN. El correcto está en el marco de la puerta o en el parabrisas.
picture-not-a-picture = No puedo leer este archivo como imagen. Envía una foto, o un archivo JPEG o PNG.
picture-too-large = Esta imagen es demasiado grande para mí: el máximo son 20 MB y 50 megapíxeles.
picture-busy = Ahora mismo hay muchas imágenes en espera. Vuelve a enviarla en un minuto.
picture-not-given = Telegram no me ha entregado esta imagen. Vuelve a enviarla.
picture-another = El código de barras de la imagen dice otra cosa: { $vin }
