import type { Client } from 'pg'
import { type ConnectionOptions, createConnection } from './connection.ts'

/**
 * Asks whether the database answers, on a connection of its own that is kept between questions.
 * Two questions at once share one answer.
 */
export function createPing(options: ConnectionOptions) {
  let connection: Client | undefined
  let asked: Promise<boolean> | undefined

  async function question(deadlineMs: number): Promise<boolean> {
    const startedAt = performance.now()
    try {
      connection ??= await connect(options, deadlineMs)
      await askBefore(connection, deadlineMs - (performance.now() - startedAt))
      return true
    } catch {
      await forget()
      return false
    }
  }

  /** Does not wait for the other side: it may be out of reach. */
  async function forget(): Promise<void> {
    const old = connection
    connection = undefined
    void old?.end().catch(() => {})
  }

  return {
    ping(deadlineMs: number): Promise<boolean> {
      asked ??= question(deadlineMs).finally(() => {
        asked = undefined
      })
      return asked
    },
    close: forget,
  }
}

async function connect(options: ConnectionOptions, deadlineMs: number): Promise<Client> {
  const client = createConnection(options, { connectionTimeoutMillis: deadlineMs })
  await client.connect()
  return client
}

async function askBefore(client: Client, deadlineMs: number): Promise<void> {
  const query = { text: 'select 1', query_timeout: Math.max(1, deadlineMs) }
  await client.query(query)
}
