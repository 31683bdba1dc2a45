/** Albums whose pictures may still come. */
const mostAlbums = 1000

/** What was said of the pictures of an album, so that ten of them without a barcode are not ten complaints. */
export function createAlbums() {
  const said = new Map<string, Set<string>>()
  return {
    /** @param album null for a picture that came alone: nothing was said of it. */
    saidOf(album: string | null): ReadonlySet<string> {
      return (album === null ? undefined : said.get(album)) ?? new Set()
    },
    note(album: string | null, all: readonly string[]): void {
      if (album === null) return
      said.set(album, new Set([...(said.get(album) ?? []), ...all]))
      const oldest = said.size > mostAlbums ? said.keys().next().value : undefined
      if (oldest !== undefined) said.delete(oldest)
    },
  }
}

export type Albums = ReturnType<typeof createAlbums>
