const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
/** The letters that share a value stand at its place. */
const letters = ['', 'AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FW', 'GPX', 'HY', 'RZ']

/**
 * What position 9 of a VIN must be where check digits are law (49 CFR 565.15(c)): `0` to `9` or `X`.
 *
 * @param vin 17 upper-case letters and digits without I, O, Q; position 9 itself does not count.
 */
export function expectedCheckDigit(vin: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * worthOf(vin.charAt(index)), 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

function worthOf(char: string): number {
  const value = letters.findIndex((sharing) => sharing.includes(char))
  return value === -1 ? Number(char) : value
}
