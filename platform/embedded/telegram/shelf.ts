import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Document, PhotoSize } from 'grammy/types'
import { imageSize } from './model/image-size.ts'
import type { Upload } from './model/multipart.ts'
import { present } from './present.ts'
import type { StoredFile, WorldState } from './state.ts'

/** Longest sides of the copies Telegram makes of a photo, pixels. */
const copies = [
  { size: 's', side: 90 },
  { size: 'm', side: 320 },
  { size: 'x', side: 800 },
]
const largestSide = 1280

/**
 * Keeps uploaded bytes, named by their content. All sizes of a photo have the same bytes: nothing is scaled,
 * only the told width and height are.
 * @param folder where they outlive a restart; without one they live in memory.
 */
export function createShelf({ state, folder }: { state: WorldState; folder?: string | undefined }) {
  const inMemory = new Map<string, Uint8Array>()

  function keep(upload: Upload, kind: 'photos' | 'documents'): string {
    const unique = createHash('sha256').update(upload.bytes).digest('base64url').slice(0, 20)
    const extension = extname(upload.filename) || (kind === 'photos' ? '.jpg' : '')
    const size = imageSize(upload.bytes)
    state.files[unique] = present({
      path: `${kind}/${unique}${/^\.\w{1,8}$/.test(extension) ? extension : ''}`,
      mimeType: upload.mimeType,
      filename: basename(upload.filename),
      sizeBytes: upload.bytes.length,
      width: size?.width,
      height: size?.height,
    })
    if (folder === undefined) inMemory.set(unique, upload.bytes)
    else {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(join(folder, unique), upload.bytes, { mode: 0o600 })
    }
    return unique
  }

  /** @returns undefined when the bytes are no image. */
  function keepPhoto(upload: Upload): PhotoSize[] | undefined {
    return imageSize(upload.bytes) && photo(keep(upload, 'photos'))
  }

  function photo(unique: string): PhotoSize[] | undefined {
    const file = state.files[unique]
    if (!file?.width || !file.height) return undefined
    const longest = Math.max(file.width, file.height)
    const smaller = copies.filter(({ side }) => side < longest)
    const largest = { size: 'y', side: Math.min(longest, largestSide) }
    return [...smaller, largest].map(({ size, side }) => sized(unique, file, size, side / longest))
  }

  function keepDocument(upload: Upload): Document {
    return document(keep(upload, 'documents'))
  }

  function document(unique: string): Document {
    const file = state.files[unique]
    const ids = { file_id: `DO-${unique}`, file_unique_id: unique }
    return { ...ids, ...(file && { file_name: file.filename, mime_type: file.mimeType, file_size: file.sizeBytes }) }
  }

  function find(fileId: string): { unique: string; file: StoredFile } | undefined {
    const unique = /^[A-Z]{2}-([\w-]{20})(?:-[smxy])?$/.exec(fileId)?.[1]
    const file = unique === undefined ? undefined : state.files[unique]
    return unique !== undefined && file ? { unique, file } : undefined
  }

  function read(path: string): { bytes: Uint8Array; mimeType: string } | undefined {
    const found = Object.entries(state.files).find(([, file]) => file.path === path)
    if (!found) return undefined
    const bytes = inMemory.get(found[0]) ?? (folder === undefined ? undefined : readFileSync(join(folder, found[0])))
    return bytes && { bytes, mimeType: found[1].mimeType }
  }

  return { keepPhoto, keepDocument, photo, document, find, read }
}

export type Shelf = ReturnType<typeof createShelf>

function sized(unique: string, file: StoredFile, size: string, scale: number): PhotoSize {
  return {
    file_id: `PH-${unique}-${size}`,
    file_unique_id: `${unique}${size}`,
    width: Math.max(1, Math.round((file.width ?? 1) * scale)),
    height: Math.max(1, Math.round((file.height ?? 1) * scale)),
    file_size: file.sizeBytes,
  }
}
