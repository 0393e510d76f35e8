import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Series } from '../../timeseries/types.js'
import { disentangled, laggedRows } from './core/disentangled.js'
import { rankBiasedOverlap } from './core/rank-biased-overlap.js'
import { stationary } from './core/stationary.js'
import { readSteps } from './core/steps.js'

/**
 * What {@link onlineRootCauses} is told besides the series.
 *
 * @category Attribution
 */
export interface OnlineRootCausesOptions<N extends string = string> {
  /** The variable that raised the alert: where the walk starts. */
  readonly target: N
  /** How many steps back causes act, 2 unless told. */
  readonly maxLag?: number
  /** The steps of a batch, 20 unless told. */
  readonly batch?: number
  /** How large a change of a slope must be to count, in standard errors or so; 3 unless told. */
  readonly penalty?: number
  /** The chance of the walk to start again at the alert, 0.15 unless told. */
  readonly restart?: number
  /** From which rank-biased overlap of two rankings on they count as the same; 0.95 unless told. */
  readonly overlap?: number
}

/**
 * A ranking that was updated batch by batch.
 *
 * @category Attribution
 */
export interface OnlineRootCauses<N extends string = string> {
  /** Whether graph and ranking settled before the steps ran out. */
  readonly settled: boolean
  /** How many steps after the trigger were read. */
  readonly steps: number
  /** The variables, the most suspect first, with the share of time that the walk spends there. */
  readonly ranking: readonly { readonly variable: N; readonly score: number; readonly changed: number }[]
  /** What each batch did. */
  readonly batches: readonly {
    /** Steps read by its end. */
    readonly steps: number
    /** The rank-biased overlap of its ranking with the one before; null for the first. */
    readonly overlap: number | null
    /** By how much of its size the graph moved; null for the first. */
    readonly graphChange: number | null
    /** The first variable of its ranking. */
    readonly first: N
  }[]
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/** How far the graph may move between two batches that agree. */
const stillGraph = 0.1
/** Batches in a row that must agree. */
const stillBatches = 2

/**
 * Root causes while the incident goes on, batch by batch, until the answer settles (after CORAL).
 *
 * A vector autoregression has a part that stays (fitted to the steps before) and a part that the incident changed: slopes and level of
 * each equation, sparse, updated with each batch by proximal steps that start where the last ones ended. A walk with restart goes from
 * the alert to causes with the weight of their slopes, and stays with what changed in a variable's own equation. It stops when
 * two batches in a row leave ranking (rank-biased overlap) and graph as they were.
 *
 * This is a linear substitute: CORAL learns both parts with neural networks and an acyclicity penalty. Here causes act one step later at
 * the soonest, so that no cycle within a step can be, and nothing within a step is seen. It tests nothing: without a fault it ranks
 * noise. Ask {@link changePoint} before, and {@link rootCauses} after.
 *
 * @param before - quiet steps
 * @param after - the steps from the trigger on, at least one batch
 * @param options - `target`, `maxLag`, `batch`, `penalty`, `restart`, `overlap`
 * @returns the ranking after the last batch that was read, and the way there
 * @throws CausalError `unknown-name`; `too-few-rows` for fewer steps before than slopes, or less than one batch after;
 *   `constant-column` for variables that did not vary before; `missing-values`; `invalid-argument`
 * @complexity O(steps × (variables × lags)²) before, and for each batch O(variables² × lags² × (variables × lags))
 * @category Attribution
 * @see Wang, Chen, Fu, Liu & Chen 2023, "Incremental causal graph learning for online root cause analysis", KDD
 * @example
 * const [a, b] = [1, 2].map((seed) => normals(randomStream(seed), 300).values)
 * const db = a!.map((v, t) => v + (t < 240 ? 0 : 5))
 * const { before, after } = splitSeries(series(table({ db, page: b!.map((v, t) => v + (db[t - 1] ?? 0)) })), { step: 240 })
 * onlineRootCauses(before, after, { target: 'page' }).ranking[0]!.variable
 * //=> 'db'
 */
export function onlineRootCauses<T>(
  before: Series<T>,
  after: Series<NoInfer<T>>,
  options: OnlineRootCausesOptions<keyof T & string>,
): OnlineRootCauses<keyof T & string> {
  return calledAs('onlineRootCauses', () => {
    checkOptions('options', options, ['target', 'maxLag', 'batch', 'penalty', 'restart', 'overlap'], {
      batch: 'number',
      penalty: 'number',
      restart: 'number',
      overlap: 'number',
    })
    const {
      target,
      maxLag = 2,
      batch = 20,
      penalty = 3,
      restart = 0.15,
      overlap: same = 0.95,
    } = Object(options) as OnlineRootCausesOptions
    for (const [name, value] of Object.entries({ maxLag, batch }))
      if (!(Number.isInteger(value) && value >= 1))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from 1 on.`, {
          [name]: value,
        })
    for (const [name, value] of Object.entries({ restart, overlap: same }))
      if (!(value > 0 && value < 1))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a number between 0 and 1.`, {
          [name]: value,
        })
    if (!(penalty > 0 && Number.isFinite(penalty)))
      throw new CausalError('invalid-argument', `penalty is ${show(penalty)}: give a number above 0.`, { penalty })
    const steps = readSteps(before as Series<unknown, string>, after as Series<unknown, string>, null)
    if (!steps.isSeries)
      throw new CausalError('type-mismatch', 'the steps must be series, such as splitSeries() makes.')
    const { names } = steps
    const d = names.length
    const home = lookUp('variable', new Map(names.map((name, i) => [name, i])), target)
    const rows = laggedRows(steps, maxLag)
    const model = disentangled(steps, rows.before, maxLag, penalty)
    const restartAt = new Float64Array(d)
    restartAt[home] = 1
    const batches: OnlineRootCauses['batches'][number][] = []
    let [last, weights, still, read] = [null as number[] | null, null as Float64Array | null, 0, 0]
    let ranking: OnlineRootCauses['ranking'] = []
    if (rows.after.length < batch)
      throw new CausalError(
        'too-few-rows',
        `${rows.after.length} complete steps after, and one batch has ${batch}: wait, or take smaller batches.`,
        { rows: rows.after.length, batch },
      )
    while (read + batch <= rows.after.length && still < stillBatches) {
      const { links, changed } = model.update(rows.after.subarray(read, read + batch))
      read += batch
      const scores = stationary(walkOf(links, changed, d), d, restart, restartAt)
      // the alert itself is where the walk starts, not what it found
      scores[home] = changed[home]! > 0 ? scores[home]! - restart : 0
      const order = [...names.keys()].sort((a, b) => scores[b]! - scores[a]! || (names[a]! < names[b]! ? -1 : 1))
      const overlap = last === null ? null : rankBiasedOverlap(last, order)
      const graphChange = weights === null ? null : relativeChange(weights, links)
      still = overlap !== null && overlap >= same && graphChange! <= stillGraph ? still + 1 : 0
      ;[last, weights] = [order, links]
      batches.push(Object.freeze({ steps: read, overlap, graphChange, first: names[order[0]!]! }))
      ranking = order.map((i) => Object.freeze({ variable: names[i]!, score: scores[i]!, changed: changed[i]! }))
    }
    const quiet = !ranking.some(({ changed }) => changed > 0)
    return Object.freeze({
      settled: still >= stillBatches,
      steps: read,
      ranking: Object.freeze(ranking),
      batches: Object.freeze(batches),
      warnings: Object.freeze(
        quiet ? ['no equation changed beyond the penalty: the ranking is one by nearness to the alert alone.'] : [],
      ),
    }) as OnlineRootCauses<keyof T & string>
  })
}

/** From each variable to its causes by the size of their slopes; what changed in its own equation keeps the walk there. */
function walkOf(links: Float64Array, changed: Float64Array, d: number): Float64Array {
  const steps = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    let sum = 0
    for (let j = 0; j < d; j++) {
      steps[i * d + j] = i === j ? changed[i]! : links[i * d + j]!
      sum += steps[i * d + j]!
    }
    if (sum > 0) for (let j = 0; j < d; j++) steps[i * d + j]! /= sum
  }
  return steps
}

function relativeChange(from: Float64Array, to: Float64Array): number {
  let [moved, size] = [0, 0]
  for (let k = 0; k < to.length; k++) {
    moved += Math.abs(to[k]! - from[k]!)
    size += Math.abs(from[k]!)
  }
  return size > 0 ? moved / size : 0
}
