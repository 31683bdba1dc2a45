import { readFile } from 'node:fs/promises'
import type { Config } from '../platform/config/read.ts'
import { StartError } from '../platform/lifecycle.ts'
import { type Monitoring, MonitoringError, readMonitoring } from './monitoring.ts'
import { placeholdersOf } from './placeholder-values.ts'

/** What the file that MONITORING_FILE names says is watched. @throws StartError with a line for each of its faults. */
export async function readWatch(config: Config): Promise<Monitoring> {
  const text = await readFile(config.monitoringFile, 'utf8').catch((cause) => {
    throw new StartError(`${config.monitoringFile} cannot be read: set MONITORING_FILE to a file that can`, { cause })
  })
  try {
    return readMonitoring(text, placeholdersOf(config))
  } catch (error) {
    if (error instanceof MonitoringError) throw new StartError(error.message, { cause: error })
    throw error
  }
}
