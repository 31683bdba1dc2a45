import type { Kept } from '../parts/kept.ts'
import type { Answer, Ask } from './answer.ts'
import { parseRecent, type RecentLookup, withLookup } from './recent.ts'
import { isWhole, readTyped } from './typed.ts'
import { headlineOf, type Vehicle } from './vehicle.ts'

export interface LookupDeps {
  ask: Ask
  recent: Kept
  now: () => number
}

/** The lookup page: what is typed, what was asked, what came back. The address bar follows the VIN that is asked for. */
export class Lookup {
  #deps: LookupDeps
  #asking: AbortController | null = $state.raw(null)
  /** The VIN that the address names; undefined before it was read. */
  #inAddress: string | null | undefined

  typed = $state('')
  /** What the answer is an answer to. */
  asked = $state('')
  answer: Answer | null = $state.raw(null)
  recent: readonly RecentLookup[] = $state.raw([])

  reading = $derived(readTyped(this.typed))
  isBusy = $derived(this.#asking !== null)

  constructor(deps: LookupDeps) {
    this.#deps = deps
    this.recent = parseRecent(deps.recent.read())
  }

  /** Shows what the address asks for: at the start, and when the visitor goes back or forward. */
  async followAddress(): Promise<void> {
    const vin = new URL(location.href).searchParams.get('vin')
    if (vin === this.#inAddress) return
    this.#inAddress = vin
    this.typed = vin ?? ''
    if (vin === null) this.#stop()
    else await this.#look(vin)
  }

  /** @param text what to look up; what stands in the box when left out. */
  async submit(text: string = this.typed): Promise<void> {
    this.typed = text
    if (this.reading.verdict.kind === 'empty') return
    if (isWhole(this.reading)) this.#showInAddress(this.reading.text)
    await this.#look(text)
  }

  /** Decodes the vehicle on the page anew, past what is cached. */
  async refresh(vehicle: Vehicle): Promise<void> {
    await this.#look(vehicle.vin, true)
  }

  forgetRecent(): void {
    this.recent = []
    this.#deps.recent.write(null)
  }

  #showInAddress(vin: string): void {
    if (vin !== this.#inAddress) history.pushState(null, '', pathOf(vin))
    this.#inAddress = vin
  }

  #stop(): void {
    this.#asking?.abort()
    this.#asking = null
    this.answer = null
  }

  /** A new question ends the one before: only the answer to the last is shown. */
  async #look(vin: string, forceRefresh = false): Promise<void> {
    this.#stop()
    this.asked = readTyped(vin).text
    const asking = new AbortController()
    this.#asking = asking
    try {
      const answer = await this.#deps.ask(vin, { forceRefresh, signal: asking.signal })
      if (this.#asking === asking) this.#show(answer)
    } catch (error) {
      if (!asking.signal.aborted) throw error
    } finally {
      if (this.#asking === asking) this.#asking = null
    }
  }

  #show(answer: Answer): void {
    this.answer = answer
    if (answer.kind !== 'found') return
    const { vehicle } = answer
    this.recent = withLookup(this.recent, { vin: vehicle.vin, title: headlineOf(vehicle), at: this.#deps.now() })
    this.#deps.recent.write(JSON.stringify(this.recent))
  }
}

/** The path of a page that shows this vehicle; also the link to share. */
export function pathOf(vin: string): string {
  return `/?${new URLSearchParams({ vin })}`
}
