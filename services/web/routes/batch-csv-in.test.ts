import { expect, test } from 'vitest'
import { Problem } from '../../../platform/problem.ts'
import { readVins } from './batch-csv-in.ts'

const vin = '1HGCM82633A004352'
const bytes = (text: string) => Buffer.from(text)
const wide = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

test.each<{ name: string; file: string; vins: string[] }>([
  { name: 'a column named vin', file: 'vin\na\nb\n', vins: ['a', 'b'] },
  { name: 'a last line without an end', file: 'vin\na\nb', vins: ['a', 'b'] },
  { name: 'other columns around it', file: 'id,vin,notes\n1,a,x\n2,b,y\n', vins: ['a', 'b'] },
  { name: 'the name in capitals and with spaces', file: 'id, VIN \n1, a \n', vins: ['a'] },
  { name: 'the first of two such columns', file: 'vin,vin\na,b\n', vins: ['a'] },
  { name: 'a byte order mark', file: '\ufeffvin\na\n', vins: ['a'] },
  { name: 'a byte order mark before a quote', file: '\ufeff"vin"\n"a"\n', vins: ['a'] },
  { name: 'lines that end as in Windows', file: 'vin,x\r\na,1\r\nb,2\r\n', vins: ['a', 'b'] },
  { name: 'lines that end as on old Macs', file: 'vin\ra\rb', vins: ['a', 'b'] },
  { name: 'lines that end in several ways', file: 'vin\r\na\nb\r\nc', vins: ['a', 'b', 'c'] },
  { name: 'semicolons, as Excel writes them', file: 'vin;preis\r\na;1,50\r\n', vins: ['a'] },
  { name: 'tabs', file: 'x\tvin\n1\ta\n\tb\n', vins: ['a', 'b'] },
  { name: 'an empty first column', file: '\tvin\n1\ta\n', vins: ['a'] },
  { name: 'a line that names the separator', file: 'sep=;\r\nvin;a\r\na;1\r\n', vins: ['a'] },
  { name: 'a comma in a quoted name beside semicolons', file: '"make, model, year";vin\nx;a\n', vins: ['a'] },
  { name: 'quotes around all', file: '"id","vin"\n"1","a"\n', vins: ['a'] },
  { name: 'spaces around quotes', file: 'id, vin\n1, "a" \n', vins: ['a'] },
  { name: 'doubled quotes', file: 'vin,notes\na,"the ""good"" one"\nb,\n', vins: ['a', 'b'] },
  { name: 'a quote in a bare cell', file: 'vin,notes\na,19" wheels\nb,x\n', vins: ['a', 'b'] },
  { name: 'a line break in a quoted cell', file: 'vin,notes\na,"one\ntwo"\nb,\n', vins: ['a', 'b'] },
  { name: 'blank lines', file: '\nvin\n\na\n\n\nb\n\n', vins: ['a', 'b'] },
  { name: 'lines of nothing but separators', file: 'id,vin\n,\n1,a\n,\n', vins: ['a'] },
  { name: 'lines that are too short or too long', file: 'id,vin\n1\n2,b,c,d\n', vins: ['', 'b'] },
  { name: 'a row without a VIN', file: 'id,vin\n1,\n2,b\n', vins: ['', 'b'] },
  { name: 'what is no VIN', file: 'vin\n=1+1\n<b>\n🚗\na\u0000b\n', vins: ['=1+1', '<b>', '🚗', 'a\u0000b'] },
  { name: 'names without rows', file: 'vin\n', vins: [] },
  { name: 'a bare list of VINs', file: `${vin}\n${vin.toLowerCase()}\nx\n`, vins: [vin, vin.toLowerCase(), 'x'] },
  { name: 'a list that begins with a broken one', file: `1HGCM82633A00435\n${vin}\n`, vins: ['1HGCM82633A00435', vin] },
  { name: 'a list below a title', file: `My cars\n${vin}\n`, vins: [vin] },
  { name: 'a list of one', file: vin, vins: [vin] },
])('$name is read', async ({ file, vins }) => {
  expect(await readVins(bytes(file))).toEqual(vins)
})

test.each<{ name: string; file: Uint8Array; vins: string[] }>([
  { name: 'Excel’s "Unicode text"', file: wide('Vin\tHersteller\r\na\tŠkoda\r\n'), vins: ['a'] },
  { name: 'a file of Windows-1252', file: Buffer.from('vin;Farbe\na;gr\xfcn\n', 'latin1'), vins: ['a'] },
])('$name is read', async ({ file, vins }) => {
  expect(await readVins(file)).toEqual(vins)
})

test.each<{ name: string; file: string | Buffer; message: string }>([
  { name: 'nothing', file: '', message: 'the CSV is empty' },
  { name: 'blank lines alone', file: '\r\n \r\n', message: 'the CSV is empty' },
  {
    name: 'a table without the column',
    file: `make,model\n${vin},x\n`,
    message: 'line 1: a column named vin was wanted',
  },
  { name: 'such a table after blank lines', file: '\n\na,b\n', message: 'line 3: a column named vin was wanted' },
  { name: 'a list without any VIN', file: 'name\nbob\n', message: 'line 1: a column named vin was wanted' },
  {
    name: 'bytes of no text',
    file: Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xd8, 0]),
    message: 'line 1: a column named vin was wanted',
  },
  {
    name: 'a quote without end',
    file: 'vin,n\na,"one\ntwo"\nb,"x\nc,\nd,\n',
    message: 'line 4: a quote begins here that does not end',
  },
  {
    name: 'letters behind a quoted cell',
    file: 'vin,n\na,1\n"b"x,2\n',
    message: 'line 3: after the quote that ends a cell a separator was wanted',
  },
  { name: 'a separator that is none', file: 'sep="\r\nvin"a\r\n', message: 'line 1: a column named vin was wanted' },
  {
    name: 'a row without end',
    file: `vin\n${'x'.repeat(100_000)}\n`,
    message: 'line 2: a row of at most 65536 characters was wanted',
  },
])('$name is one clear 400', async ({ file, message }) => {
  const fault = await readVins(Buffer.from(file)).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(Problem)
  expect(fault).toMatchObject({ code: 'invalid_request', message })
})

test.each([
  { name: '1,000 rows are all read', rows: 1000, read: 1000 },
  { name: 'of 1,001 rows all are read, so that they can be refused', rows: 1001, read: 1001 },
  { name: 'of 50,000 rows no more are read', rows: 50_000, read: 1001 },
])('$name', async ({ rows, read }) => {
  expect(await readVins(bytes(`vin\n${`${vin}\n`.repeat(rows)}`))).toHaveLength(read)
})

test('what comes after too many rows is not looked at', async () => {
  expect(await readVins(bytes(`vin\n${`${vin}\n`.repeat(2000)}"`))).toHaveLength(1001)
})

test('others are let in while a long CSV is read', async () => {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await readVins(bytes(`vin${',x'.repeat(4000)}\n${`${vin}${',x'.repeat(4000)}\n`.repeat(900)}`))
  isOver = true
  expect(turns).toBeGreaterThan(3)
})
