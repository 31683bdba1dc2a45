import type { Vin } from '../services/vehicles/model/vin.ts'
import { startLookupServer } from '../test/support/lookup-server.ts'
import { medianMsOf, promised, type Row } from './measure.ts'

const account = 'telegram:1'

/** Batches as a client with an API key sends them: over HTTP, paid, decoded, stored, cached and sent back. */
export async function measureBatches(databaseUrl: string, vins: readonly Vin[]): Promise<Row[]> {
  const server = await startLookupServer(databaseUrl)
  const key = await server.credentialOf(account)
  await server.database.query('update accounts set plan = $2 where id = $1', [account, 'enterprise'])
  const send = async (body: unknown, headers = {}) => {
    const answer = await server.post('/api/decode/batch', body, { ...key, ...headers })
    if (answer.status !== 200) throw new Error(`the batch was answered with ${answer.status}`)
    return answer.text()
  }
  const fresh = { vins, force_refresh: true }
  const wrong = { ...fresh, vins: vins.map(withWrongDigit) }
  const csv = `vin\n${vins.join('\n')}\n`
  const name = `${vins.length} VINs over HTTP`
  const rows = [
    promised(`${name}, decoded`, await medianMsOf(3, () => send(fresh)), 3000),
    promised(`${name}, their check digits wrong`, await medianMsOf(3, () => send(wrong)), 3000),
    promised(`${name}, cached, CSV in and out`, await medianMsOf(3, () => send(csv, { accept: 'text/csv' })), 3000),
  ]
  await server.close()
  return rows
}

/** In place of any digit, and of X, the next. */
function withWrongDigit(vin: Vin): string {
  return vin.slice(0, 8) + String((Number(vin[8]) + 1 || 0) % 10) + vin.slice(9)
}
