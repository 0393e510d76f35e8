import { eachClique } from '../../../discovery/core/each-clique.js'
import { CausalError } from '../../../errors.js'
import { cycleIn } from '../../../graph/core/cycle.js'
import { type IndexedGraph, indexed } from '../../../graph/core/indexed.js'
import { ARROW } from '../../../graph/kinds/marks.js'
import type { CausalGraph } from '../../../graph/types.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { cycleWithin, indexedLagged } from '../../../timeseries/graphs/check-lagged-graph.js'
import type { LaggedGraph } from '../../../timeseries/types.js'
import type { IncidentGraph } from '../incident-types.js'

/** A cause at a lag. */
export interface LaggedCause {
  readonly cause: number
  readonly lag: number
}

/** What a graph says of each variable's mechanism. */
export interface MechanismGraph {
  readonly names: readonly string[]
  /** For each variable the sets of direct causes that it may have: one, or several where edges lack a direction. */
  readonly causeSets: readonly (readonly (readonly LaggedCause[])[])[]
  /** Of each of these sets the causes whose edge has no direction in the graph. */
  readonly openSets: readonly (readonly (readonly number[])[])[]
  readonly summary: IncidentGraph
  /** How many steps of past a mechanism needs. */
  readonly maxLag: number
  /** The nodes of a directed cycle of effects at the same time; empty where there is none. */
  readonly cycle: readonly string[]
  /** Whether it is a graph over time. */
  readonly isLagged: boolean
}

/** More sets of causes of one variable than this are not gone through. */
const mostSets = 256

export function isLaggedGraph(graph: unknown): graph is LaggedGraph {
  return typeof graph === 'object' && graph !== null && 'maxLag' in graph
}

export function readMechanismGraph(graph: CausalGraph | LaggedGraph): MechanismGraph {
  return isLaggedGraph(graph) ? ofLagged(graph) : ofPlain(graph)
}

function ofPlain(graph: CausalGraph): MechanismGraph {
  const g = indexed(graph, 'dag', 'cpdag', 'mpdag', 'pdag')
  if (graph.latents.length > 0)
    throw new CausalError(
      'latent',
      `the nodes ${quoteNames(graph.latents)} are latent: with a hidden common cause what the parents leave is not the mechanism's own.`,
      { latents: graph.latents },
    )
  if (g.spouses.node.length > 0)
    throw new CausalError(
      'not-supported',
      'the graph has bidirected edges, where tests contradicted each other or a cause is hidden: turn or remove them first.',
    )
  const listOf = ({ start, node }: IndexedGraph['parents'], i: number): number[] =>
    Array.from(node.subarray(start[i]!, start[i + 1]!))
  const directed = g.names.map((_, i) => listOf(g.parents, i).map((cause) => ({ cause, lag: 0 })))
  const undirected = g.names.map((_, i) => listOf(g.neighbors, i))
  const adjacent = (a: number, b: number): boolean => {
    for (let k = g.incidence.start[a]!; k < g.incidence.start[a + 1]!; k++) if (g.incidence.node[k] === b) return true
    return false
  }
  return {
    ...setsOf(g.names, directed, undirected, adjacent),
    maxLag: 0,
    cycle: cycleIn(g).map((i) => g.names[i]!),
    isLagged: false,
  }
}

function ofLagged(graph: LaggedGraph): MechanismGraph {
  const { edges } = indexedLagged(graph, 'lagged-dag', 'lagged-cpdag')
  const directed: LaggedCause[][] = graph.nodes.map(() => [])
  const undirected: number[][] = graph.nodes.map(() => [])
  const joined = new Set<number>()
  const n = graph.nodes.length
  for (const { from, to, lag, fromMark, toMark } of edges) {
    if (lag === 0) joined.add(from * n + to).add(to * n + from)
    if (toMark === ARROW) directed[to]!.push({ cause: from, lag })
    else if (fromMark === ARROW) directed[from]!.push({ cause: to, lag })
    else {
      undirected[from]!.push(to)
      undirected[to]!.push(from)
    }
  }
  for (const list of undirected) list.sort((a, b) => a - b)
  return {
    ...setsOf(graph.nodes, directed, undirected, (a, b) => joined.has(a * n + b)),
    maxLag: graph.maxLag,
    cycle: cycleWithin(graph.nodes, edges) ?? [],
    isLagged: true,
  }
}

/**
 * The sets of direct causes that a member of the class may give a variable: those with an arrow, and some of those without whose
 * direction into it makes no new collider, which are the sets that are adjacent to one another (Maathuis, Kalisch & Bühlmann 2009).
 */
function setsOf(
  names: readonly string[],
  directed: readonly (readonly LaggedCause[])[],
  undirected: readonly (readonly number[])[],
  adjacent: (a: number, b: number) => boolean,
): Pick<MechanismGraph, 'names' | 'causeSets' | 'openSets' | 'summary'> {
  const openSets = names.map((name, i) => {
    const sets: number[][] = []
    eachClique(undirected[i]!, adjacent, (clique) => {
      if (sets.push([...clique]) > mostSets)
        throw new CausalError(
          'too-large',
          `the edges of ${show(name)} without a direction allow more than ${mostSets} sets of causes: turn some.`,
          { node: name, undirected: undirected[i]!.length },
        )
    })
    return sets
  })
  const causeSets = openSets.map((sets, i) =>
    sets.map((chosen) => [...directed[i]!, ...chosen.map((cause) => ({ cause, lag: 0 }))]),
  )
  const causes = names.map((_, i) =>
    [...new Set(directed[i]!.map(({ cause }) => cause))].filter((c) => c !== i).sort((a, b) => a - b),
  )
  return { names, causeSets, openSets, summary: { causes, undirected } }
}

/** The nodes of a cycle along lists of causes, cause before effect; empty where there is none. */
export function cycleOf(causes: readonly (readonly number[])[]): number[] {
  const state = new Uint8Array(causes.length)
  for (let root = 0; root < causes.length; root++) {
    if (state[root] !== 0) continue
    const path: number[] = [root]
    const next: number[] = [0]
    state[root] = 1
    while (path.length > 0) {
      const i = path.at(-1)!
      const cause = causes[i]![next[next.length - 1]!++]
      if (cause === undefined) {
        state[i] = 2
        path.pop()
        next.pop()
      } else if (state[cause] === 1) return path.slice(path.indexOf(cause)).reverse()
      else if (state[cause] === 0) {
        state[cause] = 1
        path.push(cause)
        next.push(0)
      }
    }
  }
  return []
}
