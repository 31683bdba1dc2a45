import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program from outside that some tests need. */
export interface Tool {
  /** The word after "needs" in the name of a test that is skipped without it. */
  name: string
  /** Any of these on PATH will do. */
  programs: readonly string[]
  debianPackage: string
}

export const tools: readonly Tool[] = [
  { name: 'redis-server', programs: ['redis-server', 'valkey-server'], debianPackage: 'redis-server' },
  { name: 'promtool', programs: ['promtool'], debianPackage: 'prometheus' },
  { name: 'a browser', programs: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
]

/** What a test may say that it needs, and how a person gets it. */
export const needs: readonly { name: string; howToGet: string }[] = [
  ...tools.map(({ name, debianPackage }) => ({ name, howToGet: `on Debian: apt-get install ${debianPackage}` })),
  { name: 'root', howToGet: 'run the tests as root' },
  { name: 'Linux', howToGet: 'run the tests on Linux' },
]

export function onPath(program: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, program)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this folder
    }
  }
  return null
}

const missing = () => tools.filter(({ programs }) => !programs.some(onPath))

/** Installs what is missing where that is allowed: as root, on a machine with apt. */
export function installMissingTools(): void {
  const wanted = missing()
  if (wanted.length === 0 || process.getuid?.() !== 0 || onPath('apt-get') === null) return
  const packages = wanted.map(({ debianPackage }) => debianPackage)
  process.stdout.write(`installing ${packages.join(', ')} (once)\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-qq', 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  spawnSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
