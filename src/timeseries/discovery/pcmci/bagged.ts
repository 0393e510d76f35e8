import type { Table } from '../../../data/types.js'
import { choice } from '../../../discovery/core/choice.js'
import { report } from '../../../discovery/core/report.js'
import type { SearchOptions } from '../../../discovery/core/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import type { IndependenceTest } from '../../../independence/core/types.js'
import { checkedList } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { sharedWork } from '../../../shared-work.js'
import { show } from '../../../show.js'
import { readLag } from '../../core/read-lag.js'
import { windowsOf } from '../../moments/windows.js'
import { checkSeries } from '../../series/check-series.js'
import type { LaggedGraph, LaggedTest, Series } from '../../types.js'
import { type BaggedInput, baggedReplicate, givenTimes } from './bagged-replicates.js'
import { type BaggedResult, baggedResult } from './bagged-result.js'
import type { LaggedLink } from './lagged-result.js'
import { castVotes, type LinkVotes, linkVotes } from './link-votes.js'
import { readLevel } from './search-settings.js'

/**
 * Settings of {@link bagged}.
 *
 * @category Time series
 */
export interface BaggedOptions extends SearchOptions {
  /** How far back a window reaches (default 2): twice the `maxLag` of the search, as for {@link laggedCorrelation}. */
  readonly maxLag?: number
  /** How many replicates (default 100). */
  readonly draws?: number
  /** The seed: same seed, same replicates. */
  readonly seed?: number | string
  /** How many windows that follow each other are drawn together (default 1). */
  readonly blockLength?: number
  /**
   * How votes are counted (default `majority`): what most graphs say of a link, absence being one of the choices; or `presence-first`, whether
   * most graphs have the link at all, and then which marks.
   */
  readonly aggregation?: 'majority' | 'presence-first'
  /** The level of the intervals of strengths (default 0.9). */
  readonly confidence?: number
  /** Makes the test of a replicate from the table of its lagged columns (default: partial correlations, by weights). */
  readonly makeTest?: (table: Table) => IndependenceTest
  /** The rows of the series (times whose window is complete) of each replicate, in place of drawing them. */
  readonly replicates?: readonly ArrayLike<number>[]
}

/** What a search over time gives: a graph, or a record that holds one and perhaps its links. */
type Found<N extends string> =
  | LaggedGraph<N>
  | { readonly graph: LaggedGraph<N>; readonly links?: readonly LaggedLink<N>[] }

/**
 * A search over bootstrap replicates of a series, and the graph that most of them have: Bagged-PCMCI+ where the search is `pcmciPlus`.
 *
 * A replicate draws as many windows t − maxLag … t as there are, with replacement, alone or in blocks; so every lagged column is drawn alike and what
 * a link means stays. The share of replicates that agree on a link (`frequency`) tells how stable it is; it is not the probability that the link is there. With partial
 * correlations a replicate is a weighted covariance.
 *
 * At the same `alpha` bagging gives up some links for fewer false ones: compare searches along alpha, not at one.
 *
 * @param series - a series
 * @param search - from a test to a graph: `(test) => pcmciPlus(test, { maxLag: 3 })`
 * @param options - reach of the windows, number of replicates, seed, blocks
 * @returns the graph of the majority, and for each link its votes
 * @throws CausalError `invalid-argument`, `too-few-rows`, `aborted`; `invalid-data` where the search is refused on every replicate
 * @complexity `draws` searches; each O(n (N maxLag)²) for its covariance
 * @category Time series
 * @see Debeire, Runge, Gerhardus & Eyring 2024, "Bootstrap aggregation and confidence measures to improve time series causal discovery", CLeaR
 * @example
 * const x = Array.from({ length: 120 }, (_, t) => (t * 0.618034) % 1)
 * const y = x.map((_, t) => (x[t - 1] ?? 0) + ((t * 0.414214) % 1))
 * const { links } = bagged(series(table({ x, y })), (test) => pcmciPlus(test, { alpha: 0.01 }), { draws: 20, seed: 1 })
 * links.find(({ from, to, lag }) => from === 'x' && to === 'y' && lag === 1)!.frequency
 * //=> 1
 */
export function bagged<N extends string>(
  series: Series<unknown, N>,
  search: (test: LaggedTest<N>) => Found<N>,
  options: BaggedOptions = {},
): BaggedResult<N> {
  return calledAs('bagged', () => {
    checkOptions(
      'options',
      options,
      [
        'maxLag',
        'draws',
        'seed',
        'blockLength',
        'aggregation',
        'confidence',
        'makeTest',
        'replicates',
        'onProgress',
        'signal',
      ],
      { blockLength: 'number' },
    )
    checkSeries(series)
    if (typeof search !== 'function')
      throw new CausalError('invalid-argument', 'the search must be a function from a test over time to a graph.')
    const { maxLag = 2, draws = 100, seed = 0, blockLength = 1, confidence = 0.9, makeTest, replicates } = options
    const aggregation = choice('aggregation', options.aggregation ?? 'majority', ['majority', 'presence-first'])
    readLevel('confidence', confidence)
    if (!(Number.isInteger(draws) && draws >= 1 && draws < 2 ** 31))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 1 on.`, { draws })
    readLag('blockLength', blockLength, 1)
    const windows = windowsOf(series, readLag('maxLag', maxLag, 0))
    if (windows.count < 2) {
      const message = `windows of ${maxLag + 1} steps are complete at ${windows.count} times: at least 2 are needed.`
      throw new CausalError('too-few-rows', message, { count: windows.count })
    }
    const given = replicates && givenTimes(windows, checkedList('replicates', replicates))
    const total = given?.length ?? draws
    let votes: LinkVotes | null = null
    const values: (readonly LaggedLink[])[] = []
    let refused = 0
    let reason: string | null = null
    const input: BaggedInput = {
      series,
      search: search as unknown as BaggedInput['search'],
      reach: maxLag,
      blockLength,
      seed,
      ...(makeTest && { makeTest }),
      ...(given && { given }),
    }
    const answers = sharedWork('bagged', baggedReplicate, input, total, {
      signal: options.signal,
      before: (done) => report({ ...options }, { stage: 'replicates', level: 0, done, total, tests: 0 }),
    })
    for (const answer of answers) {
      // a replicate may lack what the series has, such as variation: it is counted, not hidden
      if ('refused' in answer) {
        refused++
        reason ??= answer.refused
        continue
      }
      votes ??= linkVotes(answer.graph)
      castVotes(votes, answer.graph)
      if (answer.links !== null) values.push(answer.links)
    }
    if (votes === null)
      throw new CausalError('invalid-data', `the search was refused on every replicate: ${reason}`, { reason })
    const warnings = [...series.warnings]
    if (refused > 0) warnings.push(`${refused} of ${total} replicates were refused: ${reason}`)
    return baggedResult<N>(votes, values, {
      presenceFirst: aggregation === 'presence-first',
      confidence,
      refused,
      warnings,
    })
  })
}
