import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Image {
  /** The folder that stands for `/` in the image. */
  root: string
  workdir: string
  env: Record<string, string>
  user: string | undefined
  command: string[]
}

type Step = [instruction: string, rest: string]

/**
 * Carries a Dockerfile out without Docker: each stage is a folder, RUN is a shell in it with this machine's programs.
 * Knows what our Dockerfile uses: FROM AS, WORKDIR, COPY (--from), ENV, RUN, USER, EXPOSE, CMD. Paths in a RUN that
 * start at `/` are taken inside the stage's folder.
 *
 * @param context the folder that COPY copies from.
 */
export function buildImage(dockerfile: string, context: string, scratch: string): Image {
  const stages = new Map<string, Image>()
  let current: Image | undefined
  for (const [instruction, rest] of stepsOf(readFileSync(dockerfile, 'utf8'))) {
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/i.exec(rest)?.[1] ?? 'final'
      current = { root: join(scratch, name), workdir: '/', env: {}, user: undefined, command: [] }
      mkdirSync(current.root, { recursive: true })
      stages.set(name, current)
    } else if (current === undefined) throw new Error(`${instruction} before FROM`)
    else carryOut(instruction, rest, current, { context, stages })
  }
  if (current === undefined) throw new Error('a Dockerfile with a FROM was wanted')
  return current
}

function stepsOf(text: string): Step[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Step => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()])
}

interface Around {
  context: string
  stages: Map<string, Image>
}

const instructions: Record<string, (rest: string, image: Image, around: Around) => void> = {
  WORKDIR: (rest, image) => {
    image.workdir = rest
    mkdirSync(join(image.root, rest), { recursive: true })
  },
  ENV: (rest, image) => {
    const [name = '', value = ''] = rest.split('=')
    image.env[name] = value
  },
  COPY: copy,
  RUN: (rest, image) => {
    const here = rest.replaceAll(/(?<=\s)\/(?=\w)/g, `${image.root}/`).replaceAll(/chown \S+/g, 'true')
    const cwd = join(image.root, image.workdir)
    execFileSync('sh', ['-c', here], {
      cwd,
      env: { ...process.env, ...image.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  },
  USER: (rest, image) => {
    image.user = rest
  },
  EXPOSE: () => {},
  CMD: (rest, image) => {
    image.command = JSON.parse(rest)
  },
}

function carryOut(instruction: string, rest: string, image: Image, around: Around): void {
  const step = instructions[instruction]
  if (step === undefined) throw new Error(`this instruction is not known here: ${instruction}`)
  step(rest, image, around)
}

function copy(rest: string, image: Image, { context, stages }: Around): void {
  const words = rest.split(/\s+/)
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined
  const source = from === undefined ? context : (stages.get(from)?.root ?? '')
  const target = join(image.root, image.workdir, words.pop() ?? '')
  for (const word of words) {
    const to = words.length > 1 || rest.endsWith('/') ? join(target, word) : target
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(source, word), to, { recursive: true, verbatimSymlinks: true })
  }
}
