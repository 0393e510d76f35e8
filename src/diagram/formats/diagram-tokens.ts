import { show } from '../../show.js'
import { oddEscape, quotedEnd, unquoted, unreadable } from '../../text.js'

/** A piece of the text: a name (quoted or plain), a number, or a sign. */
export interface Token {
  readonly kind: 'name' | 'quoted' | 'number' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const blank = /\s*/y
const name = /[\p{L}_][\p{L}\p{N}_'′]*/uy
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const signs: ReadonlyMap<string, string> = new Map([
  ['⊗', '⊗'],
  ['*', '⊗'],
  ['→', '→'],
  ['->', '→'],
  ...['(', ')', '[', ']', ';', ',', '=', '|'].map((sign) => [sign, sign] as const),
])

/** The pieces of a text, and its end. */
export function diagramTokens(text: string): Token[] {
  const tokens: Token[] = []
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  for (let at = match(blank, 0)!.length; at < text.length; at += match(blank, at)!.length) {
    if (text[at] === '"') {
      const end = quotedEnd(text, at)
      if (end < 0) throw unreadable(text, at, 'this quote is never closed.')
      const word = text.slice(at, end)
      const odd = oddEscape(word)
      if (odd >= 0) throw unreadable(text, at + odd, 'in quotes only \\" and \\\\ are escapes.')
      tokens.push({ kind: 'quoted', text: unquoted(word), at })
      at = end
      continue
    }
    const sign = signs.get(text.slice(at, at + 2)) === undefined ? text[at]! : text.slice(at, at + 2)
    const meaning = signs.get(sign)
    const word = meaning === undefined ? (match(name, at) ?? match(number, at)) : undefined
    if (meaning !== undefined) tokens.push({ kind: 'sign', text: meaning, at })
    else if (word !== undefined)
      tokens.push({ kind: match(name, at) === undefined ? 'number' : 'name', text: word, at })
    else {
      const odd = String.fromCodePoint(text.codePointAt(at)!)
      throw unreadable(text, at, `${show(odd)} has no meaning here: names with such signs stand in double quotes.`)
    }
    at += meaning === undefined ? word!.length : sign.length
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}
