import { CausalError, calledAs, lazily } from '../../errors.js'
import { asListed } from '../../graph/core/name-order.js'
import type { CausalGraph } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { outcomeLeaks } from '../adjustment/outcome-leaks.js'
import { minimalConditions } from './instrument-conditions.js'
import {
  type InstrumentProblem,
  type InstrumentQuery,
  instrumentProblem,
  nearestInstruments,
} from './instrument-problem.js'

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
 * The instruments for the effect of a treatment on an outcome, each with its minimal conditioning sets, lazily.
 *
 * Given a set W, a node z is an instrument when W holds no descendant of the outcome (for a total effect: of any node on
 * a causal path), separates z from the outcome once the causal edges out of the treatment are cut, and does not separate
 * z from the treatment (Pearl 2009, section 7.4.5). First comes, for each node in the graph's order, the set nearest to the
 * outcome; if that finds nothing there are no instruments at all (van der Zander, Textor & Liśkiewicz 2015). Then follow,
 * in turns, all other inclusion-minimal sets: a collider may have to be conditioned on before a node is an instrument.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ treatment, outcome, effect?, sets?, exclude?, budget? }`, one treatment and one outcome
 * @returns an iterable, to be walked as often as you like, always in the same order: take as many as you need. Walked to
 *   its end it is complete, but there can be exponentially many
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph;
 *   `too-large` out of the walk when the budget is spent, with the nodes whose search was given up
 * @complexity O(n + m) for each node until the first sets are listed, so O(n (n + m)) for the first; then O(n (n + m)) for
 *   each set that is listed or fails, of which the budget bounds how many: whether a node is an instrument given
 *   some set is NP-hard to decide. With `sets: 'nearest'` O(n + m) for each node
 * @category Identification
 * @example
 * const g = admg('W -> Z -> X -> Y; W -> Y; X <-> Y')
 * Array.from(instruments(g, { treatment: 'X', outcome: 'Y' }))
 * //=> [{ instrument: 'Z', given: ['W'] }]
 */
export function instruments<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: InstrumentQuery<NoInfer<N>>,
): Iterable<Instrument<N>> {
  return calledAs('instruments', () => {
    checkOptions('query', query, ['treatment', 'outcome', 'effect', 'sets', 'exclude', 'budget'], { budget: 'number' })

    const problem = instrumentProblem(graph, query)
    const { sets = 'all', budget = 5000 } = query
    if (sets !== 'all' && sets !== 'one' && sets !== 'nearest') {
      throw new CausalError('invalid-argument', `sets must be 'all', 'one' or 'nearest', got ${show(sets)}.`, { sets })
    }
    if (!(budget >= 1)) {
      throw new CausalError('invalid-argument', `budget must be a number of at least 1, got ${show(budget)}.`, {
        budget,
      })
    }
    const { g } = problem
    const entry = (z: number, set: readonly number[]): Instrument<N> =>
      Object.freeze({
        instrument: g.names[z] as N,
        given: asListed<N>(
          graph,
          set.map((i) => g.names[i]!),
        ),
      })
    return lazily('instruments', function* () {
      const found = sets === 'nearest' ? nearestInstruments(problem) : listed(problem, sets === 'one', budget)
      for (const { z, set } of found) yield entry(z, set)
    })
  })
}

function* listed(
  problem: InstrumentProblem,
  oneEach: boolean,
  budget: number,
): Generator<{ z: number; set: readonly number[] }> {
  const { g, x, y, candidates, allowed } = problem
  const nearest = new Map<number, string>()
  for (const found of nearestInstruments(problem)) {
    nearest.set(found.z, found.set.join())
    yield found
  }
  if (nearest.size === 0) return
  const leaks = outcomeLeaks(g, y, allowed)
  const search = (z: number) => ({ z, sets: minimalConditions(g, z, x, y, allowed, leaks) })
  const known = oneEach ? [] : candidates.filter((z) => nearest.has(z))
  let spent = 0
  // in turns, so that a node that is hard to decide holds no other up; nodes that are instruments first
  for (let going of [known.map(search), candidates.filter((z) => !nearest.has(z)).map(search)]) {
    while (going.length > 0) {
      const left: typeof going = []
      for (const one of going) {
        const { value: set, done } = one.sets.next()
        if (done === true) continue
        const isNew = set !== null && set.join() !== nearest.get(one.z)
        if (isNew) {
          spent = 0
          yield { z: one.z, set }
        } else if (++spent > budget) refuseToSearch(g.names, going, budget)
        if (!isNew || !oneEach) left.push(one)
      }
      going = left
    }
  }
}

function refuseToSearch(names: readonly string[], going: readonly { readonly z: number }[], budget: number): never {
  const unfinished = going.map(({ z }) => names[z]!)
  throw new CausalError(
    'too-large',
    `the search gave up after ${budget} sets without success since the last one found; ${quoteNames(unfinished.slice(0, 5))}${unfinished.length > 5 ? ' and others' : ''} may have more sets than were listed. Stop earlier, ask for { sets: 'nearest' }, which needs no search, or raise the budget.`,
    { unfinished, budget },
  )
}
