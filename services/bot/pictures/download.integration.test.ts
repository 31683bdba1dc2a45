import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Api, HttpError } from 'grammy'
import { expect, test } from 'vitest'
import { readyPeople } from '../../../platform/embedded/telegram/start-state.ts'
import { pixel, startBench, token } from '../../../platform/embedded/telegram/test-bench.ts'
import { createDownload } from './download.ts'

const megabyte = 1024 * 1024
const mostBytes = 20 * megabyte

/** A Bot API that knows one file, and answers its bytes as told. */
async function startFiles(give: (response: ServerResponse) => void, answer: object = { file_path: 'photos/a b.jpg' }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url?.endsWith('/getFile')) response.end(JSON.stringify({ ok: true, result: answer }))
    else give(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  const deps = { api: new Api(token, { apiRoot }), apiRoot, token }
  return { asked, deps, [Symbol.asyncDispose]: close }
}

/** Until nobody wants more. */
function pour(response: ServerResponse): void {
  const part = Buffer.alloc(megabyte)
  const more = () => {
    while (!response.destroyed && response.write(part)) {}
  }
  response.on('drain', more)
  more()
}

test.each<{ name: string; file?: object; answer?: object; give: (response: ServerResponse) => void; kind: string }>([
  { name: 'what is there', give: (response) => response.end('abc'), kind: 'picture' },
  {
    name: 'as much as Telegram allows',
    file: { file_size: mostBytes },
    give: (response) => response.end(Buffer.alloc(mostBytes)),
    kind: 'picture',
  },
  { name: 'more as its message says', file: { file_size: mostBytes + 1 }, give: pour, kind: 'too-large' },
  {
    name: 'more as Telegram says',
    answer: { file_path: 'a', file_size: mostBytes + 1 },
    give: pour,
    kind: 'too-large',
  },
  {
    name: 'more as the answer says',
    give: (response) => pour(response.writeHead(200, { 'content-length': mostBytes + 1 })),
    kind: 'too-large',
  },
  { name: 'more than anybody said', give: pour, kind: 'too-large' },
  { name: 'a file without a path', answer: {}, give: pour, kind: 'not-given' },
  { name: 'a file that is gone', give: (response) => response.writeHead(404).end('Not Found'), kind: 'not-given' },
  { name: 'a failing server', give: (response) => response.writeHead(502).end('Bad Gateway'), kind: 'not-given' },
  {
    name: 'a way to somebody else',
    give: (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    kind: 'not-given',
  },
  { name: 'a cut connection', give: (response) => response.destroy(), kind: 'not-given' },
  {
    name: 'a connection cut in the middle',
    give: (response) => response.writeHead(200, { 'content-length': 9 }).write('abc', () => response.destroy()),
    kind: 'not-given',
  },
])('of $name comes: $kind', async ({ file, answer, give, kind }) => {
  await using files = await startFiles(give, answer)
  const download = createDownload(files.deps)
  expect(await download({ file_id: 'x', ...file })).toMatchObject({ kind })
})

test('a picture that never ends is not waited for', async () => {
  await using files = await startFiles((response) => response.writeHead(200).write('abc'))
  const download = createDownload({ ...files.deps, withinMs: 50 })
  expect(await download({ file_id: 'x' })).toEqual({ kind: 'not-given' })
})

test('a path is asked for as it stands, whatever is in it', async () => {
  await using files = await startFiles((response) => response.end(), { file_path: 'photos/a?b#c.jpg' })
  await createDownload(files.deps)({ file_id: 'x' })
  expect(files.asked[1]).toBe(`/file/bot${token}/photos/a%3Fb%23c.jpg`)
})

test('a Telegram that is away rejects without its address', async () => {
  const apiRoot = 'http://127.0.0.1:1'
  const failing = createDownload({ api: new Api(token, { apiRoot }), apiRoot, token })({ file_id: 'x' })
  await expect(failing).rejects.toThrow(HttpError)
  await expect(failing).rejects.not.toThrow(token)
})

test('what a person sent comes from the simulator as it was, and what it does not know is not given', async () => {
  await using bench = await startBench()
  const { ada } = readyPeople
  bench.control.sendPhoto({ chat: ada, upload: { filename: 'a.png', mimeType: 'image/png', bytes: pixel } })
  const [update] = await bench.api.getUpdates()
  const photo = update?.message?.photo?.at(-1)
  const download = createDownload({ api: bench.api, apiRoot: bench.apiRoot, token })
  expect(await download(photo ?? { file_id: '' })).toEqual({ kind: 'picture', bytes: pixel })
  expect(await download({ file_id: 'PH-nothing' })).toEqual({ kind: 'not-given' })
})
