import { expectedCheckDigit } from '../services/vehicles/model/check-digit.ts'
import type { Vin } from '../services/vehicles/model/vin.ts'
import { createOfflineDecoder } from '../services/vehicles/vpic/decoder.ts'
import { loadVpicIndex } from '../services/vehicles/vpic/index-file.ts'
import { measureLookups } from './lookups.ts'
import { medianMs, medianMsOf, promised, type Row } from './measure.ts'

/** Real makers and patterns, each with another serial number and the check digit that it needs. */
const patterns = ['1HGCM826', '1FTFW1ET', '5YJSA1E2', '2C3CDXBG', 'JH4DC434', 'WBA3A5C5', '1G1JC5SH']
const vins = Array.from({ length: 1000 }, (_, n) => {
  const pattern = patterns[n % patterns.length] ?? ''
  const serial = `${'5HBDE'[n % 5]}A${String(n).padStart(6, '0')}`
  const digit = expectedCheckDigit(`${pattern}0${serial}` as Vin)
  return `${pattern}${digit}${serial}` as Vin
})

/** Against the limits that the product promises: loaded in 300 ms, decoded in 1 ms, answered in 2.5 s whoever is down. */
export async function measureVehicles(): Promise<Row[]> {
  const now = Date.now()
  const decoder = createOfflineDecoder(await loadVpicIndex())
  const vinOf = (n: number) => vins[n % vins.length] as Vin
  return [
    promised('load the vehicle data', await medianMsOf(5, () => loadVpicIndex()), 300),
    promised(
      'decode a VIN',
      medianMs(2000, (n) => decoder.decode(vinOf(n), now)),
      1,
    ),
    promised(
      'suggest for a typo',
      medianMs(200, (n) => decoder.suggest(vinOf(n).replace(/.$/, '0').replace('A', 'B'), now)),
      5,
    ),
    ...(await measureLookups(vins)),
  ]
}
