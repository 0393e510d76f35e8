/** The bytes of a page: UNCOMPRESSED 0, SNAPPY 1 and GZIP 2. */
export async function inflated(bytes: Uint8Array, codec: number, size: number): Promise<Uint8Array> {
  if (codec === 0) return bytes
  if (codec === 1) return snappy(bytes, size)
  if (codec === 2) {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  }
  const name = ['', '', '', 'LZO', 'Brotli', 'LZ4', 'Zstandard', 'LZ4'][codec] ?? 'an unknown method'
  throw new Error(
    `The Parquet file is compressed by ${name}, which is not read here: write it with Snappy, Gzip or no compression, or save the rows as CSV.`,
  )
}

/** Snappy without frames: https://github.com/google/snappy/blob/main/format_description.txt. */
export function snappy(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let at = 0
  while (bytes[at++]! >= 128);
  let to = 0
  const little = (count: number): number => {
    let value = 0
    for (let i = 0, scale = 1; i < count; i++, scale *= 256) value += bytes[at++]! * scale
    return value
  }
  while (at < bytes.length) {
    const tag = bytes[at++]!
    if ((tag & 3) === 0) {
      const short = tag >> 2
      const length = (short < 60 ? short : little(short - 59)) + 1
      out.set(bytes.subarray(at, at + length), to)
      at += length
      to += length
      continue
    }
    const kind = tag & 3
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
    const offset = kind === 1 ? (tag >> 5) * 256 + bytes[at++]! : little(kind === 2 ? 2 : 4)
    if (offset === 0 || offset > to)
      throw new Error('A page of the Parquet file is broken: copy or download the file again.')
    for (let i = 0; i < length; i++, to++) out[to] = out[to - offset]!
  }
  if (to !== size) throw new Error('A page of the Parquet file ends too early: copy or download the file again.')
  return out
}
