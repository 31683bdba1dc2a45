import { readFileSync } from 'node:fs'
import type { Language } from '../model/language.ts'

/** A sentence as its file has it. */
export interface WrittenSentence {
  key: string
  variables: string[]
  /** What a selector tells apart, but for how many there are. */
  cases: { variable: string; names: string[] } | null
  tags: string[]
}

const rooms = ['common', 'vehicles', 'alerts', 'account']
const plurals = new Set(['zero', 'one', 'two', 'few', 'many', 'other'])

export function readSentences(language: Language): WrittenSentence[] {
  const files = rooms.map((room) => readFileSync(new URL(`${language}/${room}.ftl`, import.meta.url), 'utf8'))
  const blocks = files.join('\n').split(/^(?=[a-z][\w-]* =)/mu)
  return blocks.filter((block) => block.trim() !== '').map(readSentence)
}

function readSentence(block: string): WrittenSentence {
  const all = (pattern: RegExp) => [...new Set([...block.matchAll(pattern)].map(([, found]) => found ?? ''))]
  const names = all(/^ +\*?\[([\w-]+)\]/gmu).filter((name) => !plurals.has(name))
  const [variable = ''] = all(/\$(\w+) ->/gu)
  return {
    key: block.slice(0, block.indexOf(' =')),
    variables: all(/\$(\w+)/gu).sort(),
    cases: names.length === 0 ? null : { variable, names },
    tags: all(/<(\/?[a-z]+)>/gu).sort(),
  }
}
