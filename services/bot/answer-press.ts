import { type Context, GrammyError } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Html } from './languages/html.ts'

/** An answer to a press that comes too late, or a second time. Nobody waits for it any more. */
const tooLate = /query is too old|query ID is invalid|QUERY_ID_INVALID/i
/** A message that shows it already, or that cannot be changed any more. */
const beyondEdits = /message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i

/** Says a line to the one who pressed, over the chat. Plain text of at most 200 characters. */
export async function toast(context: Context, text: string): Promise<void> {
  await unlessRefused(tooLate, () => context.answerCallbackQuery({ text }))
}

/** Lets the message whose button was pressed say something else. */
export async function redraw(context: Context, { source }: Html, reply_markup: InlineKeyboardMarkup): Promise<void> {
  const message = context.callbackQuery?.message
  if (message === undefined) return
  await unlessRefused(beyondEdits, () =>
    context.api.editMessageText(message.chat.id, message.message_id, source, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup,
    }),
  )
}

/** Trying again would not help: such an update is done. */
async function unlessRefused(refusal: RegExp, request: () => Promise<unknown>): Promise<void> {
  try {
    await request()
  } catch (error) {
    const isExpected = error instanceof GrammyError && error.error_code === 400 && refusal.test(error.description)
    if (!isExpected) throw error
  }
}
