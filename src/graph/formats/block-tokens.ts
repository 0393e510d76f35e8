import { show } from '../../show.js'
import { commentEnd, oddEscape, quotedEnd, unquoted, unreadable } from '../../text.js'
import { endOfRun, nameClass } from '../core/name-characters.js'

/** The languages of texts in braces. */
export type BlockLanguage = 'dagitty' | 'dot'

/** A piece of a text in braces. */
export interface BlockToken {
  readonly kind: 'word' | 'quoted' | 'connector' | 'mark' | 'end'
  readonly text: string
  readonly at: number
  /** Where a quoted word has an escape that may be meant otherwise, else −1. */
  readonly oddEscape: number
}

const connectors: Readonly<Record<BlockLanguage, readonly string[]>> = {
  dagitty: ['->', '<-', '<->', '--', '@->', '<-@', '@-@', '@--', '--@', '@-', '-@'],
  dot: ['->', '--'],
}

const wordRun = new RegExp(`(?:[${nameClass}]|/(?![/*])|@(?=[${nameClass}]))+`, 'uy')
// read whole, so that `-->` is not `--` and `>`
const signRun = new RegExp(String.raw`[^${nameClass}/\s{}[\];,=:"#]+`, 'uy')
const numeral = new RegExp(String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![${nameClass}@-])`, 'uy')

/** Words, quoted words, connectors and punctuation of a text in braces, without comments; ends with a token `end`. */
export function blockTokens(source: string, language: BlockLanguage): BlockToken[] {
  const tokens: BlockToken[] = []
  const fail = (at: number, message: string): never => {
    throw unreadable(source, at, message)
  }
  const add = (kind: BlockToken['kind'], text: string, at: number, odd = -1): void => {
    tokens.push({ kind, text, at, oddEscape: odd })
  }
  for (let at = 0; at < source.length; ) {
    const character = source[at]!
    const last = tokens.at(-1)
    const isValue = last?.kind === 'mark' && last.text === '='
    const comment = commentEnd(source, at, true)
    if (comment !== at) {
      if (comment < 0) fail(at, 'the comment that opens here is never closed: expected */.')
      if (character === '#' && at > 0 && !/[\s{}[\];,]/.test(source[at - 1]!))
        fail(at, 'put a space before a comment, or the word in double quotes.')
      at = comment
    } else if (/\s/.test(character)) at++
    else if (character === '"') {
      const end = quotedEnd(source, at)
      if (end < 0) fail(at, 'the quote that opens here is never closed.')
      const word = source.slice(at, end)
      add('quoted', unquoted(word), at, at + oddEscape(word) < at ? -1 : at + oddEscape(word))
      at = end
    } else if (/[{}[\];,=:]/.test(character)) add('mark', character, at++)
    else if (isValue && language === 'dot' && character === '<') {
      const end = markupEnd(source, at)
      if (end < 0) fail(at, 'the text in <…> that opens here is never closed.')
      add('quoted', source.slice(at + 1, end - 1), at)
      at = end
    } else {
      const number = isValue ? endOfRun(numeral, source, at) : at
      const wordEnd = number > at ? number : endOfRun(wordRun, source, at)
      const end = wordEnd > at ? wordEnd : Math.max(endOfRun(signRun, source, at), at + 1)
      const text = source.slice(at, end)
      if (wordEnd > at) add('word', text, at)
      else if (connectors[language].includes(text)) add('connector', text, at)
      else fail(at, noConnector(language, text))
      at = end
    }
  }
  add('end', '', source.length)
  return tokens
}

function noConnector(language: BlockLanguage, sign: string): string {
  const list = connectors[language]
  const name = language === 'dot' ? 'DOT' : 'a dagitty text'
  return `${show(sign)} is not a connector. Those of ${name} are ${list.slice(0, -1).join(', ')} and ${list.at(-1)}; put a name that contains other signs in double quotes, "like-this".`
}

/** Where HTML-like text in nested <…> ends, −1 where it does not. */
function markupEnd(source: string, at: number): number {
  let depth = 0
  for (let i = at; i < source.length; i++) {
    if (source[i] === '<') depth++
    else if (source[i] === '>' && --depth === 0) return i + 1
  }
  return -1
}
