import { isProven } from './barcode-text.ts'
import type { PictureReading } from './messages.ts'

/** How each picture of the camera is turned for its second look; bars of Code 39 are read 5 degrees to either side. */
const frameAngles = [12, -12, 22, -22, 35, -35]

export function angleOf(frame: number): number {
  return frameAngles[frame % frameAngles.length] ?? 0
}

/**
 * The VINs that a picture of the camera is believed: bars without a check sum can be misread once, so that what no
 * check digit proves must be read twice in a row.
 */
export function believedVins(reading: PictureReading, before: PictureReading): readonly string[] {
  if (reading.kind !== 'vins') return []
  const again = before.kind === 'vins' ? before.vins : []
  return reading.vins.filter((vin) => isProven(vin) || again.includes(vin))
}
