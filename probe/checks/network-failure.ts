import type { Failure, FailureReason } from '../model/result.ts'

const sentences = {
  refused: 'the connection was refused',
  unreachable: 'there is no way to the host',
  dns: 'the name was not resolved',
  tls: 'the encrypted connection failed',
  closed: 'the connection was closed before the answer was whole',
  timeout: 'the network gave up waiting',
  malformed: 'the answer does not follow the protocol',
} as const satisfies Partial<Record<FailureReason, string>>

type NetworkReason = keyof typeof sentences

const reasonByCode = new Map<string, NetworkReason>([
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['ECONNRESET', 'closed'],
  ['ECONNABORTED', 'closed'],
  ['EPIPE', 'closed'],
  ['ETIMEDOUT', 'timeout'],
  ['EPROTO', 'tls'],
])

/** Codes of Node's certificate checks and of OpenSSL. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const tlsCode =
  /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_)/

/** What the network or TLS said, in words of ours: the errors' own texts can repeat an address with its password. */
export function networkFailure(error: unknown): Failure | null {
  const code = codeOf(error)
  const reason = code === undefined ? undefined : reasonOf(code)
  return reason === undefined ? null : { reason, message: `${sentences[reason]} (${code})` }
}

export const closedEarly: Failure = { reason: 'closed', message: sentences.closed }

function reasonOf(code: string): NetworkReason | undefined {
  const known = reasonByCode.get(code)
  if (known !== undefined) return known
  if (code.startsWith('HPE_')) return 'malformed'
  return tlsCode.test(code) ? 'tls' : undefined
}

/** Of several addresses tried, the last that failed speaks for all. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors.at(-1))
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
