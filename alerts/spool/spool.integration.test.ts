import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { SpoolError } from '../../platform/spool/spool-error.ts'
import { type NumberedChange, noChange } from '../model/change.ts'
import { beginIncident, endIncident, type Incident } from '../model/incident.ts'
import { ended, type Notice, noticesFor } from '../model/notice.ts'
import type { Fact } from '../model/subscription.ts'
import { testRule } from '../test-bench.ts'
import { openSpoolFile } from './file.ts'
import { openSpool } from './spool.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'intelauto-spool-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const hash = (text: string) => text
const begun = beginIncident(testRule, labelsOf({ target: 'web', odd: '"\n\ud83d' }), { epoch: 1, ordinal: 1, hash }, 0)
const open: Incident = { ...begun, phase: 'firing', version: 1, openedAt: 5 }
const over = endIncident(open, 'recovered', 9)
const wording = { text: 'text', line: 'line', detectedAt: 0 }
const [notice] = noticesFor(open, 'opened', [{ chat: 1, topic: null }], wording, { hash, now: 5, firstSeq: 1 }) as [
  Notice,
]
const delivered = ended(notice, { kind: 'delivered', at: 6, messageId: 7 })
const fact: Fact = { id: 'f', verb: 'subscribe', chat: 1, chatType: 'private', at: 1, by: '1' }
const change = (number: number, over: Partial<NumberedChange>): NumberedChange => ({ ...noChange, number, ...over })

const file = (over: object = {}) => openSpoolFile({ dir, now: 1_000, reserveBytes: 0, maxBytes: 1 << 26, ...over })

function contentsAfter(work: (spool: ReturnType<typeof file>) => void) {
  const spool = file()
  work(spool)
  spool.close()
  const again = file({ now: 2_000 })
  again.close()
  return again.contents
}

test('a new file begins with its epoch and nothing else', () => {
  const nothing = { incidents: [], notices: [], facts: [], inDoubt: [], unstored: [], setAside: null }
  expect(contentsAfter(() => {})).toEqual({ epoch: 1_000, ordinal: 1, ...nothing })
})

test('what was written is read back, whatever is in its texts', () => {
  const first = change(1, { incidents: [open], notices: [notice] })
  const second = change(2, { facts: [fact] })
  const contents = contentsAfter((spool) => {
    spool.write([first, second], 4)
    spool.mark([notice.id], true)
  })
  expect(contents).toMatchObject({
    incidents: [open],
    notices: [notice],
    facts: [fact],
    inDoubt: [notice.id],
    ordinal: 4,
  })
  expect(contents.unstored).toEqual([first, second])
})

test.each<{ name: string; last: NumberedChange; incidents: Incident[]; notices: Notice[] }>([
  {
    name: 'an open incident stays with those who were told',
    last: change(2, { notices: [delivered] }),
    incidents: [open],
    notices: [delivered],
  },
  {
    name: 'one that is over stays while a notice waits',
    last: change(2, { incidents: [over] }),
    incidents: [over],
    notices: [notice],
  },
  {
    name: 'over and told, both are the database’s',
    last: change(2, { incidents: [over], notices: [delivered] }),
    incidents: [],
    notices: [],
  },
])('$name', ({ last, incidents, notices }) => {
  const contents = contentsAfter((spool) => spool.write([change(1, { incidents: [open], notices: [notice] }), last], 2))
  expect(contents).toMatchObject({ incidents, notices })
})

test('a notice that has an end keeps it, and is in doubt no longer', () => {
  const contents = contentsAfter((spool) => {
    spool.write([change(1, { incidents: [open], notices: [notice] })], 2)
    spool.mark([notice.id], true)
    spool.write([change(2, { notices: [delivered] }), change(3, { notices: [notice] })], 2)
  })
  expect(contents).toMatchObject({ notices: [delivered], inDoubt: [] })
})

