import { readFileSync } from 'node:fs'
import type { Media } from './operation.ts'

/** One request and its answer, as they were on a running server. Secrets and ids in it are made up. */
export interface Example {
  /** `POST /api/decode`. */
  operation: string
  /** A few words for people. */
  name: string
  request?: { media: Media; body: unknown }
  status: number
  answer?: { media: Media; body: unknown }
}

/** Written by services/web/openapi.integration.test.ts. */
export const examplesFile = new URL('./examples.golden.json', import.meta.url)

export function readExamples(): Example[] {
  return JSON.parse(readFileSync(examplesFile, 'utf8'))
}
