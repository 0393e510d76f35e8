import { calledAs } from '../../errors.js'
import { orientPag } from '../../graph/classes/fci-rules.js'
import { halfEdge, isAdjacent, type Marked, markedEdges } from '../../graph/classes/marked.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { firstCombination, nextCombination } from '../core/combinations.js'
import { readConstraintOptions } from './constraint-options.js'
import type { FciOptions, FciResult } from './fci.js'
import { startPag } from './pag-skeleton.js'
import { type Queries, queriesOf } from './queries.js'
import { nearDecisions, separatingSets } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import { neighborLists, type Skeleton } from './skeleton-state.js'
import { tryToSeparate } from './try-to-separate.js'

/**
 * Really fast causal inference: {@link fci} without the search through Possible-D-SEP, for many or densely connected
 * columns.
 *
 * Every collider and every discriminating path is checked by a few more tests before it is read, so that each mark is as
 * sound as that of FCI. An edge that FCI would have removed may be left over: the graph is an RFCI-PAG, which says of
 * two nodes with an edge only that no set within their neighbourhoods separates them (Colombo et al. 2012, Theorem 3.4).
 *
 * @param test - a test over the measured columns
 * @param options - as for {@link fci}
 * @returns the RFCI-PAG with the separating sets, the number of tests, and what is in doubt
 * @throws CausalError as {@link fci}
 * @complexity that of PC for the skeleton
 * @category Discovery
 * @see Colombo, Maathuis, Kalisch & Richardson 2012, Annals of Statistics 40, Algorithm 3.2
 * @example
 * const hidden = dag({ nodes: ['A', 'B', 'C', 'D', 'U'], directed: [['A', 'B'], ['U', 'B'], ['U', 'C'], ['D', 'C']], latents: ['U'] })
 * toDagitty(rfci(dSeparation(hidden)).graph)
 * //=> 'pag { A @-> B B <-> C D @-> C }'
 */
export function rfci<N extends string>(test: IndependenceTest<N>, options: FciOptions<NoInfer<N>> = {}): FciResult<N> {
  return calledAs('rfci', () => {
    checkOptions('options', options, [
      'selectionBias',
      'alpha',
      'knowledge',
      'maxConditioningSize',
      'onProgress',
      'signal',
    ])

    const queries = queriesOf(test)
    const settings = { ...readConstraintOptions(queries.index, options), absent: null }
    const skeleton = searchSkeleton(queries, settings)
    const logAlpha = portableLog(settings.alpha)
    const checked = new Set<string>()
    const fixed = (a: number, b: number): boolean => settings.fixed?.[a * skeleton.size + b] === 1
    let g: Marked
    let removed: boolean
    // an edge that a check removes changes triples and paths: then the marks are worked out anew
    do {
      while (checkTriples(queries, skeleton, logAlpha, fixed));
      g = startPag(skeleton, settings)
      removed = false
      const separates = (theta: number, alpha: number, beta: number, gamma: number): boolean => {
        const key = `${theta} ${alpha} ${beta} ${gamma}`
        if (!checked.has(key)) {
          checked.add(key)
          const path = discriminatingPath(g, theta, alpha, beta, gamma)
          removed = checkPath(queries, skeleton, logAlpha, fixed, path) || removed
        }
        return skeleton.separators.contains(theta, gamma, beta)
      }
      orientPag(g, separates, options.selectionBias ?? true)
    } while (removed)
    return Object.freeze({
      graph: makeGraph('pag', test.variables, markedEdges(g)),
      separatingSets: separatingSets(test.variables, skeleton),
      tests: skeleton.tests,
      nearAlpha: nearDecisions(test.variables, queries, skeleton),
    })
  })
}

type IsFixed = (a: number, b: number) => boolean

/**
 * Lemma 3.1: an unshielded triple a, b, c with b outside its separating set S is a collider when b depends on a and on c
 * given S; where it does not, the edge goes, with a smallest part of S as its separating set. True when one went.
 */
function checkTriples(queries: Queries, skeleton: Skeleton, logAlpha: number, fixed: IsFixed): boolean {
  const { size: n, adjacent, separators } = skeleton
  let any = false
  for (const [b, list] of neighborLists(n, adjacent).entries()) {
    for (const a of list) {
      for (const c of list) {
        if (a === c || adjacent[a * n + c] === 1 || adjacent[a * n + b] === 0 || adjacent[c * n + b] === 0) continue
        if (!separators.has(a, c) || separators.contains(a, c, b) || fixed(a, b)) continue
        const set = separators.get(a, c)!.slice()
        skeleton.tests++
        if (queries.logPValue(a, b, set, set.length) <= logAlpha) continue
        any = separateWithin(queries, skeleton, logAlpha, a, b, set) || any
      }
    }
  }
  return any
}

/** Lemma 3.2: no two neighbours on a discriminating path are independent given a part of the set that separates its ends. */
function checkPath(
  queries: Queries,
  skeleton: Skeleton,
  logAlpha: number,
  fixed: IsFixed,
  path: readonly number[],
): boolean {
  const set = skeleton.separators.get(path[0]!, path.at(-1)!)
  if (set === null) return false
  const members = set.slice()
  let any = false
  for (let k = 1; k < path.length; k++) {
    const a = path[k - 1]!
    const b = path[k]!
    if (fixed(a, b) || skeleton.adjacent[a * skeleton.size + b] === 0) continue
    any = separateWithin(queries, skeleton, logAlpha, a, b, members) || any
  }
  return any
}

/** Looks for a smallest part of a set that separates a and b, and removes their edge when there is one. */
function separateWithin(
  queries: Queries,
  skeleton: Skeleton,
  logAlpha: number,
  a: number,
  b: number,
  set: Int32Array,
): boolean {
  const members = set.filter((node) => node !== a && node !== b).sort()
  const chosen = new Int32Array(members.length)
  const given = new Int32Array(members.length)
  for (let size = 0; size <= members.length; size++) {
    firstCombination(chosen, size)
    do {
      for (let i = 0; i < size; i++) given[i] = members[chosen[i]!]!
      if (tryToSeparate(queries, skeleton, logAlpha, a, b, given, size)) return true
    } while (nextCombination(chosen, size, members.length))
  }
  return false
}

/** A shortest discriminating path from theta to gamma whose last nodes are alpha, beta, gamma. */
function discriminatingPath(g: Marked, theta: number, alpha: number, beta: number, gamma: number): number[] {
  const { start, node, twin, mark } = g
  const next = new Map<number, number>([[alpha, beta]])
  for (const v of next.keys()) {
    if (v === theta) break
    for (let k = start[v]!; k < start[v + 1]!; k++) {
      // u *→ v; u is theta, or a collider on the path and a parent of gamma
      const u = node[k]!
      if (u === beta || u === gamma || next.has(u) || mark[twin[k]!] !== ARROW) continue
      const ug = halfEdge(g, u, gamma)
      const inner = isAdjacent(g, u, gamma) && mark[k] === ARROW && mark[ug] === ARROW && mark[twin[ug]!] === TAIL
      if (u === theta || inner) next.set(u, v)
    }
  }
  const path = [theta]
  for (let v = next.get(theta); v !== undefined && v !== beta; v = next.get(v)) path.push(v)
  return [...path, beta, gamma]
}
