export type FileText = { ok: true; text: string } | { ok: false; message: string }

/** A thousand rows with a hundred other columns still fit. */
export const largestFileBytes = 5 * 1024 * 1024

/** Reads a chosen or dropped file as text. @param file is not opened when it is too large. */
export async function textOfFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<FileText> {
  if (file.size === 0) return { ok: false, message: 'The file is empty.' }
  if (file.size > largestFileBytes) {
    const message = `The file has ${megabytes(file.size)} MB, and at most ${megabytes(largestFileBytes)} are read: keep the column vin alone, or split it.`
    return { ok: false, message }
  }
  try {
    return decode(new Uint8Array(await file.arrayBuffer()))
  } catch (error) {
    // A folder, or a file that went away since.
    if (error instanceof DOMException)
      return { ok: false, message: 'This browser cannot read that file: choose it anew.' }
    throw error
  }
}

/** UTF-8; what Excel saves as Unicode text or in its old Western encoding is read as well. */
function decode(bytes: Uint8Array): FileText {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return { ok: true, text: new TextDecoder('utf-16le').decode(bytes) }
  if (first === 0x50 && second === 0x4b) {
    return { ok: false, message: 'This is an Excel workbook or an archive: save the sheet as CSV, then drop that.' }
  }
  if (bytes.some(isOfNoText)) {
    return { ok: false, message: 'This is no text file: a CSV with a column vin is wanted.' }
  }
  return { ok: true, text: inUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes) }
}

/** Bytes that stand in no text; tab and the ends of lines do. */
function isOfNoText(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)
}

function inUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toString()
}
