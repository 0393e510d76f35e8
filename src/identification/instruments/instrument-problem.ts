import { CausalError } from '../../errors.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { inNameOrder } from '../../graph/core/name-order.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import type { CausalGraph } from '../../graph/types.js'
import { without } from '../adjustment/adjustment-problem.js'
import { causalNodes } from '../adjustment/causal-nodes.js'
import { queryPositions } from '../adjustment/effect-query.js'
import { nearestCondition } from './instrument-conditions.js'

/**
 * Which instruments are asked for.
 *
 * @category Identification
 */
export interface InstrumentQuery<N extends string = string> {
  /** The treatment. */
  readonly treatment: N | readonly N[]
  /** The outcome. */
  readonly outcome: N | readonly N[]
  /** `total` (when left out): along all directed paths; `direct`: along the edge from treatment to outcome alone. */
  readonly effect?: 'total' | 'direct'
  /**
   * `'all'` (when left out): every minimal conditioning set of each instrument; `'one'`: one for each; `'nearest'`: for each
   * node the set nearest to the outcome, if that makes it an instrument. The last has polynomial delay and needs no budget;
   * it finds an instrument if there is any, but passes over nodes that are one only given a collider.
   */
  readonly sets?: 'all' | 'one' | 'nearest'
  /** Nodes that are neither instruments nor conditioned on, such as what is not measured. */
  readonly exclude?: readonly N[]
  /** The most sets that are tried without success between one that is found and the next; 5,000 when left out, `Infinity` for no bound. */
  readonly budget?: number
}

/** What is searched: the graph without causal edges out of the treatment, in name order. */
export interface InstrumentProblem {
  readonly g: IndexedGraph
  readonly x: number
  readonly y: number
  /** Nodes that may be instruments, in the order in which the user's graph lists them. */
  readonly candidates: readonly number[]
  /** 1 where a node may be conditioned on. */
  readonly allowed: Uint8Array
}

/** The query checked and put into positions. */
export function instrumentProblem(graph: CausalGraph, query: InstrumentQuery): InstrumentProblem {
  const listed = indexed(graph)
  const g = indexed(inNameOrder(determinedGraph(graph, 'an instrument')))
  const { x, y, exclude, direct } = queryPositions(g, query)
  if (x.length !== 1 || y.length !== 1) {
    throw new CausalError('invalid-argument', 'instruments are found for one treatment and one outcome.', {
      treatment: query.treatment,
      outcome: query.outcome,
    })
  }
  const heads = direct ? flags(g.size, y) : causalNodes(g, x, y)
  const barred = flags(g.size, [...x, ...exclude])
  const below = reach(g.children, [...positionsOf(heads), ...y])
  const allowed = below.map((flag, i) => (flag === 1 || g.latent[i] === 1 || barred[i] === 1 ? 0 : 1))
  const candidates = listed.names
    .map((name) => g.index.get(name)!)
    .filter((z) => z !== y[0] && barred[z] === 0 && g.latent[z] === 0)
  return { g: without(g, flags(g.size, x), heads), x: x[0]!, y: y[0]!, candidates, allowed }
}

/** For each node the set nearest to the outcome that makes it an instrument. */
export function* nearestInstruments({
  g,
  x,
  y,
  candidates,
  allowed,
}: InstrumentProblem): Generator<{ z: number; set: readonly number[] }> {
  for (const z of candidates) {
    const set = nearestCondition(g, z, x, y, allowed)
    if (set !== null) yield { z, set }
  }
}

/** Whether a set of allowed nodes makes a node an instrument. */
export function isInstrument({ g, x, y }: InstrumentProblem, z: number, set: readonly number[]): boolean {
  if (set.includes(z)) return false
  const given = flags(g.size, set)
  return separated(g, [z], flags(g.size, [y]), given) && !separated(g, [z], flags(g.size, [x]), given)
}
