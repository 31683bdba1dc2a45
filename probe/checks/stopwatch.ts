import type { Socket } from 'node:net'
import type { Phase, PhaseTimes } from '../model/result.ts'

export interface Stopwatch {
  /** Ends a phase; the next one begins. */
  mark(phase: Exclude<Phase, 'total'>): void
  /** The phases that ended, and all the time so far. */
  times(): PhaseTimes
}

export function startStopwatch(): Stopwatch {
  const startedAt = performance.now()
  let markedAt = startedAt
  const ended: Partial<Record<Phase, number>> = {}
  return {
    mark(phase) {
      const now = performance.now()
      ended[phase] = now - markedAt
      markedAt = now
    },
    times: () => ({ ...ended, total: performance.now() - startedAt }),
  }
}

/** Marks a socket's name resolution, connecting and TLS; an address that is no name has no first one. */
export function timeSocket(socket: Socket, { mark }: Stopwatch): void {
  socket.once('lookup', () => mark('dns'))
  socket.once('connect', () => mark('connect'))
  socket.once('secureConnect', () => mark('tls'))
}
