import type { Clock } from '../../platform/clock.ts'
import { failure, failureOfStatus } from './model/outcome.ts'
import { readVpicAnswer, readVpicBatch } from './model/vpic-report.ts'
import type { OnlineDecoder } from './online/decoder.ts'
import { fetchJson } from './online/fetch-json.ts'

/** What vPIC takes in one request. */
const mostAtOnce = 50

/** NHTSA's vPIC: no key, vehicles of the US market. @see https://vpic.nhtsa.dot.gov/api/ */
export function createNhtsa({ url, now }: { url: string; now: Clock }): OnlineDecoder {
  const base = url.replace(/\/+$/, '')
  const headers = { accept: 'application/json' }
  return {
    name: 'nhtsa',
    async decode(vin, signal) {
      const answer = await fetchJson(`${base}/DecodeVinValues/${vin}?format=json`, { headers, signal }, now)
      if (answer.kind === 'failure') return answer
      return failureOfStatus(answer.status, answer.retryAfterMs) ?? readVpicAnswer(vin, answer.body)
    },
    many: {
      mostAtOnce,
      async decode(vins, signal) {
        const body = new URLSearchParams({ format: 'json', data: vins.join(';') })
        const answer = await fetchJson(`${base}/DecodeVINValuesBatch/`, { method: 'POST', headers, body, signal }, now)
        if (answer.kind === 'failure') return answer
        const failed = failureOfStatus(answer.status, answer.retryAfterMs)
        if (failed !== undefined) return failed
        const byVin = readVpicBatch(vins, answer.body)
        return byVin === undefined ? failure('malformed') : { kind: 'many', byVin }
      },
    },
  }
}
