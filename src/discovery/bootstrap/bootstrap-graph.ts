import { checkTable } from '../../data/tables/check-table.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { sharedWork } from '../../shared-work.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { SearchOptions } from '../core/types.js'
import { type BootstrapResult, bootstrapResult } from './bootstrap-result.js'
import { addTallies, type ReplicateForm, type ReplicateSearch, replicateTally } from './bootstrap-tally.js'

/**
 * Settings of {@link bootstrapGraph}.
 *
 * @category Discovery
 */
export interface BootstrapOptions extends SearchOptions {
  /** How many replicates (default 100). */
  readonly draws?: number
  /** The seed: same seed, same replicates. */
  readonly seed?: number | string
  /** Edges present in more than this share of the replicates make the consensus graph (default 0.5). */
  readonly threshold?: number
  /** The level of the intervals of the shares (default 0.95). */
  readonly confidence?: number
}

/** A graph, or a result that holds one. */
type Found<N extends string> =
  | CausalGraph<CausalGraph['kind'], N>
  | { readonly graph: CausalGraph<CausalGraph['kind'], N> }

/**
 * How stable a learned graph is: the search is repeated on bootstrap replicates of the data, and the frequency of every
 * edge and of its marks is counted.
 *
 * A frequency is a measure of stability, not the probability that the edge is there. With `as: 'moments'` the search gets
 * `Moments` in place of a table: the replicate is then a set of weights on the rows, and no row is copied. Under
 * `inWorkers` the replicates are shared.
 *
 * @param table - the data
 * @param search - from a replicate to a graph, or to a result with a `graph`
 * @param options - number of replicates, seed, threshold, and the form `as` of a replicate
 * @returns the frequencies, a consensus graph, and how many replicates were refused
 * @throws CausalError `invalid-argument`; `aborted`; `invalid-data` when the search is refused on every replicate
 * @complexity `draws` searches
 * @category Discovery
 * @see Friedman, Goldszmidt & Wyner 1999, "Data analysis with Bayesian networks: a bootstrap approach", UAI
 * @example
 * const { data } = simulateLinear(dag('A; B; C; A -> C <- B'), 200, { seed: 1 })
 * const { edges, consensus } = bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 20, seed: 1 })
 * edges.map(({ x, y, adjacent }) => [x, y, adjacent > 0.8])
 * //=> [['A', 'B', false], ['A', 'C', true], ['B', 'C', true]]
 * toDagitty(consensus)
 * //=> 'pdag { A B C A -> C B -> C }'
 */
export function bootstrapGraph<T, N extends string>(
  table: Table<T>,
  search: (replicate: Moments<keyof T & string>) => Found<N>,
  options: BootstrapOptions & { readonly as: 'moments' },
): BootstrapResult<N>
export function bootstrapGraph<T, N extends string>(
  table: Table<T>,
  search: (replicate: Table<T>) => Found<N>,
  options?: BootstrapOptions & { readonly as?: 'rows' },
): BootstrapResult<N>
export function bootstrapGraph(
  table: Table<unknown, string>,
  search: ReplicateSearch,
  options: BootstrapOptions & { readonly as?: ReplicateForm } = {},
): BootstrapResult {
  return calledAs('bootstrapGraph', () => {
    checkOptions('options', options, ['draws', 'seed', 'threshold', 'confidence', 'onProgress', 'signal', 'as'])

    const { draws, seed, threshold, confidence, form } = readBootstrapOptions(table, options)
    if (typeof search !== 'function')
      throw new CausalError('invalid-argument', 'the search must be a function from a replicate to a graph.')
    const tallies = sharedWork('bootstrap-graph', replicateTally, { table, search, seed, form }, draws, {
      signal: options.signal,
      after: (done) => report({ ...options }, { stage: 'replicates', level: 0, done, total: draws, tests: 0 }),
    })
    const tally = addTallies(tallies)
    return Object.freeze({ ...bootstrapResult(tally, { threshold, confidence }), ...rowDoubts(table) })
  })
}

/** The options, checked, with their defaults. */
export function readBootstrapOptions(
  table: Table<unknown, string>,
  options: BootstrapOptions & { readonly as?: ReplicateForm },
): { draws: number; seed: number | string; threshold: number; confidence: number; form: ReplicateForm } {
  const {
    draws = 100,
    seed = 0,
    threshold = 0.5,
    confidence = 0.95,
    as: form = 'rows',
  } = checkedObject('options', options)
  checkTable(table)
  if (table.rowCount === 0) {
    throw new CausalError('invalid-argument', 'expected a table with rows.')
  }
  if (!(Number.isInteger(draws) && draws >= 1 && draws < 2 ** 31)) {
    throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 1 on, below 2^31.`, {
      draws,
    })
  }
  if (!(threshold >= 0 && threshold < 1)) {
    throw new CausalError(
      'invalid-argument',
      `threshold is ${threshold}: give a share from 0 up to, not including, 1.`,
      {
        threshold,
      },
    )
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new CausalError(
      'invalid-argument',
      `confidence is ${show(confidence)}: give a number strictly between 0 and 1, such as 0.95.`,
      { confidence },
    )
  }
  if (form !== 'rows' && form !== 'moments') {
    throw new CausalError('invalid-argument', `as is ${show(form)}: it can be 'rows' or 'moments'.`, {
      as: form,
    })
  }
  return { draws, seed, threshold, confidence, form }
}
