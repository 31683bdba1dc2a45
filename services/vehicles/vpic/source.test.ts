import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { readVpicSource } from './source.ts'

const tables = `
  create table Element (Id, Name, LookupTable);
  insert into Element values (5, 'Body Class', 'BodyStyle'), (28, 'Model', 'Model'), (34, 'Series', null), (99, 'Gone', 'NoSuchTable');
  create table BodyStyle (Id, Name); insert into BodyStyle values (1, 'Sedan ');
  create table Make (Id, Name); insert into Make values (1, 'Honda'), (2, 'Acura');
  create table Model (Id, Name); insert into Model values (10, 'Accord');
  create table Make_Model (Id, MakeId, ModelId); insert into Make_Model values (1, 1, 10);
  create table Manufacturer (Id, Name); insert into Manufacturer values (1, 'HONDA');
  create table VehicleType (Id, Name); insert into VehicleType values (2, 'Passenger Car');
  create table Country (Id, Name); insert into Country values (6, 'UNITED STATES (USA)');
  create table Wmi (Id, Wmi, ManufacturerId, VehicleTypeId, CountryId, TruckTypeId, PublicAvailabilityDate);
  insert into Wmi values (1, '1hg', 1, 2, 6, null, null), (2, '2XX', 1, 2, null, 1, '2020-01-01'), (3, '3XX', 1, 2, 6, null, '2099-01-01');
  create table Wmi_Make (WmiId, MakeId); insert into Wmi_Make values (1, 1), (1, 2);
  create table VinSchema (Id, TobeQCed); insert into VinSchema values (7, null), (8, 1);
  create table Wmi_VinSchema (WmiId, VinSchemaId, YearFrom, YearTo);
  insert into Wmi_VinSchema values (1, 7, 2003, null), (1, 8, 2003, 2005);
  create table EngineModel (Id, Name); insert into EngineModel values (3, 'K20');
  create table EngineModelPattern (Id, EngineModelId, ElementId, AttributeId); insert into EngineModelPattern values (1, 3, 34, 'Si');
  create table Pattern (Id, VinSchemaId, Keys, ElementId, AttributeId, CreatedOn, UpdatedOn);
  insert into Pattern values
    (1, 7, 'cm8', 5, '1', '2000-01-02', null),
    (2, 7, 'CM8', 28, '10', '2026-03-01T00:00:00Z', '2000-01-11'),
    (3, 7, 'CM8', 5, '404', '2000-01-02', null),
    (4, 7, 'CM8', 26, '1', '2000-01-02', null),
    (5, 7, 'CM8', 34, ' EX ', '', null);`

test('a vPIC database is read as it means', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(tables)
  const source = readVpicSource(database)
  database.close()

  expect(source.snapshot).toBe('2026-03-01')
  expect(source.makers).toEqual([
    {
      code: '1HG',
      manufacturer: 'HONDA',
      vehicleType: 'Passenger Car',
      country: 'UNITED STATES (USA)',
      truckClass: 0,
      makes: ['Acura', 'Honda'],
      schemas: [{ schemaId: 7, yearFrom: 2003, yearTo: 0 }],
    },
    {
      code: '2XX',
      manufacturer: 'HONDA',
      vehicleType: 'Passenger Car',
      country: '',
      truckClass: 1,
      makes: [],
      schemas: [],
    },
  ])
  expect(source.models.get('10')).toEqual({ name: 'Accord', make: 'Honda' })
  expect(source.engines).toEqual([{ name: 'K20', attributes: [{ elementId: 34, value: 'Si' }] }])
  expect(source.patterns.get(7)).toEqual([
    { keys: 'CM8', elementId: 28, value: '10', changedDay: 10 },
    { keys: 'CM8', elementId: 34, value: 'EX', changedDay: 0 },
    { keys: 'CM8', elementId: 5, value: 'Sedan', changedDay: 1 },
  ])
})
