import { describe, expect, test } from 'vitest'
import { readVins } from '../../../../services/web/routes/batch-csv-in.ts'
import { readPasted, readTable } from './table.ts'

const accord = '1HGCM82633A004352'
const truck = '5GZCZ43D13S812715'
const golf = 'WVWZZZ1JZXW000001'

/** Read by both sides: the page must not refuse what the API takes, nor send other rows. */
const tables: { name: string; text: string; vins: string[] }[] = [
  { name: 'a column vin', text: `vin\n${accord}\n${truck}\n`, vins: [accord, truck] },
  { name: 'VIN in capitals and spaces', text: ` VIN \r\n${accord}\r\n`, vins: [accord] },
  {
    name: 'other columns around it',
    text: `plate,vin,note\nB-1,${accord},red\nB-2,${truck},\n`,
    vins: [accord, truck],
  },
  { name: 'semicolons, as Excel writes them', text: `plate;vin\n"1,5;x";${accord}\n`, vins: [accord] },
  { name: 'tabs', text: `plate\tVin\nB-1\t${accord}\n`, vins: [accord] },
  { name: 'a byte order mark', text: `\ufeffvin\n${accord}`, vins: [accord] },
  { name: 'a line that names the separator', text: `sep=;\nplate;vin\nB;${accord}\n`, vins: [accord] },
  { name: 'quotes around everything', text: `"vin","a ""b"""\n"${accord}","x, y"\n`, vins: [accord] },
  { name: 'a cell of several lines', text: `note,vin\n"one\ntwo",${accord}\n`, vins: [accord] },
  { name: 'a header whose quoted name holds separators', text: `"a;b;c;d",vin\n1,${accord}\n`, vins: [accord] },
  { name: 'empty lines', text: `\n\nvin\n\n${accord}\n,\n\n`, vins: [accord] },
  { name: 'a row whose vin is empty', text: `plate,vin\nB-1,\nB-2,${accord}\n`, vins: ['', accord] },
  { name: 'a row that is too short', text: `plate,vin\nB-1\nB-2,${accord}\n`, vins: ['', accord] },
  { name: 'a quote in the middle of a cell', text: `vin,size\n${accord},15" wheels\n`, vins: [accord] },
  { name: 'no header and one column', text: `${accord}\n${truck}\n`, vins: [accord, truck] },
  { name: 'no header, with a mistyped row', text: `1HGCM82633A0O4352\n${accord}`, vins: ['1HGCM82633A0O4352', accord] },
  { name: 'another title over one column', text: `chassis\n${accord}\n`, vins: [accord] },
  { name: 'old Macintosh lines', text: `vin\r${accord}\r${truck}\r`, vins: [accord, truck] },
  { name: 'HTML and emoji in cells', text: `vin,note\n<b>🚗</b>,x\n`, vins: ['<b>🚗</b>'] },
]

describe('a table', () => {
  test.each(tables)('with $name is read', ({ text, vins }) => {
    expect(readTable(text)).toEqual({ ok: true, vins })
  })

  test.each(tables)('with $name is read by the API to the same rows', async ({ text, vins }) => {
    expect(await readVins(new TextEncoder().encode(text))).toEqual(vins)
  })

  test.each<{ name: string; text: string; says: string }>([
    { name: 'nothing but empty lines has no rows', text: '\n \n', says: 'There are no rows in it.' },
    { name: 'a header alone has no rows', text: 'plate,vin\n', says: 'The column vin has no rows.' },
    {
      name: 'no column vin tells those that there are',
      text: `plate,chassis\nB-1,${accord}\n`,
      says: 'There is no column “vin”: line 1 names “plate”, “chassis”.',
    },
    {
      name: 'very many columns are not all told',
      text: 'a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n',
      says: '“e” and 2 more.',
    },
    { name: 'a text of words is no list of VINs', text: 'hello\nworld\n', says: 'no column “vin”' },
    {
      name: 'a quote that never ends is told with its line',
      text: `vin\n${accord}\n"${truck}\n`,
      says: 'Line 3: a quote begins here that does not end.',
    },
  ])('$name', async ({ text, says }) => {
    const table = readTable(text)
    expect(table.ok ? table.vins : table.message).toContain(says)
  })

  test('a row of a megabyte is told, not swallowed', () => {
    const table = readTable(`vin,note\n${accord},${'x'.repeat(1_000_000)}\n`)
    expect(table).toEqual({ ok: false, message: 'Line 2: the row is too long.' })
  })

  test('a very long cell is cut, as the API reads no more of it', () => {
    expect(readTable(`vin\n${'1'.repeat(5000)}\n`)).toEqual({ ok: true, vins: ['1'.repeat(100)] })
  })
})

describe('a pasted text', () => {
  test.each<{ name: string; text: string; vins: string[] }>([
    { name: 'one VIN a line', text: `${accord}\n${truck}`, vins: [accord, truck] },
    { name: 'VINs in one line', text: `${accord}, ${truck};${golf}`, vins: [accord, truck, golf] },
    {
      name: 'a mistyped VIN among others keeps its row',
      text: `${accord}\n1HGCM82633A0O4352\n${truck}`,
      vins: [accord, '1HGCM82633A0O4352', truck],
    },
    { name: 'groups', text: '1HG CM826 33A 004352\n5GZ-CZ43D-13S-812715', vins: [accord, truck] },
    {
      name: 'sentences around them',
      text: `Hello,\nI sold ${accord} in 2019\nand ${truck} too. Bye`,
      vins: [accord, truck],
    },
    { name: 'cells of a sheet with a header', text: `vin\tnote\n${accord}\tx\nwrong\ty`, vins: [accord, 'wrong'] },
    { name: 'the same VIN twice keeps both rows', text: `${accord}\n${accord}`, vins: [accord, accord] },
    { name: 'no VIN', text: 'nothing\nof the kind', vins: [] },
  ])('of $name', ({ text, vins }) => {
    expect(readPasted(text)).toEqual(vins)
  })
})
