import { type AddressInfo, createServer, type Server } from 'node:net'
import type { Config, Environment } from '../../platform/config/read.ts'
import { StartError } from '../../platform/lifecycle.ts'

export interface Ports {
  web: number
  api: number
  bot: number
  probe: number
}

/** The children's ports, for 0 a free one each. @throws StartError naming the setting of one that is taken. */
export async function claimPorts({ host, webPort, apiPort, botPort, probePort }: Config): Promise<Ports> {
  const held: Server[] = []
  try {
    const claim = (port: number, setting: string) => hold(host, port, setting, held)
    return {
      web: await claim(webPort, 'WEB_PORT'),
      api: await claim(apiPort, 'API_PORT'),
      bot: await claim(botPort, 'BOT_PORT'),
      probe: await claim(probePort, 'PROBE_PORT'),
    }
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
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

/** Opens the port, and keeps it open so that no other claim gets it. */
function hold(host: string, port: number, setting: string, held: Server[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${cause.code})`
      reject(new StartError(`port ${port} ${why}: stop what listens there, or set ${setting} to another`, { cause }))
    })
    server.listen({ host, port }, () => {
      held.push(server)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
