import { CausalError, calledAs } from '../../errors.js'
import { toldPairs } from '../../graph/classes/told-directions.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedObject, indexNames, quoteNames } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { classEdges } from '../constraint/equivalence-class.js'
import { queriesOf } from '../constraint/queries.js'
import { report } from '../core/report.js'
import { indexKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import { boundaryWithin, type LogP } from './boundary-within.js'
import { readKnownTargets, readRegimeNames } from './known-targets.js'
import type { RegimeTest } from './regime-test.js'
import { compareOrders, movedOrder, type SparseOrder, sparserOrder, sparsestSearch } from './sparsest-order.js'
import type { UtIgspOptions, UtIgspResult } from './ut-igsp-types.js'

/**
 * UT-IGSP: from observation and experiments whose targets are not known, or only in part, to the interventional class
 * and the targets, assuming no hidden common cause, no selection and no cycle. Experiments may be soft: they change the mechanism of
 * their targets in any way.
 *
 * An order of the columns stands for the DAG in which each has the Markov boundary within those before it for parents, and
 * for targets: the columns whose distribution given these parents differs between a regime and observation. The sum of
 * edges and targets is made small, by turns of covered edges, depth first; with a right test these lead to the true class. Tests of
 * finite samples contradict each other: where no turn helps, each column is also tried in every other place.
 *
 * Knowledge is never violated: where an order would need an edge that it excludes, the edge is left out, and the order counts as
 * worse than any that needs none; a warning says so if it is the best all the same.
 *
 * Every question is asked given the regimes that it is not about: `regimeTest` answers it from the rows of observation, with those
 * of the regime asked about.
 *
 * @param test - `regimeTest(table, …)`, or `dSeparation(graph)` of a graph in which each regime is a node that points at
 *   its targets
 * @param options - regimes, known targets, levels, starts, knowledge
 * @returns the class, the targets, and the order
 * @throws CausalError `invalid-argument`, `unknown-name`; `contradiction` in the knowledge; `aborted`; an error inside the test under its own code
 * @complexity O(p² d) tests an order of p columns with d parents, O(p²) orders a step
 * @category Discovery
 * @see Squires, Wang & Uhler 2020, "Permutation-based causal structure learning with unknown intervention targets", UAI
 * @example
 * const truth = dag('X -> Y -> Z; drug -> Y')
 * const found = utIgsp(dSeparation(truth), { regimes: ['drug'] })
 * toDagitty(found.graph)
 * //=> 'pdag { X -> Y Y -> Z }'
 * found.targets[0]!.columns
 * //=> ['Y']
 */
export function utIgsp<N extends string>(
  test: IndependenceTest<N> | RegimeTest<N>,
  options: UtIgspOptions<N> = {},
): UtIgspResult<N> {
  return calledAs('utIgsp', () => {
    checkOptions(
      'options',
      options,
      [
        'regimes',
        'targets',
        'alpha',
        'alphaInvariance',
        'starts',
        'seed',
        'depth',
        'knowledge',
        'onProgress',
        'signal',
      ],
      { alphaInvariance: 'number', depth: 'number' },
    )
    const { alpha = 0.01, starts = 4, depth = 4, seed = 0 } = checkedObject('options', options)
    const { alphaInvariance = alpha } = options
    for (const [name, level] of Object.entries({ alpha, alphaInvariance })) {
      if (typeof level === 'number' && level > 0 && level < 1) continue
      throw new CausalError('invalid-argument', `${name} is ${show(level)}: give a level strictly between 0 and 1.`, {
        [name]: level,
      })
    }
    for (const [name, count] of Object.entries({ starts, depth })) {
      if (count >= 1 && (Number.isInteger(count) || (name === 'depth' && count === Number.POSITIVE_INFINITY))) continue
      throw new CausalError('invalid-argument', `${name} is ${show(count)}: give a whole number from 1 on.`, {
        [name]: count,
      })
    }
    const queries = queriesOf(test)
    const regimes = readRegimeNames(test, options, queries.index)
    // positions of the columns in the order of names: ties are broken alike however they stand
    const columns = Int32Array.from(queries.names.keys())
      .filter((i) => !regimes.includes(i))
      .sort((a, b) => (queries.names[a]! < queries.names[b]! ? -1 : 1))
    const names = Array.from(columns, (i) => queries.names[i]! as N)
    const p = names.length
    if (p === 0)
      throw new CausalError('invalid-argument', 'all variables of the test are regimes: name the regimes alone.')
    const index = indexNames('column', names)
    const known = indexKnowledge(index, options.knowledge)
    const labels = regimes.map((i) => queries.names[i]! as N)
    const given = readKnownTargets(index, labels, options.targets)

    let tests = 0
    const untested = new Set<string>()
    const ask = (x: number, y: number, set: readonly number[]): number | undefined => {
      tests++
      // with all other regimes held: in observation, or in observation and one regime
      const held = regimes.filter((regime) => regime !== x)
      const positions = Int32Array.from([...Array.from(set, (i) => columns[i]!), ...held]).sort()
      const value = queries.logPValue(x, y, positions, positions.length)
      if (value === undefined) untested.add(`${queries.names[x]} and ${queries.names[y]}`)
      return value
    }
    const logP: LogP = (a, b, set) => ask(columns[a]!, columns[b]!, set)
    const boundary = boundaryWithin(p, { logP, logAlpha: portableLog(alpha), known })
    const logInvariance = portableLog(alphaInvariance)
    const changed = new Map<string, readonly number[]>()
    const changesOf = (node: number, parents: readonly number[]): readonly number[] => {
      const key = `${node}:${parents.join()}`
      let found = changed.get(key)
      if (found === undefined) {
        found = regimes.flatMap((regime, k) => {
          const value = ask(regime, columns[node]!, parents)
          return given[k]!.includes(node) || value === undefined || value <= logInvariance ? [k] : []
        })
        changed.set(key, found)
      }
      return found
    }
    const search = sparsestSearch(p, { boundary, changesOf, known })
    const stream = seedStream(seed)
    let best: SparseOrder | null = null
    for (let start = 0; start < starts; start++) {
      const order = Int32Array.from({ length: p }, (_, i) => i)
      generator(splitStream(stream, start)).shuffle(order)
      let here = search.at(search.allowed(order))
      for (let step = 1; ; step++) {
        report({ ...options }, { stage: 'orders', level: start, done: step, total: step, tests })
        const next = sparserOrder(here, search, depth) ?? movedOrder(here, search)
        if (next === null) break
        here = next
      }
      if (best === null || compareOrders(here, best) < 0) best = here
    }
    const { order, parents, changes, score, excluded } = best!
    const edges = parents.flatMap((list, node) => list.flatMap((parent) => [parent, node, TAIL, ARROW]))
    const sets = labels.map((_, k) => Array.from({ length: p }, (__, i) => i).filter((i) => changes[i]!.includes(k)))
    const nothing = { required: new Uint8Array(p * p), banned: new Uint8Array(p * p) }
    const found = classOfKnown(names, edges, { ...(known ?? nothing), told: toldPairs(p, sets) })!
    // back to the order in which the test knows its columns
    const asGiven = [...columns].sort((a, b) => a - b)
    const place = Array.from(columns, (i) => asGiven.indexOf(i))
    const named = asGiven.map((i) => queries.names[i]! as N)
    const back = (flat: readonly number[]): number[] => flat.map((value, k) => (k % 4 < 2 ? place[value]! : value))
    return Object.freeze({
      graph: makeGraph('mpdag', named, back(classEdges(found))),
      member: makeGraph('dag', named, back(edges)),
      targets: Object.freeze(
        labels.map((regime, k) =>
          Object.freeze({
            regime,
            columns: Object.freeze(named.filter((name) => sets[k]!.includes(index.get(name)!))),
          }),
        ),
      ),
      order: Object.freeze(Array.from(order, (i) => names[i]!)),
      score,
      tests,
      warnings: Object.freeze([
        ...queries.warnings,
        ...(excluded > 0
          ? [
              `The tests want ${excluded} ${excluded === 1 ? 'edge' : 'edges'} that knowledge excludes, in every order that was tried: they were left out. The knowledge may be wrong, or there is a hidden cause.`,
            ]
          : []),
        ...(untested.size > 0
          ? [
              `Some tests could not be made, of ${quoteNames(untested)}: they count as dependence, and as a change of mechanism.`,
            ]
          : []),
      ]),
    })
  })
}
