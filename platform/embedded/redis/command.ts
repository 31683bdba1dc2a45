import { RedisError, type Reply } from './backend.ts'
import { type Bytes, fromBytes } from './bytes.ts'
import type { Keyspace } from './keyspace.ts'

/** One command of the store. It may throw `RedisError`; then nothing was changed. */
export interface StoreCommand {
  /** As Redis counts, the name included: exactly n, or at least -n. */
  arity: number
  /** @param args what follows the name. */
  run(keys: Keyspace, args: readonly Bytes[]): Reply
}

export type CommandTable = Record<string, StoreCommand>

/** The argument at a place that the arity promises. */
export function at(args: readonly Bytes[], index: number): Bytes {
  const argument = args[index]
  if (argument === undefined) throw new RangeError(`the arity of this command promises an argument ${index}`)
  return argument
}

/** Arguments two by two: field and value, score and member. */
export function pairs(args: readonly Bytes[]): [Bytes, Bytes][] {
  return Array.from({ length: args.length / 2 }, (_, index) => [at(args, 2 * index), at(args, 2 * index + 1)])
}

/** Redis's answer to a name it does not know, with as much of the arguments as it repeats. */
export function unknownCommand([name = '', ...args]: readonly Bytes[]): RedisError {
  let shown = ''
  for (const argument of args) {
    if (shown.length >= 128) break
    shown += `'${argument.slice(0, 128 - shown.length)}' `
  }
  return new RedisError(
    `ERR unknown command '${fromBytes(name.slice(0, 128))}', with args beginning with: ${fromBytes(shown)}`,
  )
}
