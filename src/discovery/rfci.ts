import { makeGraph } from '../graph/build.js'
import type { Separates } from '../graph/fci-rules/marking.js'
import { orientPag, rulesWithoutSelection, zhangRules } from '../graph/fci-rules/orient-pag.js'
import { type Marked, markedEdges } from '../graph/marked.js'
import type { IndependenceTest } from '../independence/types.js'
import { firstCombination, nextCombination } from './combinations.js'
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
  const queries = queriesOf('rfci', test)
  const settings = { ...readConstraintOptions('rfci', queries.index, options), absent: null }
  const skeleton = searchSkeleton(queries, settings)
  const logAlpha = Math.log(settings.alpha)
  const checked = new Set<string>()
  const fixed = (a: number, b: number): boolean => settings.fixed?.[a * skeleton.size + b] === 1
  let g: Marked
  let removed: boolean
  // an edge that a check removes changes triples and paths: then the marks are worked out anew
  do {
    while (checkTriples(queries, skeleton, logAlpha, fixed));
    g = startPag(skeleton, settings)
    removed = false
    const separates: Separates = (path) => {
      if (!checked.has(path.join())) {
        checked.add(path.join())
        removed = checkPath(queries, skeleton, logAlpha, fixed, path) || removed
      }
      return skeleton.separators.contains(path[0]!, path.at(-1)!, path.at(-2)!)
    }
    orientPag(g, separates, { rules: (options.selectionBias ?? true) ? zhangRules : rulesWithoutSelection })
  } while (removed)
  return Object.freeze({
    graph: makeGraph('pag', test.variables, markedEdges(g)),
    separatingSets: separatingSets(test.variables, skeleton),
    tests: skeleton.tests,
    nearAlpha: nearDecisions(test.variables, queries, skeleton),
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
        const logP = queries.logPValue(a, b, set, set.length)
        if (logP === undefined || logP <= logAlpha) continue
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
