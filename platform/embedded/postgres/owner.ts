import { readFileSync, statSync } from 'node:fs'
import { EmbeddedPostgresError } from './error.ts'

/** The user that the server runs as; undefined when that is the user of this process. */
export type Owner = { uid: number; gid: number } | undefined

/** Postgres refuses to run as root. The first of these that the machine knows is used; none is ever made. */
const unprivileged = ['postgres', 'nobody']

/**
 * Chooses who runs the server: as root the owner of an existing cluster, else an unprivileged user of the machine.
 *
 * @throws EmbeddedPostgresError `no-rights` when root finds nobody to become.
 */
export function chooseOwner(clusterDir: string, passwdFile = '/etc/passwd'): Owner {
  if (process.getuid?.() !== 0) return undefined
  const cluster = statSync(clusterDir, { throwIfNoEntry: false })
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid }
  const found = firstUser(readFileSync(passwdFile, 'utf8'))
  if (found) return found
  throw new EmbeddedPostgresError(
    'no-rights',
    `Postgres does not run as root and this machine has no user ${unprivileged.join(' or ')}: start as an ordinary user`,
  )
}

function firstUser(passwd: string): Owner {
  const users = new Map(passwd.split('\n').map((line) => [line.split(':')[0], line.split(':')]))
  for (const name of unprivileged) {
    const [, , uid, gid] = users.get(name) ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}
