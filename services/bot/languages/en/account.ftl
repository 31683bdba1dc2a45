help-account =
    /history shows what you looked up, what you saved first
    /export sends your vehicles as a CSV file
    /link shares the page of a vehicle
    /settings shows your language, your plan and what you used of it
    /login signs you in on the web
    A photo of a VIN’s barcode works as well as the VIN.
command-history = The vehicles that you looked up
command-export = Your vehicles as a file
command-link = The address of a vehicle’s page
command-settings = Language, plan and usage
command-login = Sign in on the website

only-in-private = My answer to that is for you alone. Write to me in private.
account-away = I cannot reach my records right now. Please try again in a minute.
toast-account-away = I cannot reach my records right now. Please try again in a minute.
too-fast =
    That is a little fast for me: I take { $most } messages and lookups a minute from one person. Please go on in { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }.
toast-too-fast = That is a little fast for me. Please go on in a minute.

login-how =
    <b>Sign in on the website</b>

    1. Open the page and choose to sign in with Telegram. It shows a code.
    2. Send me /login with that code, here.

    I answer with a link that signs in that browser.
login-no-code = That is not a code. It has 12 letters and digits, such as { $example }, and the page shows it when you sign in.
login-too-many = That was a lot of tries. Please wait a minute and send the code once more.
login-link =
    <b>Your link is ready</b>

    Open it in the browser that shows the code { $code }: it signs you in there. It works once, for { $minutes } minutes.

    Did somebody else give you that code? Then do not open the link, and pass it on to nobody.
button-login-page = Open the page
button-login-link = Sign in

history-title = <b>Your vehicles</b>
history-title-found = <b>Your vehicles with</b> <i>{ $words }</i>
history-entry = { $number }. { $title }
history-entry-saved = { $number }. ★ { $title }
history-when = { $vin } · { $date }
history-page = Page { $page } of { $pages }
history-how = A number opens a vehicle.
history-delete-how = <b>Which one shall I delete?</b> A number deletes it at once.
history-empty = You have looked up no vehicle yet. Send me a VIN to begin.
history-none-found = None of your vehicles has <i>{ $words }</i>. /history alone lists them all.
button-history-back = ‹ Back
button-history-next = Next ›
button-history-delete = Delete…
button-history-cancel = Cancel
toast-history-deleted = Deleted: { $title }
toast-history-gone = That one is gone already.
toast-history-old = This list is too old. Send /history for a new one.

export-caption =
    { $count ->
        [one] Your vehicle, for a spreadsheet.
       *[other] Your { $count } vehicles, for a spreadsheet; the last looked up first.
    }
export-caption-cut = The last { $count } of your { $total } vehicles, for a spreadsheet; the last looked up first.

settings-title = <b>Settings</b>
settings-language = Language: { $language }
settings-language-automatic = Language: { $language }, as your Telegram is set
settings-account = Account: { $account }
settings-plan =
    Plan: { $plan ->
        [professional] Professional
        [enterprise] Enterprise
       *[free] Free
    }
settings-usage = Lookups this month: { $used } of { $limit }. They renew on { $date }.
settings-usage-away = Plan and lookups: I cannot reach my records right now.
settings-alerts =
    Alerts in this chat: { $severity ->
        [all] everything
        [critical] what is critical
       *[nothing] none
    }
button-language-name = English
button-language-automatic = Automatic
toast-language = This chat is in English now.
toast-language-automatic = This chat follows the language of your Telegram now.

link-which = Which vehicle? Send me /link with its VIN.
link-no-vin = That is not a VIN: 17 letters and digits, without I, O and Q.
link-page = The page of { $title }, to share:

picture-no-barcode = I see no barcode in this picture. Take it close up, straight from the front and in good light; or type the VIN.
picture-no-vin = There is a barcode in this picture, but no VIN in it. The right one is on the door frame or at the windscreen.
picture-not-a-picture = I cannot read this file as a picture. Send a photo, or a JPEG or PNG file.
picture-too-large = This picture is too large for me: 20 MB and 50 megapixels are the most.
picture-busy = Many pictures are waiting right now. Please send it again in a minute.
picture-not-given = Telegram did not give me this picture. Please send it again.
picture-another = The barcode in the picture says something else: { $vin }
