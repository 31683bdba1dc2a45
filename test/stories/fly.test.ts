import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'

/** The parts of a Fly configuration that the tests below look at. */
interface FlyFile {
  processes: Record<string, string>
  env: Record<string, string>
  deploy: { release_command: string }
  http_service: { checks: object[] }
  services?: object[]
  checks: object
  mounts: object[]
  metrics: object[]
  restart: object[]
  vm: object[]
  kill_signal: string
  kill_timeout: string
}

const read = (file: string) => parse(readFileSync(file, 'utf8')) as unknown as FlyFile
const option1 = read('fly.toml')
const option2 = read('fly.combined.toml')

test.each([
  { name: 'option 1', config: option1, groups: ['web', 'bot', 'probe'], memory: '512mb' },
  { name: 'option 2', config: option2, groups: ['all'], memory: '1gb' },
])('$name has its process groups, on machines of $memory that come back', ({ config, groups, memory }) => {
  expect(Object.keys(config.processes)).toEqual(groups)
  expect(config.vm).toEqual([expect.objectContaining({ processes: groups, memory })])
  expect(config.restart).toEqual([{ processes: groups, policy: 'always' }])
})

describe.each([
  { name: 'option 1', config: option1, web: 'web', bot: 'bot', probe: 'probe' },
  { name: 'option 2', config: option2, web: 'all', bot: 'all', probe: 'all' },
])('$name', ({ config, web, bot, probe }) => {
  test('opens nothing but web to the internet, by https', () => {
    expect(config.http_service).toMatchObject({ processes: [web], internal_port: 8000, force_https: true })
    expect(config.services).toBeUndefined()
  })

  test('checks web every 30 s as if by https, after 30 s of grace, for at most 10 s', () => {
    expect(config.http_service.checks).toEqual([
      {
        ...{ method: 'GET', path: '/health', interval: '30s', timeout: '10s', grace_period: '30s' },
        headers: { 'X-Forwarded-Proto': 'https' },
      },
    ])
  })

  test('checks the bot by tcp and the probe by its health', () => {
    const times = { interval: '30s', timeout: '10s', grace_period: '30s' }
    expect(config.checks).toEqual({
      bot_alive: { processes: [bot], type: 'tcp', port: 8080, ...times },
      probe_alive: { processes: [probe], type: 'http', port: 8090, path: '/health', ...times },
    })
  })

  test('keeps the probe’s folder on a volume and has its metrics scraped', () => {
    expect(config.mounts).toEqual([{ processes: [probe], source: 'probe_data', destination: config.env.DATA_DIR }])
    expect(config.metrics).toContainEqual({ processes: [probe], port: 8090, path: '/metrics' })
  })

  test('brings the schema up before a release, and stops by SIGTERM within 15 s', () => {
    expect(config.deploy.release_command).toBe('node services/migrate.ts')
    expect([config.kill_signal, config.kill_timeout]).toEqual(['SIGTERM', '15s'])
  })

  test('starts files that exist, in production', () => {
    const commands: string[] = [...Object.values<string>(config.processes), config.deploy.release_command]
    expect(commands.filter((command) => !existsSync(command.replace('node ', '')))).toEqual([])
    expect(config.env.NODE_ENV).toBe('production')
  })
})
