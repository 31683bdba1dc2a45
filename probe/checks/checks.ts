import type { Observation } from '../model/result.ts'
import type { CheckSpec } from '../model/target.ts'
import { checkHttp } from './http.ts'
import { checkPostgres } from './postgres.ts'
import { checkPrometheus } from './prometheus.ts'
import { checkRedis } from './redis.ts'
import { checkTcp } from './tcp.ts'
import { checkTelegram } from './telegram.ts'

/** Does what a spec says. Failures of the target are values; after the signal it ends with reason `timeout`. */
export function runSpec(spec: CheckSpec, signal: AbortSignal): Promise<Observation> {
  switch (spec.kind) {
    case 'http':
      return checkHttp(spec, signal)
    case 'tcp':
      return checkTcp(spec, signal)
    case 'postgres':
      return checkPostgres(spec, signal)
    case 'redis':
      return checkRedis(spec, signal)
    case 'prometheus':
      return checkPrometheus(spec, signal)
    case 'telegram':
      return checkTelegram(spec, signal)
  }
}
