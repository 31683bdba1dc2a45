import type { Expectations } from './expectation.ts'

/** What a check does. Addresses and tokens are whole: no placeholder is left in them. */
export type CheckSpec = HttpSpec | TcpSpec | PostgresSpec | RedisSpec | PrometheusSpec | TelegramSpec

/** Where to connect when the name in the address stands for several instances; the name is still what is asked for. */
interface Placed {
  readonly connectTo?: string
}

export interface HttpSpec extends Placed {
  readonly kind: 'http'
  readonly url: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly maxBodyBytes: number
  readonly expect: Expectations
}

export interface TcpSpec extends Placed {
  readonly kind: 'tcp'
  readonly host: string
  readonly port: number
}

export interface PostgresSpec {
  readonly kind: 'postgres'
  readonly url: string
  /** Its columns are named like metrics and its one row holds numbers; without it the server's connections are counted. */
  readonly query: string | null
}

export interface RedisSpec {
  readonly kind: 'redis'
  /** `redis(s)://`, or `http(s)://` of a REST gateway as Upstash has it. */
  readonly url: string
  /** Of the gateway. */
  readonly token: string | null
}

export interface PrometheusSpec extends Placed {
  readonly kind: 'prometheus'
  readonly url: string
  /** Names of metrics, or patterns of whole names. Everything else is left out. */
  readonly keep: readonly string[]
}

export interface TelegramSpec {
  readonly kind: 'telegram'
  readonly apiRoot: string
  readonly token: string
}

/** The name that stands for all instances of what is looked at, each of which is looked at. */
export interface Discover {
  readonly name: string
  readonly port: number
}

/** What is checked again and again. */
export interface Look {
  readonly id: string
  /** From one check to the next. */
  readonly intervalMs: number
  /** A check that takes longer has failed. */
  readonly timeoutMs: number
  readonly check: CheckSpec
  /** Left out where the address is one place. */
  readonly discover?: Discover
}

/** A thing that is watched, with a tile on the board. */
export interface Target extends Look {
  readonly name: string
  /** Of the board. */
  readonly group: string
  /** After the probe's start, failures before the first success count only when this time is over. */
  readonly graceMs: number
  /** Fewer instances than these behind its name are too few; of meaning with `discover`. */
  readonly expectedInstances?: number
}

/** A /metrics that is read for its series; no tile shows it. */
export interface Scrape extends Look {
  readonly check: PrometheusSpec
  /** The label that its series get, unless each instance behind its name gives its own. */
  readonly instance: string
}
