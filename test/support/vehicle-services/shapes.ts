/** Bodies as auto.dev and vPIC document them, shortened to the members that we or others read. */

/** auto.dev, version 2: the year is only in `vehicle`. */
export function autodevV2(vin: string, changes: object = {}) {
  return {
    vin,
    vinValid: true,
    wmi: vin.slice(0, 3),
    origin: 'United States',
    squishVin: `${vin.slice(0, 8)}${vin.slice(9, 11)}`,
    checkDigit: vin[8],
    checksum: true,
    type: 'Passenger Car',
    make: 'Honda',
    model: 'Accord',
    trim: 'EX V-6',
    style: 'EX V-6 2dr Coupe (3.0L 6cyl 5A)',
    body: 'Coupe',
    engine: '3.0L V6',
    drive: 'FWD',
    transmission: 'Automatic',
    ambiguous: false,
    vehicle: { vin, year: 2003, make: 'Honda', model: 'Accord', manufacturer: 'American Honda Motor Co., Inc.' },
    photos: { retail: ['https://photos.example/1.jpg'] },
    ...changes,
  }
}

/** As captured for a European BMW: a make, an empty model, and no year anywhere. */
export const autodevV2Partial = {
  vin: 'WBAKV210500V39117',
  vinValid: true,
  wmi: 'WBA',
  origin: 'Germany',
  squishVin: 'WBAKV210500V3',
  checkDigit: '5',
  checksum: true,
  type: 'Passenger Car',
  ambiguous: false,
  make: 'BMW',
  vehicle: {
    vin: 'WBAKV210500V39117',
    wmi: 'WBA',
    make: 'BMW',
    model: '',
    type: 'PASSENGER CAR',
    manufacturer: 'Bayerische Motoren Werke AG',
  },
}

/** auto.dev, version 1: Edmunds' shape, with objects where version 2 has texts and texts where it has numbers. */
export function autodevV1(changes: object = {}) {
  return {
    make: { id: 200001444, name: 'Honda', niceName: 'honda' },
    model: { id: 'Honda_Accord', name: 'Accord', niceName: 'accord' },
    engine: {
      id: '5037',
      name: 'engineId5037',
      compressionRatio: 10,
      cylinder: 6,
      size: 3,
      displacement: 3000,
      configuration: 'V',
      fuelType: 'regular unleaded',
      horsepower: 240,
      torque: 212,
      manufacturerEngineCode: 'J30A4',
      type: 'gas',
      compressorType: 'NA',
      rpm: { horsepower: 6250, torque: 5000 },
    },
    transmission: { id: '5038', name: '5A', transmissionType: 'AUTOMATIC', numberOfSpeeds: '5' },
    drivenWheels: 'front wheel drive',
    numOfDoors: '2',
    options: [{ category: 'Interior', options: [] }],
    colors: [],
    price: { baseMsrp: 25650 },
    categories: { market: 'N/A', epaClass: 'Compact Cars', vehicleSize: 'Midsize', vehicleStyle: 'Coupe' },
    squishVin: '1HGCM8263A',
    years: [{ id: 2887, year: 2003, styles: [{ id: 100006780, name: 'EX V-6 2dr Coupe', trim: 'EX V-6' }] }],
    matchingType: 'SQUISHVIN',
    mpg: { highway: '30', city: '21' },
    ...changes,
  }
}

/** @see https://docs.auto.dev/v2/reference/errors */
export function autodevError(status: number, code: string, more: object = {}) {
  return { status, error: 'Something is wrong', code, path: '/vin/X', requestId: '9b1c', ...more }
}

/** A flat result of vPIC: texts only, and "" for what it does not know. */
export function vpicResult(vin: string, changes: object = {}) {
  return {
    ABS: '',
    AdditionalErrorText: '',
    AirBagLocFront: '1st Row (Driver & Passenger)',
    BodyCabType: 'Crew/ Super Crew/ Crew Max',
    BodyClass: 'Pickup',
    BusType: 'Not Applicable',
    DisplacementCC: '3500.0',
    DisplacementL: '3.5',
    Doors: '',
    DriveType: '4WD/4-Wheel Drive/4x4',
    ElectrificationLevel: '',
    EngineConfiguration: 'V-Shaped',
    EngineCylinders: '6',
    EngineHP: '375',
    EngineModel: 'GTDI',
    ErrorCode: '0',
    ErrorText: '0 - VIN decoded clean. Check Digit (9th position) is correct',
    FuelTypePrimary: 'Gasoline',
    GVWR: 'Class 2E: 6,001 - 7,000 lb (2,722 - 3,175 kg)',
    Make: 'FORD',
    MakeID: '460',
    Manufacturer: 'FORD MOTOR COMPANY, USA',
    Model: 'F-150',
    ModelYear: '2021',
    PlantCity: 'DEARBORN',
    PlantCountry: 'UNITED STATES (USA)',
    PlantState: 'MICHIGAN',
    Series: 'F-Series',
    SuggestedVIN: '',
    TransmissionStyle: '',
    Trim: 'SuperCrew-SSV',
    Turbo: '',
    VIN: vin,
    VehicleType: 'TRUCK ',
    ...changes,
  }
}

export function vpicEnvelope(results: readonly object[], searchCriteria = '') {
  const note = 'NOTE: Any missing decoded values should be interpreted as NHTSA does not have data on the variable.'
  const Message = `Results returned successfully. ${note}`
  return { Count: results.length, Message, SearchCriteria: searchCriteria, Results: results }
}
