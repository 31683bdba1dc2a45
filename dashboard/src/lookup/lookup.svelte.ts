import { pathOf, readAddress } from './address.ts'
import type { Answer, Ask } from './api/answer.ts'
import { isWhole, readTyped } from './box/typed.ts'
import { Question } from './question.svelte.ts'
import type { Vehicle } from './report/vehicle.ts'

export interface LookupDeps {
  ask: Ask
  /** Is told what came back, of both questions. */
  answered: (answer: Answer) => void
}

/** What is typed, what was asked, what came back. The address bar follows what is asked for. */
export class Lookup {
  /** The path of what is shown; null when the address names nothing, undefined before it was read. */
  #path: string | null | undefined

  typed = $state('')
  reading = $derived(readTyped(this.typed))
  readonly first: Question
  /** False while only the address was followed: then nobody waits for the focus. */
  hasActed = $state(false)
  /** What the first is compared with. */
  readonly second: Question
  isComparing = $state(false)

  constructor({ ask, answered }: LookupDeps) {
    this.first = new Question(ask, answered)
    this.second = new Question(ask, answered)
  }

  /** Shows what the address asks for: at the start, and when the visitor goes back or forward. */
  async followAddress(): Promise<void> {
    const { vin, other } = readAddress(location.href)
    const path = vin === null ? null : pathOf(vin, other ?? undefined)
    if (path === this.#path) return
    this.#path = path
    this.typed = vin ?? ''
    await Promise.all([this.#lookFirst(vin), this.#lookSecond(other)])
  }

  /** @param text what to look up; what stands in the box when left out. */
  async submit(text: string = this.typed): Promise<void> {
    this.typed = text
    if (this.reading.verdict.kind === 'empty') return
    this.hasActed = true
    if (isWhole(this.reading)) this.#showInAddress(pathOf(this.reading.text))
    await Promise.all([this.first.look(text), this.#lookSecond(null)])
  }

  /** Puts two vehicles side by side; what is shown already is not asked for again. */
  async compare(vin: string, other: string): Promise<void> {
    this.hasActed = true
    this.typed = vin
    this.#showInAddress(pathOf(vin, other))
    await Promise.all([this.#lookFirst(vin), this.#lookSecond(other)])
  }

  /** Back to one vehicle. */
  async keepOne(vin: string): Promise<void> {
    this.hasActed = true
    this.typed = vin
    this.#showInAddress(pathOf(vin))
    await Promise.all([this.#lookFirst(vin), this.#lookSecond(null)])
  }

  /** Decodes the vehicle on the page anew, past what is cached. */
  async refresh(vehicle: Vehicle): Promise<void> {
    await this.first.look(vehicle.vin, true)
  }

  #showInAddress(path: string): void {
    if (path !== this.#path) history.pushState(null, '', path)
    this.#path = path
  }

  async #lookFirst(vin: string | null): Promise<void> {
    const { answer } = this.first
    if (answer?.kind === 'found' && answer.vehicle.vin === vin) return
    if (vin === null) this.first.stop()
    else await this.first.look(vin)
  }

  async #lookSecond(vin: string | null): Promise<void> {
    this.isComparing = vin !== null
    if (vin === null) this.second.stop()
    else await this.second.look(vin)
  }
}
