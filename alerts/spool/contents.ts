import type { Kept } from '../ledger.ts'
import type { NumberedChange } from '../model/change.ts'

/** What a spool holds: the present state, and the changes that the database does not have yet, in order. */
export interface SpoolContents extends Kept {
  /** Of the leader that began the file. */
  readonly epoch: number
  readonly ordinal: number
  readonly unstored: readonly NumberedChange[]
  /** The name that a damaged file was given; null when the file was sound. */
  readonly setAside: string | null
}
