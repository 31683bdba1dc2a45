import { connect, createServer, type Socket } from 'node:net'

export interface Wire {
  /** The same URL through the wire. */
  url: string
  /** From now on nothing comes through, in either direction, and nobody is told; new connections stay silent. */
  cut(): void
  /** New connections come through again; the cut ones stay cut. */
  mend(): void
  close(): Promise<void>
}

/** A wire in front of a server that can be cut as a network is: packets vanish, sockets stay open. */
export async function createWire(target: string): Promise<Wire> {
  const to = new URL(target)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => {})
    if (!whole) return
    const far = connect(Number(to.port), to.hostname)
    sockets.add(far)
    far.on('error', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(target)
  url.port = String(typeof address === 'object' ? address?.port : '')
  const silence = () => {
    for (const socket of sockets) socket.unpipe().pause()
  }
  return {
    url: url.href,
    cut() {
      whole = false
      silence()
    },
    mend() {
      whole = true
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
