import { show } from '../../show.js'
import { commentEnd, oddEscape, quotedEnd, unquoted, unreadable } from '../../text.js'
import { endOfRun, nameClass } from '../core/name-characters.js'
import type { GraphKind } from '../types.js'
import { isConnector, listConnectors, marksOfConnector, meantConnector } from './connectors.js'

/** A graph as a text says it: names in order of appearance and flat edges `[from, to, fromMark, toMark]*`. */
export interface RawGraph {
  readonly nodes: string[]
  readonly edges: number[]
}

const nameRun = new RegExp(`(?:[${nameClass}]|/(?![/*]))+`, 'uy')
// All else that is no blank, separator, quote or comment is read whole, so that `-->` is not `--` and `>`.
const signRun = new RegExp(String.raw`[^${nameClass}/\s;,"#]+`, 'uy')
// The o of a circle stands free: in `Po->` it belongs to the name.
const circleSign = /(?:o->|<-o|o-o|o-|-o)(?=[\s"])/y

/** Reads `A -> B <- C; D <-> E`: statements separated by `;`, `,` or a new line, each a chain of names and connectors. */
export function parseGraphText(kind: GraphKind, text: string): RawGraph {
  const index = new Map<string, number>()
  const edges: number[] = []
  const plainNames = new Map<string, string>()
  /** The last node of the chain, −1 at the start of a statement; then the connector after it, '' for none. */
  let previous = -1
  let connector = ''
  /** Whether the line ended after the last node: only a connector continues the chain. */
  let lineEnded = false
  /** Where the unquoted name begins and ends that is being read, −1 for none. */
  let nameStart = -1
  let nameEnd = -1

  const fail = (at: number, message: string): never => {
    throw unreadable(text, at, message)
  }
  const takeNode = (name: string, at: number): void => {
    if (lineEnded) {
      previous = -1
      lineEnded = false
    }
    const i = index.get(name) ?? index.size
    if (connector !== '') {
      if (previous === i) fail(at, `this is an edge from ${show(name)} to itself: take it out.`)
      edges.push(previous, i, ...marksOfConnector(connector))
      connector = ''
    } else if (previous >= 0) {
      fail(at, `expected a connector before ${show(name)}: ${listConnectors(kind)}.`)
    }
    index.set(name, i)
    previous = i
  }
  const endName = (): void => {
    if (nameStart < 0) return
    const name = text.slice(nameStart, nameEnd)
    // only letters beyond ASCII have two forms
    const composed = /[^\x20-\x7e]/.test(name) ? name.normalize('NFC') : null
    if (composed !== null && (plainNames.get(composed) ?? name) !== name) {
      fail(nameStart, `${show(name)} looks like an earlier name but is made of different characters: type both alike.`)
    }
    if (composed !== null) plainNames.set(composed, name)
    takeNode(name, nameStart)
    nameStart = -1
  }
  const takeConnector = (sign: string, at: number): void => {
    endName()
    if (previous < 0) fail(at, `expected a name before ${sign}.`)
    if (connector !== '') fail(at, `expected a name after ${connector}, found ${sign}.`)
    connector = sign
    lineEnded = false
  }
  const noConnector = (sign: string, at: number): never => {
    const meant = meantConnector(kind, sign)
    const what = /^[{}[\]]+$/.test(sign)
      ? `cannot read ${show(sign)}: use parseDagitty or parseDot for a text in braces.`
      : /^[\p{Z}\p{C}]/u.test(sign)
        ? `cannot read the invisible character ${codePoint(sign)}.`
        : `${show(sign)} is not a connector${meant === null ? '' : ` (did you mean "${meant}"?)`}.`
    return fail(
      at,
      `${what} The names of ${kind === 'admg' ? 'an' : 'a'} ${kind.toUpperCase()} are joined by ${listConnectors(kind)}; put a name that contains other signs in double quotes, "like-this".`,
    )
  }
  const glued = (sign: string, at: number): never =>
    fail(
      at,
      `is the o of ${show(sign)} a circle or part of a name? Put white space around the connector, or quote the name.`,
    )
  const takeSign = (at: number): number => {
    const end = Math.max(endOfRun(signRun, text, at), at + 1)
    const sign = text.slice(at, end)
    if (!isConnector(sign)) noConnector(sign, at)
    if (text[end] === 'o') {
      const word = text.slice(end, endOfRun(nameRun, text, end))
      const isCircleOfTwo = word === 'o' && /^[ \t]+[^\s;,<>\-"#]/.test(text.slice(end + 1, end + 40))
      if (isCircleOfTwo || (kind === 'pag' && sign !== '->' && sign !== '<->')) glued(`${sign}o`, at)
    }
    takeConnector(sign, at)
    return end
  }
  const isAfterNode = (): boolean => nameStart >= 0 || (connector === '' && previous >= 0)
  /** Reads a word at `at`, or a connector that begins with a circle. */
  const takeWord = (at: number): number => {
    const end = endOfRun(nameRun, text, at)
    const touchesSign = text[end - 1] === 'o' && endOfRun(signRun, text, end) > end
    if (touchesSign && ((isAfterNode() && end === at + 1) || (kind === 'pag' && text[end] === '-')))
      glued(`o${text.slice(end, endOfRun(signRun, text, end))}`, end - 1)
    if (/['’]/.test(text[at]!)) fail(at, `put a quoted name in double quotes, found ${show(text.slice(at, end))}.`)
    if (nameStart < 0) nameStart = at
    else if (at !== nameEnd + 1 || text[nameEnd] !== ' ')
      fail(
        nameEnd,
        'the words of a name are separated by one space: put a name with other white space in double quotes.',
      )
    nameEnd = end
    return end
  }

  for (let at = 0; at < text.length; ) {
    const character = text[at]!
    const comment = commentEnd(text, at, true)
    if (comment !== at) {
      if (comment < 0) fail(at, 'the comment that opens here is never closed: expected */.')
      if (nameEnd === at && nameStart >= 0 && text[at + 1] !== '*')
        fail(at, 'put a space before a comment, or the name in double quotes.')
      at = comment
    } else if (character === ' ' || character === '\t' || character === '\r') at++
    else if (character === '\n') {
      endName()
      lineEnded = connector === '' && previous >= 0
      at++
    } else if (character === ';' || character === ',') {
      endName()
      if (connector !== '') fail(at, `expected a name after ${connector}.`)
      previous = -1
      lineEnded = false
      at++
    } else if (character === '"') {
      endName()
      const end = quotedEnd(text, at)
      if (end < 0) fail(at, 'the quote that opens here is never closed.')
      const word = text.slice(at, end)
      const odd = oddEscape(word)
      if (odd >= 0)
        fail(at + odd, String.raw`in a quoted name, a backslash may only come before " or \: write \\ for a backslash.`)
      if (word === '""') fail(at, 'a node needs a non-empty name.')
      takeNode(unquoted(word), at)
      at = end
    } else {
      circleSign.lastIndex = at
      const isFree = at > 0 && /[\s"]/.test(text[at - 1]!)
      if (isFree && isAfterNode() && circleSign.test(text)) {
        takeConnector(text.slice(at, circleSign.lastIndex), at)
        at = circleSign.lastIndex
      } else at = endOfRun(nameRun, text, at) > at ? takeWord(at) : takeSign(at)
    }
  }
  endName()
  if (connector !== '') fail(text.length, `expected a name after ${connector}, found the end of the text.`)
  return { nodes: [...index.keys()], edges }
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
