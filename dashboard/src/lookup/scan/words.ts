import type { CameraFault } from './camera.ts'
import type { PictureReading } from './messages.ts'

/** What a chosen picture came to: several VINs are a choice and need no words of this kind. */
export type Told = Exclude<PictureReading, { kind: 'vins' }> | { readonly kind: 'not-loaded' }

const longestQuote = 60
const betterPicture =
  'Take it straight from the front, in good light and without glare, so close that the barcode fills most of the width.'

export function cameraWords(fault: CameraFault): string {
  switch (fault) {
    case 'insecure':
      return 'Browsers give the camera to secure pages (https) only. Choose a picture instead.'
    case 'refused':
      return 'The camera is not allowed here. Allow it in the settings of the browser for this page, or choose a picture.'
    case 'none':
      return 'No camera was found on this device. Choose a picture instead.'
    case 'silent':
      return 'The camera does not answer; perhaps another program uses it. Close that one and try again, or choose a picture.'
  }
}

/** Why a picture gave no VIN, and what to do. */
export function pictureWords(told: Told): string {
  switch (told.kind) {
    case 'no-barcode':
      return `No barcode was found in this picture. ${betterPicture}`
    case 'no-vin':
      return `${quoted(told.texts)} The VIN’s barcode stands in the frame of the driver’s door or behind the windscreen.`
    case 'not-a-picture':
      return 'This file is no picture that your browser can open. Choose a JPEG or a PNG.'
    case 'too-large':
      return 'This picture is too large: at most 20 MB and 50 megapixels. Choose a smaller one.'
    case 'not-loaded':
      return 'The barcode reader could not be loaded. Check the network of this device, then try again.'
  }
}

function quoted(texts: readonly string[]): string {
  if (texts.length !== 1) return `There are ${texts.length} barcodes, and no VIN in any of them.`
  const [text = ''] = texts
  const shown = text.replaceAll(/\s+/gu, ' ').trim()
  return `The barcode holds no VIN. It says “${shown.length > longestQuote ? `${shown.slice(0, longestQuote)}…` : shown}”.`
}
