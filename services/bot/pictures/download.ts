import { type Api, GrammyError } from 'grammy'

export type Downloaded =
  | { kind: 'picture'; bytes: Uint8Array }
  | { kind: 'too-large' }
  /** Telegram has it no more, or did not give it in time. */
  | { kind: 'not-given' }

export interface DownloadDeps {
  api: Pick<Api, 'getFile'>
  apiRoot: string
  token: string
  withinMs?: number
}

export type Download = (file: { file_id: string; file_size?: number | undefined }) => Promise<Downloaded>

/** What Telegram lets a bot download. @see https://core.telegram.org/bots/api#getfile */
const mostBytes = 20 * 1024 * 1024
const givenWithinMs = 20_000
const tooLarge: Downloaded = { kind: 'too-large' }
const notGiven: Downloaded = { kind: 'not-given' }

/**
 * Fetches what a person sent. The address holds the bot's token: it stands in no error, and no redirect is followed.
 * Rejects only when Telegram cannot be asked for the file, as every other request does.
 */
export function createDownload({ api, apiRoot, token, withinMs = givenWithinMs }: DownloadDeps): Download {
  return async ({ file_id, file_size = 0 }) => {
    if (file_size > mostBytes) return tooLarge
    const path = await pathOf(api, file_id)
    if (typeof path !== 'string') return path
    const name = path.split('/').map(encodeURIComponent).join('/')
    return read(`${apiRoot}/file/bot${token}/${name}`, withinMs)
  }
}

async function pathOf(api: Pick<Api, 'getFile'>, fileId: string): Promise<string | Downloaded> {
  try {
    const { file_path, file_size = 0 } = await api.getFile(fileId)
    return file_size > mostBytes ? tooLarge : (file_path ?? notGiven)
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return /too big/i.test(error.description) ? tooLarge : notGiven
  }
}

async function read(url: string, withinMs: number): Promise<Downloaded> {
  const signal = AbortSignal.timeout(withinMs)
  try {
    const response = await fetch(url, { redirect: 'manual', signal })
    if (response.status === 200) return await readBody(response)
    await response.body?.cancel()
    return notGiven
  } catch (error) {
    // What fetch throws: `fetch failed` before an answer, `terminated` in the middle of one.
    if (signal.aborted || error instanceof TypeError) return notGiven
    throw new Error('a file of Telegram could not be read')
  }
}

async function readBody({ headers, body }: Response): Promise<Downloaded> {
  if (Number(headers.get('content-length') ?? 0) > mostBytes) {
    await body?.cancel()
    return tooLarge
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body ?? []) {
    bytes += part.byteLength
    if (bytes > mostBytes) return tooLarge
    parts.push(part)
  }
  return { kind: 'picture', bytes: Buffer.concat(parts) }
}
