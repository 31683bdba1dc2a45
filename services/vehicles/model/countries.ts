import type { Vin } from './vin.ts'

export type Region = 'Africa' | 'Asia' | 'Europe' | 'North America' | 'Oceania' | 'South America'

/** ISO 3780: spans of the first two characters, in the order A-Z 1-9 0. */
const spans = `
AA-AH South Africa|AJ-AK Ivory Coast|AL-AM Lesotho|AN-AP Botswana|AR-AS Namibia|AT-AU Madagascar|AV-AW Mauritius
AX-AY Tunisia|AZ-A1 Cyprus|A2-A3 Zimbabwe|A4-A5 Mozambique|BA-BB Angola|BC-BC Ethiopia|BF-BG Kenya|BH-BH Rwanda
BL-BL Nigeria|BR-BR Algeria|BT-BT Eswatini|BU-BU Uganda|B3-B4 Libya|CA-CB Egypt|CF-CG Morocco|CL-CM Zambia
EA-E0 Russia|HA-H0 China|JA-J0 Japan|KF-KH Israel|KL-KR South Korea|KS-KT Jordan|K1-K3 South Korea|K5-K5 Kyrgyzstan
LA-L0 China|MA-ME India|MF-MK Indonesia|ML-MR Thailand|MS-MS Myanmar|MU-MU Mongolia|MX-MX Kazakhstan|MY-M0 India
NA-NE Iran|NF-NG Pakistan|NJ-NJ Iraq|NL-NR Türkiye|NS-NT Uzbekistan|NV-NV Azerbaijan|NX-NX Tajikistan|NY-NY Armenia
N1-N5 Iran|N7-N8 Türkiye|PA-PC Philippines|PF-PG Singapore|PL-PR Malaysia|PS-PT Bangladesh|P5-P0 India
RA-RB United Arab Emirates|RF-RK Taiwan|RL-RN Vietnam|RP-RP Laos|RS-RT Saudi Arabia|RU-RW Russia|R1-R7 Hong Kong
SA-SM United Kingdom|SN-ST Germany|SU-SZ Poland|S1-S2 Latvia|S3-S3 Georgia|S4-S4 Iceland
TA-TH Switzerland|TJ-TP Czech Republic|TR-TV Hungary|TW-T2 Portugal|T3-T5 Serbia|T6-T6 Andorra|T7-T8 Netherlands
UA-UC Spain|UH-UM Denmark|UN-UR Ireland|UU-UX Romania|U1-U2 North Macedonia|U5-U7 Slovakia|U8-U0 Bosnia and Herzegovina
VA-VE Austria|VF-VR France|VS-VW Spain|VX-V2 France|V3-V5 Croatia|V6-V8 Estonia|WA-W0 Germany|XA-XC Bulgaria
XD-XE Russia|XF-XH Greece|XJ-XK Russia|XL-XR Netherlands|XS-XW Russia|XX-XY Luxembourg|XZ-X0 Russia|YA-YE Belgium
YF-YK Finland|YN-YN Malta|YS-YW Sweden|YX-Y2 Norway|Y3-Y5 Belarus|Y6-Y8 Ukraine|ZA-ZU Italy|ZX-ZZ Slovenia
Z1-Z1 San Marino|Z3-Z5 Lithuania|Z6-Z0 Russia|1A-10 United States|2A-25 Canada|3A-3X Mexico|34-34 Nicaragua
35-35 Dominican Republic|36-36 Honduras|37-37 Panama|38-39 Puerto Rico|4A-40 United States|5A-50 United States
6A-6X Australia|6Y-61 New Zealand|7A-7E New Zealand|7F-70 United States|8A-8E Argentina|8F-8G Chile|8L-8N Ecuador
8S-8T Peru|8X-8Z Venezuela|82-82 Bolivia|84-84 Costa Rica|9A-9E Brazil|9F-9G Colombia|9S-9V Uruguay|91-90 Brazil`

const order = 'ABCDEFGHJKLMNPRSTUVWXYZ1234567890'

const countries = spans
  .trim()
  .split(/[|\n]/u)
  .map((span) => ({
    first: span.charAt(0),
    from: order.indexOf(span.charAt(1)),
    to: order.indexOf(span.charAt(4)),
    name: span.slice(6),
  }))

/** The country whose body gave out the WMI (where the maker has its seat), or null when the code is not given out. */
export function countryOf(vin: Vin): string | null {
  const second = order.indexOf(vin.charAt(1))
  const found = countries.find(({ first, from, to }) => first === vin[0] && from <= second && second <= to)
  return found?.name ?? null
}

/** Null when the first character belongs to nobody. */
export function regionOf(vin: Vin): Region | null {
  const first = vin.charAt(0)
  if ('ABC'.includes(first)) return 'Africa'
  if ('HJKLMNPR'.includes(first)) return 'Asia'
  if ('ESTUVWXYZ'.includes(first)) return 'Europe'
  if ('12345'.includes(first) || (first === '7' && countryOf(vin) === 'United States')) return 'North America'
  if ('67'.includes(first)) return 'Oceania'
  return '89'.includes(first) ? 'South America' : null
}
