import type { Clock } from '../../platform/clock.ts'
import { readAutodevAnswer } from './model/autodev-report.ts'
import type { OnlineDecoder } from './online/decoder.ts'
import { fetchJson } from './online/fetch-json.ts'

export interface AutodevDeps {
  /** `https://api.auto.dev` for version 2, `https://auto.dev/api` for the legacy version 1: the path is the same. */
  url: string
  /** Goes into a header and nowhere else. */
  key: string
  now: Clock
}

/** @see https://docs.auto.dev/v2/products/vin-decode */
export function createAutodev({ url, key, now }: AutodevDeps): OnlineDecoder {
  const base = url.replace(/\/+$/, '')
  const headers = { authorization: `Bearer ${key}`, accept: 'application/json' }
  return {
    name: 'autodev',
    async decode(vin, signal) {
      const answer = await fetchJson(`${base}/vin/${vin}`, { headers, signal }, now)
      return answer.kind === 'failure' ? answer : readAutodevAnswer(vin, answer)
    },
  }
}
