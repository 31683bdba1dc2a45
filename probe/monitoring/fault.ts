/** One thing that is wrong in monitoring.yaml, told without the value of any setting. */
export interface Fault {
  /** Counted from 1, as is `column`. */
  readonly line: number
  readonly column: number
  /** What should stand there. */
  readonly wanted: string
}

/** monitoring.yaml cannot be used. The message has a line for each fault, in the order of the file. */
export class MonitoringError extends Error {
  override readonly name = 'MonitoringError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const sorted = faults.toSorted((a, b) => a.line - b.line || a.column - b.column)
    super(sorted.map(({ line, column, wanted }) => `monitoring.yaml:${line}:${column} wanted ${wanted}`).join('\n'))
    this.faults = sorted
  }
}

/** The way from the top of the file to a value, by keys and places in lists. */
export type Path = readonly (string | number)[]

/** A fault whose place is still a path. */
export interface Complaint {
  readonly path: Path
  readonly wanted: string
  /** The key itself is wrong, not what stands behind it. */
  readonly aboutKey?: boolean
  /** Where in the text of the value, characters from 0. */
  readonly offset?: number
}
