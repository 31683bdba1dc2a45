/** The pages that the bot points to. */
export interface PageAddresses {
  account: string
  /** @param token in the fragment, which browsers send to nobody. */
  login(token: string): string
  vehicle(vin: string): string
}

/** @param base where people reach the pages. */
export function pageAddresses(base: string): PageAddresses {
  const root = base.replace(/\/+$/u, '')
  const account = `${root}/account`
  return {
    account,
    login: (token) => `${account}#login=${encodeURIComponent(token)}`,
    vehicle: (vin) => `${root}/?vin=${encodeURIComponent(vin)}`,
  }
}
