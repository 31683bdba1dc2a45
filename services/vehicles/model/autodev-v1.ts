import { driveType, engineConfiguration, fuelType, transmission } from './autodev-words.ts'
import { attributesIn, type Foreign, listIn, objectIn, textIn } from './foreign.ts'
import { failure, type Outcome, told } from './outcome.ts'
import { foreignFacts } from './spell-facts.ts'
import type { Vin } from './vin.ts'

/** Characters 1-8 and 10 of the VIN, sometimes 11 too: all that version 1 may repeat of it. */
const squishedPositions = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10]

/** The shape of Edmunds: names inside objects, one entry in `years` for each that fits, numbers as texts. */
export function readAutodevV1(vin: Vin, answer: Foreign): Outcome {
  if (!speaksOf(vin, answer)) return failure('wrong-vin')
  const inside = (name: string): Foreign => objectIn(answer[name]) ?? {}
  const engine = inside('engine')
  const years = listIn(answer.years)
    .map(objectIn)
    .filter((year) => year !== undefined)
  const facts = foreignFacts({
    make: inside('make').name,
    model: inside('model').name,
    year: years.length === 1 ? years[0]?.year : undefined,
    trim: onlyTrim(years),
    body_class: inside('categories').vehicleStyle,
    doors: answer.numOfDoors,
    drive_type: driveType(textIn(answer.drivenWheels)),
    transmission: transmission(textIn(inside('transmission').transmissionType)),
    fuel_type: fuelType(textIn(engine.fuelType) ?? textIn(engine.type)),
    displacement_l: engine.size,
    cylinders: engine.cylinder,
    engine_configuration: engineConfiguration(textIn(engine.configuration)),
    engine_model: engine.manufacturerEngineCode,
    horsepower: engine.horsepower,
    turbo: /turbo/i.test(textIn(engine.compressorType) ?? '') ? 'Yes' : undefined,
  })
  return told(facts, attributesIn(answer))
}

/** Told only when all styles that fit have it. */
function onlyTrim(years: readonly Foreign[]): string | undefined {
  const trims = new Set(years.flatMap(({ styles }) => listIn(styles)).map((style) => textIn(objectIn(style)?.trim)))
  const [trim] = trims
  return trims.size === 1 ? trim : undefined
}

/** True as well when neither the VIN nor a part of it is repeated: version 1 need not. */
function speaksOf(vin: Vin, answer: Foreign): boolean {
  const whole = textIn(answer.vin)
  if (whole !== undefined) return whole.toUpperCase() === vin
  const squished = textIn(answer.squishVin)?.toUpperCase()
  const own = squishedPositions.map((position) => vin.charAt(position)).join('')
  return squished === undefined || (squished.length >= 9 && (own.startsWith(squished) || vin.startsWith(squished)))
}
