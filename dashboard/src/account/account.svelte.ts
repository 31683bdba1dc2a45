import type { Call, CallApi, Trouble } from '../parts/call.ts'
import type { Kept } from '../parts/kept.ts'
import { type Me, sessionHeaders } from '../parts/session.ts'
import type { ApiKey, MadeKey, Scope } from './key-words.ts'
import { type AskedCode, brokenLinkWords, type Landing, parseAskedCode, refusedLinkWords, type Words } from './link.ts'

export interface AccountDeps {
  call: CallApi
  /** The account that signed in last here; see parts/session.ts. */
  hint: Kept
  /** The code that this browser was given, so that it survives a reload. */
  asked: Kept
  now: () => number
}

export type Phase = 'asking' | 'visitor' | 'signed-in' | 'unknown'

export interface WantedKey {
  name: string
  scopes: Scope[]
  expires_at: string | null
}

type Answer<T> = { kind: 'ok'; body: T } | Trouble

interface Started {
  code: string
  expires_in: number
}

/** The account page: who is signed in, what is used, the keys; and what went wrong last. */
export class Account {
  #deps: AccountDeps

  phase: Phase = $state('asking')
  me: Me | null = $state.raw(null)
  /** Null before they were told, and for who may not see them. */
  keys: readonly ApiKey[] | null = $state.raw(null)
  /** A key just made or rotated, until its text is said to be stored. */
  made: MadeKey | null = $state.raw(null)
  code: AskedCode | null = $state.raw(null)
  /** About signing in and out: why a link did not open, that a session is over. */
  told: Words | null = $state.raw(null)
  fault: Trouble | null = $state.raw(null)
  isBusy = $state(false)

  mayManageKeys = $derived(this.me?.scopes.includes('manage-keys') ?? false)

  constructor(deps: AccountDeps) {
    this.#deps = deps
    const asked = parseAskedCode(deps.asked.read())
    this.code = asked !== null && deps.now() < asked.endsAt ? asked : null
  }

  /** At the start, and when another window signed in or out. */
  async load(): Promise<void> {
    if (this.#deps.hint.read() === null) this.#leave()
    else await this.#askWho()
  }

  /** What the bot's link brought. */
  async land(landing: Landing): Promise<void> {
    if (landing.kind !== 'token') {
      if (landing.kind === 'broken') this.told = brokenLinkWords
      return this.load()
    }
    const answer = await this.#do<{ account: string }>('/api/login/finish', {
      method: 'POST',
      body: { token: landing.token },
    })
    if (answer.kind === 'ok') return this.#enter(answer.body.account)
    const isRefused = answer.kind === 'failed' && answer.status === 401
    await this.load()
    // A link that was opened twice: the first time did it.
    if (this.phase === 'signed-in') this.fault = null
    else if (isRefused) this.#tell(refusedLinkWords(parseAskedCode(this.#deps.asked.read()), this.#deps.now()))
  }

  async askForCode(): Promise<void> {
    const answer = await this.#do<Started>('/api/login/start', { method: 'POST' })
    if (answer.kind !== 'ok') return
    const askedAt = this.#deps.now()
    this.code = { code: answer.body.code, askedAt, endsAt: askedAt + answer.body.expires_in * 1000 }
    this.#deps.asked.write(JSON.stringify(this.code))
    this.told = null
  }

  async breakGlass(secret: string): Promise<void> {
    const answer = await this.#do<{ account: string }>('/api/login/secret', { method: 'POST', body: { secret } })
    if (answer.kind === 'ok') return this.#enter(answer.body.account)
    if (answer.kind === 'failed' && answer.status === 401)
      this.#tell({
        title: 'That is not the secret',
        text: 'After five tries in a minute you have to wait for the next.',
      })
  }

  async signOut(): Promise<void> {
    const answer = await this.#change('/api/logout', { method: 'POST' })
    if (answer.kind !== 'ok') return
    this.#leave()
    this.#tell({ title: 'You are signed out', text: 'This browser opens the account no more.' })
  }

  /** @returns whether it was made. */
  async makeKey(wanted: WantedKey): Promise<boolean> {
    return this.#show(await this.#change<MadeKey>('/api/keys', { method: 'POST', body: wanted }))
  }

  async rotate({ id }: ApiKey): Promise<void> {
    await this.#show(await this.#change<MadeKey>(`/api/keys/${id}/rotate`, { method: 'POST' }))
  }

  async revoke({ id }: ApiKey): Promise<void> {
    await this.#change(`/api/keys/${id}`, { method: 'DELETE' })
    if (this.phase !== 'signed-in') return
    if (this.made?.id === id) this.made = null
    await this.#askForKeys()
  }

  /** The text of the key is in a safe place. */
  stored(): void {
    this.made = null
  }

  async #enter(account: string): Promise<void> {
    this.#deps.hint.write(account)
    const asked = parseAskedCode(this.#deps.asked.read())
    // Kept as over, so that its link is told apart from one that was never asked for here.
    if (asked !== null) this.#deps.asked.write(JSON.stringify({ ...asked, endsAt: this.#deps.now() }))
    this.code = null
    this.told = null
    await this.#askWho()
  }

  #leave(): void {
    this.#deps.hint.write(null)
    this.phase = 'visitor'
    this.me = null
    this.keys = null
    this.made = null
  }

  #tell(words: Words): void {
    this.fault = null
    this.told = words
  }

  async #askWho(): Promise<void> {
    const answer = await this.#do<Me>('/api/users/me')
    if (answer.kind === 'ok') {
      this.me = answer.body
      this.phase = 'signed-in'
      if (this.mayManageKeys) await this.#askForKeys()
    } else if (!this.#isOver(answer) && this.phase !== 'signed-in') this.phase = 'unknown'
  }

  async #askForKeys(): Promise<void> {
    const before = this.fault
    const answer = await this.#do<{ keys: ApiKey[] }>('/api/keys')
    if (answer.kind === 'ok') {
      this.keys = answer.body.keys
      this.fault = before
    } else this.#isOver(answer)
  }

  async #show(answer: Answer<MadeKey>): Promise<boolean> {
    if (answer.kind !== 'ok') return false
    this.made = answer.body
    await this.#askForKeys()
    return true
  }

  /** What changes something carries the token of the session, which another window may have renewed. */
  async #change<T>(path: string, call: Call): Promise<Answer<T>> {
    const answer = await this.#do<T>(path, { ...call, headers: sessionHeaders(this.me) })
    if (answer.kind !== 'failed' || this.#isOver(answer)) return answer
    if (answer.status === 403) await this.#renewMe()
    return answer
  }

  async #renewMe(): Promise<void> {
    const answer = await this.#deps.call('/api/users/me')
    if (answer.kind === 'ok') this.me = answer.body as Me
  }

  #isOver(answer: Answer<unknown>): boolean {
    if (answer.kind !== 'failed' || answer.status !== 401) return false
    this.#leave()
    this.#tell({ title: 'The session is over', text: 'Sign in again to go on.' })
    return true
  }

  async #do<T>(path: string, call: Call = {}): Promise<Answer<T>> {
    this.isBusy = true
    const answer = (await this.#deps.call(path, call)) as Answer<T>
    this.isBusy = false
    this.fault = answer.kind === 'ok' ? null : answer
    return answer
  }
}
