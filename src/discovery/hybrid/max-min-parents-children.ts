import type { Queries } from '../constraint/queries.js'
import { someSubset } from '../constraint/some-subset.js'

/** What bounds the search for the neighbours of a node. */
export interface MaxMinSettings {
  readonly logAlpha: number
  /** The largest conditioning set. */
  readonly maxSize: number
  /** 1 where a pair is not there, and where it stays untested (n × n, symmetric); null: nowhere. */
  readonly absent: Uint8Array | null
  readonly fixed: Uint8Array | null
  readonly onTest: () => void
}

/**
 * MMPC with its check of symmetry (Tsamardinos et al. 2006, algorithms 1 and 2): the candidates for parents and children
 * of each node, as an n × n table of 0 and 1. Of the nodes that no subset of the candidates separates from the target, the
 * one whose least association is largest comes next; then candidates that others separate are taken out again.
 *
 * A test that could not be made is no evidence: the pair stays.
 *
 * @param order - the nodes in the order of their names: ties go by it
 */
export function maxMinParentsChildren(
  queries: Queries,
  order: readonly number[],
  settings: MaxMinSettings,
): Uint8Array {
  const n = queries.names.length
  const found = new Uint8Array(n * n)
  for (const target of order) for (const x of candidatesOf(queries, target, order, settings)) found[target * n + x] = 1
  return found.map((one, k) => one & found[(k % n) * n + Math.floor(k / n)]!)
}

function candidatesOf(
  { names, logPValue }: Queries,
  target: number,
  order: readonly number[],
  { logAlpha, maxSize, absent, fixed, onTest }: MaxMinSettings,
): readonly number[] {
  const n = names.length
  const isFixed = (x: number): boolean => fixed?.[target * n + x] === 1
  const chosen = order.filter((x) => x !== target && isFixed(x))
  // the largest p-value so far of each node that is left: the smaller, the stronger its least association
  const weakest = new Map<number, number>()
  /** Asks with sets of the chosen that hold `fresh` (or all sets); false when one separates. */
  const holds = (x: number, from: readonly number[], fresh: number | null): boolean => {
    const rest = Int32Array.from(from.filter((node) => node !== fresh)).sort()
    const given = new Int32Array(rest.length + 1)
    const test = (set: Int32Array): boolean => {
      given.set(set)
      let size = set.length
      if (fresh !== null) given[size++] = fresh
      onTest()
      const logP = logPValue(target, x, given.slice(0, size).sort(), size)
      if (logP === undefined) return false
      weakest.set(x, Math.max(logP, weakest.get(x) ?? Number.NEGATIVE_INFINITY))
      return logP > logAlpha
    }
    const most = Math.min(rest.length, maxSize - (fresh === null ? 0 : 1))
    for (let size = 0; size <= most; size++) if (someSubset(rest, size, test)) return false
    return true
  }
  let left = order.filter((x) => x !== target && !chosen.includes(x) && absent?.[target * n + x] !== 1)
  left = left.filter((x) => holds(x, chosen, null))
  while (left.length > 0) {
    let next = left[0]!
    // a node of which no test could be made has no association to compare: it comes last
    const strength = (x: number): number => weakest.get(x) ?? 0
    for (const x of left) if (strength(x) < strength(next)) next = x
    chosen.push(next)
    left = left.filter((x) => x !== next && holds(x, chosen, next))
  }
  let kept = chosen
  for (const x of chosen) {
    if (isFixed(x)) continue
    const others = kept.filter((node) => node !== x)
    if (!holds(x, others, null)) kept = others
  }
  return kept
}
