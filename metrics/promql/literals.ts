/** Reads numbers, durations and texts as Go and Prometheus write them. Each gives undefined for what is none. */

const MILLISECONDS = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }

/** `1h30m`: units from large to small, each at most once. @returns milliseconds. */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0
  const parts = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text)
  if (parts === null || text === '') return undefined
  return Object.values(MILLISECONDS).reduce((sum, unit, i) => sum + Number(parts[i + 1] ?? 0) * unit, 0)
}

/** A number in any notation of PromQL: decimal, `0x1F`, `017` (octal), `1_000`, `Inf`, `NaN`. */
export function readNumber(text: string): number | undefined {
  const [, sign, digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  const size = readUnsigned(digits)
  return size === undefined ? undefined : sign === '-' ? -size : size
}

function readUnsigned(digits: string): number | undefined {
  if (/^inf(inity)?$/i.test(digits)) return Number.POSITIVE_INFINITY
  if (/^nan$/i.test(digits)) return Number.NaN
  const plain = digits.replaceAll('_', '')
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8)
  if (/^0(x[0-9a-f]+|b[01]+|o[0-7]+)$/i.test(plain)) return Number(plain)
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined
}

/** A number or a duration, in seconds. */
export function readSeconds(text: string): number | undefined {
  const number = readNumber(text)
  if (number !== undefined) return number
  const durationMs = readDuration(text)
  return durationMs === undefined ? undefined : durationMs / 1_000
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}
const PIECE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[^xuU0-7])|\\|[^\\]+/gsu

/** A quoted text: double and single quotes know escapes, back-quotes do not. Escapes of bytes make UTF-8. */
export function readText(literal: string): string | undefined {
  const quote = literal[0] ?? ''
  if (literal.length < 2 || !'"\'`'.includes(quote) || literal.at(-1) !== quote) return undefined
  const inner = literal.slice(1, -1)
  if (quote === '`') return inner.includes('`') ? undefined : inner
  if (inner.includes('\n') || new RegExp(`^(?:[^\\\\]|\\\\.)*?${quote}`, 's').test(inner)) return undefined
  return resolveEscapes(inner, quote)
}

function resolveEscapes(inner: string, quote: string): string | undefined {
  const pieces = inner.match(PIECE) ?? []
  const bytes = pieces.map((piece) => (piece.startsWith('\\') ? escaped(piece.slice(1), quote) : Buffer.from(piece)))
  return bytes.includes(undefined)
    ? undefined
    : Buffer.concat(bytes.filter((some) => some !== undefined)).toString('utf8')
}

/** What stands for an escape without its backslash: bytes of UTF-8. */
function escaped(code: string, quote: string): Buffer | undefined {
  const kind = code[0] ?? ''
  if (kind === quote) return Buffer.from(quote)
  if (kind === 'x') return Buffer.from(code.slice(1), 'hex')
  if (kind === 'u' || kind === 'U') return characterOf(Number.parseInt(code.slice(1), 16))
  if (/^[0-7]{3}$/.test(code)) return byteOf(Number.parseInt(code, 8))
  const letter = LETTERS[kind]
  return letter === undefined ? undefined : Buffer.from(letter)
}

function characterOf(code: number): Buffer | undefined {
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? Buffer.from(String.fromCodePoint(code)) : undefined
}

function byteOf(value: number): Buffer | undefined {
  return value < 256 ? Buffer.from([value]) : undefined
}
