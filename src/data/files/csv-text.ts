import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { csvFailure, wrongBytes, wrongEncoding } from './csv-encoding.js'

/** What every engine has for texts in UTF-8. */
interface TextCoders {
  readonly TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): { read: number; written: number } }
  readonly TextDecoder: new (
    encoding: string,
    options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
  ) => { decode(bytes: Uint8Array): string }
}
const coders = (): TextCoders => globalThis as unknown as TextCoders

/** Characters that become bytes at a time. */
const sliceLength = 1 << 16

/** Turns texts into UTF-8, piece by piece; a character may be cut in two by the end of a text. */
interface TextToBytes {
  /** Gives the bytes of a text to `take`; they are overwritten by the next piece. */
  push(text: string, take: (bytes: Uint8Array) => void): void
  /** What is left where the last text ended within a character. */
  end(take: (bytes: Uint8Array) => void): void
}

/** Stands for half of a character (a surrogate without the other): no UTF-8 has this byte, so that its cell is refused. */
const broken = Uint8Array.of(0xff)

function textToBytes(): TextToBytes {
  const encoder = new (coders().TextEncoder)()
  let buffer = new Uint8Array(0)
  let half = ''
  return {
    push(text, take) {
      for (let from = 0; from < text.length; from += sliceLength) {
        let piece = half + text.slice(from, from + sliceLength)
        half = ''
        if (isHighSurrogate(piece.charCodeAt(piece.length - 1))) {
          half = piece.slice(-1)
          piece = piece.slice(0, -1)
        }
        // a character becomes three bytes at most
        if (buffer.length < 3 * piece.length) buffer = new Uint8Array(3 * piece.length)
        const { written } = encoder.encodeInto(piece, buffer)
        // of as many bytes as characters all are ASCII
        if (written === piece.length || !/\p{Surrogate}/u.test(piece)) {
          take(buffer.subarray(0, written))
          continue
        }
        for (const [k, part] of piece.split(/\p{Surrogate}/u).entries()) {
          if (k > 0) take(broken)
          take(buffer.subarray(0, encoder.encodeInto(part, buffer).written))
        }
      }
    },
    end(take) {
      if (half !== '') take(broken)
    },
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

/** Reads a cell's bytes as a text; an error where they are not UTF-8. */
export type DecodeBytes = (bytes: Uint8Array) => string

export function bytesToText(): DecodeBytes {
  const decoder = new (coders().TextDecoder)('utf-8', { fatal: true, ignoreBOM: true })
  return (bytes) => {
    let text = ''
    // a short text of ASCII alone is quicker to make by hand
    if (bytes.length > 32) return decoder.decode(bytes)
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i]! > 127) return decoder.decode(bytes)
      text += String.fromCharCode(bytes[i]!)
    }
    return text
  }
}

/** Chunks as bytes, without a byte order mark; what is in another encoding is refused at its first bytes. */
export function chunkBytes(take: (bytes: Uint8Array) => void): { push(chunk: unknown): void; end(): void } {
  const encode = textToBytes()
  let isText: boolean | null = null
  let start: Uint8Array | null = new Uint8Array(0)
  let startText = ''
  /** Holds back the first bytes until they tell the encoding. */
  const first = (bytes: Uint8Array, isLast: boolean): void => {
    if (start === null) {
      take(bytes)
      return
    }
    const all = new Uint8Array(start.length + bytes.length)
    all.set(start)
    all.set(bytes, start.length)
    start = all
    if (all.length < 64 && !isLast) return
    start = null
    const wrong = isText === true ? wrongEncoding(startText) : wrongBytes(all)
    if (wrong !== null) throw csvFailure({ line: 1, column: 1 }, wrong)
    take(all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf ? all.subarray(3) : all)
  }
  return {
    push(chunk) {
      const isString = typeof chunk === 'string'
      if (!isString && !(chunk instanceof Uint8Array)) {
        throw new CausalError('invalid-argument', `a chunk is a text or a Uint8Array, got ${show(chunk)}.`)
      }
      if (isText !== null && isText !== isString)
        throw new CausalError('invalid-argument', 'the chunks are texts or bytes, and not some of each.')
      isText = isString
      if (!isString) return first(chunk, false)
      if (startText.length < 64) startText += chunk.slice(0, 64)
      encode.push(chunk, (bytes) => first(bytes, false))
    },
    end() {
      encode.end((bytes) => first(bytes, false))
      first(new Uint8Array(0), true)
    },
  }
}
