import type { Matcher } from '../model/matcher.ts'
import type { SeriesPoints } from '../model/sample.ts'

/** Where an evaluation takes its series from. */
export interface Storage {
  /** The samples of [from, to], Unix milliseconds, of every series that has any there, sorted by labels. */
  select(matchers: readonly Matcher[], from: number, to: number): readonly SeriesPoints[]
}
