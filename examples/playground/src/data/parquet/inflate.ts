import { broken, ParquetRefusal } from './refusal'
import { lz4, snappy } from './snappy'
import { zstd } from './zstd'

/** The bytes of a page: UNCOMPRESSED 0, SNAPPY 1, GZIP 2, ZSTD 6 and LZ4_RAW 7. */
export async function inflated(bytes: Uint8Array, codec: number, size: number): Promise<Uint8Array> {
  if (codec === 0) {
    if (bytes.length !== size) throw broken('a page has another size than its header says')
    return bytes
  }
  if (size === 0) return new Uint8Array()
  if (codec === 1) return snappy(bytes, size)
  if (codec === 2) return gunzip(bytes, size)
  if (codec === 6) return zstd(bytes, size)
  if (codec === 7) return lz4(bytes, size)
  const name = { 3: 'LZO', 4: 'Brotli', 5: 'LZ4 with the frames of Hadoop' }[codec] ?? `method ${codec}`
  throw new ParquetRefusal(
    `The Parquet file is compressed by ${name}, which is not read here: write it with Snappy, Gzip, Zstandard or no compression, or save the rows as CSV.`,
  )
}

/** Gzip, for no more bytes than the header of the page says. */
async function gunzip(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'))
    const reader = stream.getReader()
    for (let next = await reader.read(); !next.done && length <= size; next = await reader.read()) {
      pieces.push(next.value)
      length += next.value.length
    }
    if (length > size) await reader.cancel()
  } catch {
    throw broken('a page cannot be unpacked')
  }
  if (length !== size) throw broken('a page has another size than its header says')
  const out = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
