import { CausalError } from './errors.js'

/** Where something stands in a text, for people: lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The line and column of position `at`; a line ends in LF, CRLF or CR. */
export function placeIn(text: string, at: number): Place {
  let line = 1
  let start = 0
  for (let i = 0; i < at; i++) {
    const code = text.charCodeAt(i)
    if (code !== 10 && !(code === 13 && text.charCodeAt(i + 1) !== 10)) continue
    line++
    start = i + 1
  }
  return { line, column: at - start + 1 }
}

/** The error for a text that cannot be read, with the place of what is at fault. */
export function unreadable(text: string, at: number, message: string): CausalError {
  const { line, column } = placeIn(text, at)
  return new CausalError('parse', `line ${line}, column ${column}: ${message}`, { line, column })
}

/** Where the quoted word that opens at `at` ends, behind its closing quote; −1 where none closes it. A backslash escapes. */
export function quotedEnd(text: string, at: number): number {
  const quote = text[at]
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote) return i + 1
  }
  return -1
}

/** The text of a quoted word, its quotes taken off and each escaped character as itself. */
export function unquoted(word: string): string {
  return word.slice(1, -1).replace(/\\([\s\S])/g, '$1')
}

/** The position in a quoted word of an escape that is neither `\"` nor `\\`, or −1: it may be meant otherwise (a new line, a tab). */
export function oddEscape(word: string): number {
  for (let i = 1; i < word.length - 1; i++) {
    if (word[i] !== '\\') continue
    if (word[i + 1] !== '"' && word[i + 1] !== '\\') return i
    i++
  }
  return -1
}

/**
 * Where the comment that begins at `at` ends: `//` and `#` go up to the end of the line, which stays, `/*` up to its
 * closing sign. `at` itself where no comment begins, −1 where none closes it.
 */
export function commentEnd(text: string, at: number, hash: boolean): number {
  const code = text.charCodeAt(at)
  if (code !== 47 && code !== 35) return at
  const two = text.slice(at, at + 2)
  if (two === '/*') {
    const end = text.indexOf('*/', at + 2)
    return end < 0 ? -1 : end + 2
  }
  if (two !== '//' && !(hash && text[at] === '#')) return at
  let i = at
  while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++
  return i
}
