import type { ServerResponse } from 'node:http'

/** What a stand-in does with a request. */
export type Behaviour = (response: ServerResponse) => void

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return text(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

function text(status: number, body: string, headers: Record<string, string>): Behaviour {
  return (response) => void response.writeHead(status, headers).end(body)
}

const html = { 'content-type': 'text/html' }

export const htmlPage = text(200, '<!doctype html><title>Sign in</title><p>Welcome to the hotel network', html)
export const htmlError = text(502, '<html><h1>502 Bad Gateway</h1></html>', html)
export const halfJson = text(200, '{"vin":"1HGCM82633A004352","make":"Hon', { 'content-type': 'application/json' })
export const emptyBody = text(200, '', { 'content-type': 'application/json' })
/** Takes the request and never says a word. */
export const silence: Behaviour = () => {}
export const reset: Behaviour = (response) => void response.socket?.resetAndDestroy()
/** Promises a long body and breaks off in the middle. */
export const cutOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"vin":', () => response.socket?.destroy())
}
/** The head at once, then a body that never comes to its end. */
export const drip: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"vin"')
}
/** A valid JSON of about 3 MB. */
export const huge = json(200, { vin: '1HGCM82633A004352', make: 'Honda', note: 'x'.repeat(3 * 1024 * 1024) })
/** Elsewhere, where the key must not follow. */
export function redirect(to: string): Behaviour {
  return (response) => void response.writeHead(302, { location: to }).end()
}
