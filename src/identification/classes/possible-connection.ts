import { flags } from '../../graph/core/sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { ClassContext } from './class-context.js'

/** Marks that an end of an edge may have in some member: bits. */
const MAY_TAIL = 1
const MAY_ARROW = 2

/**
 * Whether some member of the class may have an open path from `z` to `y` given `given`, in the graph without edges into `act`
 * and, where `exchange` is set, without edges out of `z`: when not, rule 2 (or 1) of the do-calculus holds in every member
 * (Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 1).
 *
 * An end whose mark is open may be a tail or an arrow; a node between two that are not adjacent is a collider only where both
 * marks are arrows. An edge out of z that may hide a common cause stays as that cause. Returns the nodes of such a path.
 */
export function possibleConnection(
  c: ClassContext,
  z: readonly number[],
  y: readonly number[],
  act: readonly number[],
  given: readonly number[],
  exchange: boolean,
): number[] | null {
  const { g, visible, adjacent } = c
  const { start, node, near, far } = g.incidence
  const isZ = flags(g.size, z)
  const isAct = flags(g.size, act)
  const isGiven = flags(g.size, [...act, ...given])
  const isY = flags(g.size, y)
  const loose = (mark: number): number => (mark === TAIL ? MAY_TAIL : mark === ARROW ? MAY_ARROW : MAY_TAIL | MAY_ARROW)
  /** The marks at the owner and at the other end, 0 where no member has the edge. */
  const nearMay = new Uint8Array(node.length)
  const farMay = new Uint8Array(node.length)
  for (let a = 0; a < g.size; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      // an undirected edge of a maximally oriented PDAG has either direction
      const open = !c.mayHide && near[k] === far[k]
      let here = open ? MAY_TAIL | MAY_ARROW : loose(near[k]!)
      let there = open ? MAY_TAIL | MAY_ARROW : loose(far[k]!)
      if (isAct[a] === 1) here &= MAY_TAIL
      if (isAct[b] === 1) there &= MAY_TAIL
      if (exchange && isZ[a] === 1) here = outOf(c.mayHide && visible[k] === 0, here)
      if (exchange && isZ[b] === 1) there = outOf(c.mayHide && visible[k] === 0, there)
      if (open) {
        // one end is a tail, the other an arrow
        if ((here & there) === MAY_TAIL || (here & there) === MAY_ARROW) {
          if (here === there) continue
          if (here !== (MAY_TAIL | MAY_ARROW)) there = (MAY_TAIL | MAY_ARROW) ^ here
          else here = (MAY_TAIL | MAY_ARROW) ^ there
        }
      }
      if (here === 0 || there === 0) continue
      nearMay[k] = here
      farMay[k] = there
    }
  }
  /** Whether a path may pass node v between half-edge `into` (owned by the node before) and half-edge `out` of v. */
  const passes = (previous: number, into: number, v: number, out: number): boolean => {
    const next = node[out]!
    const certain = near[out] === ARROW && far[into] === ARROW
    const mayCollide =
      (farMay[into]! & nearMay[out]! & MAY_ARROW) !== 0 && (certain || next === previous || adjacent(previous, next))
    if (mayCollide && isGiven[v] === 1) return true
    return isGiven[v] === 0 && ((farMay[into]! | nearMay[out]!) & MAY_TAIL) !== 0
  }
  const before = new Int32Array(node.length).fill(-2)
  const owner = new Int32Array(node.length)
  const queue: number[] = []
  for (const a of z) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (nearMay[k] === 0 || before[k] !== -2) continue
      before[k] = -1
      owner[k] = a
      queue.push(k)
    }
  }
  for (const k of queue) {
    const v = node[k]!
    if (isY[v] === 1) {
      const path = [v]
      for (let at = k; at >= 0; at = before[at]!) path.push(owner[at]!)
      return path.reverse()
    }
    for (let out = start[v]!; out < start[v + 1]!; out++) {
      if (nearMay[out] === 0 || before[out] !== -2 || !passes(owner[k]!, k, v, out)) continue
      before[out] = k
      owner[out] = v
      queue.push(out)
    }
  }
  return null
}

/** Marks at z without edges out of it: what may hide a common cause stays as an arrow. */
function outOf(mayHideCause: boolean, marks: number): number {
  return mayHideCause ? MAY_ARROW : marks & MAY_ARROW
}
