import { firstCombination, nextCombination } from '../../discovery/core/combinations.js'
import type { LaggedRule } from './orient-window.js'
import { knownCauses, possibleDSep, possibleParents } from './search-spaces.js'
import type { HiddenCauseSearch } from './search-state.js'
import { eachPair, NONE } from './window-graph.js'

/**
 * Algorithm S2: removes links between ancestors and what they cause. For growing p, every pair is tested given its known causes
 * and p possible parents of the one end or the other, as long as that end is not searched through (middle marks ?, L, R).
 * New orientations bring known causes, so p starts anew.
 */
export function removeAncestral(search: HiddenCauseSearch, stage: string, rules: readonly LaggedRule[]): void {
  const { graph } = search
  removeInLevels(search, stage, rules, (a, b, p, known) => {
    const spaces: number[][] = []
    const done: (() => void)[] = []
    for (const [at, far] of [
      [b, a],
      [a, b],
    ] as const) {
      if (graph.isAdjacent(a, b) || graph.searched(at, far)) continue
      const space = possibleParents(graph, at, far).filter((v) => !known.includes(v))
      if (space.length < p) done.push(() => graph.setSearched(at, far))
      else spaces.push(space)
    }
    return { spaces, done }
  })
}

/**
 * Algorithm S3: removes links between nodes neither of which causes the other (middle mark !), given their known causes and
 * p nodes of what may be D-SEP of either. Where one of the two is searched through, nothing separates the pair.
 */
export function removeNonAncestral(search: HiddenCauseSearch, stage: string, rules: readonly LaggedRule[]): void {
  const { graph, separators } = search
  removeInLevels(search, stage, rules, (a, b, p, known) => {
    if (graph.isAdjacent(a, b) || !graph.searched(a, b) || !graph.searched(b, a)) return { spaces: [], done: [] }
    const spaces = [possibleDSep(graph, separators, b, a), possibleDSep(graph, separators, a, b)].map((space) =>
      space.filter((v) => !known.includes(v)),
    )
    if (!spaces.some((space) => space.length < p)) return { spaces, done: [] }
    return { spaces: [], done: [() => graph.setAdjacent(a, b)] }
  })
}

/** What to search for a pair at level p, and what is known where a space is smaller than p. */
type SpacesOf = (
  a: number,
  b: number,
  p: number,
  known: readonly number[],
) => { readonly spaces: readonly number[][]; readonly done: readonly (() => void)[] }

function removeInLevels(
  search: HiddenCauseSearch,
  stage: string,
  rules: readonly LaggedRule[],
  spacesOf: SpacesOf,
): void {
  const { graph, separators, settings } = search
  for (let p = 0; p <= settings.maxConditioningSize; ) {
    // decided on the graph as it stands, done together
    const after: (() => void)[] = []
    let open = false
    const pairs: (readonly [number, number])[] = []
    eachPair(graph, (a, b) => {
      if (graph.end(a, b) !== NONE && !settings.fixed(a, b)) pairs.push([a, b])
    })
    pairs.forEach(([a, b], at) => {
      search.report(stage, p, at, pairs.length)
      const known = knownCauses(graph, a, b)
      const { spaces, done } = spacesOf(a, b, p, known)
      after.push(...done)
      if (spaces.length === 0) return
      open = true
      const sets = separatingSets(search, a, b, known, spaces, p)
      if (sets.length === 0) return
      after.push(() => {
        graph.remove(a, b)
        separators.set(a, b, sets)
      })
    })
    for (const apply of after) apply()
    const oriented = after.length > 0 && search.orient(rules)
    if (oriented) p = 0
    else if (open) p++
    else return
  }
}

/** All sets of known causes and p more that separate a pair: each as good a reason, so that what most of them hold counts. */
function separatingSets(
  search: HiddenCauseSearch,
  a: number,
  b: number,
  known: readonly number[],
  spaces: readonly (readonly number[])[],
  p: number,
): Int32Array[] {
  const found = new Map<string, Int32Array>()
  const chosen = new Int32Array(p)
  for (const space of spaces) {
    firstCombination(chosen, p)
    do {
      const set = Int32Array.from([...known, ...Array.from(chosen, (k) => space[k]!)]).sort()
      const value = search.pValue(a, b, set)
      if (value !== undefined && value > search.settings.alpha) found.set(set.join(), set)
    } while (nextCombination(chosen, p, space.length))
  }
  return [...found.values()]
}
