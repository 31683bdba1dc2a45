import { type ProblemCode, problemStatus } from '../../../platform/problem.ts'
import { ProblemBody } from '../schemas/problem.ts'
import { type HeaderName, refer, referToHeaders } from './components.ts'
import type { Example } from './examples.ts'
import { csv, json, type Media, type Operation } from './operation.ts'
import { problemMeanings, problemsByStatus } from './problems.ts'
import { securityOf } from './security.ts'

/** What Fastify's own schemas of a route told: its parameters and its JSON body. */
export interface RouteTold {
  parameters?: readonly unknown[]
  requestBody?: { content: Record<string, Record<string, unknown>>; [more: string]: unknown }
  [more: string]: unknown
}

const limitHeaders: readonly HeaderName[] = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']

/** One operation of the description. `examples`: of this one first, then those of others, for problems it has none of. */
export function describeOperation(
  operation: Operation,
  { method, told, own, all }: { method: string; told: RouteTold; own: readonly Example[]; all: readonly Example[] },
): Record<string, unknown> {
  const { id, tag, summary, scope, credentials, answer } = operation
  const needs = scope === undefined ? '' : `\n\nA credential needs the scope \`${scope}\`.`
  const problems = problemsByStatus(operation, method)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${operation.description}${needs}`,
    security: securityOf(credentials, method),
    ...(told.parameters !== undefined && { parameters: told.parameters }),
    ...(told.requestBody !== undefined && { requestBody: requestBody(operation, told.requestBody, own) }),
    responses: {
      [answer.status]: success(operation, own),
      ...Object.fromEntries([...problems].map(([status, codes]) => [status, problem(codes, own, all)])),
    },
  }
}

function requestBody({ csv: forms }: Operation, told: NonNullable<RouteTold['requestBody']>, own: readonly Example[]) {
  const requests = own.flatMap(({ request, ...example }) => (request ? [{ ...example, ...request }] : []))
  const accepted = requests.filter(({ status }) => status < 300)
  const content = { [json]: { ...told.content[json], ...examplesIn(accepted, json) } }
  if (forms === undefined) return { ...told, content, required: true }
  const table = { schema: { type: 'string', description: forms.request }, ...examplesIn(accepted, csv) }
  return { ...told, content: { ...content, [csv]: table }, required: true }
}

function success({ answer, csv: forms, problems }: Operation, own: readonly Example[]): Record<string, unknown> {
  const limited = problems.includes('rate_limited') ? limitHeaders : []
  const told = { description: answer.description, headers: referToHeaders(['x-request-id', ...limited]) }
  if (answer.body === null) return told
  const answers = answersIn(own.filter(({ status }) => status === answer.status))
  const content = { [json]: { schema: refer(answer.body), ...examplesIn(answers, json) } }
  if (forms === undefined) return { ...told, content }
  const table = { schema: { type: 'string', description: forms.answer }, ...examplesIn(answers, csv) }
  return { ...told, content: { ...content, [csv]: table } }
}

function problem(codes: readonly ProblemCode[], own: readonly Example[], all: readonly Example[]) {
  const examples = codes.flatMap((code) => {
    const mine = answersIn(own).filter((example) => codeIn(example.body) === code)
    return mine.length > 0
      ? mine
      : answersIn(all)
          .filter((example) => codeIn(example.body) === code)
          .slice(0, 1)
  })
  const hasLimit = codes.some((code) => problemStatus[code] === 429)
  return {
    description: codes.map((code) => `\`${code}\`: ${problemMeanings[code]}`).join('\n\n'),
    headers: referToHeaders(['x-request-id', ...(hasLimit ? [...limitHeaders, 'retry-after' as const] : [])]),
    content: { [json]: { schema: refer(ProblemBody), ...examplesIn(examples, json) } },
  }
}

interface Shown {
  name: string
  status: number
  media: Media
  body: unknown
}

function answersIn(examples: readonly Example[]): Shown[] {
  return examples.flatMap(({ answer, name, status }) => (answer === undefined ? [] : [{ name, status, ...answer }]))
}

function examplesIn(shown: readonly Shown[], media: Media) {
  const fitting = shown.filter((one) => one.media === media)
  if (fitting.length === 0) return {}
  const entries = fitting.map(({ name, body }) => [name.replace(/\W+/g, '-'), { summary: name, value: body }] as const)
  return { examples: Object.fromEntries(entries) }
}

function codeIn(body: unknown): string | undefined {
  return (body as { error?: { code?: string } } | null)?.error?.code
}
