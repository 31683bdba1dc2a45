import type { Vin } from '../model/vin.ts'

/** What a picture shows. One that takes too long, or that ends the process that reads it, shows no barcode. */
export type PictureReading =
  /** At least one; those whose check digit is right come first. */
  | { readonly kind: 'vins'; readonly vins: readonly Vin[] }
  /** There are barcodes, and no VIN is in them. */
  | { readonly kind: 'no-vin'; readonly texts: readonly string[] }
  | { readonly kind: 'no-barcode' }
  /** Nor JPEG, PNG, WebP, GIF or AVIF, or a broken one. */
  | { readonly kind: 'not-a-picture' }
  | { readonly kind: 'too-large' }
  /** Too many pictures wait already: ask again in a moment. */
  | { readonly kind: 'busy' }
