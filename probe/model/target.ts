import type { Expectations } from './expectation.ts'

/** What a check does. Addresses and tokens are whole: no placeholder is left in them. */
export type CheckSpec = HttpSpec | TcpSpec | PostgresSpec | RedisSpec | PrometheusSpec | TelegramSpec

export interface HttpSpec {
  readonly kind: 'http'
  readonly url: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly maxBodyBytes: number
  readonly expect: Expectations
}

export interface TcpSpec {
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

export interface PrometheusSpec {
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

/** What is checked again and again. */
export interface Look {
  readonly id: string
  /** From one check to the next. */
  readonly intervalMs: number
  /** A check that takes longer has failed. */
  readonly timeoutMs: number
  readonly check: CheckSpec
}

/** A thing that is watched, with a tile on the board. */
export interface Target extends Look {
  readonly name: string
  /** Of the board. */
  readonly group: string
  /** After the probe's start, failures before the first success count only when this time is over. */
  readonly graceMs: number
}

/** A /metrics that is read for its series; no tile shows it. */
export interface Scrape extends Look {
  readonly check: PrometheusSpec
  /** The label that its series get. */
  readonly instance: string
}
