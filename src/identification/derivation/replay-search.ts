import { flatEdges } from '../../graph/core/flat-edges.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { separated } from '../../graph/separation/separation.js'
import { bits } from '../core/mask-graph.js'
import { isWithin } from '../core/search-distributions.js'
import type { SearchStep, SearchTerm } from '../core/search-types.js'
import { isSeparated, ruleSeparation } from '../proof/rule-holds.js'

/** What steps are replayed in: a graph, its positions of the nodes of a mask, what is known, and where each population may differ. */
export interface SearchReplay {
  readonly g: IndexedGraph
  readonly place: readonly number[]
  readonly known: readonly SearchTerm[]
  readonly differs: readonly Uint8Array[]
}

/** Why a step does not follow from those that it names, or null: each rule by its definition, with separation in the graph itself. */
export function searchStepFault(replay: SearchReplay, steps: readonly SearchStep[], at: number): string | null {
  const step = steps[at]!
  const [a, b] = step.from.map((k) => steps[k]!)
  const wanted = step.rule === 'known' ? 0 : step.rule === 'condition' || step.rule === 'product' ? 2 : 1
  if (step.from.length !== wanted) return `the rule takes ${wanted} earlier steps.`
  if (step.rule === 'known') {
    return replay.known.some((term) => isWithin(step, term)) ? null : 'none of the known distributions gives this.'
  }
  const sources = [a!, ...(b === undefined ? [] : [b])]
  if (step.rule !== 'population' && sources.some(({ domain }) => domain !== step.domain)) {
    return 'the steps are of different populations.'
  }
  switch (step.rule) {
    case 'rule 1':
    case 'rule 2':
    case 'rule 3':
      return calculusFault(replay, step.rule, step, a!)
    case 'population':
      return populationFault(replay, step, a!)
    case 'sum': {
      const isSum = (step.of & ~a!.of) === 0 && step.of !== a!.of && step.act === a!.act && step.given === a!.given
      return isSum ? null : 'this is no sum over the earlier step.'
    }
    case 'condition': {
      const part = b!.of
      const isRatio =
        a!.of === (step.of | part) &&
        (step.of & part) === 0 &&
        step.given === (a!.given | part) &&
        b!.given === a!.given &&
        a!.act === step.act &&
        b!.act === step.act
      return isRatio ? null : 'this is not the joint divided by its part.'
    }
    case 'product': {
      const isChain =
        step.of === (a!.of | b!.of) &&
        (a!.of & b!.of) === 0 &&
        a!.given === (step.given | b!.of) &&
        b!.given === step.given &&
        a!.act === step.act &&
        b!.act === step.act
      return isChain ? null : 'the product of the two is another.'
    }
    default:
      return 'this rule is not one of the search.'
  }
}

/** Rules 1 to 3 in either direction (Pearl 2009, theorem 3.4.1). */
function calculusFault(
  { g, place }: SearchReplay,
  rule: SearchStep['rule'],
  a: SearchTerm,
  b: SearchTerm,
): string | null {
  const at = (mask: number): number[] => bits(mask).map((i) => place[i]!)
  const shape = 'the rule does not lead from the earlier step to this one.'
  if (a.of !== b.of) return shape
  const [act, given] = [a.act & b.act, a.given & b.given]
  const moved = (a.act | a.given | b.act | b.given) & ~act & ~given
  if (moved === 0) return shape
  const [first, second] = [a, b].map((term) => [term.act & ~act, term.given & ~given] as const)
  const isMove = (from: readonly [number, number], to: readonly [number, number]): boolean => {
    if (rule === 'rule 1') return from[0] === 0 && from[1] === moved && to[0] === 0 && to[1] === 0
    if (rule === 'rule 2') return from[0] === moved && from[1] === 0 && to[0] === 0 && to[1] === moved
    return from[0] === moved && from[1] === 0 && to[0] === 0 && to[1] === 0
  }
  if (!isMove(first!, second!) && !isMove(second!, first!)) return shape
  const number = rule === 'rule 1' ? 1 : rule === 'rule 2' ? 2 : 3
  const separation = ruleSeparation(number, g, at(a.of), at(moved), at(act), at(given))
  return isSeparated(g, separation) ? null : `the separation of ${rule} does not hold.`
}

/** The event is separated from the nodes of selection into all at which one of the two may differ (Bareinboim & Pearl 2012, theorem 1). */
function populationFault({ g, place, differs }: SearchReplay, a: SearchTerm, b: SearchTerm): string | null {
  if (a.of !== b.of || a.act !== b.act || a.given !== b.given) return 'only the population may change.'
  const nodes = [...new Set([a, b].flatMap(({ domain = 0 }) => positionsOf(differs[domain]!)))]
  const edges = flatEdges(g)
  for (const [k, node] of nodes.entries()) edges.push(g.size + k, node, TAIL, ARROW)
  const selection = nodes.map((_, k) => g.size + k)
  let name = 'S'
  while (g.names.some((other) => other.startsWith(name))) name += '_'
  const extended = indexed(makeGraph('admg', [...g.names, ...nodes.map((_, k) => name + k)], edges))
  const set = (mask: number): Uint8Array =>
    flags(
      extended.size,
      bits(mask).map((i) => place[i]!),
    )
  const cut = mutilated(extended, set(a.act), set(0))
  return separated(cut, selection, set(a.of), set(a.act | a.given)) ? null : 'the populations may differ in it.'
}
