import type { Trouble } from '../../parts/call.ts'
import type { HistoryApi, ListedPage } from './listed.ts'

const searchAfterMs = 250

/** The lookups of the account, a page at a time, as far as they match what is searched for. */
export class AccountHistory {
  #api: HistoryApi
  #asking: AbortController | null = $state.raw(null)
  #typing: ReturnType<typeof setTimeout> | undefined

  words = $state('')
  page = $state(1)
  listed: ListedPage | null = $state.raw(null)
  trouble: Trouble | null = $state.raw(null)
  isBusy = $derived(this.#asking !== null)

  constructor(api: HistoryApi) {
    this.#api = api
  }

  /** Searches once nothing was typed for a moment. */
  search(words: string): void {
    this.words = words
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.turnTo(1), searchAfterMs)
  }

  turnTo(page: number): Promise<void> {
    this.page = page
    return this.load()
  }

  /** Asks for the page anew; what was listed stays until the answer is there. */
  async load(): Promise<void> {
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    try {
      const answer = await this.#api.list({ words: this.words, page: this.page }, asking.signal)
      if (this.#asking === asking) this.#show(answer)
    } catch (error) {
      if (!asking.signal.aborted) throw error
    } finally {
      if (this.#asking === asking) this.#asking = null
    }
  }

  async remove(id: number): Promise<void> {
    this.trouble = await this.#api.remove(id)
    if (this.trouble === null) await this.load()
  }

  #show(answer: ListedPage | Trouble): void {
    this.trouble = 'kind' in answer ? answer : null
    if ('kind' in answer) return
    this.listed = answer
    // The last row of the last page was deleted.
    if (answer.lookups.length === 0 && this.page > 1) void this.turnTo(Math.max(1, answer.totalPages))
  }
}
