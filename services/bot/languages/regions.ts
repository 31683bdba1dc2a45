const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Names that the decoders use and Intl does not. */
const otherNames: readonly (readonly [name: string, code: string])[] = [
  ['Czech Republic', 'CZ'],
  ['Ivory Coast', 'CI'],
  ['Hong Kong', 'HK'],
  ['Turkey', 'TR'],
  ['England', 'GB'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Korea', 'KR'],
]

const codes = new Map<string, string>([...regions(), ...otherNames])

function regions(): (readonly [name: string, code: string])[] {
  const all = letters.flatMap((first) => letters.map((second) => first + second))
  return all.flatMap((code) => {
    const name = english.of(code)
    return name === undefined ? [] : [[name, code] as const]
  })
}

/** Tells countries, known by their English names, in a language; what is none as it stands. */
export function countryIn(language: string): (englishName: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return (englishName) => {
    const code = codes.get(englishName)
    return code === undefined || language === 'en' ? englishName : (names.of(code) ?? englishName)
  }
}
