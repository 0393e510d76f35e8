import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Dag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { DirectLingamOptions } from './direct-lingam.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects } from './lingam-result.js'
import { readNumericData } from './numeric-data.js'
import { residualTests } from './residual-tests.js'

/**
 * Settings of {@link parceLingam}.
 *
 * @category Discovery
 */
export interface ParceLingamOptions<N extends string = string> extends DirectLingamOptions<N> {
  /** The level at which a column is rejected as the last of those that are left (default 0.1, as in the paper). */
  readonly alpha?: number
}

/**
 * A linear non-Gaussian model of which the beginning of the order may be unknown.
 *
 * @category Discovery
 */
export interface ParceLingamResult<N extends string = string> {
  /** The names of the p columns. */
  readonly names: readonly N[]
  /**
   * Blocks in causal order. The first may hold several columns, whose order and effects on one another could not be
   * told: hidden causes, relations that are not linear, or too few rows. All others hold one.
   */
  readonly order: readonly (readonly N[])[]
  /** The columns of such a first block; empty where the whole order was found. */
  readonly undecided: readonly N[]
  /** p × p row-major: entry (i, j) is the direct effect of column j on column i; NaN between undecided columns. */
  readonly coefficients: Float64Array
  /** The edges with an effect; none between undecided columns but those that knowledge requires. */
  readonly graph: Dag<N>
  /** For each column that was taken, last first, the p-value of its residual's independence of all columns before it. */
  readonly pValues: readonly { readonly column: N; readonly pValue: number }[]
  /** What speaks against the rows, in sentences, where something does: that they seem to depend on the rows before them. */
  readonly warnings?: readonly string[]
}

/**
 * ParceLiNGAM, bottom up: the part of a causal order that stands although some columns share hidden causes.
 *
 * From the end of the order: of those left, the column whose least-squares residual is most independent of all others
 * (Fisher's combination of the p-values of `hsic`) is the last, unless it is rejected at alpha: then the search stops, and says that it
 * cannot order those that are left. Sinks without hidden causes are found right; `rcd` goes further and says which pairs
 * share a hidden cause.
 *
 * @param data - a table of numbers, complete, more rows than columns + 1
 * @param options - the level, known paths, knowledge, pruning
 * @returns the order from its undecided block on, and effects
 * @throws CausalError as `directLingam`; `invalid-data` where a column is a function of others without error
 * @complexity O(p³) tests of `hsic`
 * @category Discovery
 * @see Tashiro, Shimizu, Hyvärinen & Washio 2014, "ParceLiNGAM: a causal ordering method robust against latent confounders",
 *   Neural Computation 26, Algorithm 2
 * @example
 * const noise = normals(randomStream(1), 600).values
 * const hidden = noise.subarray(0, 150).map((x) => x ** 3)
 * const a = hidden.map((x, i) => x + noise[150 + i]! ** 3)
 * const b = hidden.map((x, i) => x + noise[300 + i]! ** 3)
 * const c = a.map((x, i) => x + b[i]! + noise[450 + i]! ** 3)
 * parceLingam(table({ a, b, c })).order
 * //=> [['a', 'b'], ['c']]
 */
export function parceLingam<T>(
  data: Table<T>,
  options: ParceLingamOptions<keyof T & string> = {},
): ParceLingamResult<keyof T & string> {
  type N = keyof T & string
  return calledAs('parceLingam', () => {
    checkOptions('options', options, ['alpha', 'prior', 'knowledge', 'prune', 'onProgress', 'signal'])
    const { alpha = 0.1, prune = 'adaptive-lasso' } = checkedObject('options', options)
    if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1)) {
      throw new CausalError('invalid-argument', `alpha is ${show(alpha)}: give a level strictly between 0 and 1.`, {
        alpha,
      })
    }
    const { index, columns, rowCount, scatter } = readNumericData(data)
    const known = readKnownOrder(index, options.prior, options.knowledge)
    const names = data.columns as readonly N[]
    const p = names.length
    const tests = residualTests(names, columns, scatter)
    let left = Array.from({ length: p }, (_, i) => i)
    const sinks: number[] = []
    const pValues: { column: N; pValue: number }[] = []
    while (left.length > 1) {
      // of two that must come in an order, the first cannot be the last
      const waits = new Set(known.before.filter(([a, b]) => left.includes(a) && left.includes(b)).map(([a]) => a))
      let best = -1
      let most = Number.NEGATIVE_INFINITY
      for (const i of left) {
        if (waits.has(i)) continue
        const others = left.filter((j) => j !== i)
        const logs = tests.independent(
          tests.residual(i, others),
          others.map((j) => columns[j]!),
        )
        const logP = fisherCombined(logs)
        report({ ...options }, { stage: 'sinks', level: sinks.length, done: i + 1, total: p, tests: tests.made() })
        if (logP <= most) continue
        best = i
        most = logP
      }
      if (most <= portableLog(alpha)) break
      pValues.push(Object.freeze({ column: names[best]!, pValue: portableExp(most) }))
      sinks.unshift(best)
      left = left.filter((j) => j !== best)
    }
    const undecided = left.length > 1 ? left : []
    const sequence = inAllowedOrder(left, known.before)
    const coefficients = effectsInOrder(names, scatter, rowCount, [...sequence, ...sinks], prune, known)
    const told = coefficients.slice()
    for (const i of undecided) for (const j of undecided) if (i !== j) told[i * p + j] = 0
    const graph = graphOfEffects(names, told, known)
    for (const i of undecided) for (const j of undecided) if (i !== j) told[i * p + j] = Number.NaN
    const blocks = [left.map((i) => names[i]!), ...sinks.map((i) => [names[i]!])]
    return Object.freeze({
      names,
      order: Object.freeze(blocks.map((block) => Object.freeze(block))),
      undecided: Object.freeze(undecided.map((i) => names[i]!)),
      coefficients: told,
      graph,
      pValues: Object.freeze(pValues),
      ...rowDoubts(data),
    })
  })
}

/** The logarithm of the p-value of −2 Σ log p against a chi-square with twice as many degrees of freedom. */
function fisherCombined(logs: readonly number[]): number {
  return logChiSquareUpperTail(-2 * logs.reduce((sum, value) => sum + value, 0), 2 * logs.length)
}

/** These positions, those first that must come before others. */
function inAllowedOrder(left: readonly number[], before: readonly (readonly [number, number])[]): number[] {
  const rest = [...left]
  return left.map(() => {
    const next = rest.findIndex((i) => !before.some(([a, b]) => b === i && rest.includes(a)))
    return rest.splice(next, 1)[0]!
  })
}
