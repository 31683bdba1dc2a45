import type { Changes } from '../changes.ts'
import type { Params } from '../params.ts'
import type { Poll } from '../poll.ts'
import type { Queries } from '../queries.ts'
import type { Shelf } from '../shelf.ts'
import type { Updates } from '../updates.ts'
import type { Webhook } from '../webhook.ts'
import type { World } from '../world.ts'

/** What the methods of the Bot API work on. */
export interface MethodDeps {
  world: World
  shelf: Shelf
  updates: Updates
  poll: Poll
  webhook: Webhook
  queries: Queries
  changes: Changes
}

/**
 * Carries out one method.
 * @returns the `result` of the answer
 * @throws ApiError what Telegram would answer instead
 */
export type Method = (params: Params) => unknown

/** A result that comes with a `description` beside it. */
export class Described {
  readonly result: unknown
  readonly description: string

  constructor(result: unknown, description: string) {
    this.result = result
    this.description = description
  }
}
