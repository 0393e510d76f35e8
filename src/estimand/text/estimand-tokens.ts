import { show } from '../../show.js'
import { quotedEnd, unreadable } from '../../text.js'

/** A piece of the text of an estimand, and where it stands. */
export interface Token {
  readonly text: string
  readonly at: number
}

const piece = /\s+|Σ_|Sum_|any_|[[\](){}|,=/^']|[^\s,|()[\]{}"'=^/\\]+/uy
/** A sign that stands alone. */
export const sign: RegExp = /^[[\](){}|,=/^']$/
/** A decimal number. */
export const number: RegExp = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/

/** The pieces of a text; blanks part them, and a name may stand in double quotes. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    let end = at
    if (text[at] === '"') end = quotedEnd(text, at)
    else {
      piece.lastIndex = at
      if (piece.test(text)) end = piece.lastIndex
    }
    if (end < 0) throw unreadable(text, at, 'the quote that opens here is never closed.')
    if (end === at) throw unreadable(text, at, `cannot read ${show(text[at]!)}.`)
    if (!/^\s/.test(text[at]!)) tokens.push({ text: text.slice(at, end), at })
    at = end
  }
  return tokens
}
