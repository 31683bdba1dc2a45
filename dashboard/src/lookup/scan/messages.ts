/** What the page asks of the thread that reads barcodes. */
export type ScanQuestion =
  /** One picture of the camera, and by how many degrees it is turned for a second look. The bitmap is closed. */
  | { readonly kind: 'frame'; readonly id: number; readonly bitmap: ImageBitmap; readonly angle: number }
  | { readonly kind: 'file'; readonly id: number; readonly file: Blob }

export interface ScanAnswer {
  readonly id: number
  readonly reading: PictureReading
}

/** What a picture shows. */
export type PictureReading =
  /** At least one; those whose check digit is right come first. */
  | { readonly kind: 'vins'; readonly vins: readonly string[] }
  /** There are barcodes, and no VIN is in them. */
  | { readonly kind: 'no-vin'; readonly texts: readonly string[] }
  | { readonly kind: 'no-barcode' }
  | { readonly kind: 'not-a-picture' }
  | { readonly kind: 'too-large' }
