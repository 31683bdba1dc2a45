welcome =
    <b>Hello! I tell you what a vehicle is from its VIN.</b>

    Send me a VIN, the 17 letters and digits on the windscreen, the door frame or the registration papers, such as
    { $example }

    Then ask about it in plain words, such as “what engine?” or “where was it built?”.
    /help tells what else I can do.
help =
    <b>What I can do</b>

    Put a VIN anywhere in a message, and I tell you what vehicle it is; several VINs get one answer.
    Ask about the last vehicle in plain words: “what engine?”, “where was it built?”, “how sure are you?”
    /vin <i>VIN</i> looks one up, also in groups
    /compare <i>VIN VIN</i> puts two vehicles side by side
help-end =
    /subscribe tells this chat when a part of the platform breaks and when it recovers, or only of what is critical
    /unsubscribe ends that
    /help shows this

    In a group I answer commands, messages that mention me and replies to mine.
unknown-command = I do not know that command. /help lists those I know.
short-help = Send me a VIN, or ask about the last vehicle: “what engine?”, “where was it built?”. /help tells more.
memory-away = I cannot look up what you asked before right now. Send me the VIN again, and I will tell you.
toast-try-again = That did not work right now. Please try again in a minute.
toast-people-only = I cannot see who asks, so nothing was changed. Ask as yourself, not as a channel or an anonymous admin.
toast-pressed-by-another = Only { $owner }, who asked for it, may press this. Ask me yourself to get buttons of your own.
toast-dead-button = This button is not yours, or it does not work any more. Nothing was changed.
command-help = What I can do
