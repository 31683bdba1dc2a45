import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/postgres/pool.ts'
import { createAttempts } from '../accounts/attempts.ts'
import { createPlans } from '../accounts/plans.ts'
import type { Quota } from '../accounts/quota.ts'
import { createSessionStore } from '../accounts/session-store.ts'
import { createLoginLinks } from '../accounts/sessions.ts'
import type { BarcodeReader } from '../vehicles/barcode.ts'
import { createVehicleExport } from '../vehicles/export.ts'
import { createVehicleHistory } from '../vehicles/history.ts'
import { createVehicleListing } from '../vehicles/listing.ts'
import { createSavedVehicles } from '../vehicles/saved.ts'
import { loginTriesPerMinute } from './handlers/login.ts'
import { pageAddresses } from './model/addresses.ts'

export interface AccountRoomDeps {
  database: Database
  quota: Pick<Quota, 'usage'>
  reader: Pick<BarcodeReader, 'read'>
  /** Where people reach the pages. */
  pagesUrl: string
  now: Clock
}

/** What the bot does for one person's account works on this. */
export function openAccountRoom({ database, quota, reader, pagesUrl, now }: AccountRoomDeps) {
  return {
    links: createLoginLinks({ store: createSessionStore(database), now }),
    tries: createAttempts({ perMinute: loginTriesPerMinute, now }),
    pages: pageAddresses(pagesUrl),
    planOf: createPlans(database).planOf,
    usage: quota.usage,
    history: createVehicleHistory(database),
    listing: createVehicleListing(database),
    exported: createVehicleExport(database),
    saved: createSavedVehicles(database),
    readPicture: reader.read,
  }
}

export type AccountRoom = ReturnType<typeof openAccountRoom>
