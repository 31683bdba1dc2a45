import type { Mode } from '../../platform/config/setting.ts'

const widestName = 5

/** Prints the children's lines: readable on a developer's machine, as they are in production. */
export function printer(mode: Mode): (child: string, line: string) => void {
  if (mode === 'production') return (_child, line) => void process.stdout.write(`${line}\n`)
  return (child, line) => void process.stdout.write(`${logLine(child, line)}\n`)
}

/** A line of a child for people: its JSON as `web   | 10:47:15 info  listening port=8000`; other text as it is. */
export function logLine(child: string, line: string): string {
  return `${child.padEnd(widestName)} | ${readable(line)}`
}

function readable(line: string): string {
  const entry = parseEntry(line)
  if (entry === null) return line
  const { time, level, msg, service: _, err, ...fields } = entry
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`)
  const error = isError(err) ? [err.stack ?? err.message] : []
  return [String(time).slice(11, 19), String(level).padEnd(5), msg, ...rest, ...error].join(' ')
}

function parseEntry(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    const entry = JSON.parse(line)
    return typeof entry.msg === 'string' ? entry : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isError(value: unknown): value is { message: string; stack?: string } {
  return typeof value === 'object' && value !== null && 'message' in value
}

/** Names and addresses in two columns. */
export function addressTable(rows: readonly (readonly [name: string, address: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n')
}
