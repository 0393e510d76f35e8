import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { gammaNull } from './gamma-null.js'
import { hadamardFactor } from './hadamard-factor.js'
import { hadamardSums } from './hadamard-sums.js'
import { type KciOptions, type KciSettings, readKciOptions } from './kci-options.js'
import { type KernelColumns, readKernelColumns } from './kernel-columns.js'
import { type KernelEngine, kernelEngine } from './kernel-engine.js'
import { sumOfSquaredProducts, traceOf } from './low-rank.js'
import { permutationNull } from './permutation-null.js'
import { eigenvaluesOf, spectralNull } from './spectral-null.js'

/**
 * The kernel test of conditional independence (KCI): sees dependence of any form, linear or not, in numbers and
 * categories alike.
 *
 * Given nothing, it compares the centred kernel matrices of x and y (Zhang et al. 2011, Theorem 4). Given z, kernel
 * ridge regression on z takes out of the functions of x and of y what z explains, R K R with R = ε (Kz + ε I)⁻¹, and
 * the statistic is Σ (R Kx R) ∘ (R Ky R) ∘ Kz: the residuals' covariance, and how it varies with z (Daudin 1980;
 * Pogodin et al. 2024, section 3). So a dependence whose sign turns with z is seen too, and x and y may be exchanged.
 * causal-learn instead joins half of z to x alone: `parity: 'causal-learn'` gives that test and its numbers.
 *
 * Under independence the statistic is a weighted sum of chi-squares. The gamma null needs only two sums, which are
 * computed from pivoted Cholesky factors: no eigendecomposition, no n × n matrix while ranks are low. Factors of
 * variables and conditioning sets are kept for the tests that follow.
 *
 * A column that does not vary, or of which z leaves nothing (a trace below 5 ε), is independent of anything: p = 1, named
 * in `determined`.
 *
 * @param data - a table of numbers and categories, n ≥ 5 rows, complete
 * @param options - kernels, null distribution, memory, parity
 * @returns the test; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `too-few-rows`, `invalid-argument`; the test itself `unknown-name`, `overlap`,
 *   `too-large` (permutations of many rows)
 * @complexity O(n r²) given nothing, O(n (n + r_z) r + n r_z²) given z with ranks r, r_z up to n / 3; O(n³) once for a
 *   conditioning set beyond that
 * @category Independence tests
 * @see Zhang, Peters, Janzing & Schölkopf 2011, "Kernel-based conditional independence test and application in causal
 *   discovery", UAI; Pogodin, Schrab, Li, Sutherland & Gretton 2024, "Practical kernel tests of conditional independence"
 * @example
 * const angle = Array.from({ length: 150 }, (_, i) => i)
 * const circle = table({ X: angle.map(Math.cos), Y: angle.map(Math.sin) })
 * fisherZ(circle)('X', 'Y').pValue > 0.5   // on a circle there is no correlation
 * //=> true
 * kci(circle)('X', 'Y').pValue < 1e-6
 * //=> true
 */
export function kci<T>(data: Table<T>, options: KciOptions = {}): IndependenceTest<keyof T & string> {
  return calledAs('kci', () => {
    checkOptions('options', options, [
      'kernel',
      'null',
      'draws',
      'seed',
      'bandwidth',
      'ridge',
      'tolerance',
      'memory',
      'parity',
    ])

    const settings = readKciOptions(options)
    const columns = readKernelColumns(data)
    if (settings.parity) refuseCategories(columns)
    const engine = kernelEngine(columns, settings)
    const run = ({ x, y, given }: Query): TestResult => {
      // the symmetric test is asked in one order, so that exchanging x and y changes no bit of the answer
      const turn = !settings.parity && x > y
      const a = turn ? y : x
      const b = turn ? x : y
      return given.length === 0
        ? marginal(columns, engine, settings, a, b)
        : conditional(columns, engine, settings, a, b, given)
    }
    const logPValue = (x: number, y: number, given: Int32Array, size: number): number =>
      run({ x, y, given: given.slice(0, size).sort() }).logPValue
    return indexedTest('kci', data.columns, run, Object.freeze({ kind: 'indexed', logPValue }))
  })
}

const nullNames = {
  gamma: 'gamma null',
  spectral: 'null by draws of weighted chi-squares',
  permutation: 'permutation null',
}

function marginal(
  columns: KernelColumns,
  engine: KernelEngine,
  settings: KciSettings,
  x: number,
  y: number,
): TestResult {
  const n = columns.rowCount
  const method = `kernel independence test, ${nullNames[settings.nullName]}`
  const a = engine.marginal(x, 'x')
  const b = engine.marginal(y, 'y')
  const determined = [x, y].filter((_, k) => !([a, b][k]!.trace > 1e-9 * n)).map((i) => columns.names[i]!)
  if (determined.length > 0) return independentOfAnything(determined, method)
  const statistic = sumOfSquaredProducts(a.factor, b.factor)
  if (settings.nullName === 'permutation') {
    return { statistic, ...permutationNull(a.factor, b.factor, undefined, settings.draws, settings.seed), method }
  }
  if (settings.nullName === 'spectral') {
    const left = eigenvaluesOf(a.factor)
    const right = eigenvaluesOf(b.factor)
    const weights = Float64Array.from(Array.from(left).flatMap((v) => Array.from(right, (w) => (v * w) / n)))
    return { statistic, ...spectralNull(statistic, weights, settings.draws, settings.seed), method }
  }
  const mean = (a.trace * b.trace) / n
  const variance = (2 * a.squares * b.squares) / (n * n)
  return { statistic, ...gammaNull(statistic, mean, variance), method }
}

function conditional(
  columns: KernelColumns,
  engine: KernelEngine,
  settings: KciSettings,
  x: number,
  y: number,
  given: Int32Array,
): TestResult {
  const method = `kernel conditional independence test, ${nullNames[settings.nullName]}`
  const a = engine.residual(x, 'x', given)
  const b = engine.residual(y, 'y', given)
  const determined = [x, y].filter((_, k) => !(traceOf([a, b][k]!) > 5 * settings.ridge)).map((i) => columns.names[i]!)
  if (determined.length > 0) return independentOfAnything(determined, method)
  const weight = engine.weight(given)
  const { total, trace, squares } = hadamardSums(a, b, weight)
  const found = { statistic: total }
  if (settings.nullName === 'permutation') {
    return { ...found, ...permutationNull(a, b, weight, settings.draws, settings.seed), method }
  }
  if (settings.nullName === 'spectral') {
    const weights = eigenvaluesOf(hadamardFactor(a, b, weight, 1e-6))
    return { ...found, ...spectralNull(total, weights, settings.draws, settings.seed), method }
  }
  const rise = engine.inflation(given)
  return { ...found, ...gammaNull(total, rise * trace, 2 * rise * rise * squares), method }
}

function independentOfAnything(determined: readonly string[], method: string): TestResult {
  return { statistic: 0, pValue: 1, logPValue: 0, determined: Object.freeze(determined), method }
}

function refuseCategories({ names, categorical }: KernelColumns): void {
  const found = names.filter((_, i) => categorical[i]!)
  if (found.length === 0) return
  throw new CausalError(
    'invalid-data',
    `${quoteNames(found)} hold categories, for which causal-learn has no kernel: leave parity out.`,
    { names: found },
  )
}
