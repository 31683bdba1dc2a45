export type Argument = string | Buffer
export type Command = readonly Argument[]

/** A reply as RESP2 has it. Status and bulk strings are both bytes; an integer past 2^53 is a bigint. */
export type Reply = null | number | bigint | Buffer | RedisError | Reply[]

/** What stands behind the gateway: a Redis over a connection, or the store in this process. */
export interface RedisBackend {
  /** Runs commands in order; one reply each, a refused one as a `RedisError`. @throws {RedisUnreachable} */
  send(commands: readonly Command[]): Promise<Reply[]>
  /**
   * Runs commands with nobody else's in between.
   * @returns one reply each, or the one error for which Redis discarded them all.
   * @throws {RedisUnreachable} when it is not known whether they ran.
   */
  sendAtomically(commands: readonly Command[]): Promise<Reply[] | RedisError>
  close(): Promise<void>
}

/** Redis's own refusal of one command, in its words: `WRONGTYPE Operation against ...`. */
export class RedisError extends Error {
  override readonly name = 'RedisError'
}

/** No answer in time, or no connection. Says nothing of the address or the commands. */
export class RedisUnreachable extends Error {
  override readonly name = 'RedisUnreachable'
}
