import type { Report } from '../vehicles/model/report.ts'
import type { Voice } from './languages/voice.ts'

/** `2003 Honda Accord`. */
export function vehicleTitle(
  voice: Voice,
  { year, make, model, manufacturer }: Pick<Report, 'year' | 'make' | 'model' | 'manufacturer'>,
): string {
  if (make !== null) return [year, make, model].filter((part) => part !== null).join(' ')
  return manufacturer === null ? voice.plain('title-unknown') : voice.plain('title-by-maker', { maker: manufacturer })
}
