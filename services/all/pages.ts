import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StartError } from '../../platform/lifecycle.ts'
import type { Log } from '../../platform/log.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = `${root}dashboard/dist/built-from`
const vite = `${root}node_modules/vite/bin/vite.js`

/** Builds the pages when their sources are not those that they were last built from. An image brings them built. */
export async function buildPages(log: Log, signal: AbortSignal): Promise<void> {
  if (!existsSync(vite)) return
  const sources = digestOfSources()
  if (existsSync(built) && readFileSync(built, 'utf8') === sources) return
  const startedAt = performance.now()
  await runVite(signal)
  writeFileSync(built, sources)
  log.info({ tookMs: Math.round(performance.now() - startedAt) }, 'pages built')
}

function digestOfSources(): string {
  const files = globSync(['dashboard/*.*', 'dashboard/public/**', 'dashboard/src/**', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
  })
  const hash = createHash('sha256')
  for (const path of files
    .filter((file) => file.isFile())
    .map((file) => `${file.parentPath}/${file.name}`)
    .sort()) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

async function runVite(signal: AbortSignal): Promise<void> {
  const args = [vite, 'build', '--config', 'dashboard/vite.config.ts', '--logLevel', 'warn']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], signal })
  let complaint = ''
  child.stderr.on('data', (text) => (complaint += text))
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => (complaint += error.message))
    child.once('close', resolve)
  })
  if (code !== 0) throw new StartError(`the pages cannot be built:\n${complaint.trim()}`)
}
