import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import { Registry } from 'prom-client'
import { build, type Plugin } from 'vite'
import pages from '../../dashboard/vite.config.ts'
import { createServer, listen } from '../../platform/http.ts'
import { silentLog } from '../../platform/log.ts'
import { silentReporter } from '../../platform/sentry.ts'

const entry = 'scan-page'
/** Shows the scanner alone; each VIN it hands over becomes a line of the page. */
const script = `
  import { mount } from 'svelte'
  import '/src/styles/tokens.css'
  import '/src/styles/base.css'
  import Scan from '/src/lookup/scan/Scan.svelte'
  const taken = (vin) => document.querySelector('output').append(vin + '\\n')
  mount(Scan, { target: document.querySelector('main'), props: { onvin: taken } })
`
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Scan</title><link rel="stylesheet" href="/assets/style.css" /><link rel="icon" href="data:," />
  <script type="module" src="/page.js"></script></head>
  <body><main></main><output></output></body></html>`

/** The scanner, built as the pages are and served under their security policy. */
export async function serveScanPage(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'intelauto-scan-page-'))
  await buildInto(folder)
  writeFileSync(join(folder, 'page.html'), html)
  const app = await createServer({
    service: 'scan-page',
    registry: new Registry(),
    errors: silentReporter,
    log: silentLog,
    forBrowsers: true,
  })
  await app.register(staticFiles, { root: folder })
  const port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'none' })
  return {
    url: `http://127.0.0.1:${port}/page.html`,
    close: async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function buildInto(folder: string): Promise<unknown> {
  const entryOnly: Plugin = {
    name: entry,
    resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
    load: (id) => (id === `\0${entry}` ? script : undefined),
  }
  const output = { entryFileNames: 'page.js', assetFileNames: 'assets/[name][extname]' }
  return build({
    ...pages,
    configFile: false,
    logLevel: 'error',
    plugins: [...(pages.plugins ?? []), entryOnly],
    build: { ...pages.build, outDir: folder, cssCodeSplit: false, rolldownOptions: { input: entry, output } },
  })
}

/** Keeps each track of a camera, to see later what became of it. */
export const keepTracks = `
  globalThis.kept = []
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted)
    kept.push(...stream.getTracks())
    return stream
  }`
/** As a browser does that is short of memory. */
export const refuseFirstFrame = `
  globalThis.hasRefused = false
  const grab = createImageBitmap
  globalThis.createImageBitmap = async () => {
    hasRefused = true
    globalThis.createImageBitmap = grab
    throw new DOMException('no room', 'InvalidStateError')
  }`
/** The next question for a camera is answered when \`allow\` is called. */
export const holdCamera = `
  const askLater = navigator.mediaDevices.getUserMedia
  globalThis.allow = null
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    await new Promise((resolve) => { globalThis.allow = resolve })
    return askLater(wanted)
  }`
