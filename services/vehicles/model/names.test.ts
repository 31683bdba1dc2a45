import { expect, test } from 'vitest'
import { spellMake, spellManufacturer, spellModel, spellPlace, spellVehicleType } from './names.ts'

test.each([
  ['HONDA', 'Honda'],
  ['Honda', 'Honda'],
  ['BMW', 'BMW'],
  ['bmw', 'BMW'],
  ['GMC', 'GMC'],
  ['KIA', 'Kia'],
  ['RAM', 'Ram'],
  ['MERCEDES-BENZ', 'Mercedes-Benz'],
  ['mercedes benz', 'Mercedes-Benz'],
  ['MCLAREN', 'McLaren'],
  ['McLaren', 'McLaren'],
  ['LAND ROVER', 'Land Rover'],
  ['ASTON MARTIN', 'Aston Martin'],
  ['HARLEY-DAVIDSON', 'Harley-Davidson'],
  ['SAAB', 'Saab'],
  ['  ALFA   ROMEO ', 'Alfa Romeo'],
  ['CAN-AM', 'Can-Am'],
  ['GREAT LAKES TRAILER INC.', 'Great Lakes Trailer Inc.'],
  ['Škoda', 'Škoda'],
  ['', ''],
])('the make %s is written %s', (told, written) => {
  expect(spellMake(told)).toBe(written)
})

test.each([
  ['F-150', 'F-150'],
  ['CR-V', 'CR-V'],
  ['3-Series', '3-Series'],
  ['RAV4', 'RAV4'],
  ['MKZ', 'MKZ'],
  ['4Runner', '4Runner'],
  ['GMT-400', 'GMT-400'],
  ['ACCORD', 'Accord'],
  ['COROLLA iM', 'Corolla iM'],
  ['NSS300 (FORZA)', 'NSS300 (Forza)'],
  ['FLHTC', 'FLHTC'],
  ['Model S', 'Model S'],
])('the model %s is written %s', (told, written) => {
  expect(spellModel(told)).toBe(written)
})

test.each([
  ['AMERICAN HONDA MOTOR CO., INC.', 'American Honda Motor Co., Inc.'],
  ['GENERAL MOTORS LLC', 'General Motors LLC'],
  ['FCA US LLC', 'FCA US LLC'],
  ['BMW AG', 'BMW AG'],
  ['SUZUKI MOTOR OF AMERICA, INC', 'Suzuki Motor of America, Inc.'],
  ['HONDA OF CANADA MFG., A DIVISION OF HONDA CANADA INC.', 'Honda of Canada Mfg., a Division of Honda Canada Inc.'],
  ['HONDA DE MEXICO, S.A. DE C.V.', 'Honda de Mexico, S.A. de C.V.'],
  ['AUDI SPORT GMBH', 'Audi Sport GmbH'],
  ['FERRARI S.P.A.', 'Ferrari S.p.A.'],
  ['DUCATI MOTOR HOLDING S.p.A.', 'Ducati Motor Holding S.p.A.'],
  ['DR. ING. H.C.F. PORSCHE AG', 'Dr. Ing. h.c. F. Porsche AG'],
  ['KWANG YANG MOTOR CO., LTD (KYMCO)', 'Kwang Yang Motor Co., Ltd. (KYMCO)'],
  ['ZHEJIANG TAOTAO VEHICLES CO.,LTD', 'Zhejiang Taotao Vehicles Co., Ltd.'],
  ['THE SHYFT GROUP, INC.', 'The Shyft Group, Inc.'],
  ['Mitsubishi Motors Corporation (MMC)', 'Mitsubishi Motors Corporation (MMC)'],
])('the manufacturer %s is written %s', (told, written) => {
  expect(spellManufacturer(told)).toBe(written)
})

test.each([
  ['MARYSVILLE', 'Marysville'],
  ['SAN LUIS POTOSI', 'San Luis Potosi'],
  ['UNITED STATES (USA)', 'United States'],
  ['UNITED KINGDOM (UK)', 'United Kingdom'],
  ['Ohio', 'Ohio'],
])('the place %s is written %s', (told, written) => {
  expect(spellPlace(told)).toBe(written)
})

test.each([
  ['PASSENGER CAR', 'Passenger Car'],
  ['TRUCK ', 'Truck'],
  ['MULTIPURPOSE PASSENGER VEHICLE (MPV)', 'Multipurpose Passenger Vehicle (MPV)'],
  ['Low Speed Vehicle (LSV)', 'Low Speed Vehicle (LSV)'],
])('the vehicle type %s is written %s', (told, written) => {
  expect(spellVehicleType(told)).toBe(written)
})
