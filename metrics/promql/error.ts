/**
 * `syntax`: not PromQL; `type`: PromQL that cannot mean anything; `unsupported`: PromQL that this engine does not know;
 * `execution`: the values do not allow the operation; `limit`: too much was asked for; `timeout`: it took too long.
 */
export type PromqlFailure = 'syntax' | 'type' | 'unsupported' | 'execution' | 'limit' | 'timeout'

/** Where in the text, both counted from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A query that has no answer. The message is the one that Prometheus gives, where it has one. */
export class PromqlError extends Error {
  override readonly name = 'PromqlError'
  readonly reason: PromqlFailure
  /** Known for what is found while reading the query. */
  readonly position: TextPosition | undefined

  constructor(reason: PromqlFailure, message: string, position?: TextPosition, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
    this.position = position
  }
}

/** An error in the text of a query; `offset` counts characters from 0. */
export function errorAt(
  reason: PromqlFailure,
  text: string,
  offset: number,
  complaint: string,
  cause?: unknown,
): PromqlError {
  const position = positionOf(text, offset)
  const message = `${position.line}:${position.column}: parse error: ${complaint}`
  return new PromqlError(reason, message, position, cause === undefined ? undefined : { cause })
}

export function executionError(message: string): PromqlError {
  return new PromqlError('execution', message)
}

function positionOf(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
