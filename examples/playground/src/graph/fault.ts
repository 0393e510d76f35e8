import type { Reading } from '../reading'
import { nameIn, piecesOf } from './pieces'

/** Why the text is no graph, and where in it. */
export interface Fault {
  readonly message: string
  readonly places: readonly { readonly from: number; readonly to: number }[]
}

/** The fault of a text with its places: the line and column that were told, or the edges of a cycle. */
export function faultIn(text: string, reading: Reading): Fault | null {
  if (reading.read) return null
  const { message, details } = reading
  const { line, column, cycle } = details
  const pieces = piecesOf(text)
  if (typeof line === 'number' && typeof column === 'number') {
    const start = text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, each) => sum + each.length + 1, 0)
    const at = Math.min(start + column - 1, text.length)
    const piece = pieces.find(({ from, to, kind }) => from <= at && at < to && kind !== 'space')
    return { message, places: [piece ?? { from: Math.max(0, at - 1), to: Math.max(at, 1) }] }
  }
  const names = Array.isArray(cycle) ? (cycle as readonly unknown[]) : []
  const solid = pieces.filter(({ kind }) => kind !== 'space' && kind !== 'comment')
  const places = solid.flatMap((piece, i) => {
    const [left, right] = [solid[i - 1], solid[i + 1]]
    if (piece.kind !== 'connector' || left?.part !== 'node' || right?.part !== 'node') return []
    const [from, to] = piece.text.startsWith('<') ? [right, left] : [left, right]
    const k = names.indexOf(nameIn(from))
    const isOn = k >= 0 && names[(k + 1) % names.length] === nameIn(to) && piece.text !== '<->'
    return isOn ? [{ from: left.from, to: right.to }] : []
  })
  return { message, places: places.length > 0 ? places : [{ from: 0, to: text.length }] }
}
