import type { Facts } from './facts.ts'

/** An engine in one short line, such as `3.0L V6 gasoline, turbo, 240 hp`, or null when nothing is known of it. */
export function engineInfo(facts: Facts): string | null {
  const fuel = fuelWord(facts.fuel_type)
  if (fuel === 'electric' && facts.displacement_l === undefined) return withExtras('electric', facts)
  const parts = [displacement(facts.displacement_l), layout(facts), fuel].filter((part) => part !== '')
  return parts.length === 0 ? null : withExtras(parts.join(' '), facts)
}

function withExtras(line: string, facts: Facts): string {
  const turbo = facts.turbo === 'Yes' ? ', turbo' : ''
  const power = facts.horsepower === undefined ? '' : `, ${Math.round(Number(facts.horsepower))} hp`
  return line + turbo + power
}

function displacement(litres: string | number | undefined): string {
  const value = Number(litres)
  if (litres === undefined || !(value > 0)) return ''
  return value < 1 ? `${Math.round(value * 1000)} cc` : `${value.toFixed(1)}L`
}

const layoutLetters: Record<string, string> = { 'In-Line': 'I', 'V-Shaped': 'V', 'W Shaped': 'W' }

function layout(facts: Facts): string {
  const { engine_configuration: configuration = '', cylinders } = facts
  if (configuration === 'Rotary') return 'rotary'
  if (cylinders === undefined) return ''
  if (String(configuration).startsWith('Horizontally')) return `flat-${cylinders}`
  const letter = layoutLetters[configuration]
  return letter === undefined ? `${cylinders}-cylinder` : `${letter}${cylinders}`
}

const fuelWords: Record<string, string> = {
  'Compressed Natural Gas (CNG)': 'CNG',
  'Liquefied Petroleum Gas (propane or LPG)': 'LPG',
  'Liquefied Natural Gas (LNG)': 'LNG',
  'Ethanol (E85)': 'E85',
  'Flexible Fuel Vehicle (FFV)': 'flex fuel',
  'Compressed Hydrogen/Hydrogen': 'hydrogen',
}

function fuelWord(fuel: string | number | undefined): string {
  return fuel === undefined ? '' : (fuelWords[fuel] ?? String(fuel).toLowerCase())
}
