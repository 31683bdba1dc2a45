import type { CallApi } from '../parts/call.ts'
import { type Uptimes, uptimesOf } from './uptime.ts'

/** How long each part was up, asked beside the stream. Without an answer the last one stays, and grows too old. */
export class UptimeHistory {
  #call: CallApi

  uptimes: Uptimes | null = $state.raw(null)

  constructor(call: CallApi) {
    this.#call = call
  }

  async load(): Promise<void> {
    const reply = await this.#call('/api/status/history')
    if (reply.kind === 'ok') this.uptimes = uptimesOf(reply.body) ?? this.uptimes
  }
}
