import { RedisError } from './backend.ts'
import type { Bytes } from './bytes.ts'
import { fitsInteger, readInteger } from './numbers.ts'

export const syntaxError = () => new RedisError('ERR syntax error')

export interface OptionShape {
  /** Words that stand alone. */
  flags: readonly string[]
  /** Words followed by this many arguments. */
  valued?: Readonly<Record<string, number>>
}

export interface Options {
  has(word: string): boolean
  /** The arguments that follow a valued word. */
  of(word: string): readonly Bytes[] | undefined
  /** How many of these words were given. */
  count(...words: string[]): number
}

/** Reads the words behind a command's fixed arguments. @throws {RedisError} a syntax error for any other word. */
export function readOptions(args: readonly Bytes[], { flags, valued = {} }: OptionShape): Options {
  const found = new Map<string, readonly Bytes[]>()
  for (let index = 0; index < args.length; index++) {
    const word = args[index]?.toUpperCase() ?? ''
    const wanted = flags.includes(word) ? 0 : valued[word]
    if (wanted === undefined || index + wanted >= args.length) throw syntaxError()
    found.set(word, args.slice(index + 1, index + 1 + wanted))
    index += wanted
  }
  return {
    has: (word) => found.has(word),
    of: (word) => found.get(word),
    count: (...words) => words.filter((word) => found.has(word)).length,
  }
}

/** How EX and its kin count: the size of their unit in milliseconds, from now or from 1970. */
const expiryWords = {
  EX: { unitMs: 1_000n, relative: true },
  PX: { unitMs: 1n, relative: true },
  EXAT: { unitMs: 1_000n, relative: false },
  PXAT: { unitMs: 1n, relative: false },
} as const

type ExpiryWord = keyof typeof expiryWords
export const expiryOptions: Readonly<Record<ExpiryWord, 1>> = { EX: 1, PX: 1, EXAT: 1, PXAT: 1 }
const words = Object.keys(expiryWords) as ExpiryWord[]

export const countExpiries = (options: Options) => options.count(...words)

/** When a key shall end, Unix milliseconds; undefined when no expiry was given. */
export function readExpiry(options: Options, now: number, command: string): number | undefined {
  const word = words.find((candidate) => options.has(candidate))
  if (word === undefined) return undefined
  const amount = readInteger(options.of(word)?.[0] ?? '')
  if (amount <= 0n) throw invalidExpiry(command)
  return toExpiresAt(amount, word, now, command)
}

/** @throws {RedisError} when the time does not fit into 64 bits of milliseconds. */
export function toExpiresAt(amount: bigint, word: ExpiryWord, now: number, command: string): number {
  const { unitMs, relative } = expiryWords[word]
  const ends = amount * unitMs + (relative ? BigInt(now) : 0n)
  if (!fitsInteger(amount * unitMs) || !fitsInteger(ends)) throw invalidExpiry(command)
  return Number(ends)
}

export const invalidExpiry = (command: string) => new RedisError(`ERR invalid expire time in '${command}' command`)
