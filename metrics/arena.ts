/** Chunks lie behind one another in slabs: hundreds of thousands of small buffers would cost more than what they hold. */
const SLAB_BYTES = 1_048_576
/** Free slabs kept for the next chunks; the others go back to the system. */
const SPARE_SLABS = 4

interface Slab {
  readonly bytes: Uint8Array
  used: number
  /** Chunks that are still needed. */
  live: number
}

/** A place in the arena. */
export interface Chunk {
  readonly slab: Slab
  readonly start: number
  readonly sizeBytes: number
}

/** Memory for chunks. They go about as old as they came, so whole slabs become free one after the other. */
export interface Arena {
  readonly usedBytes: number
  /** Copies the bytes. @returns undefined when that would be more than the arena may hold. */
  store(bytes: Uint8Array): Chunk | undefined
  release(chunk: Chunk): void
}

export function createArena(maxBytes: number): Arena {
  const spare: Slab[] = []
  let current = createSlab()
  let usedBytes = 0

  const slabWithRoom = (size: number): Slab => {
    if (current.used + size > SLAB_BYTES) {
      recycle(current)
      current = spare.pop() ?? createSlab()
    }
    return current
  }

  const recycle = (slab: Slab): void => {
    if (slab.live > 0 || spare.length >= SPARE_SLABS) return
    slab.used = 0
    spare.push(slab)
  }

  return {
    get usedBytes() {
      return usedBytes
    },
    store(bytes) {
      if (usedBytes + bytes.length > maxBytes) return undefined
      const slab = slabWithRoom(bytes.length)
      const chunk = { slab, start: slab.used, sizeBytes: bytes.length }
      slab.bytes.set(bytes, slab.used)
      slab.used += bytes.length
      slab.live++
      usedBytes += bytes.length
      return chunk
    },
    release({ slab, sizeBytes }) {
      usedBytes -= sizeBytes
      slab.live--
      if (slab !== current) recycle(slab)
    },
  }
}

function createSlab(): Slab {
  return { bytes: new Uint8Array(SLAB_BYTES), used: 0, live: 0 }
}
