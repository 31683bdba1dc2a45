import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { userName } from './cluster.ts'

export type Login = 'ours' | 'wrong-password' | 'unusable'

const deadlineMs = 3_000

export function urlOf(port: number, password: string, database: string = userName): string {
  return `postgres://${userName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** Logs in and lets the server read a fresh file of the folder: only the server of this very folder can. */
export async function login(clusterPath: string, port: number, password: string): Promise<Login> {
  const name = `proof-${randomUUID()}`
  const proof = randomUUID()
  writeFileSync(join(clusterPath, name), proof, { mode: 0o644 })
  const client = connection(urlOf(port, password, 'postgres'))
  try {
    await client.connect()
    const { rows } = await client.query('select pg_read_file($1) as proof', [name])
    return rows[0]?.proof === proof ? 'ours' : 'unusable'
  } catch (error) {
    return isWrongPassword(error) ? 'wrong-password' : 'unusable'
  } finally {
    await client.end().catch(() => {})
    rmSync(join(clusterPath, name), { force: true })
  }
}

/** The database is made after the server's first start; a kill in between is made good at the next one. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = connection(urlOf(port, password, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [userName])
    if (rowCount === 0) await client.query(`create database ${userName}`)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  } finally {
    await client.end()
  }
}

function connection(url: string): Client {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: deadlineMs,
    query_timeout: 10_000,
  })
  client.on('error', () => {})
  return client
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '28P01'
}

/** Another process made the database at the same time: 42P04, or 23505 when the two met inside the catalog. */
function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505')
}
