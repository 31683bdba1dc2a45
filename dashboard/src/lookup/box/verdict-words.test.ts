import { expect, test } from 'vitest'
import { readTyped } from './typed.ts'
import { type Words, wordsFor } from './verdict-words.ts'

test.each<{ name: string; input: string; tone: Words['tone']; says: string }>([
  { name: 'an empty box invites to paste', input: '', tone: 'plain', says: 'Paste it as it is' },
  { name: 'a part says what is missing', input: '1HG', tone: 'plain', says: '14 more' },
  {
    name: 'I is named, with the digit it may be',
    input: '1I',
    tone: 'bad',
    says: 'the letter I. A VIN has no I, O or Q; it may be the digit 1',
  },
  { name: 'O is named, with the digit it may be', input: 'o', tone: 'bad', says: 'it may be the digit 0.' },
  { name: 'Q is named, with the digits it may be', input: '11q', tone: 'bad', says: 'Position 3 is the letter Q' },
  { name: 'any other sign is shown', input: '1€', tone: 'bad', says: 'Position 2 is “€”' },
  { name: 'too long says by how much', input: '1'.repeat(19), tone: 'bad', says: '2 too many' },
  {
    name: 'two VINs are no fault',
    input: '1HGCM82633A004352, 5GZCZ43D13S812715',
    tone: 'plain',
    says: '2 VINs stand here',
  },
  {
    name: 'a wrong check digit of North America is a fault',
    input: '1HGCM82643A004352',
    tone: 'bad',
    says: 'is 4, but the others call for 3: at least one character is wrong.',
  },
  {
    name: 'one of elsewhere is a doubt',
    input: 'WVWZZZ1JZXW000001',
    tone: 'doubt',
    says: 'is Z, but the others call for 0. Outside North America that may be no fault.',
  },
  { name: 'a right one is told', input: '1HGCM82633A004352', tone: 'good', says: 'the check digit fits' },
])('$name', ({ input, tone, says }) => {
  const words = wordsFor(readTyped(input).verdict)
  expect(words.tone).toBe(tone)
  expect(words.text).toContain(says)
})
