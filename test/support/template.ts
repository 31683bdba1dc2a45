import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { silentLog } from '../../platform/log.ts'
import { migrate } from '../../platform/postgres/migrate.ts'

const templateName = 'template_intelauto'

/** Makes the migrated database that each test's own is copied from. */
export async function buildTemplate(serverUrl: string): Promise<void> {
  await asAdmin(serverUrl, `create database ${templateName}`)
  await migrate({ url: withDatabase(serverUrl, templateName), log: silentLog, sleep })
}

/** Copies the template: about 30 ms. */
export async function copyTemplate(serverUrl: string, name: string): Promise<string> {
  await asAdmin(serverUrl, `create database ${name} template ${templateName}`)
  return withDatabase(serverUrl, name)
}

export async function asAdmin(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
