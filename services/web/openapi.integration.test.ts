import { writeFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeAll } from '../../test/support/api-exchanges.ts'
import { type ApiServer, startApiServer } from '../../test/support/api-server.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { operations } from './openapi/document.ts'
import { type Example, examplesFile, readExamples } from './openapi/examples.ts'

interface Content {
  schema: object
  examples?: Record<string, { value: unknown }>
}

interface Described {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  security?: object[]
  requestBody?: { content: Record<string, Content> }
  responses: Record<string, { description: string; content?: Record<string, Content> }>
}

interface Document extends Record<string, unknown> {
  openapi: string
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Described>>
}

let exchanges: Example[]
let place: TestDatabase
let server: ApiServer
let document: Document
/** The document with each reference replaced by what it names. */
let resolved: Document

beforeAll(async () => {
  const own = await createTestDatabase()
  exchanges = await exchangeAll(own.url).finally(own.drop)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(examplesFile, `${JSON.stringify(exchanges, null, 2)}\n`)
  place = await createTestDatabase()
  server = await startApiServer(place.url, { publicUrl: 'https://intelauto.example/' })
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
  const validator = new Validator()
  await validator.validate(structuredClone(document))
  resolved = validator.resolveRefs() as unknown as Document
})
afterAll(async () => {
  await server.close()
  await place.drop()
})

const each = (of: Document) =>
  Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ key: `${method.toUpperCase()} ${path}`, one })),
  )

describe('the description', () => {
  test('is valid OpenAPI 3.1, with the address that people use', async () => {
    expect(document.openapi).toBe('3.1.0')
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
    expect(document.servers).toEqual([{ url: 'https://intelauto.example' }])
  })

  test('has each operation of the API, and no other', () => {
    expect(each(document).map(({ key }) => key)).toEqual(Object.keys(operations))
  })

  test('shows a route that nobody described, bare, so that the test before this one fails', async () => {
    const more = await startApiServer(place.url, { more: (app) => app.get('/api/undescribed', async () => ({})) })
    const answer = (await (await fetch(`${more.url}/openapi.json`)).json()) as Document
    await more.close()
    expect(answer.paths['/api/undescribed']?.get).toBeDefined()
    expect(answer.servers).toEqual([{ url: '/' }])
  })

  test.each(Object.keys(operations))('%s says what it is for, who may call it, and shows each answer', (key) => {
    const { one } = each(document).find((other) => other.key === key) ?? {}
    expect(one).toMatchObject({
      operationId: expect.any(String),
      summary: expect.any(String),
      tags: [expect.any(String)],
    })
    expect(one?.security).toBeDefined()
    for (const [status, { content }] of Object.entries(one?.responses ?? {}))
      for (const [media, shown] of Object.entries(content ?? {}))
        expect(Object.keys(shown.examples ?? {}), `${key} ${status} ${media}`).not.toEqual([])
    for (const [media, shown] of Object.entries(one?.requestBody?.content ?? {}))
      expect(Object.keys(shown.examples ?? {}), `${key} ${media}`).not.toEqual([])
  })

  test('names each operation once, and puts it under a heading that is explained', () => {
    const all = each(document).map(({ one }) => one)
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length)
    const headings = document.tags.map(({ name }) => name)
    expect([...new Set(all.flatMap(({ tags }) => tags ?? []))]).toEqual(headings)
  })

  test('shows nothing that its own schemas do not have', () => {
    for (const { key, one } of each(resolved)) {
      const bodies = [
        one.requestBody?.content ?? {},
        ...Object.values(one.responses).map(({ content }) => content ?? {}),
      ]
      for (const [media, { schema, examples }] of bodies.flatMap((content) => Object.entries(content)))
        for (const [name, { value }] of Object.entries(examples ?? {}))
          expect(faults(schema, value), `${key} ${media} ${name}`).toEqual([])
    }
  })
})

describe('a running server', () => {
  test('answers what the examples say', () => {
    expect(exchanges).toEqual(readExamples())
  })

  test('answers as described, with no member that is not', () => {
    for (const { operation, name, status, answer } of exchanges) {
      const described = each(resolved).find(({ key }) => key === operation)?.one.responses[status]
      if (operation === 'GET /broken') continue
      expect(described, `${operation} ${status}`).toBeDefined()
      const schema = answer === undefined ? undefined : described?.content?.[answer.media]?.schema
      if (schema !== undefined) expect(faults(schema, answer?.body), `${operation}, ${name}`).toEqual([])
      expect(schema === undefined, `${operation}, ${name}: a body`).toBe(answer === undefined)
    }
  })
})

describe('what no route reads is answered as described', () => {
  const json = 'application/json'
  test.each([
    { name: 'a body of another type', type: 'application/xml', body: '<vin/>', status: 415 },
    { name: 'half a JSON', type: json, body: '{', status: 400 },
    { name: 'nothing that calls itself JSON', type: json, body: '', status: 400 },
    { name: 'a body of 1.1 MB', type: json, body: `"${'x'.repeat(1_100_000)}"`, status: 413 },
  ])('$name', async ({ type, body, status }) => {
    const posts = each(document).filter(({ key }) => key.startsWith('POST '))
    for (const { key, one } of posts) {
      const url = `${server.url}${key.replace('POST ', '').replace('{id}', '1')}`
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
      expect(answer.status, key).toBe(status)
      expect(Object.keys(one.responses), key).toContain(String(status))
    }
  })
})

/** With every object closed: what the schema does not name is a fault as well. */
function faults(schema: object, value: unknown): string[] {
  return Compile(closed(schema) as object)
    .Errors(value)
    .map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isObject = inner.type === 'object' && inner.additionalProperties === undefined
  return isObject ? { ...inner, additionalProperties: false } : inner
}
