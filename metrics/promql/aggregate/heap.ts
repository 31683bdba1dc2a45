/** The best few of many elements; among equals the choice is that of Go's container/heap, as in Prometheus. */
export interface BestOf<T> {
  add(item: T): void
  /** In the order of the heap: the worst first, the others in no order of their own. */
  items(): readonly T[]
}

/** @param isWorse a strict order. @param replaces whether an element pushes out the worst one. */
export function createBestOf<T>(
  size: number,
  isWorse: (a: T, b: T) => boolean,
  replaces: (item: T, worst: T) => boolean,
): BestOf<T> {
  const heap: T[] = []

  const worseAt = (a: number, b: number): boolean => {
    const [first, second] = [heap[a], heap[b]]
    return first !== undefined && second !== undefined && isWorse(first, second)
  }
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]]
    if (first === undefined || second === undefined) return
    heap[a] = second
    heap[b] = first
  }
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!worseAt(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (from: number): void => {
    for (let at = from; 2 * at + 1 < heap.length; ) {
      const left = 2 * at + 1
      const child = worseAt(left + 1, left) ? left + 1 : left
      if (!worseAt(child, at)) return
      swap(at, child)
      at = child
    }
  }

  return {
    add(item) {
      const [worst] = heap
      if (heap.length < size) rise(heap.push(item) - 1)
      else if (worst !== undefined && replaces(item, worst)) {
        heap[0] = item
        sink(0)
      }
    },
    items: () => heap,
  }
}
