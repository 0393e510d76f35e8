import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { inCells, requireBalanced } from '../core/designs/read-panel.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { differenceKeys, readColumns, readStarts } from './read-difference.js'
import type { DifferenceInDifferencesQuestion } from './types.js'

/**
 * One comparison of two groups of units behind a two-way fixed-effects estimate.
 *
 * @category Estimation
 */
export interface BaconComparison {
  /** When the treated group of this comparison began. */
  readonly treated: number
  /** When the group compared with began; null for units never treated. */
  readonly control: number | null
  /** With units never treated, with units treated later, with units treated already, or always. */
  readonly kind: 'never treated' | 'not yet treated' | 'already treated' | 'always treated'
  /** Its share of the estimate; all sum to 1. */
  readonly weight: number
  /** Its own difference in differences. */
  readonly estimate: number
}

/**
 * A two-way fixed-effects estimate taken apart.
 *
 * @category Estimation
 */
export interface BaconDecomposition {
  /** There is a decomposition. */
  readonly estimated: true
  /** Σ weight · estimate: the two-way fixed-effects estimate. */
  readonly estimate: number
  /** The comparisons. */
  readonly comparisons: readonly BaconComparison[]
  /** The weight of comparisons with units that were treated already, whose own changing effect is taken for a trend. */
  readonly forbiddenWeight: number
}

/**
 * Goodman-Bacon's decomposition: which comparisons of two groups a two-way fixed-effects estimate averages, and how.
 *
 * Comparisons with units treated already are sound only where effects do not change after they began.
 *
 * @param table - a balanced panel, a row for each unit and time
 * @param question - treatment, outcome, unit, time
 * @returns each comparison with its weight; or a refusal where there is none
 * @throws CausalError `invalid-data` for a panel with gaps, `not-supported` for a treatment that ends or covariates
 * @complexity O(n + groups² times)
 * @category Estimation
 * @see Goodman-Bacon 2021, "Difference-in-differences with variation in treatment timing", Journal of Econometrics 225, theorem 1
 * @example
 * const rows = ['a', 'b', 'c'].flatMap((shop, s) =>
 *   [1, 2, 3, 4].map((year) => ({ shop, year, law: s < 2 && year >= 2 + s ? 1 : 0, jobs: 10 * s + year * year })),
 * )
 * const parts = goodmanBacon(table(rows), { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * parts.estimated && parts.comparisons.map(({ kind }) => kind)
 * //=> ['never treated', 'never treated', 'not yet treated', 'already treated']
 */
export function goodmanBacon<T>(
  table: Table<T>,
  question: DifferenceInDifferencesQuestion<NoInfer<keyof T & string>>,
): BaconDecomposition | RefusedDesign {
  return calledAs('goodmanBacon', () => {
    checkOptions('question', question, [...differenceKeys])
    const source = table as Table<unknown, string>
    const { outcome, treated, specification } = readColumns(source, question)
    if (specification.adjustment.length > 0) {
      throw new CausalError('not-supported', 'the decomposition is that of a regression without covariates.', {
        option: 'adjustment',
      })
    }
    const { panel, start } = readStarts(source, question, treated)
    requireBalanced(panel, question.unit)
    return decompose(inCells(panel, outcome), start, panel.times.values)
  })
}

function decompose(y: Float64Array, start: Int32Array, times: readonly number[]): BaconDecomposition | RefusedDesign {
  const size = times.length
  // groups by beginning: −1 never, 0 always
  const groups = [...new Set(start)].sort((a, b) => a - b)
  const share = new Map(groups.map((g) => [g, start.filter((s) => s === g).length / start.length]))
  const mean = (g: number, from: number, to: number): number => {
    let sum = 0
    let count = 0
    for (let u = 0; u < start.length; u++) {
      if (start[u] !== g) continue
      for (let t = from; t < to; t++) sum += y[u * size + t]!
      count += to - from
    }
    return sum / count
  }
  const parts: (BaconComparison & { raw: number })[] = []
  const add = (treated: number, control: number, from: number, to: number, at: number, raw: number): void => {
    const [inside, other] = [treated, control].map((g) => mean(g, at, to) - mean(g, from, at))
    const kind =
      control < 0
        ? 'never treated'
        : control === 0
          ? 'always treated'
          : control > treated
            ? 'not yet treated'
            : 'already treated'
    parts.push({
      treated: times[treated]!,
      control: control < 0 ? null : times[control]!,
      kind,
      weight: 0,
      estimate: inside! - other!,
      raw,
    })
  }
  const timing = groups.filter((g) => g > 0)
  const treatedShare = (g: number): number => (g < 0 ? 0 : (size - g) / size)
  for (const other of [-1, 0].filter((g) => share.has(g))) {
    for (const g of timing) {
      // equation 10d: n_k n_u D̄_k (1 − D̄_k), up to the variance of treatment
      const d = treatedShare(g)
      add(g, other, 0, size, g, share.get(g)! * share.get(other)! * d * (1 - d))
    }
  }
  for (const early of timing) {
    for (const late of timing.filter((g) => g > early)) {
      const [a, b] = [treatedShare(early), treatedShare(late)]
      const both = share.get(early)! * share.get(late)!
      // equations 10e and 10f
      add(early, late, 0, late, early, both * (a - b) * (1 - a))
      add(late, early, early, size, late, both * b * (a - b))
    }
  }
  const total = parts.reduce((sum, { raw }) => sum + raw, 0)
  if (!(total > 0)) {
    return refusedDesign(
      'no-comparison',
      'all units begin treatment at the same time, or before the first: there is nothing to compare.',
      {
        groups: groups.length,
      },
    )
  }
  const comparisons = parts.map(({ raw, ...part }) => Object.freeze({ ...part, weight: raw / total }))
  const forbidden = comparisons.filter(({ kind }) => kind === 'already treated' || kind === 'always treated')
  return Object.freeze({
    estimated: true,
    estimate: comparisons.reduce((sum, { weight, estimate }) => sum + weight * estimate, 0),
    comparisons: Object.freeze(comparisons),
    forbiddenWeight: forbidden.reduce((sum, { weight }) => sum + weight, 0),
  })
}
