import { cycleOf, type MechanismGraph } from './mechanism-graph.js'

/** How many partial orientations of one component are looked at. */
const mostTried = 20_000

/**
 * Which of its possible sets of causes each variable is checked with, as positions in `causeSets`. Of the DAGs of the class those
 * count in which the fewest mechanisms changed (a fault touches few mechanisms: Schölkopf et al. 2021, the sparse mechanism shift).
 * Where several DAGs tie, a variable that changed in any of them is taken as it changed there: the data cannot tell which. If no
 * mechanism of some DAG changed, the joint distribution did not.
 *
 * The edges without direction fall into components, each gone through by backtracking; where there are too many orientations, each
 * variable has the set under which it changed least.
 *
 * @param logP - the logarithm of the p-value of variable i under its set k, NaN where it could not be checked
 * @param cut - the logarithm of the level below which a mechanism changed
 */
export function sparsestChange(
  { causeSets, openSets, summary }: Pick<MechanismGraph, 'causeSets' | 'openSets' | 'summary'>,
  logP: (i: number, k: number) => number,
  cut: number,
): Int32Array {
  const chosen = new Int32Array(causeSets.length)
  const seen = new Uint8Array(causeSets.length)
  for (let root = 0; root < causeSets.length; root++) {
    if (seen[root] === 1 || summary.undirected[root]!.length === 0) continue
    const component = [root]
    seen[root] = 1
    for (const i of component)
      for (const j of summary.undirected[i]!) {
        if (seen[j] === 0) component.push(j)
        seen[j] = 1
      }
    const found = sparsestOf(component, openSets, logP, cut)
    for (const [at, i] of component.entries())
      chosen[i] = found?.[at] ?? leastChanged(causeSets[i]!.length, (k) => logP(i, k))
  }
  return chosen
}

function leastChanged(sets: number, logP: (k: number) => number): number {
  let best = 0
  for (let k = 1; k < sets; k++) if (logP(k) > logP(best)) best = k
  return best
}

/** For each node of a component the set that it has in the DAGs with the fewest changes; null where there are too many to try. */
function sparsestOf(
  component: readonly number[],
  openSets: MechanismGraph['openSets'],
  logP: (i: number, k: number) => number,
  cut: number,
): number[] | null {
  const place = new Map(component.map((i, at) => [i, at]))
  const choice: number[] = []
  let [fewest, tried] = [Number.POSITIVE_INFINITY, 0]
  let best: { readonly set: number; readonly logP: number; readonly changed: boolean }[] = []
  /** Whether node `at` with its set agrees with the nodes before it: each edge points one way. */
  const agrees = (at: number): boolean => {
    const i = component[at]!
    const own = openSets[i]![choice[at]!]!
    return component.slice(0, at).every((j, before) => {
      const other = openSets[j]![choice[before]!]!
      const isEdge = openSets[i]!.some((set) => set.includes(j))
      return !isEdge || own.includes(j) !== other.includes(i)
    })
  }
  const finish = (changes: number): void => {
    const causes = component.map((i, at) => openSets[i]![choice[at]!]!.map((j) => place.get(j)!))
    if (cycleOf(causes).length > 0) return
    const now = component.map((i, at) => {
      const p = logP(i, choice[at]!)
      return { set: choice[at]!, logP: p, changed: p <= cut }
    })
    if (changes < fewest) best = now
    else
      best = best.map((old, at) => {
        const other = now[at]!
        if (old.changed !== other.changed) return old.changed ? old : other
        return old.changed === other.logP < old.logP ? other : old
      })
    fewest = changes
  }
  /** Changes so far, for the choices made. */
  const changes: number[] = [0]
  choice.push(-1)
  while (choice.length > 0) {
    const at = choice.length - 1
    const i = component[at]!
    if (++choice[at]! >= openSets[i]!.length) {
      choice.pop()
      changes.pop()
      continue
    }
    if (++tried > mostTried) return null
    if (!agrees(at)) continue
    const count = changes[at]! + (logP(i, choice[at]!) <= cut ? 1 : 0)
    if (count > fewest) continue
    if (at + 1 === component.length) finish(count)
    else {
      choice.push(-1)
      changes.push(count)
    }
  }
  return best.length === 0 ? null : best.map(({ set }) => set)
}
