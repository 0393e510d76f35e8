import type { Edge } from 'causalkit/graph'
import { edgeKey, type TextRole } from './model'
import { nameIn, type Piece, piecesOf } from './pieces'

/** The pieces that are neither space nor comment, with their place among all. */
function solid(pieces: readonly Piece[]): { piece: Piece; at: number }[] {
  return pieces.flatMap((piece, at) => (piece.kind === 'space' || piece.kind === 'comment' ? [] : [{ piece, at }]))
}

const marks = { '-': 'tail', '<': 'arrow', '>': 'arrow', '@': 'circle' } as const

/** The marks of a connector at its two ends. */
function marksOf(connector: string): Pick<Edge, 'fromMark' | 'toMark'> {
  const first = connector[0] as keyof typeof marks
  const last = connector.at(-1) as keyof typeof marks
  return { fromMark: marks[first], toMark: marks[last] }
}

/** The text without an edge between two names that stand side by side: `a -> b -> c` becomes `a; b -> c`. */
export function withoutEdge(text: string, edge: Edge): string {
  const pieces = piecesOf(text)
  const out = pieces.map((piece) => piece.text)
  const parts = solid(pieces)
  const key = edgeKey(edge)
  for (const [i, { piece, at }] of parts.entries()) {
    if (piece.kind !== 'connector') continue
    const [left, right] = [parts[i - 1], parts[i + 1]]
    if (left?.piece.part !== 'node' || right?.piece.part !== 'node') continue
    const found = { from: nameIn(left.piece), to: nameIn(right.piece), ...marksOf(piece.text) }
    if (edgeKey(found) !== key) continue
    out[at] = ';'
    if (pieces[at - 1]?.kind === 'space' && !pieces[at - 1]!.text.includes('\n')) out[at - 1] = ''
    if (parts[i + 2]?.piece.text === '[') dropBracket(parts, i + 2, out)
    const isAlone = (k: number, side: 'left' | 'right'): boolean =>
      side === 'left' ? parts[k - 1]?.piece.kind !== 'connector' : parts[k + 1]?.piece.kind !== 'connector'
    const isToldBefore = (name: string, before: number): boolean =>
      parts.slice(0, before).some((each) => each.piece.part === 'node' && nameIn(each.piece) === name)
    // a name that is left alone and was named before says nothing more
    if (isAlone(i + 1, 'right') && isToldBefore(found.to, i - 1)) out[right.at] = ''
    if (isAlone(i - 1, 'left') && isToldBefore(found.from, i - 1)) out[left.at] = ''
  }
  return tidied(text, out.join(''))
}

/** The text without a node and all that hangs on it: `a -> b -> c` without b is `a; c`. */
export function withoutNode(text: string, name: string): string {
  const pieces = piecesOf(text)
  const out = pieces.map((piece) => piece.text)
  const parts = solid(pieces)
  for (const [i, { piece, at }] of parts.entries()) {
    if (piece.part !== 'node' || nameIn(piece) !== name) continue
    const [left, right] = [parts[i - 1], parts[i + 1]]
    const isAfter = left?.piece.kind === 'connector'
    const isBefore = right?.piece.kind === 'connector'
    out[at] = isAfter && isBefore ? ';' : ''
    if (isAfter) out[left.at] = ''
    if (isBefore) out[right.at] = ''
    if (right?.piece.text === '[') dropBracket(parts, i + 1, out)
  }
  return tidied(text, out.join(''))
}

/** Takes out a bracket and what is in it. */
function dropBracket(parts: readonly { piece: Piece; at: number }[], from: number, out: string[]): void {
  for (let k = from; k < parts.length; k++) {
    out[parts[k]!.at] = ''
    if (parts[k]!.piece.text === ']') return
  }
}

const words: Readonly<Record<TextRole, readonly string[]>> = {
  exposure: ['exposure', 'e'],
  outcome: ['outcome', 'o'],
  adjusted: ['adjusted', 'a'],
  selected: ['selected', 'source', 's'],
  latent: ['latent', 'unobserved', 'l', 'u'],
}

/** The text without a role of a node: `x [exposure,pos="0,1"]` becomes `x [pos="0,1"]`. */
export function withoutRole(text: string, name: string, role: TextRole): string {
  const pieces = piecesOf(text)
  const out = pieces.map((piece) => piece.text)
  const parts = solid(pieces)
  for (const [i, { piece }] of parts.entries()) {
    if (piece.part !== 'node' || nameIn(piece) !== name || parts[i + 1]?.piece.text !== '[') continue
    const end = parts.findIndex((each, k) => k > i && each.piece.text === ']')
    const inner = parts.slice(i + 2, end)
    const kept: string[] = []
    let entry: Piece[] = []
    const close = (): void => {
      const word = entry[0] === undefined ? '' : nameIn(entry[0]).toLowerCase()
      if (entry.length > 0 && !words[role].includes(word)) kept.push(entry.map((each) => each.text).join(''))
      entry = []
    }
    for (const [k, each] of inner.entries()) {
      const isBreak = each.piece.text === ',' || each.piece.text === ';'
      // attributes may stand side by side without a comma
      const isNew = each.piece.kind === 'name' && entry.length > 0 && inner[k - 1]?.piece.text !== '='
      if (isBreak || isNew) close()
      if (!isBreak) entry.push(each.piece)
    }
    close()
    for (let k = parts[i + 1]!.at; k <= parts[end]!.at; k++) out[k] = ''
    out[parts[i + 1]!.at] = kept.length === 0 ? '' : `[${kept.join(',')}]`
  }
  return tidied(text, out.join(''))
}

/** Lines that hold nothing any more are taken out, and so are doubled separators; indents stay. */
function tidied(before: string, after: string): string {
  const old = before.split('\n')
  const known = new Set(old)
  const lines = after.split('\n')
  return lines
    .map((line, i) => {
      if (known.has(line) || /\/\/|#|"|\/\*|\*\//.test(line)) return line
      const indent = /^\s*/.exec((lines.length === old.length ? old[i] : line) ?? '')![0]
      return tidyLine(line, indent)
    })
    .filter((line) => known.has(line) || line.trim() !== '')
    .join('\n')
}

function tidyLine(line: string, indent: string): string {
  const rest = line
    .trim()
    .replace(/(?:\s*;)+/g, ';')
    .replace(/;(?=\S)/g, '; ')
    .replace(/\{\s*;\s*/g, '{ ')
    .replace(/^;\s*|\s*;\s*$/g, '')
    .replace(/ {2,}/g, ' ')
  return rest === '' ? '' : indent + rest
}
