import { gates, runGate } from './run/gates.ts'

/** `npm run verify`: everything that needs no server, in seconds. Exits 1 when a gate fails. */
const unit = { name: 'unit tests', command: 'vitest', args: ['run', '--project', 'unit', '--reporter=dot'] }
const results: boolean[] = []
for (const gate of [...gates, unit]) results.push(await runGate(gate))
process.exitCode = results.every(Boolean) ? 0 : 1
