import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import { leastSquares } from './adaptive-lasso.js'
import { causalOrder } from './causal-order.js'
import type { DirectLingamOptions } from './direct-lingam.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects, type LingamResult } from './lingam-result.js'
import { scatterOf } from './numeric-data.js'
import { readPanel } from './panel-waves.js'

/**
 * Settings of {@link longitudinalLingam}.
 *
 * @category Discovery
 */
export interface LongitudinalLingamOptions<N extends string = string> extends DirectLingamOptions<N> {
  /** The column that says of whom a row is. */
  readonly subject: N
  /** The column of the wave: whole numbers or categories, in their order. */
  readonly time: N
  /** How many waves back an effect may come from (default 1). */
  readonly lags?: number
}

/**
 * The model of one wave.
 *
 * @category Discovery
 */
export interface WaveModel<N extends string = string> extends LingamResult<N> {
  /** The wave. */
  readonly time: string
  /** For lag 1, 2, …: p × p row-major, entry (i, j) the effect of column j that many waves ago on column i now. */
  readonly lagged: readonly Float64Array[]
}

/**
 * Models of the waves of a panel, each with effects of its own.
 *
 * @category Discovery
 */
export interface LongitudinalLingamResult<N extends string = string> {
  /** The columns without those of subject and time. */
  readonly names: readonly N[]
  /** How many subjects there are. */
  readonly n: number
  /** The waves from the first that has `lags` before it. */
  readonly waves: readonly WaveModel<N>[]
}

/**
 * Longitudinal LiNGAM: subjects seen at several times, with effects within a time and from earlier times, which may differ
 * from time to time.
 *
 * At each wave the columns are regressed on those of the waves before, over subjects; DirectLiNGAM orders what is left and
 * gives the effects B₀ within the wave; those of lag τ are (I − B₀) Mτ. They are not pruned. Subjects are taken for independent of one
 * another; a wave warns where they seem to depend on those before them.
 *
 * @param data - a long table, a row for each subject and wave; every subject is seen once in every wave
 * @param options - subject, time, lags, and as `directLingam` (knowledge within a wave)
 * @returns a model for each wave
 * @throws CausalError `invalid-data` for a subject that is not seen once in each wave; `too-few-rows`; `collinear`; as `directLingam`
 * @complexity that of `directLingam` for each wave, and O(n (p lags)²)
 * @category Discovery
 * @see Kadowaki, Shimizu & Washio 2013, "Estimation of causal structures in longitudinal data using non-Gaussianity", IEEE
 *   MLSP
 * @example
 * const noise = normals(randomStream(1), 1200).values
 * const rows = Array.from({ length: 200 }, (_, id) => {
 *   const at = (k: number) => noise[6 * id + k]! ** 3
 *   const [a1, a2] = [at(0), 0.5 * at(0) + at(1)]
 *   return [{ id, wave: 1, a: a1, b: at(2) }, { id, wave: 2, a: a2, b: 2 * a2 + at(3) }]
 * }).flat()
 * const { waves } = longitudinalLingam(table(rows), { subject: 'id', time: 'wave' })
 * waves[0]!.order
 * //=> ['a', 'b']
 * waves[0]!.lagged[0]![0]!.toFixed(1) // of a on a, a wave later
 * //=> '0.6'
 */
export function longitudinalLingam<T, S extends keyof T & string, W extends keyof T & string>(
  data: Table<T>,
  options: LongitudinalLingamOptions<keyof T & string> & { readonly subject: S; readonly time: W },
): LongitudinalLingamResult<Exclude<keyof T & string, S | W>> {
  type N = Exclude<keyof T & string, S | W>
  return calledAs('longitudinalLingam', () => {
    checkOptions(
      'options',
      options,
      ['subject', 'time', 'lags', 'prior', 'knowledge', 'prune', 'onProgress', 'signal'],
      { lags: 'number' },
    )
    const { lags = 1, prune = 'adaptive-lasso' } = checkedObject('options', options)
    const { names, waves, columns, n } = readPanel<N>(data as Table<unknown, string>, options)
    if (!Number.isInteger(lags) || lags < 1 || lags >= waves.length) {
      throw new CausalError(
        'invalid-argument',
        `lags is ${show(lags)}: give a whole number from 1 to ${waves.length - 1}, one less than there are waves.`,
        { lags, waves: waves.length },
      )
    }
    const p = names.length
    const needed = p * lags + p + 2
    if (n < needed) {
      throw new CausalError(
        'too-few-rows',
        `${n} subjects are too few for ${p} columns and ${lags} lags: at least ${needed} are needed.`,
        { count: n, needed },
      )
    }
    const known = readKnownOrder(indexNames('column', names), options.prior, options.knowledge)
    const models = waves.slice(lags).map((time, k) => {
      const wave = k + lags
      const now = columns[wave]!
      const before = Array.from({ length: lags }, (_, l) => columns[wave - 1 - l]!).flat()
      const { slopes, residuals } = regressions(names, time, now, before)
      const { order, scores } = causalOrder([residuals], known.before, (step, done) =>
        report({ ...options }, { stage: `wave ${time}`, level: step, done, total: p, tests: 0 }),
      )
      const coefficients = effectsInOrder(names, scatterOf(residuals), n, order, prune, known)
      const lagged = Array.from({ length: lags }, (_, l) => {
        // (I − B₀) M
        const m = Float64Array.from({ length: p * p }, (__, at) => slopes[Math.floor(at / p)]![l * p + (at % p)]!)
        return m.map((value, at) => {
          let sum = value
          for (let j = 0; j < p; j++) sum -= coefficients[Math.floor(at / p) * p + j]! * m[j * p + (at % p)]!
          return sum
        })
      })
      return Object.freeze({
        time,
        names,
        order: Object.freeze(Array.from(order, (i) => names[i]!)),
        coefficients,
        graph: graphOfEffects(names, coefficients, known),
        scores: Object.freeze(scores),
        lagged: Object.freeze(lagged),
        // of the subjects, in order: that one depends on itself from wave to wave is what the model is for
        ...rowDoubts(makeTable(names, n, now)),
      })
    })
    return Object.freeze({ names, n, waves: Object.freeze(models) })
  })
}

/** Least squares of each column now on all columns of the waves before, with an intercept. */
function regressions(
  names: readonly string[],
  time: string,
  now: readonly Float64Array[],
  before: readonly Float64Array[],
): { readonly slopes: readonly Float64Array[]; readonly residuals: Float64Array[] } {
  const p = now.length
  const total = p + before.length
  const scatter = scatterOf([...now, ...before])
  const predictors = Array.from(before.keys(), (k) => p + k)
  const slopes = now.map((_, i) => {
    const found = leastSquares(scatter, total, i, predictors)
    if (found !== null) return found
    throw new CausalError(
      'collinear',
      `before the wave ${show(time)} the values of ${quoteNames(names)} determine one another: leave a column out, or take fewer lags.`,
      { names, time },
    )
  })
  const residuals = now.map((column, i) => {
    const residual = column.slice()
    for (const [k, earlier] of before.entries()) {
      for (let t = 0; t < residual.length; t++) residual[t]! -= slopes[i]![k]! * earlier[t]!
    }
    return residual
  })
  return { slopes, residuals }
}
