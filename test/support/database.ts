import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../platform/embedded/postgres.ts'
import { silentLog } from '../../platform/log.ts'
import { asAdmin, buildTemplate, copyTemplate, withDatabase } from './template.ts'

export interface TestDatabase {
  url: string
  /** Cuts whoever is still connected. */
  drop(): Promise<void>
}

/** A fresh database with the whole schema, on the run's server. */
export function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  return databaseOn(server, (name) => copyTemplate(server, name))
}

/** A fresh database without any table. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  return databaseOn(server, async (name) => {
    await asAdmin(server, `create database ${name}`)
    return withDatabase(server, name)
  })
}

async function databaseOn(server: string, make: (name: string) => Promise<string>): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = await make(name)
  return { url, drop: () => asAdmin(server, `drop database ${name} with (force)`) }
}

export interface OwnPostgres {
  /** A database with the whole schema; the URL stays the same over restarts. */
  url: string
  pid(): number
  /** Ends the server as an operator would; open connections are cut. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends the server, if it runs, and removes its folder. */
  close(): Promise<void>
}

/** A server of its own, for tests that stop or kill it. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-own-'))
  const password = randomUUID()
  const launch = (port?: number) =>
    startEmbeddedPostgres({ dir, password, log: silentLog, durable: false, ...(port !== undefined && { port }) })
  let server: EmbeddedPostgres = await launch()
  await buildTemplate(server.url)
  const url = await copyTemplate(server.url, 'own')
  const stop = () => server.close()
  return {
    url,
    pid: () => server.pid,
    stop,
    async start() {
      server = await launch(server.port)
    },
    async close() {
      await stop()
      rmSync(dir, { recursive: true })
    },
  }
}
