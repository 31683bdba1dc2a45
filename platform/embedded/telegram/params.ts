import { badRequest } from './api-error.ts'
import type { Upload } from './model/multipart.ts'

/** The fields of one request. Telegram takes numbers, flags and objects as themselves and as text. */
export interface Params {
  raw: Record<string, unknown>
  text(name: string): string | undefined
  /** @throws ApiError 400 when it is there and no whole number. */
  integer(name: string): number | undefined
  flag(name: string): boolean
  /** @throws ApiError 400 when it is there and neither JSON nor an object. */
  object<T>(name: string): T | undefined
  /** The uploaded file that `attach://` names, or that came under `name` itself. */
  upload(reference: string): Upload | undefined
}

export function createParams(raw: Record<string, unknown>, files: ReadonlyMap<string, Upload> = new Map()): Params {
  return {
    raw,
    text(name) {
      const value = raw[name]
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value)
    },
    integer(name) {
      const value = raw[name]
      if (value === undefined || value === null || value === '') return undefined
      const number = Number(value)
      if (!Number.isSafeInteger(number)) throw badRequest(`invalid ${name} specified`)
      return number
    },
    flag: (name) => ['true', '1', 'yes'].includes(String(raw[name]).toLowerCase()),
    object<T>(name: string) {
      const value = raw[name]
      if (value === undefined || value === null || value === '') return undefined
      return (typeof value === 'string' ? parsed(value, name) : value) as T
    },
    upload: (reference) => files.get(reference.replace(/^attach:\/\//, '')),
  }
}

function parsed(value: string, name: string): unknown {
  try {
    return JSON.parse(value)
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`can't parse ${name} JSON object`)
    throw error
  }
}
