/** `full`: no room on the disk; `damaged`: the file is no spool any more; `broken`: the disk or the worker failed. */
export type SpoolFailure = 'full' | 'damaged' | 'broken'

/** The local disk did not take or give what it should; nothing of the call was stored. */
export class SpoolError extends Error {
  override readonly name = 'SpoolError'
  readonly reason: SpoolFailure

  constructor(reason: SpoolFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** What SQLite says, in our words. @see https://www.sqlite.org/rescode.html */
export function toSpoolError(error: unknown): SpoolError {
  if (error instanceof SpoolError) return error
  const message = error instanceof Error ? error.message : 'unknown reason'
  return new SpoolError(reasonOf(error), `the spool failed: ${message}`, { cause: error })
}

const corrupt = 11
const full = 13
const notADatabase = 26

function reasonOf(error: unknown): SpoolFailure {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  if (code === full) return 'full'
  return code === corrupt || code === notADatabase || error instanceof SyntaxError ? 'damaged' : 'broken'
}
