import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onPath } from '../run/tools.ts'

interface Program {
  path: string
  /** Where it finds libraries that the system may lack. */
  libraries?: string
}

/** No request of the browser's own leaves this machine. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/** The browser that CHROMIUM_PATH names, else one on PATH, else the one that npm brought (Linux on x64 only). */
export function findBrowser(): Program | null {
  const named = process.env.CHROMIUM_PATH ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome')
  if (named !== null) return { path: named }
  return process.platform === 'linux' && process.arch === 'x64' ? unpackedBrowser() : null
}

/** @param flags on top of our own. */
export function launchBrowser(program: Program, flags: readonly string[] = []): Promise<Browser> {
  const env = program.libraries === undefined ? {} : { env: { ...process.env, LD_LIBRARY_PATH: program.libraries } }
  return chromium.launch({ executablePath: program.path, args: [...quiet, '--no-sandbox', ...flags], ...env })
}

/** A page that fails its test by whatever it complains about: script errors, refused resources, policy breaches. */
export async function openPage(
  browser: Browser,
  size: { width: number; height: number },
): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: size })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  return { page, complaints }
}

/** Unpacks once for each user: 2 s, 200 MB. */
function unpackedBrowser(): Program {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin')
  const folder = join(tmpdir(), `intelauto-chromium-${userInfo().uid}`)
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`)
    writeFileSync(join(unfinished, 'chromium'), unpack(join(packed, 'chromium.br')))
    chmodSync(join(unfinished, 'chromium'), 0o755)
    mkdirSync(join(unfinished, 'libraries'))
    for (const archive of ['al2023.tar.br', 'swiftshader.tar.br']) {
      execFileSync('tar', ['x', '-C', join(unfinished, 'libraries')], { input: unpack(join(packed, archive)) })
    }
    keepFirst(unfinished, folder)
  }
  return { path: join(folder, 'chromium'), libraries: join(folder, 'libraries', 'al2023', 'lib') }
}

function unpack(file: string): Buffer {
  return brotliDecompressSync(readFileSync(file))
}

function keepFirst(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
}
