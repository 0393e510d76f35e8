import type { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { commentEnd, quotedEnd, unquoted, unreadable } from '../../text.js'

/** A piece of a BIF text. */
export interface BifToken {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

/** Reads a text piece by piece. */
export interface BifReader {
  /** The next piece, which stays. */
  peek(): BifToken
  /** The next piece; an error at the end of the text. */
  next(): BifToken
  /** Whether the next piece is this sign. */
  isSign(sign: string): boolean
  expect(sign: string): void
  error(token: BifToken, message: string): CausalError
}

const word = /[^\s{}()[\];,|"]+/y

/** A reader of words, quoted names, numbers and signs, without comments. */
export function bifReader(text: string): BifReader {
  const tokens: BifToken[] = []
  const fail = (at: number, message: string): CausalError => unreadable(text, at, message)
  for (let at = 0; at < text.length; ) {
    const comment = commentEnd(text, at, false)
    if (comment < 0) throw fail(at, 'the comment that opens here is never closed: expected */.')
    if (comment > at) at = comment
    else if (/\s/.test(text[at]!)) at++
    else if (text[at] === '"') {
      const end = quotedEnd(text, at)
      if (end < 0) throw fail(at, 'the quote that opens here is never closed.')
      tokens.push({ kind: 'quoted', text: fromJson(text.slice(at, end)), at })
      at = end
    } else {
      word.lastIndex = at
      const isWord = word.test(text)
      const end = isWord ? beforeComment(text, at, word.lastIndex) : at + 1
      tokens.push({ kind: isWord ? 'word' : 'sign', text: text.slice(at, end), at })
      at = end
    }
  }
  const end: BifToken = { kind: 'end', text: '', at: text.length }
  let i = 0
  const isSign = (sign: string): boolean => tokens[i]?.kind === 'sign' && tokens[i]!.text === sign
  const next = (): BifToken => {
    if (i >= tokens.length) throw fail(text.length, 'the text ends too early.')
    return tokens[i++]!
  }
  return {
    peek: () => tokens[i] ?? end,
    next,
    isSign,
    expect: (sign) => {
      const token = tokens[i] ?? end
      if (!isSign(sign))
        throw fail(
          token.at,
          `expected ${show(sign)}, found ${token.kind === 'end' ? 'the end of the text' : show(token.text)}.`,
        )
      i++
    },
    error: ({ at }, message) => fail(at, message),
  }
}

/** A word ends where a comment begins. */
function beforeComment(text: string, at: number, end: number): number {
  const line = text.slice(at, end).search(/\/[/*]/)
  return line > 0 ? at + line : end
}

function fromJson(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    // other programs escape less strictly, or not at all
    return unquoted(quoted)
  }
}
