import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type CsvOptions, reportProgress } from './csv-options.js'
import type { CsvReader } from './csv-reader.js'

/**
 * A text in pieces: bytes in UTF-8, or strings; of a file, a response, or whatever gives them one after the other. A
 * `ReadableStream` is taken also where the engine cannot iterate over it.
 *
 * @category Data
 */
export type CsvChunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array> | ChunkStream

/**
 * What is read of a `ReadableStream`.
 *
 * @category Data
 */
export interface ChunkStream {
  /** Takes the stream over, to read it piece by piece. */
  readonly getReader: () => ChunkReader
}

/**
 * The reader of a {@link ChunkStream}.
 *
 * @category Data
 */
export interface ChunkReader {
  /** The next piece, or that there is none. */
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: string | Uint8Array | undefined }>
}

/** Hands every chunk to the reader, and tells after each how far the reading is. */
export async function readChunks(
  chunks: CsvChunks,
  reader: Pick<CsvReader, 'push'>,
  options: CsvOptions,
): Promise<void> {
  let done = 0
  for await (const chunk of eachChunk(chunks)) {
    reader.push(chunk)
    done += (chunk as string | Uint8Array).length
    reportProgress(options, { stage: 'rows', done, total: null })
  }
}

/** The chunks one by one. */
async function* eachChunk(chunks: CsvChunks): AsyncGenerator<unknown> {
  checkChunks(chunks)
  if (Symbol.asyncIterator in chunks || Symbol.iterator in chunks) {
    yield* chunks
    return
  }
  const reader = chunks.getReader() as ReturnType<typeof chunks.getReader> & { cancel?: () => Promise<void> }
  let isDone = false
  try {
    for (;;) {
      const next = await reader.read()
      isDone = next.done
      if (next.done) return
      yield next.value
    }
  } finally {
    // a reading that failed lets the source go
    if (!isDone) await reader.cancel?.()
  }
}

/** An error for a bare text, or anything else that has no chunks. */
function checkChunks(chunks: unknown): void {
  const isIterable =
    typeof chunks === 'object' &&
    chunks !== null &&
    !ArrayBuffer.isView(chunks) &&
    (Symbol.asyncIterator in chunks || Symbol.iterator in chunks || 'getReader' in chunks)
  if (isIterable) return
  throw new CausalError(
    'invalid-argument',
    `expected the chunks of a text: an async iterable such as createReadStream(path) or (await fetch(url)).body, got ${show(chunks)}; a whole text is read by readCsv(text).`,
  )
}
