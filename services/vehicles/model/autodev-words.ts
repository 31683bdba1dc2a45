/** auto.dev's words for what vPIC, and so our report, has words for; others are taken as they are. */
export function driveType(words: string | undefined): string | undefined {
  return words === undefined ? undefined : (drives[words.toLowerCase().replaceAll('-', ' ')] ?? words)
}

const drives: Record<string, string> = {
  fwd: 'FWD/Front-Wheel Drive',
  'front wheel drive': 'FWD/Front-Wheel Drive',
  rwd: 'RWD/Rear-Wheel Drive',
  'rear wheel drive': 'RWD/Rear-Wheel Drive',
  awd: 'AWD/All-Wheel Drive',
  'all wheel drive': 'AWD/All-Wheel Drive',
  '4wd': '4WD/4-Wheel Drive/4x4',
  '4x4': '4WD/4-Wheel Drive/4x4',
  'four wheel drive': '4WD/4-Wheel Drive/4x4',
}

const fuels: readonly [RegExp, string][] = [
  [/flex/i, 'Flexible Fuel Vehicle (FFV)'],
  [/diesel/i, 'Diesel'],
  [/natural gas|cng/i, 'Compressed Natural Gas (CNG)'],
  [/hydrogen/i, 'Compressed Hydrogen/Hydrogen'],
  [/unleaded|gasoline|^gas$|petrol/i, 'Gasoline'],
  [/^electric/i, 'Electric'],
]

/** `premium unleaded (required)` is Gasoline. */
export function fuelType(words: string | undefined): string | undefined {
  return words === undefined ? undefined : (fuels.find(([pattern]) => pattern.test(words))?.[1] ?? words)
}

const configurations: Record<string, string> = {
  v: 'V-Shaped',
  i: 'In-Line',
  l: 'In-Line',
  inline: 'In-Line',
  w: 'W Shaped',
  h: 'Horizontally opposed (boxer)',
  flat: 'Horizontally opposed (boxer)',
  rotary: 'Rotary',
}

export function engineConfiguration(words: string | undefined): string | undefined {
  return words === undefined ? undefined : configurations[words.toLowerCase()]
}

/** `CONTINUOUSLY_VARIABLE` is Continuously variable. */
export function transmission(words: string | undefined): string | undefined {
  if (words === undefined || words !== words.toUpperCase()) return words
  const calm = words.replaceAll('_', ' ').toLowerCase()
  return calm.length <= 3 ? words : calm.charAt(0).toUpperCase() + calm.slice(1)
}

/** `3.0L V6 Turbo` taken apart. */
export function engineParts(words: string | undefined) {
  const [, litres] = /(?<![\d.])(\d{1,2}\.\d)\s?L\b/iu.exec(words ?? '') ?? []
  const [, letter, count] = /\b([VIWHL])-?(\d{1,2})\b/iu.exec(words ?? '') ?? []
  const [, counted] = /\b(\d{1,2})[ -]?cyl/iu.exec(words ?? '') ?? []
  return {
    displacement_l: litres,
    cylinders: count ?? counted,
    engine_configuration: engineConfiguration(letter),
    turbo: /turbo/iu.test(words ?? '') ? 'Yes' : undefined,
  }
}
