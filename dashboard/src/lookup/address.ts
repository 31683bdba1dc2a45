/** What the page shows, as its address says it. Null: nothing of the kind. */
export interface Address {
  vin: string | null
  /** The VIN that `vin` is compared with. */
  other: string | null
}

export function readAddress(href: string): Address {
  const { searchParams } = new URL(href)
  const vin = searchParams.get('vin')
  return { vin, other: vin === null ? null : searchParams.get('with') }
}

/** The path of a page that shows this vehicle, or compares it with another; also the link to share. */
export function pathOf(vin: string, other?: string): string {
  return `/?${new URLSearchParams({ vin, ...(other !== undefined && { with: other }) })}`
}
