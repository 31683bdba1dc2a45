import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'

/** What stands behind a name; `reason` is the code of why that is not known. */
export type Resolved =
  | { readonly known: true; readonly addresses: readonly string[] }
  | { readonly known: false; readonly reason: string }

export type ResolveName = (name: string) => Promise<Resolved>

export interface ResolveNameOptions {
  /** Of name servers, with port; the system's when left out. */
  servers?: readonly string[]
  /** Names that no name server knows but this machine does, such as those in its hosts file. */
  askMachine?: (name: string) => Promise<readonly string[]>
}

const timeoutMs = 1000
const tries = 2
/** Each is looked at, all at once: a name with more is looked at in part. */
export const mostAddresses = 100
/** No such name; a name without such an address. Everything else tells nothing about the name. */
const isEmpty = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * All addresses of a name: of a machine that has both kinds, one. Fly's `.internal` names have IPv6 alone.
 * Never rejects. @see https://fly.io/docs/networking/private-networking/#fly-io-internal-dns
 */
export function createResolveName({ servers, askMachine = machineKnows }: ResolveNameOptions = {}): ResolveName {
  const resolver = new Resolver({ timeout: timeoutMs, tries })
  if (servers) resolver.setServers(servers)
  const ipv6 = (name: string) => answerOf(resolver.resolve6(name))
  const ipv4 = (name: string) => answerOf(resolver.resolve4(name))

  return async (name) => {
    if (isIP(name) !== 0) return { known: true, addresses: [name] }
    if (name === 'localhost') return { known: true, addresses: ['127.0.0.1'] }
    if (name.endsWith('.internal')) return ipv6(name)
    const first = await ipv4(name)
    if (!isNothing(first)) return first
    const second = await ipv6(name)
    return isNothing(second) ? { known: true, addresses: await askMachine(name) } : second
  }
}

function isNothing(resolved: Resolved): boolean {
  return resolved.known && resolved.addresses.length === 0
}

async function answerOf(asking: Promise<string[]>): Promise<Resolved> {
  try {
    return { known: true, addresses: (await asking).toSorted().slice(0, mostAddresses) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return isEmpty.has(code) ? { known: true, addresses: [] } : { known: false, reason: code }
  }
}

async function machineKnows(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true }).catch(() => [])
  const family = found[0]?.family
  const ofOneKind = found.filter((one) => one.family === family).map(({ address }) => address)
  return ofOneKind.slice(0, mostAddresses)
}
