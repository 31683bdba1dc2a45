import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a button asks for: the verb, what it is about, and the version of it that the button was shown with. */
export interface Press {
  /** Lower-case letters and hyphens. */
  readonly verb: string
  /** Letters, digits, `_`, `-` and `:`. */
  readonly id: string
  readonly version: number
}

/** Whose button it is. */
export interface Signed {
  readonly chat: number
  /** null: anyone's in the chat; who presses it decides what comes of it. */
  readonly user: number | null
}

export type CallbackKey = Uint8Array

/** UTF-8 bytes. Telegram's own limit is one more. @see https://core.telegram.org/bots/api#inlinekeyboardbutton */
const longestBytes = 63
const shape = /^([a-z][a-z-]*)\.([\w:-]+)\.(0|[1-9]\d*)\.([\w-]{11})$/
const macBytes = 8

/** The key of all buttons of a bot, the same in each process that has its token. Derived once, where things are wired. */
export function callbackKeyOf(botToken: string): CallbackKey {
  return new Uint8Array(hkdfSync('sha256', botToken, '', 'intelauto callback data 1', 32))
}

/** Callback data as `verb.id.version.mac`. @throws TypeError when the parts do not fit into a button. */
export function signPress(press: Press, signed: Signed, key: CallbackKey): string {
  const plain = `${press.verb}.${press.id}.${press.version}`
  const text = `${plain}.${macOf(press, signed, key)}`
  if (partsOf(text) === null) throw new TypeError(`does not fit into a button: ${plain.slice(0, 100)}`)
  return text
}

/** @returns null when the text was not signed so, for this chat and this user. */
export function readPress(text: string, signed: Signed, key: CallbackKey): Press | null {
  const parts = partsOf(text)
  if (parts === null) return null
  const wanted = macOf(parts.press, signed, key)
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(parts.mac)) ? parts.press : null
}

function partsOf(text: string): { press: Press; mac: string } | null {
  if (text.length > longestBytes) return null
  const [, verb, id, digits, mac] = shape.exec(text) ?? []
  if (verb === undefined || id === undefined || mac === undefined) return null
  const version = Number(digits)
  return Number.isSafeInteger(version) ? { press: { verb, id, version }, mac } : null
}

/** As text, of which each value of the 64 bits has one only. */
function macOf({ verb, id, version }: Press, { chat, user }: Signed, key: CallbackKey): string {
  const told = JSON.stringify([verb, id, version, chat, user])
  return createHmac('sha256', key).update(told).digest().subarray(0, macBytes).toString('base64url')
}
