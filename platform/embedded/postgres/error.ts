export type EmbeddedPostgresFailure =
  | 'no-binaries'
  | 'no-rights'
  | 'other-major'
  | 'corrupt'
  | 'port-taken'
  | 'wrong-password'
  | 'did-not-start'

/** The embedded server cannot be had. The message is one line for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly reason: EmbeddedPostgresFailure

  constructor(reason: EmbeddedPostgresFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** The code of a system error, such as `EACCES`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
