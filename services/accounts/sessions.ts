import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { createLastKnown } from './last-known.ts'
import { readCode } from './model/browser-code.ts'
import {
  breakGlassAccount,
  breakGlassLastsMs,
  isLive,
  linkLastsMs,
  seenEveryMs,
  sessionLastsMs,
} from './model/session.ts'
import { deriveKey, digestOf, macOf, randomSecret } from './secrets.ts'
import type { Session, SessionStore } from './session-store.ts'

export interface SessionsDeps {
  store: SessionStore
  /** Of web; what pages must send with what they change is signed with it. */
  secret: string
  now: Clock
  log: Log
}

export interface OpenedSession {
  account: string
  /** For the cookie; nobody can see it again. */
  secret: string
  lastsMs: number
}

export interface Sessions {
  /** Uses up a link in the browser that it was made for. @returns null for any other link or browser. */
  signIn(token: string, browserCode: string): Promise<OpenedSession | null>
  /** An hour as `break-glass`. */
  breakGlass(): Promise<OpenedSession>
  /** The session of a cookie. @throws when Postgres is away and the session was not seen lately. */
  find(secret: string): Promise<Session | null>
  /** What a page sends with what it changes; another site cannot know it. */
  csrfToken(secret: string): string
  end(secret: string): Promise<void>
}

/** Signed-in browsers. */
export function createSessions({ store, secret: key, now, log }: SessionsDeps): Sessions {
  const csrfKey = deriveKey(key, 'csrf')
  const known = createLastKnown({ ask: store.find, now })

  const noteSeen = (digest: string, session: Session) => {
    if (now() - session.seenAt < seenEveryMs) return
    session.seenAt = now()
    store.noteSeen(digest, now()).catch((error) => log.warn({ err: error }, 'the use of a session was not noted'))
  }

  return {
    async signIn(token, code) {
      const { secret, stored } = newSession(now() + sessionLastsMs)
      const account = await store.useLink({ digest: digestOf(token), code }, stored, now())
      return account === null ? null : { account, secret, lastsMs: sessionLastsMs }
    },

    async breakGlass() {
      const { secret, stored } = newSession(now() + breakGlassLastsMs)
      await store.open(breakGlassAccount, 'enterprise', stored, now())
      return { account: breakGlassAccount, secret, lastsMs: breakGlassLastsMs }
    },

    async find(secret) {
      const digest = idOf(secret)
      const { value: session } = await known.find(digest)
      if (session === null || !isLive(session, now())) return null
      noteSeen(digest, session)
      return session
    },

    csrfToken: (secret) => macOf(csrfKey, secret).toString('hex'),

    async end(secret) {
      await store.end(idOf(secret))
      known.forget(idOf(secret))
    },
  }
}

export interface LoginLinksDeps {
  store: Pick<SessionStore, 'saveLink'>
  now: Clock
}

/** What the bot answers `/login CODE` with. */
export function createLoginLinks({ store, now }: LoginLinksDeps) {
  return {
    /**
     * Makes the account's one link: it lasts 5 minutes and opens only the browser that shows the code.
     * @returns the token for the fragment of the link; null for what is no code.
     */
    async make(account: string, typedCode: string): Promise<string | null> {
      const code = readCode(typedCode)
      if (code === null) return null
      const token = randomSecret()
      await store.saveLink(account, { digest: digestOf(token), code, expiresAt: now() + linkLastsMs })
      return token
    },
  }
}

function newSession(expiresAt: number) {
  const secret = randomSecret()
  return { secret, stored: { digest: digestOf(secret), expiresAt } }
}

function idOf(secret: string): string {
  return digestOf(secret).toString('hex')
}
