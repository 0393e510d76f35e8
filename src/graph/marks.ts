import { CausalError } from '../errors.js'
import type { Edge, Mark } from './types.js'

/** Marks as numbers, for the cores. */
export type MarkCode = 0 | 1 | 2
export const TAIL = 0 as const
export const ARROW = 1 as const
export const CIRCLE = 2 as const

export const markNames: readonly [Mark, Mark, Mark] = ['tail', 'arrow', 'circle']

export function markCode(mark: Mark): MarkCode | undefined {
  return mark === 'tail' ? TAIL : mark === 'arrow' ? ARROW : mark === 'circle' ? CIRCLE : undefined
}

/** The marks of an edge that may come from anywhere. */
export function edgeMarks(where: string, edge: Edge): [MarkCode, MarkCode] {
  const from = markCode(edge.fromMark)
  const to = markCode(edge.toMark)
  if (from !== undefined && to !== undefined) return [from, to]
  throw new CausalError(
    where,
    'invalid-argument',
    `a mark is 'tail', 'arrow' or 'circle', got ${JSON.stringify(edge)}.`,
    { edge },
  )
}
