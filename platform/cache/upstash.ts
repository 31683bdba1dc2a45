import { Redis } from '@upstash/redis'

/** Why an answer did not come: a word that is fit for a log, whatever the error says. */
export type CacheFailure = 'timeout' | 'unreachable' | 'unauthorized' | 'refused' | 'bad-answer'

/** The few questions a cache asks. All reject within the deadline; pass what they throw to `failureOf` and no further. */
export interface Upstash {
  get(key: string): Promise<string | null>
  set(key: string, text: string, ttlSeconds: number): Promise<void>
  delete(key: string): Promise<void>
  /** On a request of its own, tried once. */
  ping(): Promise<void>
}

export interface UpstashDeps {
  url: string
  token: string
  /** For one call: the tries, the waiting between them and the reading of the answer together. */
  deadlineMs: number
}

/** @throws {TypeError} when `url` is no http(s) URL; the message does not repeat it. */
export function createUpstash({ url, token, deadlineMs }: UpstashDeps): Upstash {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new TypeError('a cache URL with http or https was wanted')
  // The function form of `signal`: a signal itself makes the client resolve when it is aborted, and would span all calls.
  const common = {
    url,
    token,
    signal: () => AbortSignal.timeout(deadlineMs),
    enableTelemetry: false,
    automaticDeserialization: false,
  }
  const redis = new Redis({ ...common, retry: { retries: 1, backoff: () => 50 } })
  const pinger = new Redis({ ...common, retry: { retries: 0 }, enableAutoPipelining: false })
  return {
    get: async (key) => expectText(await redis.get<unknown>(key)),
    async set(key, text, ttlSeconds) {
      if ((await redis.set<unknown>(key, text, { ex: ttlSeconds })) !== 'OK') throw new UnexpectedAnswer()
    },
    async delete(key) {
      await redis.del(key)
    },
    async ping() {
      if ((await pinger.ping()) !== 'PONG') throw new UnexpectedAnswer()
    },
  }
}

class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer'
}

function expectText(answer: unknown): string | null {
  if (answer === null || typeof answer === 'string') return answer
  throw new UnexpectedAnswer()
}

/** The client's messages repeat commands with their values, and bodies; only the kind of the error is used. */
export function failureOf(error: unknown): CacheFailure {
  if (!(error instanceof Error)) return 'bad-answer'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  if (error.name === 'UpstashError') return /WRONGPASS|unauthorized/i.test(error.message) ? 'unauthorized' : 'refused'
  // What fetch throws: `fetch failed` before an answer, `terminated` in the middle of one.
  return error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message) ? 'unreachable' : 'bad-answer'
}
