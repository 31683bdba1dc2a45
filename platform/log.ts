import { pino } from 'pino'

/** One JSON line per call on standard output; the fields come first, then a sentence without values. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** The same log, with these fields on every line. */
  child(fields: object): Log
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * @param hide texts that must never be printed (settings that are secret); each is replaced by `[hidden]`,
 *   wherever it stands in a line, as itself or URL-encoded.
 * @param write takes each line; standard output when left out.
 */
export function createLog(
  service: string,
  level: LogLevel,
  hide: readonly string[] = [],
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  const scrub = createScrubber(hide)
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: scrub },
    redact: {
      paths: ['authorization', 'cookie', 'token', '*.authorization', '*.cookie', '*.token'],
      censor: '[hidden]',
    },
  }
  return pino(options, { write })
}

/** Says nothing; for tests and tools. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
}

/** Replaces every secret in a text. Texts shorter than 8 characters are left: they would hide ordinary words. */
export function createScrubber(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((secret) => secret.length >= 8).flatMap(spellings))
  if (forms.size === 0) return (text) => text
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((rest, form) => rest.replaceAll(form, '[hidden]'), text)
}

/** A secret as it can stand in a line: plain, in a URL, inside a JSON string. */
function spellings(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
}
