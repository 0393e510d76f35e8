import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { without } from '../adjustment/adjustment-problem.js'
import { causalNodes } from '../adjustment/causal-nodes.js'
import { type EffectQuery, queryPositions } from '../adjustment/effect-query.js'
import { outcomeLeaks } from '../adjustment/outcome-leaks.js'
import { minimalConditions } from './instrument-conditions.js'

/**
 * An instrument and what to condition on.
 *
 * @category Identification
 */
export interface Instrument<N extends string = string> {
  /** The instrument. */
  readonly instrument: N
  /** A minimal set given which it is one. */
  readonly given: readonly N[]
}

/**
 * Instruments with their conditioning sets, and whether they are all there are.
 *
 * @category Identification
 */
export interface InstrumentList<N extends string = string> extends ReadonlyArray<Instrument<N>> {
  /** The nodes for which the search was given up: they may have more sets than are listed. Not there when all are. */
  readonly unfinished?: readonly N[]
}

/**
 * All instruments for the effect of a treatment on an outcome, each with all its minimal conditioning sets.
 *
 * Given a set W, a node z is an instrument when W holds no descendant of the outcome (for a total effect: of any node on
 * a causal path), separates z from the outcome once the causal edges out of the treatment are cut, and does not separate
 * z from the treatment (Pearl 2009, section 7.4.5; van der Zander, Textor & Liśkiewicz 2015). All inclusion-minimal W are
 * listed, not only one near the outcome: a collider may have to be conditioned on before an instrument is one.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ treatment, outcome, effect?, effort? }`, one treatment and one outcome; `direct` cuts the one edge
 *   between them, `total` (when left out) all edges that begin a causal path; `effort` is the most separators that
 *   are tried in vain for each node (100 when left out; `Infinity` for a search to the end)
 * @returns the instruments in the graph's order, their sets by size. The list is complete unless it has the property
 *   `unfinished`: that names the nodes whose effort ran out, which may have more sets
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n + m) for a node that no set can make an instrument by a bound on all its paths, else O(n (n + m)) for
 *   each set listed or tried in vain. There can be exponentially many of either: deciding whether a node is an
 *   instrument given some set is NP-hard
 * @category Identification
 * @example
 * instruments(admg('W -> Z -> X -> Y; W -> Y; X <-> Y'), { treatment: 'X', outcome: 'Y' })
 * //=> [{ instrument: 'Z', given: ['W'] }]
 */
export function instruments<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: EffectQuery<NoInfer<N>> & { readonly effect?: 'total' | 'direct'; readonly effort?: number },
): InstrumentList<N> {
  return calledAs('instruments', () => {
    checkOptions('query', query, ['treatment', 'outcome', 'effect', 'effort'])

    const g = indexed(graph)
    if (graph.kind !== 'dag' && graph.kind !== 'admg') {
      throw new CausalError('not-supported', `expected a DAG or an ADMG, got a ${graph.kind.toUpperCase()}.`, {
        kind: graph.kind,
      })
    }
    const { x, y, direct } = queryPositions(g, query)
    if (x.length !== 1 || y.length !== 1) {
      throw new CausalError('invalid-argument', 'an instrument is for one treatment and one outcome.')
    }
    const heads = direct ? flags(g.size, y) : causalNodes(g, x, y)
    const cut = without(g, flags(g.size, x), heads)
    const allowed = reach(g.children, [...positionsOf(heads), ...y]).map((below, i) =>
      below === 1 || g.latent[i] === 1 || i === x[0] ? 0 : 1,
    )
    const effort = query.effort ?? 100
    if (!(effort >= 1)) {
      throw new CausalError('invalid-argument', `effort must be a number of at least 1, got ${show(effort)}.`, {
        effort,
      })
    }
    const leaks = outcomeLeaks(cut, y[0]!, allowed)
    const found: Instrument<N>[] = []
    const unfinished: N[] = []
    for (let z = 0; z < g.size; z++) {
      if (z === x[0] || z === y[0] || g.latent[z] === 1) continue
      const instrument = g.names[z] as N
      const { sets, complete } = minimalConditions(cut, z, x[0]!, y[0]!, allowed, leaks, effort)
      if (!complete) unfinished.push(instrument)
      for (const set of sets) {
        found.push(Object.freeze({ instrument, given: Object.freeze(set.map((i) => g.names[i] as N)) }))
      }
    }
    return Object.freeze(
      unfinished.length === 0 ? found : Object.assign(found, { unfinished: Object.freeze(unfinished) }),
    )
  })
}
