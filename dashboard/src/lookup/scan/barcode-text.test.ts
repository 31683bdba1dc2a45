import { expect, test } from 'vitest'
import { vinsInBarcodes as serversAnswer } from '../../../../services/vehicles/model/barcode-text.ts'
import { vinsInBarcodes } from './barcode-text.ts'

const accord = '1HGCM82633A004352'
const golf = 'WVWZZZ1JZXW000001'
const rare = 'ZA9KW12A6DLA01234'

test.each<{ name: string; texts: string[]; vins: string[] }>([
  { name: 'the import mark of a Code 39 label is no part of a VIN', texts: [`*I${accord}*`], vins: [accord] },
  { name: 'a VIN is found in an escaped web address', texts: [`https://x.example/?q=%3d${accord}`], vins: [accord] },
  { name: 'a VIN is found in registration papers', texts: [`VAK2003\nVAD${accord}\n`], vins: [accord] },
  { name: 'groups are joined when the check digit is right', texts: ['1HG CM826 33A 004352'], vins: [accord] },
  { name: 'groups are not joined when it is wrong', texts: ['1HG CM826 43A 004352'], vins: [] },
  { name: 'a proven VIN stands before what only looks like one', texts: [`${golf} ${accord}`], vins: [accord] },
  { name: 'of several barcodes nothing is lost', texts: ['4006381333931', golf, accord, accord], vins: [accord, golf] },
  {
    name: 'a maker of few vehicles has short serials',
    texts: [`${rare.slice(0, 13)}A234`],
    vins: ['ZA9KW12A6DLA0A234'],
  },
  { name: 'a number that does not end like a VIN is none', texts: ['PART12345678ABCDE'], vins: [] },
  { name: '18 characters are none', texts: [`${accord}7`], vins: [] },
  { name: 'no barcode has none', texts: [], vins: [] },
])('$name, here as on the server', ({ texts, vins }) => {
  expect(vinsInBarcodes(texts)).toEqual(vins)
  expect(serversAnswer(texts)).toEqual(vins)
})
