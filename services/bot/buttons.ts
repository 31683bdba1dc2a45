import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import { type CallbackKey, type Press, type Signed, signPress } from '../../alerts/callback-data.ts'
import type { Subscription, Want } from '../../alerts/model/subscription.ts'
import type { Voice } from './languages/voice.ts'
import { choiceLabel } from './replies/subscription.ts'

/** What a chat can be told of; null: of nothing. */
export type Choice = Want | null

const choices: readonly Choice[] = ['all', 'critical', null]

/** The buttons below what is told of a subscription, for the one who asked. The tick is at what holds. */
export function subscriptionButtons(
  voice: Voice,
  held: Subscription | null,
  signed: Signed,
  key: CallbackKey,
): InlineKeyboardMarkup {
  const buttonOf = (choice: Choice): InlineKeyboardButton => ({
    text: choiceLabel(voice, choice, choice === (held?.severity ?? null)),
    callback_data: signPress({ ...wordsOf(choice), version: held?.since ?? 0 }, signed, key),
  })
  return { inline_keyboard: [choices.map(buttonOf)] }
}

/** @returns undefined for a button of another kind. */
export function choiceOf(press: Press): Choice | undefined {
  return choices.find((choice) => {
    const { verb, id } = wordsOf(choice)
    return verb === press.verb && id === press.id
  })
}

function wordsOf(choice: Choice): Pick<Press, 'verb' | 'id'> {
  return choice === null ? { verb: 'unsubscribe', id: 'all' } : { verb: 'subscribe', id: choice }
}
