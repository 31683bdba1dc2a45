import { expect, test } from 'vitest'
import { examplesFor } from './examples.ts'

test('examples ask this host, and none holds a key', () => {
  const commands = examplesFor('https://cars.example').map(({ command }) => command)
  const asking = commands.filter((command) => command.startsWith('curl'))
  expect(asking.length).toBeGreaterThan(3)
  for (const command of asking) {
    expect(command).toContain('https://cars.example/api/')
    expect(command).toContain('Bearer $INTELAUTO_KEY')
  }
})
