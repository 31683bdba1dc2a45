/** Like Promise.all, but a failure waits for the others: what they started can then be stopped. */
export async function together<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<[...T]> {
  await Promise.allSettled(work)
  return Promise.all(work) as unknown as Promise<[...T]>
}
