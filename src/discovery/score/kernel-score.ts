import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { type KernelColumns, readKernelColumns } from '../../independence/kernel/kernel-columns.js'
import { centredFactor, traceOf } from '../../independence/kernel/low-rank.js'
import { categoricalKernel } from '../../independence/kernels/categorical-kernel.js'
import { gaussianKernel } from '../../independence/kernels/gaussian-kernel.js'
import { productGram } from '../../independence/kernels/product-kernel.js'
import type { GramMatrix, KernelSample } from '../../independence/kernels/types.js'
import { checkedObject } from '../../names.js'
import { cholesky, logDeterminant, solveLower } from '../../numeric/cholesky.js'
import type { LowRank } from '../../numeric/pivoted-cholesky.js'
import { gramOfRows, productTransposed } from '../../numeric/product-transposed.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { makeScore } from './make-score.js'
import type { Score } from './score.js'

/** Ratios of signal to noise over which the evidence is averaged. */
const RATIOS = [0.3, 1, 3, 10, 30]

/** What is left out of the trace of a node's kernel matrix, and of its parents'. */
const NODE_TOLERANCE = 1e-2
const PARENT_TOLERANCE = 1e-5

/**
 * The generalised score of Huang et al. 2018: the marginal likelihood of a node's kernel features given its parents, so
 * that dependence of any form counts, between numbers and categories alike.
 *
 * The centred features of the node, from its pivoted Cholesky factor, are Gaussian processes on the parents with the
 * product kernel (Gaussian on standardised numbers, equality on categories). The noise variance is at its maximum. The
 * evidence is averaged over ratios of signal to noise from 0.3 to 30, where the paper takes its maximum: that prices
 * complexity. An idle parent lowers the score but for about 1 sample of 40 at 200 rows, fewer with more rows. A column
 * that does not vary scores 0 whatever its parents.
 *
 * Equivalent graphs need not have equal scores on a sample, as the features of one node given another are not those of
 * the other given the one; read the directions that the class leaves open as open. Units, shifts and the order of rows
 * change nothing.
 *
 * @param table - n ≥ 5 rows of numbers and categories, complete
 * @param options - `width`: that of the Gaussian kernels in standard deviations (default 1)
 * @returns the score, for `ges`, `exactSearch` and `boss`
 * @throws CausalError `missing-values`, `too-few-rows`; `invalid-argument` for no table, or a width that is not positive
 * @complexity O(n r²) a local score for a rank r of the parents' kernel, up to n
 * @category Discovery
 * @see Huang, Zhang, Lin, Schölkopf & Glymour 2018, "Generalized score functions for causal discovery", KDD, section 3.2
 * @example
 * const angle = Array.from({ length: 100 }, (_, i) => i)
 * const circle = table({ X: angle.map(Math.cos), Y: angle.map(Math.sin) })
 * bicScore(circle)('Y', ['X']) > bicScore(circle)('Y')       // on a circle there is no correlation
 * //=> false
 * kernelScore(circle)('Y', ['X']) > kernelScore(circle)('Y')
 * //=> true
 */
export function kernelScore<T>(table: Table<T>, options: { readonly width?: number } = {}): Score<keyof T & string> {
  return calledAs('kernelScore', () => {
    checkOptions('options', options, ['width'], { width: 'number' })

    const { width = 1 } = checkedObject('options', options)
    if (!(width > 0 && width < Number.POSITIVE_INFINITY)) {
      throw new CausalError('invalid-argument', `width is ${show(width)}: give a number above 0.`, { width })
    }
    const columns = inCanonicalOrder(readKernelColumns(table))
    const n = columns.rowCount
    const place = placeOf(columns.names)
    const features = columns.names.map((_, node) => centredFactor(gramOn(columns, [node], width), NODE_TOLERANCE))
    const local = (node: number, parents: Int32Array, size: number): number => {
      const target = features[node]!
      const total = traceOf(target)
      if (!(total > 1e-9 * n)) return 0
      if (size === 0) return logEvidence(n, target.rank, total, 0)
      const set = Array.from(parents.subarray(0, size)).sort((a, b) => place[a]! - place[b]!)
      return averagedEvidence(target, total, centredFactor(gramOn(columns, set, width), PARENT_TOLERANCE))
    }
    return makeScore('kernelScore', table.columns, local, table)
  })
}

