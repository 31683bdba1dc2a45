import { type AddressInfo, createServer } from 'node:net'
import type { Config, Environment } from '../../platform/config/read.ts'
import { StartError } from '../../platform/lifecycle.ts'

export interface Ports {
  web: number
  api: number
  bot: number
  probe: number
}

/** The children's ports, for 0 a free one. @throws StartError naming the setting of the first that is taken. */
export async function claimPorts({ host, webPort, apiPort, botPort, probePort }: Config): Promise<Ports> {
  return {
    web: await claim(host, webPort, 'WEB_PORT'),
    api: await claim(host, apiPort, 'API_PORT'),
    bot: await claim(host, botPort, 'BOT_PORT'),
    probe: await claim(host, probePort, 'PROBE_PORT'),
  }
}

export function portEnv(ports: Ports): Environment {
  return {
    WEB_PORT: String(ports.web),
    API_PORT: String(ports.api),
    BOT_PORT: String(ports.bot),
    PROBE_PORT: String(ports.probe),
  }
}

/** Opens the port and closes it again. */
function claim(host: string, port: number, setting: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code})`
      reject(
        new StartError(`port ${port} ${why}: stop what listens there, or set ${setting} to another`, { cause: error }),
      )
    })
    server.listen({ host, port }, () => {
      const { port: taken } = server.address() as AddressInfo
      server.close(() => resolve(taken))
    })
  })
}
