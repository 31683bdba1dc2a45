import { type ProblemCode, problemStatus } from '../../../platform/problem.ts'
import type { Operation } from './operation.ts'

/** What each code means to who calls. */
export const problemMeanings: Record<ProblemCode, string> = {
  invalid_request: 'The request is not as described.',
  invalid_vin: 'It is no VIN; `reason`, `forbidden` and `suggestions` say more.',
  unauthorized: 'A credential is missing, or the one that was sent opens nothing.',
  forbidden: 'The credential lacks the scope; or a session’s request lacks `x-csrf-token`, or comes from another site.',
  not_found: 'There is none, or it is another account’s.',
  conflict: 'It does not go together with what there is.',
  payload_too_large: 'The body, or the number of VINs in it, is too large.',
  rate_limited: 'Too many requests in this minute; `retry-after` says when to come again.',
  quota_exceeded: 'The lookups of this month are used up; `resets_at` says when they begin anew.',
  internal: 'Something went wrong on our side. Name the `request_id` when you ask us.',
  decoder_unavailable: 'No decoder could answer.',
  unavailable: 'Something that this needs is away; try again in a moment.',
}

/** All that an operation can answer, also what follows from its credentials. */
function problemsOf({ problems, credentials, scope }: Operation, method: string): Set<ProblemCode> {
  const all = new Set<ProblemCode>([...problems, 'internal'])
  if (method === 'post') for (const code of ['invalid_request', 'payload_too_large'] as const) all.add(code)
  if (credentials === 'none') return all
  for (const code of ['unauthorized', 'rate_limited', 'unavailable'] as const) all.add(code)
  if (scope !== undefined || method !== 'get') all.add('forbidden')
  return all
}

/** A body of a type that nobody reads is the one problem that is sent with another status than its code has. */
export function problemsByStatus(operation: Operation, method: string): Map<number, ProblemCode[]> {
  const byStatus = Map.groupBy<number, ProblemCode>(problemsOf(operation, method), (code) => problemStatus[code])
  return method === 'post' ? byStatus.set(415, ['invalid_request']) : byStatus
}
