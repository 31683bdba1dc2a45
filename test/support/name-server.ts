import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { type Answer, decode, encode, type Packet, type Question } from 'dns-packet'

/** What is known of a name: its addresses, or how the server fails to tell. */
type Zone = readonly string[] | 'no-such-name' | 'server-failure' | 'refused' | 'silence'

const rcodes = { 'no-such-name': 3, 'server-failure': 2, refused: 5 } as const

/** A name server on loopback that says what it is told to say. A name that it was not told of does not exist. */
export async function startNameServer() {
  const zones = new Map<string, Zone>()
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message, { port, address }) => {
    const packet = decode(message)
    const question = packet.questions?.[0]
    if (question === undefined) return
    asked.push(`${question.type} ${question.name}`)
    const zone = zones.get(question.name) ?? 'no-such-name'
    if (zone !== 'silence') socket.send(answerTo(packet, question, zone), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    server: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    /** Type and name of every question. */
    asked,
    tell: (name: string, zone: Zone): void => void zones.set(name, zone),
    close: () => new Promise<void>((resolve) => socket.close(resolve)),
  }
}

function answerTo({ id = 0 }: Packet, question: Question, zone: Exclude<Zone, 'silence'>): Buffer {
  const base: Packet = { type: 'response', id, questions: [question] }
  if (typeof zone === 'string') return encode({ ...base, flags: rcodes[zone] })
  const type = question.type === 'AAAA' ? 'AAAA' : 'A'
  const ofKind = zone.filter((address) => address.includes(':') === (type === 'AAAA'))
  const answers: Answer[] = ofKind.map((data) => ({ type, name: question.name, ttl: 0, data }))
  return encode({ ...base, answers })
}
