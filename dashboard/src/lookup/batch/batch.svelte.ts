import type { Trouble } from '../../parts/call.ts'
import { type FileText, textOfFile } from './file-text.ts'
import { isProblem, type RowResult } from './results.ts'
import { type Sending, sendInParts } from './send.ts'
import type { Table } from './table.ts'

export type Phase =
  | 'empty'
  /** The file is being read. */
  | 'reading'
  /** `complaint` says why the file is of no use. */
  | 'unusable'
  | 'ready'
  | 'asking'
  /** Stopped by the visitor or by `trouble`; it can go on. */
  | 'stopped'
  | 'done'

export interface BatchDeps extends Pick<Sending, 'send' | 'waitUntil' | 'now'> {
  /** Loaded when the first file comes. */
  loadReader: () => Promise<{ readTable: (text: string) => Table; readPasted: (text: string) => string[] }>
  /** Some rows were answered, and perhaps paid for. */
  settled: () => void
}

export interface Source {
  /** The name of the file, or where else the rows come from. */
  name: string
  vins: readonly string[]
}

/** Twenty requests for a thousand rows: as many as an account may send in a minute. */
const partSize = 50
/** A visitor has thirty rows a minute; small parts show them coming. */
const visitorsPartSize = 10

/** Many VINs at once: read, sent in parts, and what came back. */
export class Batch {
  #deps: BatchDeps
  #asking: AbortController | null = null

  /** How many lists were begun or closed: of two files that are dropped in a row the last one counts. */
  list = $state(0)
  phase: Phase = $state('empty')
  source: Source = $state.raw({ name: '', vins: [] })
  complaint = $state('')
  /** In the order of the rows; shorter than them while it runs. */
  results: readonly RowResult[] = $state.raw([])
  trouble: Trouble | null = $state.raw(null)
  /** Unix milliseconds; null while it does not wait for a limit. */
  waitsUntil: number | null = $state(null)
  problems = $derived(this.results.filter(isProblem).length)

  constructor(deps: BatchDeps) {
    this.#deps = deps
  }

  async takeFile(file: File): Promise<void> {
    const list = this.#begin(file.name)
    this.#take(list, file.name, await this.#vinsOf(await textOfFile(file)))
  }

  async takePasted(text: string, name: string): Promise<void> {
    const list = this.#begin(name)
    const { readPasted } = await this.#deps.loadReader()
    this.#take(list, name, { ok: true, vins: readPasted(text) })
  }

  /** Sends what is not answered yet; the first `most` rows alone when that is given. */
  async start(isVisitor: boolean, most = this.source.vins.length): Promise<void> {
    this.source = { ...this.source, vins: this.source.vins.slice(0, most) }
    const before = this.results.length
    const asking = new AbortController()
    this.#asking = asking
    this.trouble = null
    this.phase = 'asking'
    try {
      this.trouble = await sendInParts(this.#sending(isVisitor, asking.signal))
      this.phase = this.trouble === null ? 'done' : 'stopped'
    } catch (error) {
      if (!asking.signal.aborted) throw error
    } finally {
      this.waitsUntil = null
      if (this.results.length > before) this.#deps.settled()
    }
  }

  stop(): void {
    this.#asking?.abort()
    this.phase = 'stopped'
  }

  clear(): void {
    this.#asking?.abort()
    this.list++
    this.source = { name: '', vins: [] }
    this.results = []
    this.trouble = null
    this.phase = 'empty'
  }

  #begin(name: string): number {
    this.clear()
    this.source = { name, vins: [] }
    this.phase = 'reading'
    return this.list
  }

  async #vinsOf(file: FileText): Promise<Table> {
    if (!file.ok) return file
    const { readTable } = await this.#deps.loadReader()
    return readTable(file.text)
  }

  #take(list: number, name: string, table: Table): void {
    if (list !== this.list) return
    this.phase = table.ok ? 'ready' : 'unusable'
    if (table.ok) this.source = { name, vins: table.vins }
    else this.complaint = table.message
  }

  #sending(isVisitor: boolean, signal: AbortSignal): Sending {
    return {
      ...this.#deps,
      vins: this.source.vins.slice(this.results.length),
      partSize: isVisitor ? visitorsPartSize : partSize,
      signal,
      onResults: (results) => {
        this.results = [...this.results, ...results]
      },
      onWait: (until) => {
        this.waitsUntil = until
      },
    }
  }
}
