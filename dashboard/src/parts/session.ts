import { createKept, type Kept } from './kept.ts'

/** Who is signed in, as `GET /api/users/me` tells it. */
export interface Me {
  /** `telegram:1001`, or `break-glass`. */
  account: string
  plan: string
  /** Lookups of this calendar month; `resets_at` is ISO 8601 UTC. */
  usage: { used: number; limit: number; resets_at: string }
  via: 'session' | 'key' | 'jwt'
  scopes: string[]
  /** What a page sends with what it changes. */
  csrf_token?: string
  /** When the session is over, however busy; ISO 8601 UTC. */
  session_ends_at?: string
}

export interface AskWhoDeps {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  /** Whether somebody signed in here: who never did is not asked about, so that a visitor's page makes no refused request. */
  hint: Kept
}

const key = 'intelauto.account'
/** The account that signed in last in this browser, for `hint`; `key` is its place in localStorage. */
export const signedInHint = { key, ...createKept(key, () => localStorage) }

/** Asks who is signed in. @returns null for a visitor, and whenever it cannot be told now. Never rejects. */
export function createAskWho({ fetch, hint }: AskWhoDeps): (signal?: AbortSignal) => Promise<Me | null> {
  return async (signal) => {
    if (hint.read() === null) return null
    try {
      const answer = await fetch('/api/users/me', signal === undefined ? {} : { signal })
      if (answer.status === 401) hint.write(null)
      return answer.ok ? ((await answer.json()) as Me) : null
    } catch (error) {
      // No connection, an answer of somebody else's, or the signal.
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) return null
      throw error
    }
  }
}

export const askWhoIsSignedIn = createAskWho({ fetch: (path, init) => fetch(path, init), hint: signedInHint })

/** The headers that requests which change something need. */
export function sessionHeaders(me: Me | null): Record<string, string> {
  return me?.csrf_token === undefined ? {} : { 'x-csrf-token': me.csrf_token }
}

/** An account for people. */
export function accountWords(account: string): string {
  if (account === 'break-glass') return 'Break-glass'
  return account.replace(/^telegram:/, 'Telegram ')
}
