import { defineConfig } from 'vitest/config'

const elsewhere = ['**/node_modules/**', '**/dist/**', '**/.data/**']
const servers = ['test/support/servers.ts']

/**
 * unit: no server; beside the code. integration: real Postgres, Redis and HTTP; beside the code.
 * stories: the whole platform as processes. browser: the whole platform in a real Chromium.
 * prove: stories of minutes, run by `npm run prove` alone.
 * The groups run one after the other, so that no story is measured under the load of another. Unit and integration files
 * share their modules, as they do in a process: loading them anew for each file took most of the time.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, '**/*.integration.test.ts', 'test/{stories,browser,prove}/**'],
          pool: 'threads',
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: elsewhere,
          globalSetup: servers,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'stories',
          include: ['test/stories/*.test.ts'],
          globalSetup: servers,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'prove',
          include: ['test/prove/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
