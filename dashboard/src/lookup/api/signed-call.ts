import type { CallApi, Reply } from '../../parts/call.ts'

export interface SignedCallDeps {
  call: CallApi
  /** What shows that our own page sends a change in the name of who is signed in. */
  headers: () => Promise<Record<string, string>>
  /** The same after asking anew who is signed in: another tab may have signed in or out. */
  renewHeaders: () => Promise<Record<string, string>>
}

/** Calls our API in the name of whoever is signed in, or of a visitor. */
export function createSignedCall({ call, headers, renewHeaders }: SignedCallDeps): CallApi {
  return async (path, asked) => {
    const reply = await call(path, { ...asked, headers: await headers() })
    return isStale(reply) ? call(path, { ...asked, headers: await renewHeaders() }) : reply
  }
}

/** A session that is over, or one that this page does not know of. Nothing was done then. */
function isStale(reply: Reply): boolean {
  return reply.kind === 'failed' && (reply.status === 401 || reply.status === 403)
}
