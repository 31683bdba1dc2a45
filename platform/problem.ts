/** The stable codes of the HTTP API and the status each is sent with. */
export const problemStatus = {
  invalid_request: 400,
  invalid_vin: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  rate_limited: 429,
  quota_exceeded: 429,
  internal: 500,
  decoder_unavailable: 502,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof problemStatus

/** An answer that is not a success. `message` goes to the caller, so it says nothing about our inside. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly statusCode: number
  /** More members of the `error` object, such as `suggestions`. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.statusCode = problemStatus[code]
    this.details = details
  }
}
