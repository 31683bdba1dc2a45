import { describeValue, type JsonScalar, valueAt } from './json-path.ts'
import type { Failure } from './result.ts'

/** What an answer must be like. What is left out is not looked at, but for the status: it is 200 to 299 then. */
export interface Expectations {
  readonly status?: readonly number[]
  /** A text that the body holds. */
  readonly body?: string
  /** By path, such as `dependencies.database` or `checks[0].state`: the value that stands there. */
  readonly json?: Readonly<Record<string, JsonScalar>>
  /** By name: a text that the header's value holds. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** @returns the first expectation that the answer does not meet, with what was seen; null when it meets all. */
export function judge(expectations: Expectations, answer: Answer): Failure | null {
  for (const rule of [judgeStatus, judgeHeaders, judgeBody, judgeJson]) {
    const complaint = rule(expectations, answer)
    if (complaint !== null) return { reason: 'unexpected', message: complaint }
  }
  return null
}

type Rule = (expectations: Expectations, answer: Answer) => string | null

const judgeStatus: Rule = ({ status }, answer) => {
  const isWanted = status?.includes(answer.status) ?? (answer.status >= 200 && answer.status < 300)
  return isWanted ? null : `wanted status ${status?.join(' or ') ?? '200 to 299'}, got ${answer.status}`
}

const judgeHeaders: Rule = ({ headers = {} }, answer) => {
  for (const [name, text] of Object.entries(headers)) {
    const value = answer.headers[name.toLowerCase()]
    if (value === undefined) return `wanted the header ${name}, got none`
    if (!value.includes(text)) return `wanted the header ${name} to hold ${JSON.stringify(text)}`
  }
  return null
}

const judgeBody: Rule = ({ body }, answer) =>
  body === undefined || answer.body.includes(body) ? null : `wanted a body that holds ${JSON.stringify(body)}`

const judgeJson: Rule = ({ json }, answer) => {
  if (json === undefined) return null
  const document = parsed(answer.body)
  if (document === undefined) return 'wanted a body of JSON'
  for (const [path, wanted] of Object.entries(json)) {
    const seen = valueAt(document, path)
    if (seen !== wanted) return `wanted ${path} to be ${JSON.stringify(wanted)}, got ${describeValue(seen)}`
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
