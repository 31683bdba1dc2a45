import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../platform/embedded/postgres.ts'
import { silentLog } from '../../platform/log.ts'
import { buildTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a cluster that holds the migrated template; see database.ts. */
    postgresUrl: string
  }
}

/** One Postgres for the whole run of a project; it and its folder are gone afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-test-'))
  const postgres = await startEmbeddedPostgres({ dir, password: randomUUID(), log: silentLog, durable: false })
  const end = async () => {
    await postgres.close()
    rmSync(dir, { recursive: true })
  }
  try {
    await buildTemplate(postgres.url)
    project.provide('postgresUrl', postgres.url)
    return end
  } catch (error) {
    await end()
    throw error
  }
}
