import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { pivotedCholesky } from '../../numeric/pivoted-cholesky.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy } from '../core/untested.js'
import { gaussianKernel } from '../kernels/gaussian-kernel.js'
import { gammaNull } from './gamma-null.js'
import { gramOn } from './gram-on.js'
import { hadamardSums } from './hadamard-sums.js'
import { type KciOptions, readKciOptions } from './kci-options.js'
import { readKernelColumns } from './kernel-columns.js'
import { bytesOf, centredFactor, sumOfSquaredProducts, traceOf } from './low-rank.js'
import { makeStore } from './lru.js'
import { permutationNull } from './permutation-null.js'

/**
 * The Hilbert–Schmidt test of unconditional independence, for two columns of any kind.
 *
 * The statistic is n HSIC, the biased estimate tr(K H L H) / n with Gaussian kernels of median width; its null a gamma
 * distribution by Gretton's moments, or permutations. It is the unconditional part of `kci` with another null: a
 * conditioning set is refused.
 *
 * @param data - a table of numbers and categories, complete, at least 6 rows
 * @param options - `kernel`, `null` (`'gamma'` or `'permutation'`), `draws`, `seed`, `memory` as in {@link kci}
 * @returns the test; it offers no plan, since searches need conditioning sets
 * @throws CausalError as `kci`; `not-supported` for a conditioning set or a spectral null
 * @complexity O(n² r) with ranks r
 * @category Independence tests
 * @see Gretton, Fukumizu, Teo, Song, Schölkopf & Smola 2008, "A kernel statistical test of independence", NeurIPS
 * @example
 * const X = Array.from({ length: 151 }, (_, i) => i / 75 - 1)
 * const bowl = table({ X, Y: X.map((x) => x * x) })
 * hsic(bowl)('X', 'Y').pValue! < 1e-6
 * //=> true
 */
export function hsic<T>(
  data: Table<T>,
  options: Pick<KciOptions, 'kernel' | 'null' | 'draws' | 'seed' | 'memory'> = {},
): IndependenceTest<keyof T & string> {
  return madeBy('hsic', [data, options], () => {
    checkOptions('options', options, ['kernel', 'null', 'draws', 'seed', 'memory'], { memory: 'number' })

    const median = gaussianKernel({ width: 'median' })
    const settings = readKciOptions({
      ...options,
      kernel: checkedObject('options', options).kernel ?? median,
    })
    if (settings.nullName === 'spectral') {
      throw new CausalError('not-supported', "the null of hsic is 'gamma' or 'permutation'; kci has 'spectral'.")
    }
    const columns = readKernelColumns(data)
    const n = columns.rowCount
    if (n < 6) throw new CausalError('too-few-rows', `at least 6 rows are needed, got ${show(n)}.`, { count: n })
    const store = makeStore(settings.memory)
    const parts = (variable: number, role: 'x' | 'y') =>
      store.get(
        `${role} ${variable}`,
        () => {
          const gram = gramOn(columns, settings[role], [variable], 0)
          return {
            factor: centredFactor(gram, 1e-10),
            mean: meanOffDiagonal(pivotedCholesky(gram, 1e-10).rows, gram, n),
          }
        },
        ({ factor }) => bytesOf(factor),
      )
    const method = `Hilbert–Schmidt independence test, ${settings.nullName} null`
    const run = ({ x, y, given }: Query): TestResult => {
      if (given.length > 0) {
        throw new CausalError('not-supported', 'hsic has no conditioning set: use kci.', {
          given: Array.from(given, (i) => columns.names[i]!),
        })
      }
      // in the order of names, so that exchanging x and y, or moving columns, changes no bit
      const turn = settings.x === settings.y && columns.names[x]! > columns.names[y]!
      const pair = turn ? [y, x] : [x, y]
      const a = parts(pair[0]!, 'x')
      const b = parts(pair[1]!, 'y')
      const constant = [a, b].map(({ factor }) => !(traceOf(factor) > 1e-9 * n))
      if (constant.includes(true)) {
        const still = pair.filter((_, k) => constant[k]!).map((i) => columns.names[i]!)
        return determinedBy(method, still, [])
      }
      const statistic = sumOfSquaredProducts(a.factor, b.factor) / n
      if (settings.nullName === 'permutation') {
        return {
          tested: true,
          statistic,
          ...permutationNull(a.factor, b.factor, settings.draws, settings.seed),
          method,
        }
      }
      const { squares } = hadamardSums(a.factor, b.factor)
      const offDiagonal = squares - squaredDiagonal(a.factor.rows, b.factor.rows, n)
      const mean = 1 + a.mean * b.mean - a.mean - b.mean
      // variance of n HSIC: Gretton et al. 2008, Theorem 4
      const variance = (2 * (n - 4) * (n - 5) * offDiagonal) / ((n - 1) ** 2 * (n - 2) * (n - 3))
      return { tested: true, statistic, ...gammaNull(statistic, mean, variance), method }
    }
    return indexedTest('hsic', data.columns, run, undefined, data)
  })
}

/** The mean of k(i, j) over i ≠ j, from Lᵀ L. */
function meanOffDiagonal(rows: Float64Array, gram: { diagonal: (out: Float64Array) => void }, n: number): number {
  let total = 0
  for (let k = 0; k < rows.length; k += n) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += rows[k + i]!
    total += sum * sum
  }
  const diagonal = new Float64Array(n)
  gram.diagonal(diagonal)
  for (let i = 0; i < n; i++) total -= diagonal[i]!
  return total / (n * (n - 1))
}

/** Σ (Aᵢᵢ Bᵢᵢ)². */
function squaredDiagonal(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    let first = 0
    let second = 0
    for (let k = i; k < a.length; k += n) first += a[k]! * a[k]!
    for (let k = i; k < b.length; k += n) second += b[k]! * b[k]!
    sum += (first * second) ** 2
  }
  return sum
}
