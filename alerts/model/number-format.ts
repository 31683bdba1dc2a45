/** Numbers as Prometheus's templates print them. @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return withGoExponent(String(value))
}

/** Four digits and a metric prefix: 1234 is `1.234k`. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value)
  const [prefixes, factor] = Math.abs(value) >= 1 ? [large, 1_000] : [small, 1 / 1_000]
  let [scaled, power] = [value, 0]
  const isDone = () => (factor > 1 ? Math.abs(scaled) < 1_000 : Math.abs(scaled) >= 1)
  while (!isDone() && power < prefixes.length - 1) {
    scaled /= factor
    power += 1
  }
  return `${fourDigits(scaled)}${prefixes[power] ?? ''}`
}

export function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`
}

/** @param value seconds. */
export function humanizeDuration(value: number): string {
  if (value === 0) return '0s'
  if (!Number.isFinite(value)) return fourDigits(value)
  if (Math.abs(value) < 1) return `${humanize(value)}s`
  const whole = Math.floor(Math.abs(value))
  const sign = value < 0 ? '-' : ''
  const [seconds, minutes, hours] = [whole % 60, Math.floor(whole / 60) % 60, Math.floor(whole / 3_600) % 24]
  const days = Math.floor(whole / 86_400)
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`
  if (minutes > 0) return `${sign}${minutes}m ${seconds}s`
  return `${fourDigits(value)}s`
}

const large = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']
const small = ['', 'm', 'u', 'n', 'p', 'f', 'a', 'z', 'y']

/** Go's `%.4g`. */
function fourDigits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatNumber(value)
  const exponent = Number(value.toExponential(3).split('e')[1])
  if (exponent >= -4 && exponent < 4) return String(Number(value.toPrecision(4)))
  const [mantissa = '', power = ''] = value.toExponential(3).split('e')
  return withGoExponent(`${Number(mantissa)}e${power}`)
}

/** Go writes at least two digits of an exponent. */
function withGoExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2')
}
