import type { Answer, Ask } from './api/answer.ts'
import { readTyped } from './box/typed.ts'

/** What was asked last, and what came back. A new question ends the one before: only the answer to the last is shown. */
export class Question {
  #ask: Ask
  #answered: (answer: Answer) => void
  #asking: AbortController | null = $state.raw(null)

  /** What the answer is an answer to, as it was read. */
  asked = $state('')
  answer: Answer | null = $state.raw(null)
  isBusy = $derived(this.#asking !== null)

  constructor(ask: Ask, answered: (answer: Answer) => void) {
    this.#ask = ask
    this.#answered = answered
  }

  async look(vin: string, forceRefresh = false): Promise<void> {
    this.stop()
    this.asked = readTyped(vin).text
    const asking = new AbortController()
    this.#asking = asking
    try {
      const answer = await this.#ask(vin, { forceRefresh, signal: asking.signal })
      if (this.#asking === asking) this.#show(answer)
    } catch (error) {
      if (!asking.signal.aborted) throw error
    } finally {
      if (this.#asking === asking) this.#asking = null
    }
  }

  /** Gives up what is asked, and forgets what was answered. */
  stop(): void {
    this.#asking?.abort()
    this.#asking = null
    this.answer = null
  }

  #show(answer: Answer): void {
    this.answer = answer
    this.#answered(answer)
  }
}
