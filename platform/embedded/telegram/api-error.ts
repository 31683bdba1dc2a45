import type { ResponseParameters } from 'grammy/types'

/** What the Bot API answers instead of a result. `description` is worded as Telegram words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status and `error_code` at once. */
  readonly code: number
  readonly description: string
  readonly parameters: ResponseParameters | undefined

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description)
    this.code = code
    this.description = description
    this.parameters = parameters
  }
}

export function badRequest(what: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${what}`, parameters)
}

export function forbidden(what: string): ApiError {
  return new ApiError(403, `Forbidden: ${what}`)
}

export function tooMany(retryAfterS: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterS}`, { retry_after: retryAfterS })
}
