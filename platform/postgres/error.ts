/** A query that did not do what it should. Its texts carry no value of the query and no password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  /** SQLSTATE, or the code of a network error. */
  readonly code: string | undefined
  readonly constraint: string | undefined
  /** There is no usable database at the moment; the query itself may be right. */
  readonly unavailable: boolean
  /** The connection broke after the statement was sent: it may have been carried out. Read again before repeating it. */
  readonly outcomeUnknown: boolean

  constructor(message: string, facts: Facts, options?: ErrorOptions) {
    super(message, options)
    this.code = facts.code
    this.constraint = facts.constraint
    this.unavailable = facts.unavailable
    this.outcomeUnknown = facts.outcomeUnknown
  }
}

interface Facts {
  code: string | undefined
  constraint: string | undefined
  unavailable: boolean
  outcomeUnknown: boolean
}

/** True when the database could not be reached or could not serve, as against a faulty query. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseError && error.unavailable
}

/** True when the schema is not there yet: at a first start the bot is still bringing it up. */
export function isBeforeSchema(error: DatabaseError): boolean {
  return error.code === '42P01'
}

/**
 * Whether the server answered with an error of the query alone, so that the connection is as good as before.
 * Everything else leaves the connection in doubt.
 */
export function isQueryFault(error: unknown): boolean {
  const code = sqlState(error)
  return code !== undefined && !endsConnection.test(code)
}

/**
 * Turns what `pg` throws into our error.
 *
 * @param sent whether a statement was on its way when it happened.
 */
export function toDatabaseError(error: unknown, sent: boolean): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = sqlState(error)
  if (code === undefined) return brokenConnection(error, sent)
  const constraint = textField(error, 'constraint')
  const message = `${withoutValues(messageOf(error), code)} (${code})`
  const outcomeUnknown = sent && endsConnection.test(code)
  // No cause: the error of the server repeats the values of the query in its detail.
  return new DatabaseError(message, { code, constraint, unavailable: cannotServe.test(code), outcomeUnknown })
}

function brokenConnection(error: unknown, sent: boolean): DatabaseError {
  const facts = { code: textField(error, 'code'), constraint: undefined, unavailable: true, outcomeUnknown: sent }
  return new DatabaseError(`the database is out of reach: ${messageOf(error)}`, facts, { cause: error })
}

/** 08 connection, 57P01-57P05 the server or the session is being ended. */
const endsConnection = /^(08|57P0)/

/**
 * The above, and: 28 and 3D000 no login, no such database; 53 out of memory, disk or connections; 57014 took too long;
 * 58 disk fault; 25006 a standby.
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const cannotServe = /^(08|28|3D000|53|57|58|25006)/

function sqlState(error: unknown): string | undefined {
  // A network error has a code too (EPIPE has five letters), but no severity.
  const code = textField(error, 'severity') === undefined ? undefined : textField(error, 'code')
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** Errors of class 22 quote the value that was wrong; the other classes quote names. */
function withoutValues(message: string, code: string): string {
  return code.startsWith('22') ? message.replace(/".*"/gs, '"..."') : message
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : 'unknown reason'
}

function textField(error: unknown, name: 'code' | 'severity' | 'constraint'): string | undefined {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}
