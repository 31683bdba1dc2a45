import { type CallApi, notUnderstood, record, type Trouble } from '../../parts/call.ts'
import { headlineOf, isVehicle } from '../report/vehicle.ts'

/** One line of the history. */
export interface PastLookup {
  /** What deletes it; null for what only this browser keeps. */
  id: number | null
  vin: string
  /** Null when the vehicle was not known. */
  title: string | null
  /** Unix milliseconds. */
  at: number
}

export interface ListedPage {
  lookups: PastLookup[]
  page: number
  total: number
  totalPages: number
}

export interface HistoryApi {
  /** @param question words that all occur in VIN, make, model, manufacturer or year; `page` from 1. */
  list(question: { words: string; page: number }, signal: AbortSignal): Promise<ListedPage | Trouble>
  /** @returns null once it is gone, also when it was gone before. */
  remove(id: number): Promise<Trouble | null>
}

export const rowsOnPage = 20
const longestSearch = 100

/** The lookups that the account keeps, over `GET /api/vehicles`. */
export function createHistoryApi(call: CallApi): HistoryApi {
  return {
    async list({ words, page }, signal) {
      const q = words.trim().slice(0, longestSearch)
      const asked = { page: String(page), limit: String(rowsOnPage), ...(q !== '' && { q }) }
      const reply = await call(`/api/vehicles?${new URLSearchParams(asked)}`, { signal })
      return reply.kind === 'ok' ? (pageOf(reply.body) ?? notUnderstood) : reply
    },
    async remove(id) {
      const reply = await call(`/api/vehicles/${id}`, { method: 'DELETE', signal: new AbortController().signal })
      return reply.kind === 'ok' || (reply.kind === 'failed' && reply.status === 404) ? null : reply
    },
  }
}

function pageOf(body: unknown): ListedPage | undefined {
  const { vehicles, page, total, total_pages: totalPages } = record(body)
  if (!Array.isArray(vehicles) || !isCount(page) || !isCount(total) || !isCount(totalPages)) return undefined
  const lookups = vehicles.filter(isVehicle).map((vehicle) => ({
    ...{ id: vehicle.id, vin: vehicle.vin, title: headlineOf(vehicle), at: Date.parse(vehicle.decoded_at) },
  }))
  return { lookups, page, total, totalPages }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value)
}
