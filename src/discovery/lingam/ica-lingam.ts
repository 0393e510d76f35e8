import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { assignment } from '../../numeric/assignment.js'
import { fastIca } from '../../numeric/fast-ica.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { standardised } from '../pairs/pair-direction.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects, type LingamResult, type Pruning } from './lingam-result.js'
import { readNumericData } from './numeric-data.js'
import type { PathOrder } from './path-order.js'

/**
 * Settings of {@link icaLingam}.
 *
 * @category Discovery
 */
export interface IcaLingamOptions<N extends string = string> extends SearchOptions {
  /** Seed of the matrix that independent component analysis starts from (default 0). */
  readonly seed?: number | string
  /** `'adaptive-lasso'` (default) or `'none'`. */
  readonly prune?: Pruning
  /** Edges and tiers that are known: they bound the order that the unmixing matrix is brought into. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * ICA-LiNGAM: the original algorithm for linear models with non-Gaussian errors, by independent component analysis.
 *
 * The unmixing matrix is put into the order that makes its diagonal large, I − B is read off it, and its smallest entries
 * are set to zero until an order of the variables makes B lower triangular. Columns are standardised first, so that units
 * do not matter. It may end in a local optimum, which depends on the seed; `directLingam` does not. Where no order comes near
 * what was found (few rows for many columns: 200 for 20), the call is refused.
 *
 * @param data - a table of numbers, complete, more rows than columns + 1
 * @param options - seed, pruning
 * @returns order, effects and graph
 * @throws CausalError as `directLingam`; `not-invertible` when independent component analysis does
 *   not converge; `contradiction` when an effect above 0.4 standard deviations would have to be taken for zero
 * @complexity O(n p²) a step
 * @category Discovery
 * @see Shimizu, Hoyer, Hyvärinen & Kerminen 2006, "A linear non-Gaussian acyclic model for causal discovery", Journal of
 *   Machine Learning Research 7
 * @example
 * const cause = Array.from({ length: 300 }, (_, i) => ((i * 0.618034) % 1) - 0.5)
 * const effect = cause.map((c, i) => 2 * c + ((i * 0.414214) % 1) - 0.5)
 * icaLingam(table({ effect, cause })).order
 * //=> ['cause', 'effect']
 */
export function icaLingam<T>(
  data: Table<T>,
  options: IcaLingamOptions<keyof T & string> = {},
): LingamResult<keyof T & string> {
  return calledAs('icaLingam', () => {
    checkOptions('options', options, ['seed', 'prune', 'knowledge', 'onProgress', 'signal'])

    const settings = { ...checkedObject('options', options) }
    const { index, columns, rowCount, scatter } = readNumericData(data)
    const knownOrder = readKnownOrder(index, undefined, options.knowledge)
    const p = columns.length
    const random = generator(seedStream(options.seed ?? 0))
    const start = Float64Array.from({ length: p * p }, () => random.normal())
    // in standard deviations, and in the order of names: neither units nor the order of columns change what is found
    const place = Array.from(columns.keys()).sort((a, b) => (data.columns[a]! < data.columns[b]! ? -1 : 1))
    const found = fastIca(
      place.map((c) => standardised(columns[c]!)),
      start,
      {
        onStep: (step, most) => report(settings, { stage: 'components', level: 0, done: step, total: most, tests: 0 }),
      },
    )
    if (!found.ok) {
      const collinear = found.why === 'collinear'
      throw new CausalError(
        collinear ? 'collinear' : 'not-invertible',
        collinear
          ? `${quoteNames(data.columns)} determine one another: leave a column out.`
          : 'independent component analysis did not converge: the errors may be too close to Gaussian. Use directLingam, which always ends, or try another seed.',
        { columns: data.columns },
      )
    }
    const { order: sorted, zeroed } = triangularOrder(effectsOfUnmixing(found.unmixing, p), p, {
      before: knownOrder.before.map(([a, b]) => [place.indexOf(a), place.indexOf(b)] as const),
      excluded: (a, b) => knownOrder.excluded(place[a]!, place[b]!),
    })
    if (zeroed > mostZeroed) {
      const message = `no order of the variables fits what independent component analysis found${knownOrder.known === null ? '' : ' and what is known'}: an effect of ${zeroed.toPrecision(2)} standard deviations would have to be taken for zero, and above ${mostZeroed} the order is about as often wrong as right. Use directLingam, or more rows; a hidden common cause, a cycle or errors that are nearly Gaussian do the same.`
      throw new CausalError('contradiction', message, { zeroed, rows: rowCount })
    }
    const order = sorted.map((k) => place[k]!)
    const coefficients = effectsInOrder(
      data.columns,
      scatter,
      rowCount,
      order,
      options.prune ?? 'adaptive-lasso',
      knownOrder,
    )
    return Object.freeze({
      names: data.columns,
      order: Object.freeze(order.map((i) => data.columns[i]!)),
      coefficients,
      graph: graphOfEffects(data.columns, coefficients, knownOrder),
      scores: Object.freeze([]),
      ...rowDoubts(data),
    })
  })
}

/**
 * The largest effect that may be taken for zero, in standard deviations. Measured on random graphs of 5 to 20 columns with
 * Laplace errors: up to 0.3 nearly every order found is right, from 0.5 on about half of their edges are turned.
 */
const mostZeroed = 0.4

/** B = I − W' with the rows of W in the order of least Σ 1 / |W'ᵢᵢ|, each over its diagonal element. */
function effectsOfUnmixing(w: Float64Array, p: number): Float64Array {
  const row = assignment(
    Float64Array.from({ length: p * p }, (_, k) => 1 / Math.max(Math.abs(w[(k % p) * p + Math.floor(k / p)]!), 1e-12)),
    p,
  )
  const effects = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    const from = row[i]! * p
    for (let j = 0; j < p; j++) effects[i * p + j] = (i === j ? 1 : 0) - w[from + j]! / w[from + i]!
  }
  return effects
}

/**
 * The order found when just enough of the smallest effects are taken for zero (Shimizu et al. 2006, Algorithm C). What
 * knowledge excludes is zero from the start; what it puts first stays so.
 */
function triangularOrder(
  effects: Float64Array,
  p: number,
  { before, excluded }: PathOrder,
): { order: number[]; zeroed: number } {
  const ranked = Array.from(effects.keys())
    .filter((k) => Math.floor(k / p) !== k % p && !excluded(k % p, Math.floor(k / p)))
    .sort((a, b) => Math.abs(effects[a]!) - Math.abs(effects[b]!) || a - b)
  const fixed = before.map(([a, b]) => b * p + a)
  for (let zeros = Math.max(0, ranked.length - (p * (p - 1)) / 2); ; zeros++) {
    const order = orderOf([...fixed, ...ranked.slice(zeros)], p)
    if (order !== null) return { order, zeroed: zeros === 0 ? 0 : Math.abs(effects[ranked[zeros - 1]!]!) }
  }
}

/** A causal order for these effects (entries i p + j: j before i), or null where they go in a circle. */
function orderOf(entries: readonly number[], p: number): number[] | null {
  const order: number[] = []
  let left = Array.from({ length: p }, (_, i) => i)
  while (left.length > 0) {
    const next = left.find((i) => entries.every((k) => Math.floor(k / p) !== i || !left.includes(k % p)))
    if (next === undefined) return null
    order.push(next)
    left = left.filter((i) => i !== next)
  }
  return order
}
