import { expectedCheckDigit } from '../box/check-digit.ts'

/** More than the largest QR code holds. */
const longestText = 8000
/** A VIN alone, or behind what barcodes put before it: the import mark I, the word VIN, VAD in registration papers. */
const words = /(?<![A-Z0-9])(?:I|VIN|VAD)?([A-HJ-NPR-Z0-9]{17})(?![A-Z0-9])/gu
const wholeVin = /^[A-HJ-NPR-Z0-9]{17}$/u

/** The VINs in all barcodes of a picture as the server reads them, each once, those with a right check digit first. */
export function vinsInBarcodes(texts: readonly string[]): string[] {
  const found = [...new Set(texts.flatMap(vinsInBarcode))]
  return [...found.filter(isProven), ...found.filter((vin) => !isProven(vin))]
}

/** True when the check digit says that it was read without a mistake. */
export function isProven(vin: string): boolean {
  return /\d.*\d/u.test(vin) && vin.charAt(8) === expectedCheckDigit(vin)
}

function vinsInBarcode(text: string): string[] {
  const plain = withoutEscapes(text.slice(0, longestText)).normalize('NFKC').toUpperCase()
  const whole = [...plain.matchAll(words)].map(([, word = '']) => word)
  const joined = plain.split(/[\n\r]+/u).map((line) => line.replace(/[\s*]+/gu, '').replace(/^I/u, ''))
  const found = [...new Set([...whole, ...joined.filter((line) => wholeVin.test(line) && isProven(line))])]
  const proven = found.filter(isProven)
  return proven.length > 0 ? proven : found.filter(endsLikeVin)
}

/** Four digits, three for makers of few vehicles, whose third character is 9. */
function endsLikeVin(vin: string): boolean {
  return (vin.charAt(2) === '9' ? /\d{3}$/u : /\d{4}$/u).test(vin)
}

/** Web addresses write some characters as %3D. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/%([0-7][0-9a-f])/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
