import { expect, test } from 'vitest'
import { readMultipart } from './multipart.ts'

const type = 'multipart/form-data; boundary=xyz'
const read = (body: string | Buffer) => readMultipart(Buffer.from(body), type)
const field = (head: string, value: string) => `--xyz\r\n${head}\r\n\r\n${value}\r\n`

test('fields and files are told apart', () => {
  const form = read(
    `${field('Content-Disposition: form-data; name="chat_id"', '7')}${field(
      'Content-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png',
      'bytes',
    )}--xyz--\r\n`,
  )
  expect(form?.fields).toEqual({ chat_id: '7' })
  expect(form?.files.get('photo')).toEqual({
    filename: 'a.png',
    mimeType: 'image/png',
    bytes: new Uint8Array(Buffer.from('bytes')),
  })
})

test('heads without blanks and names without quotes are read', () => {
  const form = read(`${field('content-disposition:form-data;name="a1";filename=car.jpg', 'x')}\r\n--xyz--\r\n`)
  expect(form?.files.get('a1')?.filename).toBe('car.jpg')
})

test('bytes that are no text come through, line ends and dashes too', () => {
  const bytes = Buffer.from([0xff, 0xd8, 13, 10, 45, 45, 13, 10, 0])
  const body = Buffer.concat([
    Buffer.from('--xyz\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n'),
    bytes,
    Buffer.from('\r\n--xyz--'),
  ])
  expect(read(body)?.files.get('f')?.bytes).toEqual(new Uint8Array(bytes))
})

test.each([
  { name: 'a body that was cut', body: '--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nva' },
  { name: 'a part without a name', body: '--xyz\r\nContent-Disposition: form-data\r\n\r\nv\r\n--xyz--' },
  { name: 'a body of something else', body: 'hello' },
])('$name is refused', ({ body }) => {
  expect(read(body)).toBeUndefined()
})

test('a boundary is needed', () => {
  expect(readMultipart(Buffer.from(''), 'multipart/form-data')).toBeUndefined()
})