/** log of m Gaussian vectors' density with covariance σ² C, at the best σ²: `rest` is Σ vᵀ C⁻¹ v. */
function logEvidence(n: number, m: number, rest: number, logDet: number): number {
  return -0.5 * n * m * (1 + portableLog((2 * Math.PI * rest) / (n * m))) - 0.5 * m * logDet
}

/** log of the mean over ratios ρ of the evidence with C = I + ρ Lᵀ L, by the identities of Woodbury and Sylvester. */
function averagedEvidence(target: LowRank, total: number, parents: LowRank): number {
  const { size: n, rank: m } = target
  const { rank: r } = parents
  if (r === 0) return logEvidence(n, m, total, 0)
  const squares = gramOfRows(parents.rows, r, n)
  const products = productTransposed(parents.rows, target.rows, r, m, n)
  const logs = RATIOS.map((ratio) => {
    const inner = squares.map((v) => ratio * v)
    for (let k = 0; k < r; k++) inner[k * r + k]! += 1
    const factor = cholesky(inner, r, 0)
    if (!factor.ok) throw new CausalError('invalid-data', 'the kernel of the parents is not finite.')
    const solved = solveLower(factor.factor, r, products.slice(), m)
    let explained = 0
    for (let k = 0; k < solved.length; k++) explained += solved[k]! * solved[k]!
    const rest = Math.max(total - ratio * explained, 1e-12 * total)
    return logEvidence(n, m, rest, logDeterminant(factor.factor, r))
  })
  const largest = Math.max(...logs)
  return largest + portableLog(logs.reduce((sum, log) => sum + portableExp(log - largest), 0) / logs.length)
}

/** The product of the kernels of some columns. */
function gramOn(
  { rowCount, raw, standardised, categorical }: KernelColumns,
  set: readonly number[],
  width: number,
): GramMatrix {
  const sample = (members: readonly number[]): KernelSample => ({
    rowCount,
    columns: members.map((i) => standardised[i]!),
    raw: members.map((i) => raw[i]!),
    conditions: 0,
  })
  const numbers = set.filter((i) => !categorical[i]!)
  const states = set.filter((i) => categorical[i]!)
  return productGram([
    ...(numbers.length > 0 ? [gaussianKernel({ width }).gram(sample(numbers))] : []),
    ...(states.length > 0 ? [categoricalKernel().gram(sample(states))] : []),
  ])
}

/** Each column's place in the order of names: what is computed by it does not depend on the order of columns. */
function placeOf(names: readonly string[]): number[] {
  const order = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const place = new Array<number>(names.length)
  for (const [k, i] of order.entries()) place[i] = k
  return place
}

/** The rows sorted by value: pivots, and so the rounding of the factors, do not depend on the order of rows. */
function inCanonicalOrder(columns: KernelColumns): KernelColumns {
  const place = placeOf(columns.names)
  const keys = columns.raw.map((_, i) => i).sort((a, b) => place[a]! - place[b]!)
  const order = Array.from({ length: columns.rowCount }, (_, i) => i).sort((a, b) => {
    for (const k of keys) {
      const difference = columns.raw[k]![a]! - columns.raw[k]![b]!
      if (difference !== 0) return difference
    }
    return 0
  })
  const sorted = (list: readonly Float64Array[]): Float64Array[] =>
    list.map((column) => Float64Array.from(order, (i) => column[i]!))
  return { ...columns, raw: sorted(columns.raw), standardised: sorted(columns.standardised) }
}
