import { type OpenLookups, openLookups, type Settings } from './open-lookups.ts'
import { type StandIn, startAutodev, startVpic } from './stand-in.ts'

export const autodevKey = 'sk_ad_of_the_test'

export interface VehicleServices {
  autodev: StandIn
  vpic: StandIn
  /** Lookups that ask auto.dev first, then vPIC, if not set otherwise. */
  open(settings?: Partial<Settings>): Promise<OpenLookups>
  /** How many have come. */
  requests(): { autodev: number; vpic: number }
  /** Both do the same with whatever comes. */
  behave: StandIn['behave']
  /** With whatever was opened. */
  close(): Promise<void>
}

/** Both online decoders, as documented until told otherwise. */
export async function startVehicleServices(databaseUrl: string): Promise<VehicleServices> {
  const [autodev, vpic] = await Promise.all([startAutodev(), startVpic()])
  const opened: OpenLookups[] = []
  return {
    autodev,
    vpic,
    async open(settings = {}) {
      const urls = { databaseUrl, autodevUrl: autodev.url, nhtsaUrl: vpic.url }
      const lookups = await openLookups({ ...urls, decoder: 'autodev', autodevKey, ...settings })
      opened.push(lookups)
      return lookups
    },
    requests: () => ({ autodev: autodev.requests.length, vpic: vpic.requests.length }),
    behave(behaviour, vin) {
      for (const service of [autodev, vpic]) service.behave(behaviour, vin)
    },
    async close() {
      for (const lookups of opened) await lookups.shut()
      await Promise.all([autodev.close(), vpic.close()])
    },
  }
}
