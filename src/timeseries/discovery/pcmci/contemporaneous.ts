import { momentaryConditions } from './lagged-conditions.js'
import type { LaggedQueries } from './lagged-queries.js'
import { type LinkTable, linkAt, noteTest } from './link-table.js'
import type { LaggedSettings } from './search-settings.js'

/** The skeleton of PCMCI+, with what its colliders are judged by. */
export interface LaggedSkeleton {
  readonly links: LinkTable
  /** For each variable the lagged ones that the first phase left. */
  readonly conditions: readonly Int32Array[]
  /** For each link that fell in the second phase, the contemporaneous variables given which it did. */
  readonly separators: Map<number, Int32Array>
  /** 1 for variables that nothing causes; left out where there are none. */
  readonly isOutside?: Uint8Array
}

/** Asks one question of the second phase: x and y given contemporaneous variables and the conditions of both. */
export function momentaryTest(
  queries: LaggedQueries,
  conditions: readonly Int32Array[],
  settings: LaggedSettings,
): (x: number, y: number, among: Int32Array | readonly number[], size: number) => number {
  const { n } = queries
  const most = Math.max(...conditions.map(({ length }) => length))
  const set = new Int32Array(n + 2 * most)
  return (x, y, among, size) => {
    let count = momentaryConditions(conditions, n, x, y, set)
    for (let k = 0; k < size; k++) set[count++] = among[k]!
    const pValue = queries.ask(x, y, set, count)
    if (Number.isNaN(pValue)) settings.untested(x, y, set.slice(0, count))
    return pValue
  }
}

/** Which links a phase tests, and which variables it may condition on beside the fixed conditions. */
export interface PhaseScope {
  readonly isTested: (i: number, lag: number, j: number) => boolean
  readonly isGiven: (k: number) => boolean
}

const everything: PhaseScope = { isTested: () => true, isGiven: () => true }

/** Links at lag 0 start complete, but for those that knowledge excludes both ways; links that stay are judged by the tests that follow. */
export function startPhase(
  links: LinkTable,
  { knowledge }: LaggedSettings,
  { isTested }: PhaseScope = everything,
): void {
  const { n, adjacent, pValue } = links
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const at = linkAt(links, i, 0, j)
      const isOut = knowledge.banned[at] === 1 && knowledge.banned[linkAt(links, j, 0, i)] === 1
      if (isTested(i, 0, j)) adjacent[at] = i === j || isOut ? 0 : 1
      for (let lag = 0; lag <= links.maxLag; lag++) {
        const link = linkAt(links, i, lag, j)
        if (adjacent[link] === 1 && isTested(i, lag, j)) pValue[link] = Number.NaN
      }
    }
  }
}

/**
 * The second phase of PCMCI+: every link is tested given subsets of the contemporaneous
 * neighbours of its later end, and the lagged conditions of both ends (Runge 2020, Algorithm 2). As in PC-stable the neighbourhoods
 * stand still while a size is done.
 */
export function contemporaneousPhase(
  queries: LaggedQueries,
  links: LinkTable,
  conditions: readonly Int32Array[],
  settings: LaggedSettings,
  scope: PhaseScope = everything,
): LaggedSkeleton {
  const { n } = queries
  const { maxLag, alpha, knowledge } = settings
  const separators = new Map<number, Int32Array>()
  startPhase(links, settings, scope)
  const test = momentaryTest(queries, conditions, settings)
  const among = new Int32Array(n)
  const subsets = subsetsOf(n)
  /** Tests one link given sets of a size; true where there was a set to test it given. */
  const tryLink = (i: number, lag: number, j: number, neighbors: Int32Array, size: number): boolean => {
    const at = linkAt(links, i, lag, j)
    let count = 0
    for (let k = 0; k < neighbors.length; k++) if (lag > 0 || neighbors[k] !== i) among[count++] = neighbors[k]!
    if (count < size) return false
    const isFixed = knowledge.required[at] === 1 || (lag === 0 && knowledge.required[linkAt(links, j, 0, i)] === 1)
    subsets.start(among, count, size)
    do {
      const pValue = test(lag * n + i, j, subsets.subset, size)
      if (Number.isNaN(pValue)) continue
      note(links, i, lag, j, pValue, queries.value())
      if (!(pValue > alpha) || isFixed) continue
      links.adjacent[at] = 0
      if (lag === 0) links.adjacent[linkAt(links, j, 0, i)] = 0
      separators.set(at, subsets.subset.slice(0, size))
      break
    } while (subsets.next())
    return true
  }
  for (let size = 0, asked = true; asked && size <= settings.maxSize; size++) {
    asked = false
    const neighbors = neighborsAtLevel(queries, links).map((list) => list.filter(scope.isGiven))
    const before = links.adjacent.slice()
    for (let j = 0; j < n; j++) {
      settings.report('contemporaneous', size, j, n, queries.tests())
      for (let lag = 0; lag <= maxLag; lag++) {
        for (let i = 0; i < n; i++) {
          if (before[linkAt(links, i, lag, j)] === 1 && scope.isTested(i, lag, j))
            asked = tryLink(i, lag, j, neighbors[j]!, size) || asked
        }
      }
    }
  }
  return { links, conditions, separators }
}

/** A test of a link, in both directions where it is contemporaneous. */
function note(links: LinkTable, i: number, lag: number, j: number, pValue: number, value: number): void {
  noteTest(links, linkAt(links, i, lag, j), pValue, value)
  if (lag === 0) noteTest(links, linkAt(links, j, 0, i), pValue, value)
}

/** The contemporaneous neighbours of each variable, the strongest first. */
export function neighborsAtLevel({ n, rank }: LaggedQueries, links: LinkTable): Int32Array[] {
  return Array.from({ length: n }, (_, j) => {
    const strength = (i: number): number => links.least[linkAt(links, i, 0, j)]!
    const list = [...Array(n).keys()].filter((i) => links.adjacent[linkAt(links, i, 0, j)] === 1)
    return Int32Array.from(list.sort((a, b) => strength(b) - strength(a) || rank[a]! - rank[b]!))
  })
}

/** The subsets of a list, one size after another, in one place: nothing is allocated while they are walked through. */
export interface Subsets {
  /** The members of the present subset come first in it. */
  readonly subset: Int32Array
  /** The first subset of this size, which is at most `count`, of the first `count` items. The items must stand still. */
  readonly start: (items: Int32Array, count: number, size: number) => void
  /** The next one in lexicographic order; false after the last. */
  readonly next: () => boolean
}

/** Room for the subsets of at most so many items. */
export function subsetsOf(most: number): Subsets {
  const at = new Int32Array(most)
  const subset = new Int32Array(most)
  let items: Int32Array = at
  let [count, size] = [0, 0]
  return {
    subset,
    start: (list, length, wanted) => {
      items = list
      count = length
      size = wanted
      for (let k = 0; k < size; k++) {
        at[k] = k
        subset[k] = items[k]!
      }
    },
    next: () => {
      let k = size - 1
      while (k >= 0 && at[k] === count - size + k) k--
      if (k < 0) return false
      at[k]!++
      for (let l = k + 1; l < size; l++) at[l] = at[l - 1]! + 1
      for (let l = k; l < size; l++) subset[l] = items[at[l]!]!
      return true
    },
  }
}
