import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Failure, Observation } from '../model/result.ts'
import { tooLate } from './check.ts'
import { closedEarly, networkFailure } from './network-failure.ts'
import { startStopwatch, timeSocket } from './stopwatch.ts'

export interface Address {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** Speaks once the connection stands; `done` ends it, with null when all was as wanted. */
export type Talk = (socket: Socket, done: (failure: Failure | null) => void) => void

/** A talk over a connection of its own. A connection that breaks before `done` is the failure. */
export function converse(address: Address, signal: AbortSignal, talk: Talk): Promise<Observation> {
  const stopwatch = startStopwatch()
  const { promise, resolve } = Promise.withResolvers<Observation>()
  if (signal.aborted) return Promise.resolve({ phases: stopwatch.times(), readings: [], failure: tooLate })
  const socket = open(address)
  const done = (failure: Failure | null) => {
    signal.removeEventListener('abort', giveUp)
    resolve({ phases: stopwatch.times(), readings: [], failure })
    socket.destroy()
  }
  const giveUp = () => done(tooLate)
  signal.addEventListener('abort', giveUp)

  timeSocket(socket, stopwatch)
  socket.on('error', (error) => done(networkFailure(error) ?? closedEarly))
  socket.once('close', () => done(closedEarly))
  socket.once(address.tls ? 'secureConnect' : 'connect', () => talk(socket, done))
  return promise
}

function open({ host, port, tls }: Address): Socket {
  const options = { host, port, autoSelectFamily: true }
  return tls ? connectTls({ ...options, ...(isIP(host) === 0 && { servername: host }) }) : connectPlain(options)
}
