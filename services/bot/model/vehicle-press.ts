/** The buttons below a vehicle. `open` stands below several. */
export const vehicleVerbs = ['details', 'less', 'refresh', 'save', 'unsave', 'compare', 'open'] as const

export type VehicleVerb = (typeof vehicleVerbs)[number]

export interface VehiclePress {
  verb: VehicleVerb
  vin: string
  /** The message showed everything that is known. */
  isDetailed: boolean
}

/** The parts that are signed into a button. */
interface Parts {
  verb: string
  id: string
  version: number
}

export function partsOf({ verb, vin, isDetailed }: VehiclePress): Parts {
  return { verb, id: vin, version: isDetailed ? 1 : 0 }
}

/** @returns undefined for a button of another kind. */
export function vehiclePressOf({ verb, id, version }: Parts): VehiclePress | undefined {
  const known = vehicleVerbs.find((one) => one === verb)
  const isVin = /^[A-HJ-NPR-Z0-9]{17}$/u.test(id)
  return known === undefined || !isVin || version > 1 ? undefined : { verb: known, vin: id, isDetailed: version === 1 }
}
