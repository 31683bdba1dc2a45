import type { TcpSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { converse } from './conversation.ts'

/** Whether something takes connections there. */
export const checkTcp: Check<TcpSpec> = ({ host, port, connectTo = host }, signal) =>
  converse({ host: connectTo, port, tls: false }, signal, (_socket, done) => done(null))
