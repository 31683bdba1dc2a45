import { hasValidCheckDigit } from './check-digit.ts'
import { hasSerial } from './structure.ts'
import { asVin, type Vin } from './vin.ts'

/** More than the largest QR code holds. */
const longestText = 8000
/**
 * A VIN that stands alone or behind what barcodes put before it: `I`, the data identifier of a VIN (ANSI MH10.8.2), or
 * `VAD`, its name in the PDF417 of North American registration papers (AAMVA).
 */
const words = /(?<![A-Z0-9])(?:I|VIN|VAD)?([A-HJ-NPR-Z0-9]{17})(?![A-Z0-9])/gu

/**
 * The VINs in what one barcode says: a bare VIN, a web address, JSON, lines. Where check digits prove some of them, those
 * alone; what no check digit proves must at least end like a VIN.
 */
export function vinsInBarcode(text: string): Vin[] {
  const plain = withoutEscapes(text.slice(0, longestText)).normalize('NFKC').toUpperCase()
  const whole = [...plain.matchAll(words)].map(([, word = '']) => asVin(word)).filter((vin) => vin !== undefined)
  const joined = plain.split(/[\n\r]+/u).map(joinedVin)
  const found = [...new Set([...whole, ...joined.filter((vin) => vin !== undefined)])]
  const proven = found.filter(isProven)
  return proven.length > 0 ? proven : found.filter((vin) => hasSerial(vin, false))
}

/** The VINs in all barcodes of a picture, each once, those with a right check digit first. */
export function vinsInBarcodes(texts: readonly string[]): Vin[] {
  const found = [...new Set(texts.flatMap(vinsInBarcode))]
  return [...found.filter(isProven), ...found.filter((vin) => !isProven(vin))]
}

function isProven(vin: Vin): boolean {
  return /\d.*\d/u.test(vin) && hasValidCheckDigit(vin)
}

/** A line in groups is a VIN only when the check digit says so. */
function joinedVin(line: string): Vin | undefined {
  const vin = asVin(line.replace(/[\s*]+/gu, '').replace(/^I/u, ''))
  return vin !== undefined && isProven(vin) ? vin : undefined
}

/** Web addresses write some characters as %3D. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/%([0-7][0-9a-f])/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
