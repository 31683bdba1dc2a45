import { expect, test } from 'vitest'
import { callbackKeyOf, type Press, readPress, type Signed, signPress } from './callback-data.ts'

const key = callbackKeyOf('1000000001:a-token-for-tests')
const press: Press = { verb: 'subscribe', id: 'critical', version: 1_700_000_000_000 }
const ada: Signed = { chat: -4001, user: 1001 }
const text = signPress(press, ada, key)
const [verb, id, version, mac] = text.split('.') as [string, string, string, string]
const last = mac.at(-1)

test('what was signed is read back, and is shorter than 64 bytes', () => {
  expect(text).toMatch(/^subscribe\.critical\.1700000000000\.[\w-]{11}$/)
  expect(Buffer.byteLength(text)).toBeLessThan(64)
  expect(readPress(text, ada, key)).toEqual(press)
})

test('the key is the same in each process that has the token, and is not the token', () => {
  expect(callbackKeyOf('1000000001:a-token-for-tests')).toEqual(key)
  expect(key).toHaveLength(32)
  expect(Buffer.from(key).toString()).not.toContain('token')
})

test.each<{ name: string; text: string }>([
  { name: 'another verb', text: `unsubscribe.${id}.${version}.${mac}` },
  { name: 'another id', text: `${verb}.all.${version}.${mac}` },
  { name: 'another version', text: `${verb}.${id}.1700000000001.${mac}` },
  { name: 'the version written otherwise', text: `${verb}.${id}.0${version}.${mac}` },
  { name: 'a version below zero', text: `${verb}.${id}.-1.${mac}` },
  { name: 'a version beyond what numbers hold', text: `${verb}.${id}.9007199254740993.${mac}` },
  {
    name: 'a MAC of which one letter is another',
    text: `${verb}.${id}.${version}.${mac[0] === 'A' ? 'B' : 'A'}${mac.slice(1)}`,
  },
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    .filter((letter) => letter !== last)
    .map((letter) => ({ name: `a MAC that ends in ${letter}`, text: `${text.slice(0, -1)}${letter}` })),
  { name: 'a boundary moved by one letter', text: `${verb}.${id}1.${version.slice(1)}.${mac}` },
  { name: 'a text that was cut', text: text.slice(0, -1) },
  { name: 'no MAC', text: `${verb}.${id}.${version}` },
  { name: 'an empty MAC', text: `${verb}.${id}.${version}.` },
  { name: 'something after it', text: `${text}=` },
  { name: 'a line after it', text: `${text}\n` },
  { name: 'a part more', text: `${text}.${mac}` },
  { name: 'no verb', text: `.${id}.${version}.${mac}` },
  { name: 'no id', text: `${verb}..${version}.${mac}` },
  { name: 'nothing', text: '' },
  { name: 'no dots', text: 'subscribe' },
  { name: 'dots alone', text: '...' },
  { name: 'letters that are none of ours', text: `${verb}.crіtical.${version}.${mac}` },
  { name: 'a MAC of letters that are none of ours', text: `${verb}.${id}.${version}.ééééééééééé` },
  { name: 'half a character', text: `${verb}.\ud800.${version}.${mac}` },
  { name: 'a text that is too long', text: `${verb}.${'x'.repeat(64)}.${version}.${mac}` },
])('$name is not read', ({ text: tampered }) => {
  expect(readPress(tampered, ada, key)).toBeNull()
})

test.each<{ name: string; signed: Signed; token?: string }>([
  { name: 'in another chat', signed: { ...ada, chat: 1001 } },
  { name: 'by another user', signed: { ...ada, user: 1002 } },
  { name: 'as a button of anyone', signed: { ...ada, user: null } },
  { name: 'with chat and user exchanged', signed: { chat: 1001, user: -4001 } },
  { name: 'with the key of another bot', signed: ada, token: '1000000002:a-token-for-tests' },
])('it is not read $name', ({ signed, token }) => {
  expect(readPress(text, signed, token === undefined ? key : callbackKeyOf(token))).toBeNull()
})

test('a button of anyone in the chat is nobody’s own', () => {
  const anyone = signPress(press, { ...ada, user: null }, key)
  expect(readPress(anyone, { ...ada, user: null }, key)).toEqual(press)
  expect(readPress(anyone, ada, key)).toBeNull()
})

test.each<{ name: string; press: Press; fits: boolean }>([
  { name: 'an incident’s id fits', press: { verb: 'acknowledge', id: 'aB3_-56789012345', version: 12 }, fits: true },
  { name: '63 bytes fit', press: { verb: 'v', id: 'x'.repeat(47), version: 1 }, fits: true },
  { name: '64 do not', press: { verb: 'v', id: 'x'.repeat(48), version: 1 }, fits: false },
  { name: 'a dot in the verb does not', press: { ...press, verb: 'sub.scribe' }, fits: false },
  { name: 'a dot in the id does not', press: { ...press, id: 'a.b' }, fits: false },
  { name: 'no verb does not', press: { ...press, verb: '' }, fits: false },
  { name: 'a verb in capitals does not', press: { ...press, verb: 'Subscribe' }, fits: false },
  { name: 'no id does not', press: { ...press, id: '' }, fits: false },
  { name: 'an id beyond ASCII does not', press: { ...press, id: 'straße' }, fits: false },
  { name: 'version 0 fits', press: { ...press, version: 0 }, fits: true },
  { name: 'half a version does not', press: { ...press, version: 1.5 }, fits: false },
  { name: 'a version below zero does not', press: { ...press, version: -1 }, fits: false },
  { name: 'the largest whole number fits', press: { ...press, version: Number.MAX_SAFE_INTEGER }, fits: true },
  { name: 'one that is larger does not', press: { ...press, version: 2 ** 53 }, fits: false },
  { name: 'no number does not', press: { ...press, version: Number.NaN }, fits: false },
])('$name', ({ press: wanted, fits }) => {
  if (!fits) return expect(() => signPress(wanted, ada, key)).toThrow(TypeError)
  const signed = signPress(wanted, ada, key)
  expect(Buffer.byteLength(signed)).toBeLessThan(64)
  expect(readPress(signed, ada, key)).toEqual(wanted)
})
