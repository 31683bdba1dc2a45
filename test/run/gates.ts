import { spawn } from 'node:child_process'

/** A check of the whole tree that needs no server. */
export interface Gate {
  name: string
  command: string
  args: readonly string[]
}

export const gates: readonly Gate[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  {
    name: 'types of the pages',
    command: 'svelte-check',
    args: ['--workspace', 'dashboard', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  },
  {
    name: 'who imports whom',
    command: 'depcruise',
    args: [
      'platform',
      'metrics',
      'alerts',
      'probe',
      'services',
      'dashboard/src',
      'bench',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'dead code', command: 'knip', args: [] },
]

/** @returns whether it passed; what it printed is shown only when it failed. */
export async function runGate({ name, command, args }: Gate): Promise<boolean> {
  const startedAt = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const output: Buffer[] = []
  child.stdout.on('data', (part) => output.push(part))
  child.stderr.on('data', (part) => output.push(part))
  const passed = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      output.push(Buffer.from(error.message))
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`)
  if (!passed) process.stdout.write(`${Buffer.concat(output)}\n`)
  return passed
}
