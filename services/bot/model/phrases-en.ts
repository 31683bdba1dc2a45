import type { Phrases } from './topic.ts'

export const english: Phrases = {
  engine: `
    engine, motor, what engine, engine size, displacement, cylinders, cylinder, litres, liters, turbo,
    how big is the engine, under the hood, under the bonnet`,
  fuel: `
    fuel, fuel type, gas or diesel, petrol, gasoline, diesel, electric, hybrid, what does it run on,
    runs on, run on`,
  power: `
    power, horsepower, horse power, hp, bhp, kw, how powerful, how strong, how strong is the engine,
    engine power, power of the engine, how much power`,
  year: `
    year, what year, which year, model year, how old, age, when, when was it built, when was it made,
    when was it manufactured, year was it built, year was it made, year of manufacture`,
  make: 'make, brand, what make, which make, which brand, what brand, make and model',
  model: 'model, what model, which model, what car, what vehicle, what is it, which car is it, what car is it',
  built: `
    where, where was it built, where was it made, where is it from, built, plant, factory, assembled,
    manufactured, made in, built in, country, country of origin, which country, come from, which plant,
    which factory`,
  maker: `
    maker, manufacturer, who made, who built, who makes, who made it, who built it, made by, built by,
    company, which company`,
  drive: `
    drive, drivetrain, drive type, awd, fwd, rwd, 4wd, 4x4, four wheel drive, all wheel drive,
    front wheel drive, rear wheel drive, wheel drive, driven wheels`,
  transmission: 'transmission, gearbox, gear box, gears, automatic, manual, automatic or manual, stick shift, cvt',
  doors: 'doors, door, how many doors, number of doors',
  body: `
    body, body type, body style, body class, bodywork, sedan, coupe, wagon, hatchback, convertible, suv,
    pickup`,
  type: `
    type, vehicle type, what type, what kind, kind of vehicle, kind of car, car or truck, truck,
    motorcycle`,
  weight: 'weight, weigh, weighs, how heavy, gvwr, gross weight, how much does it weigh, mass',
  trim: 'trim, trim level, series, version, equipment, edition, which version, what trim',
  recalls: 'recall, recalls, recalled, safety recall, any recalls, open recalls, campaign',
  value: `
    value, price, worth, cost, how much is it, how much is it worth, market value, how expensive,
    how much does it cost`,
  accidents: `
    accident, accidents, crash, crashed, damage, damaged, stolen, theft, flood, salvage, history report,
    was it in an accident, wrecked`,
  owners: 'owner, owners, owned, how many owners, who owns, who owns it, previous owner, previous owners',
  mileage: 'mileage, miles, odometer, kilometres, kilometers, how many miles, how far',
  colour: 'colour, color, what colour, what color, paint',
  sure: `
    sure, how sure, how sure are you, are you sure, source, sources, where do you know,
    where do you know that from, how do you know, who says, reliable, certain, confidence, accurate,
    where does this come from, where does it come from`,
  'check-digit': `
    check digit, checkdigit, checksum, valid, is it valid, is the vin valid, vin valid, is the vin right,
    vin correct, is the vin correct, position 9`,
  vin: 'vin, chassis number, what is the vin, which vin, what was the vin, vin number, last vin',
  details: `
    details, detail, everything, all, more, tell me more, tell me everything, all fields, full report,
    specs, specification, specifications`,
  compare: `
    compare, compare with, compare it with, compare to, comparison, versus, vs, difference, differences,
    differ, against`,
  refresh: 'refresh, refresh it, update it, look again, look it up again, reload, decode again, decode it again',
  save: 'save, save it, keep it, remember it, bookmark, favourite, favorite',
}
