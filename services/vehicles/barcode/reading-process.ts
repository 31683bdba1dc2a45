import { loadBarcodeReader, readPicture } from './read-picture.ts'

/** Of the processor's time, so that a busy machine reads as well as an idle one; the parent watches the clock. */
const tryForMicroseconds = 6_000_000

/**
 * The process that reads pictures for its parent: what a hostile picture does to a decoder happens here. It says `ready`
 * once, then answers each picture with its reading, and ends with its parent.
 */
process.once('disconnect', () => process.exit())
// A terminal interrupts all processes at once; the parent decides when this one ends.
process.on('SIGINT', () => {})

await loadBarcodeReader()
process.on('message', async (picture: Uint8Array) => {
  const before = process.cpuUsage()
  const isLate = () => {
    const { user, system } = process.cpuUsage(before)
    return user + system > tryForMicroseconds
  }
  process.send?.(await readPicture(picture, isLate))
})
process.send?.('ready')
