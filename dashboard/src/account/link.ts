/** What the bot's link `/account#login=TOKEN` carries; a fragment is never sent to a server, nor into its logs. */
export type Landing = { kind: 'none' } | { kind: 'token'; token: string } | { kind: 'broken' }

/** @param hash of the address, with its `#`. */
export function readLanding(hash: string): Landing {
  if (hash.length < 2 || hash === '#content') return { kind: 'none' }
  const token = /^#login=([0-9a-f]{64})$/.exec(hash)?.[1]
  return token === undefined ? { kind: 'broken' } : { kind: 'token', token }
}

/** A code that this browser was given. Unix milliseconds. */
export interface AskedCode {
  code: string
  askedAt: number
  /** Until then a link can be opened here. */
  endsAt: number
}

/** Reads what was kept; what is no such thing, whoever wrote it, is none. */
export function parseAskedCode(text: string | null): AskedCode | null {
  try {
    const { code, askedAt, endsAt } = JSON.parse(text ?? '{}')
    const isCode = typeof code === 'string' && /^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/.test(code)
    return isCode && Number.isFinite(askedAt) && Number.isFinite(endsAt) ? { code, askedAt, endsAt } : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

export interface Words {
  title: string
  text: string
}

/** Why a link did not open. @param asked the code that this browser was given last, if any. */
export function refusedLinkWords(asked: AskedCode | null, now: number): Words {
  if (asked === null) {
    return {
      title: 'This browser did not ask for the link',
      text: 'A link opens only the browser that shows its code. Open it there: in Telegram, hold the link, copy it, and paste it into that browser. Or get a new code here.',
    }
  }
  if (now >= asked.endsAt) {
    return {
      title: 'The code of this browser is used or over',
      text: 'A code opens one link, within ten minutes. Get a new code and send it to the bot.',
    }
  }
  return {
    title: 'This link does not open any more',
    text: 'A link opens once and lasts five minutes, and a newer one takes its place. Send the code to the bot again, or get a new one.',
  }
}

export const brokenLinkWords: Words = {
  title: 'The link is not whole',
  text: 'A part of it was lost on the way. Copy the whole link from the bot’s message, or get a new code.',
}
