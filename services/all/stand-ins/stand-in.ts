import type { Clock } from '../../../platform/clock.ts'
import type { Config, Environment } from '../../../platform/config/read.ts'
import type { Lifecycle } from '../../../platform/lifecycle.ts'
import type { Log } from '../../../platform/log.ts'
import type { GeneratedSecrets } from '../generated-secrets.ts'

export interface StandInDeps {
  config: Config
  secrets: GeneratedSecrets
  /** Absolute. */
  dataDir: string
  log: Log
  now: Clock
  lifecycle: Lifecycle
  /** The address of Telegram's webhook on this machine. */
  webhookUrl: string
  /** A stand-in that runs as a process of its own has another pid, or none. */
  onPid: (name: string, pid: number | null) => void
}

/** What one stand-in adds to the children's environment and to run.json. */
export interface StandIn {
  env?: Environment
  urls?: Record<string, string>
  credentials?: Record<string, string>
}
