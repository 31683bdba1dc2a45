/** What may lie outside the darkest and the lightest shade that count: glare, dead pixels. */
const strays = 0.01

/** Turns pixels (red, green, blue, alpha) into greys from black to white, however dark the picture is. */
export function stretchShades(pixels: Uint8ClampedArray): void {
  const counts = new Uint32Array(256)
  for (let index = 0; index < pixels.length; index += 4) {
    const shade = shadeAt(pixels, index)
    counts[shade] = (counts[shade] ?? 0) + 1
    pixels[index] = shade
  }
  const most = (pixels.length / 4) * strays
  const dark = firstCommon(counts, most)
  const light = 255 - firstCommon(counts.toReversed(), most)
  const factor = light > dark ? 255 / (light - dark) : 1
  for (let index = 0; index < pixels.length; index += 4) {
    pixels.fill(((pixels[index] ?? 0) - dark) * factor, index, index + 3)
    pixels[index + 3] = 255
  }
}

/** What is transparent counts as white. */
function shadeAt(pixels: Uint8ClampedArray, index: number): number {
  const alpha = (pixels[index + 3] ?? 0) / 255
  const shade = 0.299 * (pixels[index] ?? 0) + 0.587 * (pixels[index + 1] ?? 0) + 0.114 * (pixels[index + 2] ?? 0)
  return Math.round(255 + (shade - 255) * alpha)
}

/** The place up to which more than `most` pixels are. */
function firstCommon(counts: Uint32Array, most: number): number {
  let seen = 0
  return counts.findIndex((count) => {
    seen += count
    return seen > most
  })
}
