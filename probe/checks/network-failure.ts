import { type FailureReason, failed, type Observation, type PhaseTimes } from '../model/result.ts'

const reasonByCode: Record<string, FailureReason> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

const sentences: Record<FailureReason, string> = {
  refused: 'nobody listens there',
  unreachable: 'there is no way there',
  dns: 'its name is not known',
  tls: 'its certificate is not trusted',
  closed: 'the connection was closed before the answer',
  timeout: 'no answer in time',
  unauthorized: 'our key is not taken',
  'too-large': 'the answer is larger than is read',
  malformed: 'the answer is none of this kind of server',
  unexpected: 'the answer is not the one that was wanted',
  broken: 'the check itself failed',
}

/** What an error of a socket says about the target. The error's own text is not repeated: it can hold an address. */
export function networkFailure(error: unknown, signal: AbortSignal, phases: PhaseTimes = {}): Observation {
  const reason = signal.aborted ? 'timeout' : reasonOf(error)
  return failed(reason, sentences[reason], phases)
}

function reasonOf(error: unknown): FailureReason {
  const code = codeOf(error)
  if (code in reasonByCode) return reasonByCode[code] ?? 'closed'
  if (code.startsWith('HPE_')) return 'malformed'
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/.test(code)) return 'tls'
  return 'closed'
}

/** An error of several addresses stands for its first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? '' : codeOf(cause)
}
