import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readyWithinMs = 60_000

/** What run.json says; see services/all/data-folder.ts. */
export interface Run {
  pids: Record<string, number>
  ports: Record<string, number>
  urls: Record<'lookup' | 'status' | 'api' | 'bot' | 'probe' | 'database' | 'cache' | 'botApi' | 'chat', string>
  credentials: Record<'cacheToken' | 'telegramToken', string>
}

export interface Platform {
  dataDir: string
  /** Read anew on each call, as children come and go. */
  run(): Run
  /** Everything printed so far. */
  output(): string
  process: ChildProcess
  /** Resolves with the exit code. */
  exited: Promise<number | null>
  /** Resolves when the output holds the text. */
  printed(text: string): Promise<void>
  /** SIGTERM, and gone. */
  stop(): Promise<number | null>
}

/** A folder for a platform's data; `remove` it in the end. */
export function createDataDir(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'intelauto-story-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts `services/all.ts` on free ports, without waiting for it. */
export function launchPlatform(dataDir: string, env: Record<string, string> = {}): Platform {
  const anyPort = { WEB_PORT: '0', API_PORT: '0', BOT_PORT: '0', PROBE_PORT: '0' }
  const child = spawn(process.execPath, ['services/all.ts'], {
    cwd: root,
    env: { ...cleanEnvironment(), ...anyPort, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const waiting: { text: string; resolve: () => void }[] = []
  const hear = (part: Buffer) => {
    text += part
    for (const waiter of waiting) if (text.includes(waiter.text)) waiter.resolve()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return {
    dataDir,
    run: () => JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')),
    output: () => text,
    process: child,
    exited,
    printed: (wanted) =>
      new Promise((resolve) => {
        waiting.push({ text: wanted, resolve })
        if (text.includes(wanted)) resolve()
      }),
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

/** Starts it and waits for the line `ready`. @throws with what it printed when it ends before that. */
export async function startPlatform(dataDir: string, env: Record<string, string> = {}): Promise<Platform> {
  const platform = launchPlatform(dataDir, env)
  const timer = setTimeout(() => platform.process.kill('SIGKILL'), readyWithinMs)
  const ended = platform.exited.then((code) => {
    throw new Error(`the platform ended with ${code}:\n${platform.output()}`)
  })
  await Promise.race([platform.printed('\nready\n'), ended]).finally(() => clearTimeout(timer))
  ended.catch(() => {})
  return platform
}

/** The settings of the machine that runs the tests are not the story's. */
function cleanEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, LANG, TMPDIR, CHROMIUM_PATH } = process.env
  return { PATH, HOME, LANG, TMPDIR, CHROMIUM_PATH }
}

/** Resolves when `look` gives something; looks every 50 ms for at most `withinMs`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not seen within ${withinMs} ms: ${what}`)
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
