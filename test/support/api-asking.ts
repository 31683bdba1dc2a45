import type { Example } from '../../services/web/openapi/examples.ts'
import { csv, json, type Media } from '../../services/web/openapi/operation.ts'

export type Headers = Readonly<Record<string, string>>

export interface Question {
  /** In place of the operation's own. */
  path?: string
  body?: unknown
  /** CSV in place of a JSON body. */
  table?: string
  headers?: Headers
}

/** @returns the answer's body; of JSON, read. */
export type Ask = (operation: string, name: string, question?: Question) => Promise<unknown>

export function createAsk(url: string, examples: Example[]): Ask {
  return async (operation, name, question = {}) => {
    const [method = '', path = ''] = operation.split(' ')
    const answer = await fetch(`${url}${question.path ?? path}`, request(method, question))
    const text = await answer.text()
    const media: Media = answer.headers.get('content-type')?.startsWith(csv) ? csv : json
    const body = media === json && text !== '' ? JSON.parse(text) : text
    examples.push({
      ...{ operation, name, status: answer.status },
      ...(question.table !== undefined && { request: { media: csv, body: question.table } }),
      // Nobody wants to read the large one.
      ...(question.body !== undefined && answer.status < 300 && { request: { media: json, body: question.body } }),
      ...(text !== '' && { answer: { media, body } }),
    })
    return body
  }
}

export function request(method: string, { body, table, headers }: Question): RequestInit {
  const content = table ?? (body === undefined ? undefined : JSON.stringify(body))
  const type = table === undefined ? json : csv
  return {
    method,
    headers: { 'x-request-id': 'example-0001', ...(content !== undefined && { 'content-type': type }), ...headers },
    ...(content !== undefined && { body: content }),
  }
}

export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

export interface Disguise {
  of(real: string, shown: string): void
  /** The same with nothing real in it. */
  wear(examples: Example[]): Example[]
}

/** What is made by chance is shown as something of the same form, always the same. */
export function createDisguise(): Disguise {
  const masks = new Map<string, string>()
  return {
    of: (real, shown) => void masks.set(real, shown),
    wear: (examples) =>
      JSON.parse(
        longestFirst(masks).reduce((text, [real, shown]) => text.replaceAll(real, shown), JSON.stringify(examples)),
      ),
  }
}

/** The text of a key has its id in it. */
function longestFirst(masks: ReadonlyMap<string, string>): [string, string][] {
  return [...masks].sort(([a], [b]) => b.length - a.length)
}
