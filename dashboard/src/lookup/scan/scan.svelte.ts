import type { Camera, CameraFault } from './camera.ts'
import { openPicture } from './canvas.ts'
import { angleOf, believedVins } from './frames.ts'
import type { PictureReading } from './messages.ts'
import { type Reader, ReaderError } from './reader.ts'
import type { Told } from './words.ts'

export interface ScanDeps {
  createReader: () => Reader
  /** @param onEnd the camera went away by itself. */
  openCamera: (onEnd: () => void) => Promise<Camera | CameraFault>
  onvin: (vin: string) => void
}

/** Between two pictures of the camera: phones stay cool, and nobody waits. */
const pauseMs = 150

/** The scanner while its dialog is open: the camera, the picture that is read, what came of it. */
export class Scan {
  #deps: ScanDeps
  #reader: Reader | null = null

  isOpen = $state(false)
  camera: Camera | null = $state.raw(null)
  cameraFault: CameraFault | null = $state(null)
  isTorchOn = $state(false)
  /** A chosen picture is being read. */
  isReading = $state(false)
  told: Told | null = $state.raw(null)
  /** Several VINs: the person chooses. */
  choices: readonly string[] = $state.raw([])

  constructor(deps: ScanDeps) {
    this.#deps = deps
  }

  async open(): Promise<void> {
    if (this.isOpen) return
    this.isOpen = true
    this.#forget()
    const reader = this.#deps.createReader()
    this.#reader = reader
    this.cameraFault = null
    const opened = await this.#deps.openCamera(() => this.#loseCamera())
    if (typeof opened === 'string') this.cameraFault = opened
    else if (this.#reader === reader) this.camera = opened
    else opened.stop()
  }

  close(): void {
    this.isOpen = false
    this.isTorchOn = false
    this.isReading = false
    this.camera?.stop()
    this.camera = null
    this.#reader?.close()
    this.#reader = null
  }

  async toggleTorch(): Promise<void> {
    await this.camera?.setTorch(!this.isTorchOn)
    this.isTorchOn = !this.isTorchOn
  }

  async readFile(file: Blob): Promise<void> {
    const reader = this.#reader
    if (reader === null || this.isReading) return
    this.#forget()
    this.isReading = true
    const reading = await this.#ask(reader, () => reader.readFile(file))
    if (this.#reader !== reader) return
    this.isReading = false
    if (reading?.kind === 'vins') this.#offer(reading.vins)
    else if (reading !== null) this.told = reading
  }

  /** Reads what the camera shows until it stops. @returns what ends it. */
  watch(video: HTMLVideoElement): () => void {
    const watching = new AbortController()
    void this.#watch(video, watching.signal)
    return () => watching.abort()
  }

  async #watch(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
    let before: PictureReading = { kind: 'no-barcode' }
    for (let frame = 0; !signal.aborted; frame++) {
      const reading: PictureReading | null = this.#isAttentive(video)
        ? await this.#readFrame(video, angleOf(frame))
        : before
      if (signal.aborted || reading === null) return
      const believed = believedVins(reading, before)
      if (believed.length > 0 && !this.isReading) this.#offer(believed)
      if (reading.kind === 'no-vin' && !this.isReading) this.told = reading
      before = reading
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  #isAttentive(video: HTMLVideoElement): boolean {
    const hasPicture = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
    return hasPicture && !document.hidden && !this.isReading && this.choices.length === 0
  }

  async #readFrame(video: HTMLVideoElement, angle: number): Promise<PictureReading | null> {
    const reader = this.#reader
    if (reader === null) return null
    const bitmap = await openPicture(video)
    if (bitmap === undefined) return { kind: 'no-barcode' }
    return this.#ask(reader, () => reader.readFrame(bitmap, angle))
  }

  /** @returns null when there is no reader any more; the person is told if it did not load. */
  async #ask(reader: Reader, ask: () => Promise<PictureReading>): Promise<PictureReading | null> {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ReaderError)) throw error
      if (this.#reader === reader) this.told = { kind: 'not-loaded' }
      return null
    }
  }

  #offer(vins: readonly string[]): void {
    const [vin] = vins
    this.told = null
    if (vins.length === 1 && vin !== undefined) this.#deps.onvin(vin)
    else this.choices = vins
  }

  #loseCamera(): void {
    this.camera = null
    this.cameraFault = 'silent'
  }

  #forget(): void {
    this.told = null
    this.choices = []
  }
}