test('an older version does not come over a newer one', () => {
  const contents = contentsAfter((spool) =>
    spool.write([change(1, { incidents: [over], notices: [notice] }), change(2, { incidents: [open] })], 2),
  )
  expect(contents.incidents).toEqual([over])
})

test('doubt that is cleared is gone; what the database has is forgotten up to its number', () => {
  const contents = contentsAfter((spool) => {
    spool.write(
      [1, 2, 3].map((number) => change(number, { facts: [fact] })),
      1,
    )
    spool.mark(['a', 'b'], true)
    spool.mark(['a'], false)
    spool.forgetStored(2)
  })
  expect(contents.inDoubt).toEqual(['b'])
  expect(contents.unstored.map(({ number }) => number)).toEqual([3])
})

const path = () => join(dir, 'alerts.sqlite')

test.each<{ name: string; damage: () => void }>([
  {
    name: 'a file of something else',
    damage: () => writeFileSync(path(), 'not a database at all, but long enough to be read as one'),
  },
  { name: 'a file cut off in the middle', damage: () => truncateSync(path(), statSync(path()).size - 5_000) },
  {
    name: 'a file of another layout',
    damage: () => {
      const other = new DatabaseSync(path())
      other.exec('pragma user_version = 99')
      other.close()
    },
  },
  {
    name: 'a row that cannot be read',
    damage: () => {
      const other = new DatabaseSync(path())
      other.exec(`insert into facts values ('x', '{"id":')`)
      other.close()
    },
  },
])('$name is moved aside, told, and begun afresh', ({ damage }) => {
  const before = file()
  before.write([change(1, { facts: [fact] })], 1)
  before.close()
  damage()
  const after = file({ now: 3_000 })
  expect(after.contents).toMatchObject({ epoch: 3_000, facts: [], setAside: `${path()}.damaged-3000` })
  expect(readdirSync(dir)).toContain('alerts.sqlite.damaged-3000')
  after.write([change(1, { facts: [fact] })], 1)
  after.close()
})

test('with the disk full the room held back is given up first; then a write fails as a whole and the file stays sound', () => {
  const spool = file({ reserveBytes: 4_096, maxBytes: 40 * 4_096 })
  const reserve = join(dir, 'alerts.reserve')
  expect(statSync(reserve).size).toBe(4_096)
  const big = (number: number) => change(number, { facts: [{ ...fact, id: `f${number}`, by: 'x'.repeat(9_000) }] })
  let written = 0
  const fill = () => {
    for (;;) {
      spool.write([big(written + 1), big(written + 2)], 1)
      written += 2
    }
  }
  expect(fill).toThrow(SpoolError)
  expect(existsSync(reserve)).toBe(false)
  expect(() => spool.write([big(999)], 1)).toThrow(expect.objectContaining({ reason: 'full' }))
  spool.forgetStored(written)
  spool.close()
  const again = file()
  expect(again.contents.facts).toHaveLength(written)
  expect(again.contents.unstored).toEqual([])
  again.close()
})

test('the thread answers in order, tells failures by name, and is gone after the end', async () => {
  const { spool, contents } = await openSpool({ dir, now: 5, reserveBytes: 0 })
  expect(contents.epoch).toBe(5)
  await Promise.all([
    spool.write([change(1, { incidents: [open], notices: [notice] })], 2),
    spool.write([change(2, { notices: [delivered] })], 2),
  ])
  await spool.close()
  await expect(spool.mark(['x'], true)).rejects.toMatchObject({ name: 'SpoolError', reason: 'broken' })
  const again = file()
  expect(again.contents.notices).toEqual([delivered])
  again.close()
})

test('a folder that cannot be used fails with a name', async () => {
  writeFileSync(join(dir, 'taken'), '')
  await expect(openSpool({ dir: join(dir, 'taken'), now: 5 })).rejects.toMatchObject({
    name: 'SpoolError',
    reason: 'broken',
  })
})
