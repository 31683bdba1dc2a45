import type { Handlers } from './connection.ts'

/** Opens a WebSocket to the stream of this page's own server. @returns closes it; no handler is called after that. */
export function openSocket(since: string | null, handlers: Handlers): () => void {
  const socket = new WebSocket(addressOf(since))
  const listening = new AbortController()
  const { signal } = listening
  socket.addEventListener('open', () => handlers.opened(), { signal })
  socket.addEventListener('message', ({ data }) => handlers.message(String(data)), { signal })
  socket.addEventListener('close', () => handlers.closed(), { signal })
  return () => {
    listening.abort()
    socket.close()
  }
}

function addressOf(since: string | null): URL {
  const address = new URL('/ws/status', location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  if (since !== null) address.searchParams.set('since', since)
  return address
}
