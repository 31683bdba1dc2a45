import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Owner } from './owner.ts'

export interface Program {
  path: string
  owner: Owner
  /** The folder or file names among the arguments, in the order in which `args` gets them. */
  open: readonly string[]
  args: (names: string[]) => string[]
}

/**
 * Starts a program of Postgres without this process's environment, which holds secrets.
 *
 * A user that root becomes may not be allowed to pass the parents of a folder. It gets the folder as an
 * inherited descriptor instead, which needs no way to it.
 */
export function startProgram({ path, owner, open, args }: Program, output: SpawnOptions['stdio']): ChildProcess {
  const descriptors = owner && process.platform === 'linux' ? open.map((name) => openSync(name, 'r')) : []
  const names = descriptors.length > 0 ? descriptors.map((_, index) => `/proc/self/fd/${index + 3}`) : [...open]
  try {
    return spawn(path, args(names), {
      ...owner,
      cwd: '/',
      detached: true,
      env: ownEnvironment(),
      stdio: [...(Array.isArray(output) ? output : []), ...descriptors],
    })
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
}

/** Runs a program to its end. A program that cannot be started ends with code null and the reason as its output. */
export async function runProgram(program: Program): Promise<{ code: number | null; output: string }> {
  const child = startProgram(program, ['ignore', 'pipe', 'pipe'])
  const ended = new Promise<{ code: number | null; refused: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, refused: error.message }))
    child.once('close', (code) => resolve({ code, refused: '' }))
  })
  const [out, problems, { code, refused }] = await Promise.all([read(child.stdout), read(child.stderr), ended])
  return { code, output: `${out}\n${problems}\n${refused}`.trim() }
}

function read(stream: ChildProcess['stdout']): Promise<string> | string {
  return stream ? text(stream) : ''
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }) }
}
