import type { Report } from '../vehicles/model/report.ts'
import type { Voice } from './languages/voice.ts'

/** `2003 Honda Accord`, with the year where the language has it. */
export function vehicleTitle(
  voice: Voice,
  { year, make, model, manufacturer }: Pick<Report, 'year' | 'make' | 'model' | 'manufacturer'>,
): string {
  if (make !== null) {
    const name = model === null ? make : `${make} ${model}`
    return year === null ? name : voice.plain('title-of-year', { year: String(year), name })
  }
  return manufacturer === null ? voice.plain('title-unknown') : voice.plain('title-by-maker', { maker: manufacturer })
}
