export interface Upload {
  filename: string
  mimeType: string
  bytes: Uint8Array
}

export interface Form {
  fields: Record<string, string>
  files: Map<string, Upload>
}

/**
 * Reads a `multipart/form-data` body. More lenient than the platform's own parser, which refuses what
 * grammY writes (no blank after `form-data;`, file names without quotes).
 * @returns undefined when the body is not made of parts of that boundary.
 */
export function readMultipart(body: Buffer, contentType: string): Form | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const form: Form = { fields: {}, files: new Map() }
  for (const part of partsOf(body, `--${boundary}`)) {
    if (!addPart(form, part)) return undefined
  }
  return body.includes(`--${boundary}--`) ? form : undefined
}

function* partsOf(body: Buffer, delimiter: string): Generator<Buffer> {
  let start = body.indexOf(delimiter)
  while (start >= 0) {
    const from = start + delimiter.length
    const next = body.indexOf(`\r\n${delimiter}`, from)
    if (body.subarray(from, from + 2).toString() === '--' || next < 0) return
    yield body.subarray(from + 2, next)
    start = next + 2
  }
}

function addPart(form: Form, part: Buffer): boolean {
  const split = part.indexOf('\r\n\r\n')
  if (split < 0) return false
  const head = part.subarray(0, split).toString()
  const bytes = part.subarray(split + 4)
  const name = parameter(head, 'name')
  if (name === undefined) return false
  const filename = parameter(head, 'filename')
  if (filename === undefined) form.fields[name] = bytes.toString()
  else form.files.set(name, { filename, mimeType: mimeOf(head), bytes: new Uint8Array(bytes) })
  return true
}

function parameter(head: string, name: string): string | undefined {
  const found = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head)
  return found?.[1] ?? found?.[2]
}

function mimeOf(head: string): string {
  return /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim() ?? 'application/octet-stream'
}
