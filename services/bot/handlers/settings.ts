import { Composer } from 'grammy'
import type { Chat } from 'grammy/types'
import { type CallbackKey, type Press, readPress, signPress } from '../../../alerts/callback-data.ts'
import type { Plans } from '../../accounts/plans.ts'
import type { Quota } from '../../accounts/quota.ts'
import type { ProbeClient } from '../../probe-client.ts'
import { redraw, toast } from '../answer-press.ts'
import type { ConversationStore } from '../conversation-store.ts'
import { accountOf, unlessAway } from '../in-private.ts'
import type { Voice, Voices } from '../languages/voice.ts'
import { languageOf, languages } from '../model/language.ts'
import { type LanguageChoice, languageButtons, type ShownSettings, settingsText } from '../settings-view.ts'
import { personOf } from '../speaker.ts'
import { type BotContext, say } from '../speech.ts'
import { orWhenAway } from '../when-away.ts'

export interface SettingsHandlersDeps {
  voices: Voices
  conversations: Pick<ConversationStore, 'settingsOf' | 'setLanguage'>
  planOf: Plans['planOf']
  usage: Quota['usage']
  probe: ProbeClient
  callbackKey: CallbackKey
}

const verb = 'language'
const automatic = 'automatic'

/** `/settings`: the language of the chat; in private also the account, its plan and what is used of it. */
export function settingsHandlers(deps: SettingsHandlersDeps): Composer<BotContext> {
  const { voices, conversations, callbackKey } = deps
  const handlers = new Composer<BotContext>()

  handlers.command('settings', async (context) => {
    const person = personOf(context.from, context.senderChat)
    if (person === null) return context.say('toast-people-only')
    const { chat } = context
    await unlessAway(
      async () => {
        const { language } = await conversations.settingsOf(chat.id)
        const shown = await read(chat, person.id, language)
        await say(context, settingsText(context.voice, shown), buttonsOf(context.voice, chat, person.id, language))
      },
      () => context.say('account-away'),
    )
  })

  handlers.on('callback_query:data', async (context, next) => {
    const { from, message, data } = context.callbackQuery
    if (message === undefined) return next()
    const press = readPress(data, { chat: message.chat.id, user: from.id }, callbackKey)
    const choice = press === null ? undefined : choiceOf(press)
    if (choice === undefined) return next()
    await unlessAway(
      () => choose(context, message.chat, from, choice),
      () => toast(context, context.voice.plain('toast-account-away')),
    )
  })

  async function choose(
    context: BotContext,
    chat: Chat,
    from: { id: number; language_code?: string },
    choice: LanguageChoice,
  ) {
    await conversations.setLanguage(chat.id, choice)
    const voice = voices[choice ?? languageOf(from.language_code) ?? 'en']
    await toast(context, voice.plain(choice === null ? 'toast-language-automatic' : 'toast-language'))
    const shown = await read(chat, from.id, choice)
    await redraw(context, settingsText(voice, shown), buttonsOf(voice, chat, from.id, choice))
  }

  async function read(chat: Chat, person: number, chosen: LanguageChoice): Promise<ShownSettings> {
    const [account, status] = await Promise.all([
      chat.type === 'private' ? accountIn(person) : null,
      deps.probe.command({ verb: 'status', chat: chat.id }),
    ])
    const alerts = status !== null && 'subscription' in status ? (status.subscription?.severity ?? null) : undefined
    return { chosen, account, alerts }
  }

  async function accountIn(person: number): Promise<NonNullable<ShownSettings['account']>> {
    const account = accountOf({ id: person })
    const read = async () => {
      const plan = await deps.planOf(account)
      return { plan, usage: await deps.usage({ account, plan }) }
    }
    const plan = await orWhenAway(read(), 'away' as const)
    return { name: `Telegram ${person}`, plan }
  }

  function buttonsOf(voice: Voice, chat: Chat, user: number, chosen: LanguageChoice) {
    return languageButtons(voices, voice, chosen, (choice) =>
      signPress({ verb, id: choice ?? automatic, version: 0 }, { chat: chat.id, user }, callbackKey),
    )
  }

  return handlers
}

/** @returns undefined for a button of another kind. */
function choiceOf(press: Press): LanguageChoice | undefined {
  if (press.verb !== verb) return undefined
  return press.id === automatic ? null : languages.find((language) => language === press.id)
}
