import { Composer } from 'grammy'
import type { Attempts } from '../../accounts/attempts.ts'
import { readCode } from '../../accounts/model/browser-code.ts'
import { linkLastsMs } from '../../accounts/model/session.ts'
import { inPrivate } from '../in-private.ts'
import { code } from '../languages/html.ts'
import type { PageAddresses } from '../model/addresses.ts'
import { type BotContext, say } from '../speech.ts'

export interface LoginHandlersDeps {
  links: { make(account: string, typedCode: string): Promise<string | null> }
  /** Of codes, by account. */
  tries: Pick<Attempts, 'waitMs' | 'note'>
  pages: PageAddresses
}

export const loginTriesPerMinute = 5
const exampleCode = 'ABCD-EFGH-JKMN'

/** `/login`: how to sign in on the page, and with the code that it shows the link that does it. */
export function loginHandlers({ links, tries, pages }: LoginHandlersDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()

  handlers.command(
    'login',
    inPrivate(async (context, account) => {
      const typed = String(context.match ?? '').trim()
      if (typed === '') return explain(context)
      if (tries.waitMs(account) > 0) return context.say('login-too-many')
      tries.note(account)
      const token = await links.make(account, typed)
      if (token === null) return context.say('login-no-code', { example: code(exampleCode) })
      await sendLink(context, pages.login(token), readCode(typed) ?? typed)
    }),
  )

  const explain = (context: BotContext) => {
    const page = { text: context.voice.plain('button-login-page'), url: pages.account }
    return say(context, context.voice.html('login-how'), { inline_keyboard: [[page]] })
  }
  return handlers
}

/** The link opens an account: it cannot be passed on from here. */
async function sendLink(context: BotContext, url: string, typedCode: string): Promise<void> {
  const { voice } = context
  const minutes = linkLastsMs / 60_000
  await context.reply(voice.html('login-link', { code: code(typedCode), minutes }).source, {
    parse_mode: 'HTML',
    protect_content: true,
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: [[{ text: voice.plain('button-login-link'), url }]] },
  })
}
