import { expect, test } from 'vitest'
import { vinsInBarcode, vinsInBarcodes } from './barcode-text.ts'

const accord = '1HGCM82633A004352'
const coach = '1M8GDM9AXKP042788'
/** Of a maker in Germany: its position 9 is no check digit. */
const golf = 'WVWZZZ1JZXW000001'

test.each<{ name: string; text: string; vins: string[] }>([
  { name: 'a bare VIN is read', text: accord, vins: [accord] },
  { name: 'the import mark of a Code 39 label is no part of it', text: `I${accord}`, vins: [accord] },
  { name: 'two import marks are no label', text: `II${accord}`, vins: [] },
  { name: 'another letter before the VIN is no import mark', text: `J${accord}`, vins: [] },
  { name: 'stars around it are no part of it', text: `*I${accord}*`, vins: [accord] },
  { name: 'spaces around it are no part of it', text: `  ${accord} `, vins: [accord] },
  { name: 'small letters are read', text: accord.toLowerCase(), vins: [accord] },
  { name: 'groups are joined when the check digit is right', text: '1HG CM826 33A 004352', vins: [accord] },
  { name: 'groups are not joined when the check digit is wrong', text: '1HG CM826 43A 004352', vins: [] },
  { name: 'a VIN is found in a web address', text: `https://x.example/v?vin=${accord}&lang=en`, vins: [accord] },
  { name: 'a VIN is found in a path', text: `HTTPS://X.EXAMPLE/${accord}/`, vins: [accord] },
  { name: 'a VIN is found behind an escaped character', text: `https://x.example/?q=vin%3D${accord}`, vins: [accord] },
  { name: 'a VIN is found in JSON', text: JSON.stringify({ color: 'red', vin: accord }), vins: [accord] },
  { name: 'a VIN is found among lines', text: `MAKE HONDA\r\nVIN ${accord}\r\nYEAR 2003`, vins: [accord] },
  {
    name: 'a VIN is found behind the mark of registration papers',
    text: `VAK2003\nVAD${accord}\nVALHOND`,
    vins: [accord],
  },
  { name: 'a VIN is found right behind the word VIN', text: `VIN${accord}`, vins: [accord] },
  { name: 'two VINs are two', text: `${accord},${coach}`, vins: [accord, coach] },
  { name: 'the same VIN twice is one', text: `${accord}\n${accord}`, vins: [accord] },
  { name: 'a VIN without a check digit is read', text: golf, vins: [golf] },
  { name: 'a wrong check digit is passed on as it is', text: '1HGCM82643A004352', vins: ['1HGCM82643A004352'] },
  { name: 'a proven VIN stands before what only looks like one', text: `${golf} ${accord}`, vins: [accord] },
  { name: 'a number of 17 that does not end like a VIN is none', text: 'PART12345678ABCDE', vins: [] },
  { name: 'a word of 17 letters is none', text: 'ABCDEFGHJKLMNPRST', vins: [] },
  { name: '16 characters are none', text: accord.slice(1), vins: [] },
  { name: '18 characters are none', text: `${accord}7`, vins: [] },
  { name: 'the letter O is not taken for a zero', text: '1HGCM82633AOO4352', vins: [] },
  { name: 'a part number and a serial number are not joined', text: 'PN 12345 SN 6789 A 1234', vins: [] },
  { name: 'an EAN is none', text: '4006381333931', vins: [] },
  { name: 'an empty barcode has none', text: '', vins: [] },
  { name: 'what stands past the largest QR code is not read', text: `${' '.repeat(8000)}${accord}`, vins: [] },
])('$name', ({ text, vins }) => {
  expect(vinsInBarcode(text)).toEqual(vins)
})

test('of several barcodes those with a right check digit come first, and nothing is lost', () => {
  expect(vinsInBarcodes(['4006381333931', golf, `I${accord}`, accord])).toEqual([accord, golf])
})
