import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Edge, Mark } from '../types.js'

/** Marks as numbers, for the cores. */
export type MarkCode = 0 | 1 | 2
export const TAIL = 0 as const
export const ARROW = 1 as const
export const CIRCLE = 2 as const

export const markNames: readonly [Mark, Mark, Mark] = ['tail', 'arrow', 'circle']

export function markCode(mark: Mark): MarkCode | undefined {
  const code = markNames.indexOf(mark)
  return code < 0 ? undefined : (code as MarkCode)
}

/** The marks of an edge that may come from anywhere. */
export function edgeMarks(edge: Edge): [MarkCode, MarkCode] {
  const codes = [markCode(edge.fromMark), markCode(edge.toMark)]
  if (!codes.includes(undefined)) return codes as [MarkCode, MarkCode]
  throw new CausalError('invalid-argument', `a mark must be 'tail', 'arrow' or 'circle', got ${show(edge)}.`, {
    edge,
  })
}
