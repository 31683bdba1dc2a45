import { expect, test } from 'vitest'
import { type Answer, type Expectations, judge } from './expectation.ts'

const answer: Answer = {
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: '{"status":"healthy","parts":[{"state":"up"}],"count":3,"gone":null}',
}

test.each<{ name: string; expectations: Expectations; seen?: Partial<Answer>; complaint: string | null }>([
  { name: 'nothing said wants any status of success', expectations: {}, complaint: null },
  { name: 'the last status of success is one', expectations: {}, seen: { status: 299 }, complaint: null },
  {
    name: 'one past it is not',
    expectations: {},
    seen: { status: 300 },
    complaint: 'wanted status 200 to 299, got 300',
  },
  {
    name: 'one before the first is not',
    expectations: {},
    seen: { status: 199 },
    complaint: 'wanted status 200 to 299, got 199',
  },
  {
    name: 'a named status is the wanted one, whatever it is',
    expectations: { status: [503] },
    seen: { status: 503 },
    complaint: null,
  },
  {
    name: 'a named status leaves no room for success',
    expectations: { status: [301, 302] },
    complaint: 'wanted status 301 or 302, got 200',
  },
  { name: 'a body that holds the text', expectations: { body: '"healthy"' }, complaint: null },
  {
    name: 'a body without the text is not shown: it may hold anything',
    expectations: { body: 'ok' },
    seen: { body: 'password 1234' },
    complaint: 'wanted a body that holds "ok"',
  },
  {
    name: 'a header in any case, by a part of its value',
    expectations: { headers: { 'Content-Type': 'json' } },
    complaint: null,
  },
  {
    name: 'a header that is not there',
    expectations: { headers: { 'X-Ours': 'a' } },
    complaint: 'wanted the header X-Ours, got none',
  },
  {
    name: 'a header with another value',
    expectations: { headers: { 'content-type': 'html' } },
    complaint: 'wanted the header content-type to hold "html"',
  },
  {
    name: 'a value of JSON',
    expectations: { json: { status: 'healthy', 'parts[0].state': 'up', gone: null } },
    complaint: null,
  },
  {
    name: 'another value of JSON is told with what was seen',
    expectations: { json: { status: 'ready' } },
    complaint: 'wanted status to be "ready", got "healthy"',
  },
  {
    name: 'a number is not its text',
    expectations: { json: { count: '3' } },
    complaint: 'wanted count to be "3", got 3',
  },
  {
    name: 'what is not there is not null',
    expectations: { json: { missing: null } },
    complaint: 'wanted missing to be null, got nothing',
  },
  {
    name: 'a body that is cut in the middle is no JSON',
    expectations: { json: { status: 'healthy' } },
    seen: { body: '{"status":"heal' },
    complaint: 'wanted a body of JSON',
  },
  {
    name: 'the status is told before the body',
    expectations: { body: 'ok' },
    seen: { status: 500, body: '' },
    complaint: 'wanted status 200 to 299, got 500',
  },
])('$name', ({ expectations, seen = {}, complaint }) => {
  const failure = judge(expectations, { ...answer, ...seen })
  expect(failure).toEqual(complaint === null ? null : { reason: 'unexpected', message: complaint })
})
