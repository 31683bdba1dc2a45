import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDataDir, launchPlatform } from '../support/platform.ts'
import { postgresServersOn } from '../support/processes.ts'

let folder: ReturnType<typeof createDataDir>
const taken = createServer()

beforeEach(async () => {
  folder = createDataDir()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  taken.close()
  folder.remove()
})

const takenPort = () => String((taken.address() as AddressInfo).port)
const write = (path: string, text: string) => {
  const file = join(folder.path, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

test.each<{ name: string; prepare?: () => void; env?: () => Record<string, string>; says: RegExp }>([
  {
    name: 'a taken port is named with its setting',
    env: () => ({ WEB_PORT: takenPort() }),
    says: /^port \d+ is in use: stop what listens there, or set WEB_PORT to another$/,
  },
  {
    name: 'all wrong settings are told at once',
    env: () => ({ WEB_PORT: 'x', LOG_LEVEL: 'y' }),
    says: /^2 settings are wrong:\n +LOG_LEVEL .*\n +WEB_PORT /,
  },
  {
    name: 'production with nothing set names what is missing',
    env: () => ({ NODE_ENV: 'production' }),
    says: /^7 settings are wrong:[\s\S]*DATABASE_URL +is missing: needed in production/,
  },
  {
    name: 'a folder of a newer version is left alone',
    prepare: () => write('schema-version', '9999\n'),
    says: /^DATA_DIR .* was written by a newer version \(schema 9999, this one knows \d+\)$/,
  },
  {
    name: 'damaged secrets are not replaced behind a person’s back',
    prepare: () => write('secrets.json', '{"databasePassword":'),
    says: /secrets\.json is damaged: restore it, or move the data folder away to start afresh$/,
  },
  {
    name: 'a damaged database is not written over',
    prepare: () => write('postgres/cluster/PG_VERSION', '18\n'),
    says: /is no whole Postgres cluster: postgresql\.conf is missing$/,
  },
  {
    name: 'a file in the place of the data folder is no data folder',
    env: () => {
      write('file', '')
      return { DATA_DIR: join(folder.path, 'file') }
    },
    says: /^DATA_DIR .*wanted a folder that this user may write$/,
  },
])('$name', async ({ prepare, env, says }) => {
  prepare?.()
  const platform = launchPlatform(folder.path, env?.() ?? {})
  expect(await platform.exited).toBe(1)
  expect(platform.output().trim()).toMatch(says)
  expect(platform.output()).not.toMatch(/\n {4}at /)
  expect(postgresServersOn(folder.path)).toEqual([])
})
