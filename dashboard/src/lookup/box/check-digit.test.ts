import { expect, test } from 'vitest'
import { expectedCheckDigit as serversAnswer } from '../../../../services/vehicles/model/check-digit.ts'
import { type Vin, vinAlphabet } from '../../../../services/vehicles/model/vin.ts'
import { expectedCheckDigit } from './check-digit.ts'

test.each<{ name: string; vin: string; digit: string }>([
  { name: 'a sum that leaves ten is written X', vin: '1M8GDM9AXKP042788', digit: 'X' },
  { name: 'seventeen ones have a one', vin: '11111111111111111', digit: '1' },
  { name: 'a sum that leaves nothing is zero', vin: '00000000000000000', digit: '0' },
  { name: 'a car of Ohio', vin: '1HGCM82633A004352', digit: '3' },
  { name: 'a truck of Michigan', vin: '5GZCZ43D13S812715', digit: '1' },
  { name: 'what stands at position 9 does not count', vin: '1HGCM826X3A004352', digit: '3' },
])('$name', ({ vin, digit }) => {
  expect(expectedCheckDigit(vin)).toBe(digit)
})

test('each character at each position weighs as much as the server says', () => {
  for (let position = 0; position < 17; position++) {
    for (const char of vinAlphabet) {
      const vin = `${'1'.repeat(position)}${char}${'1'.repeat(16 - position)}`
      expect(expectedCheckDigit(vin), vin).toBe(serversAnswer(vin as Vin))
    }
  }
})
