import { Client, type ClientConfig, types } from 'pg'

export interface ConnectionOptions {
  url: string
  /** Shows up in pg_stat_activity. */
  service: string
  /** What a statement may take at the server; 10 s when left out. */
  statementMs?: number
}

const connectMs = 2_000
/** Added to the server's own limit: this one only speaks when the network is cut. */
const networkMs = 2_000

/** The settings of every connection: each wait has an end, also when the network swallows the packets. */
export function connectionConfig({ url, service, statementMs = 10_000 }: ConnectionOptions): ClientConfig {
  return {
    connectionString: url,
    application_name: service,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + networkMs,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: parserOf },
  }
}

/** A connection outside the pool. A break between queries is told by the next query or by `end`. */
export function createConnection(options: ConnectionOptions, overrides: ClientConfig = {}): Client {
  const client = new Client({ ...connectionConfig(options), ...overrides })
  client.on('error', () => {})
  return client
}

/** int8 comes as a number where that is exact, else as the text that the server sent. */
const parserOf: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 && format !== 'binary' ? exactNumber : types.getTypeParser(oid, format)

function exactNumber(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}
