import { connect } from 'node:net'
import { type Observation, passed } from '../model/result.ts'
import type { TcpSpec } from '../model/target.ts'
import { networkFailure } from './network-failure.ts'

/** Whether a connection is taken; nothing is said on it. */
export function checkTcp({ host, port }: TcpSpec, signal: AbortSignal): Promise<Observation> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const socket = connect({ host, port, signal, autoSelectFamily: true })
    socket.once('connect', () => {
      const total = performance.now() - startedAt
      socket.destroy()
      resolve(passed({ connect: total, total }))
    })
    socket.once('error', (error) => {
      socket.destroy()
      resolve(networkFailure(error, signal))
    })
  })
}
