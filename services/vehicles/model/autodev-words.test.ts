import { expect, test } from 'vitest'
import { driveType, engineParts, fuelType, transmission } from './autodev-words.ts'

test.each([
  ['FWD', 'FWD/Front-Wheel Drive'],
  ['all wheel drive', 'AWD/All-Wheel Drive'],
  ['four-wheel drive', '4WD/4-Wheel Drive/4x4'],
  ['6x4', '6x4'],
  [undefined, undefined],
])('the drive %s is %s', (words, known) => {
  expect(driveType(words)).toBe(known)
})

test.each([
  ['premium unleaded (required)', 'Gasoline'],
  ['gas', 'Gasoline'],
  ['flex-fuel (unleaded/E85)', 'Flexible Fuel Vehicle (FFV)'],
  ['diesel', 'Diesel'],
  ['electric', 'Electric'],
  ['natural gas (CNG)', 'Compressed Natural Gas (CNG)'],
  ['hydrogen', 'Compressed Hydrogen/Hydrogen'],
  ['peanut oil', 'peanut oil'],
])('the fuel %s is %s', (words, known) => {
  expect(fuelType(words)).toBe(known)
})

test.each([
  ['AUTOMATIC', 'Automatic'],
  ['CONTINUOUSLY_VARIABLE', 'Continuously variable'],
  ['CVT', 'CVT'],
  ['8-Speed Automatic', '8-Speed Automatic'],
])('the transmission %s is %s', (words, known) => {
  expect(transmission(words)).toBe(known)
})

test.each<{ words: string; parts: object }>([
  { words: '3.0L V6', parts: { displacement_l: '3.0', cylinders: '6', engine_configuration: 'V-Shaped' } },
  { words: '2.0L I4 Turbo', parts: { displacement_l: '2.0', engine_configuration: 'In-Line', turbo: 'Yes' } },
  { words: '2.5 L H4', parts: { displacement_l: '2.5', engine_configuration: 'Horizontally opposed (boxer)' } },
  { words: '5.7L 8-cylinder', parts: { displacement_l: '5.7', cylinders: '8' } },
  { words: 'Dual Motor', parts: { displacement_l: undefined, cylinders: undefined, turbo: undefined } },
])('the engine $words is taken apart', ({ words, parts }) => {
  expect(engineParts(words)).toMatchObject(parts)
})
