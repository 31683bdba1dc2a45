import { expect, test } from 'vitest'
import { trimmed } from './entity.ts'
import { withFound } from './find-entities.ts'

const found = (text: string) =>
  withFound({ text, entities: [] }).entities.map(
    ({ type, offset, length }) => `${type}:${text.slice(offset, offset + length)}`,
  )

test.each([
  { name: 'a command at the start', text: '/vin 1HGCM82633A004352', entities: ['bot_command:/vin'] },
  { name: 'a command for one bot', text: '/vin@intelauto_bot x', entities: ['bot_command:/vin@intelauto_bot'] },
  { name: 'a path is no command', text: 'see a/b and /x/y', entities: [] },
  { name: 'a mention', text: 'hello @intelauto_bot!', entities: ['mention:@intelauto_bot'] },
  { name: 'three letters are no mention', text: '@abc', entities: [] },
  { name: 'an address of mail is no mention', text: 'ada@example.org', entities: ['email:ada@example.org'] },
  { name: 'an address ends before the full stop', text: 'at https://a.b/c?d=1.', entities: ['url:https://a.b/c?d=1'] },
  { name: 'no command inside an address', text: 'https://a.b/start', entities: ['url:https://a.b/start'] },
  { name: 'a hashtag needs a letter', text: '#web #1', entities: ['hashtag:#web'] },
])('$name', ({ text, entities }) => {
  expect(found(text)).toEqual(entities)
})

test('nothing is found inside code', () => {
  const code = { type: 'code' as const, offset: 0, length: 6 }
  expect(withFound({ text: '/start', entities: [code] }).entities).toEqual([code])
})

test.each([
  { name: 'white space at both ends goes', text: ' \n hi \n', start: 3, length: 2, left: [{ offset: 0, length: 2 }] },
  { name: 'an entity is cut with it', text: '  hi', start: 0, length: 3, left: [{ offset: 0, length: 1 }] },
  { name: 'an entity of white space alone goes', text: 'hi   ', start: 2, length: 2, left: [] },
])('$name', ({ text, start, length, left }) => {
  const result = trimmed({ text, entities: [{ type: 'bold', offset: start, length }] })
  expect(result).toEqual({ text: 'hi', entities: left.map((span) => ({ type: 'bold', ...span })) })
})
