/** Names whose spelling no rule gives; keys in lower case. */
const brands: Record<string, string> = {
  bmw: 'BMW',
  gmc: 'GMC',
  byd: 'BYD',
  mini: 'MINI',
  kia: 'Kia',
  ram: 'Ram',
  fiat: 'Fiat',
  seat: 'SEAT',
  saab: 'Saab',
  mclaren: 'McLaren',
  delorean: 'DeLorean',
  mg: 'MG',
  gem: 'GEM',
  geo: 'Geo',
  daf: 'DAF',
  man: 'MAN',
  zap: 'ZAP',
  ktm: 'KTM',
  'can-am': 'Can-Am',
  tvr: 'TVR',
  'ez go': 'E-Z-GO',
  ds: 'DS',
  kymco: 'KYMCO',
  vinfast: 'VinFast',
  'ic bus': 'IC Bus',
  'sterling truck': 'Sterling',
  'mercedes benz': 'Mercedes-Benz',
  'land rover': 'Land Rover',
  'rolls royce': 'Rolls-Royce',
  'micro compact car': 'Smart',
  cfmoto: 'CFMOTO',
  cimc: 'CIMC',
  paccar: 'PACCAR',
}

/** Words of company names that keep a shape of their own; keys in lower case, without a closing point or comma. */
const companyWords: Record<string, string> = {
  inc: 'Inc.',
  ltd: 'Ltd.',
  co: 'Co.',
  corp: 'Corp.',
  mfg: 'Mfg.',
  gmbh: 'GmbH',
  's.p.a': 'S.p.A.',
  spa: 'S.p.A.',
  de: 'de',
  of: 'of',
  and: 'and',
  the: 'the',
  a: 'a',
  di: 'di',
  do: 'do',
  da: 'da',
  y: 'y',
  for: 'for',
  'new': 'New',
  van: 'Van',
  bus: 'Bus',
  car: 'Car',
  kia: 'Kia',
  cat: 'Cat',
  ing: 'Ing.',
  'h.c.f': 'h.c. F.',
  'c.s.p.a': 'C. S.p.A.',
  dr: 'Dr.',
  daf: 'DAF',
}
/** Abbreviations longer than three letters, which the rule for short words does not keep. */
const shouted = new Set(['kymco', 'hatci', 'hmma', 'tabc', 'sapi', 's.a', 'c.v', 'u.s.a', 'u.k', 's.a.s', 'b.v'])

/** A make as people write it: `HONDA` is Honda, `bmw` is BMW. */
export function spellMake(name: string): string {
  const tidy = tidied(name)
  const known = brands[tidy.toLowerCase()]
  if (known !== undefined || !isShouting(tidy)) return known ?? tidy
  return tidy.includes(' ') ? spellManufacturer(tidy) : tidy.replace(letters, calmWord)
}

/** A model: only long words without digits are calmed, so that F-150, CR-V, RAV4, MKZ and FLHTC stay. */
export function spellModel(name: string): string {
  return tidied(name).replace(/(?<![\p{L}\p{N}-])(?![B-DF-HJ-NP-TV-Z]{4})\p{Lu}{5,}(?![\p{L}\p{N}])/gu, capitalized)
}

/** A company's name in mixed case: `AMERICAN HONDA MOTOR CO., INC.` is American Honda Motor Co., Inc. */
export function spellManufacturer(name: string): string {
  const tidy = tidied(name).replace(/,(?=\S)/gu, ', ')
  if (!isShouting(tidy)) return tidy
  const words = tidy.split(' ').map(spellCompanyWord).join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A city, state or country: `MARYSVILLE` is Marysville, `UNITED STATES (USA)` is United States. */
export function spellPlace(name: string): string {
  const tidy = tidied(name).replace(/ \((?:USA|UK)\)$/u, '')
  return isShouting(tidy) ? tidy.replace(letters, capitalized) : tidy
}

/** `MULTIPURPOSE PASSENGER VEHICLE (MPV)` is Multipurpose Passenger Vehicle (MPV). */
export function spellVehicleType(name: string): string {
  const tidy = tidied(name)
  return isShouting(tidy) ? tidy.replace(/(?<!\()\b\p{Lu}+\b(?!\))/gu, capitalized) : tidy
}

const letters = /[\p{L}']+/gu

function tidied(name: string): string {
  return name.trim().replace(/\s+/gu, ' ')
}

/** All in capitals, or beginning with a long word that is. */
function isShouting(name: string): boolean {
  return /^\P{Ll}*\p{Lu}{2}\P{Ll}*$/u.test(name) || /^\p{Lu}{5,} /u.test(name)
}

function spellCompanyWord(word: string): string {
  const [, open = '', core = '', close = ''] = /^([(]*)(.*?)([.,)]*)$/u.exec(word) ?? []
  const key = core.toLowerCase()
  const known = companyWords[key]
  if (known !== undefined) return open + known + (known.endsWith('.') ? close.replace('.', '') : close)
  if (shouted.has(key) || /\d/u.test(core) || core !== core.toUpperCase()) return word
  return open + (brands[key] ?? core.replace(letters, calmWord)) + close
}

/** Words of up to three letters are most often abbreviations: GM, LLC, FCA, USA. */
function calmWord(word: string): string {
  return brands[word.toLowerCase()] ?? (word.length <= 3 ? word : capitalized(word))
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}
