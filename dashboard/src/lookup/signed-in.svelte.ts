import { type Me, sessionHeaders } from '../parts/session.ts'

export interface SignedInDeps {
  /** Null for a visitor, and when it cannot be told now. */
  ask: () => Promise<Me | null>
  /** False once the server said that nobody is. */
  isLikely: () => boolean
}

/** Who is signed in on this page, and what they used of their month. */
export class SignedIn {
  #deps: SignedInDeps
  #asking: Promise<void> | null = null

  me: Me | null = $state.raw(null)

  constructor(deps: SignedInDeps) {
    this.#deps = deps
  }

  /** Asks anew, as after a lookup: it costs some of the month. */
  renew(): Promise<void> {
    this.#asking = this.#renew()
    return this.#asking
  }

  /** What a request that changes something must carry. */
  async headers(): Promise<Record<string, string>> {
    await (this.#asking ?? this.renew())
    return sessionHeaders(this.me)
  }

  async renewedHeaders(): Promise<Record<string, string>> {
    await this.renew()
    return sessionHeaders(this.me)
  }

  async #renew(): Promise<void> {
    const me = await this.#deps.ask()
    // Without a connection whoever was signed in still is.
    if (me !== null || !this.#deps.isLikely()) this.me = me
  }
}
