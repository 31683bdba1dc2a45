/** Commands that wait, or that change the one connection all callers share, or the server itself. */
const refused = new Set(
  `BLPOP BRPOP BLMOVE BLMPOP BRPOPLPUSH BZPOPMIN BZPOPMAX BZMPOP WAIT WAITAOF
   SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR
   MULTI EXEC DISCARD WATCH UNWATCH SELECT AUTH HELLO QUIT RESET CLIENT READONLY READWRITE ASKING
   SHUTDOWN CONFIG DEBUG ACL MODULE CLUSTER REPLICAOF SLAVEOF FAILOVER SYNC PSYNC REPLCONF MIGRATE
   SAVE BGSAVE BGREWRITEAOF SWAPDB`.split(/\s+/),
)
const refusedWithBlock = new Set(['XREAD', 'XREADGROUP'])

/** Why a command cannot run over REST, in the words of an error reply; undefined when it can. */
export function whyRefused(command: readonly string[]): string | undefined {
  const name = command[0]?.toUpperCase() ?? ''
  const waits = refusedWithBlock.has(name) && command.some((argument) => argument.toUpperCase() === 'BLOCK')
  return refused.has(name) || waits ? `ERR Command is not available: '${name}'` : undefined
}
