import type { Observation } from '../model/result.ts'
import type { CheckSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { checkHttp } from './http.ts'
import { checkPostgres } from './postgres.ts'
import { checkPrometheus } from './prometheus.ts'
import { checkRedis } from './redis.ts'
import { checkTcp } from './tcp.ts'
import { checkTelegram } from './telegram.ts'

/** The check of each kind. */
const checks: { readonly [Kind in CheckSpec['kind']]: Check<Extract<CheckSpec, { kind: Kind }>> } = {
  http: checkHttp,
  tcp: checkTcp,
  postgres: checkPostgres,
  redis: checkRedis,
  prometheus: checkPrometheus,
  telegram: checkTelegram,
}

/** Carries out whatever check a spec asks for. */
export function runSpec(spec: CheckSpec, signal: AbortSignal): Promise<Observation> {
  const check = checks[spec.kind] as Check<CheckSpec>
  return check(spec, signal)
}
