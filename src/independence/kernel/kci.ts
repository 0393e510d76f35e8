import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { byName, indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy, untested } from '../core/untested.js'
import { gammaNull } from './gamma-null.js'
import { hadamardFactor } from './hadamard-factor.js'
import { hadamardSums } from './hadamard-sums.js'
import { type KciOptions, type KciSettings, readKciOptions } from './kci-options.js'
import { type KernelColumns, readKernelColumns } from './kernel-columns.js'
import { type KernelEngine, kernelEngine } from './kernel-engine.js'
import { sumOfSquaredProducts, traceOf } from './low-rank.js'
import { permutationNull } from './permutation-null.js'
import type { Residual } from './ridge-smoother.js'
import { eigenvaluesOf, spectralNull } from './spectral-null.js'

/**
 * The kernel test of conditional independence (KCI): sees dependence of any form, linear or not, in numbers and
 * categories alike.
 *
 * Given nothing, it compares the centred kernel matrices of x and y (Zhang et al. 2011, Theorem 4). Given z, kernel
 * ridge regression on z takes out of the functions of x and of y what z explains; for x and for y the width and the ridge
 * that predict best are taken, so that what varies fast with z is taken out too. The statistic is Σ A ∘ B ∘ (1 + W) with A
 * and B the Gram matrices of the residuals and W a kernel of z: the residuals' covariance, and how it varies with z (Daudin
 * 1980; Pogodin et al. 2024, section 3). So a dependence whose sign turns with z is seen too, and x and y may be exchanged.
 * causal-learn instead joins half of z to x alone, at fixed widths: `parity: 'causal-learn'` gives that test and its numbers.
 *
 * Under independence the statistic is a weighted sum of chi-squares. The gamma null needs only two sums, which are
 * computed from pivoted Cholesky factors: no eigendecomposition, no n × n matrix while ranks are low. Factors of
 * variables and conditioning sets are kept for the tests that follow.
 *
 * Of a column that does not vary, or of which z leaves nothing, nothing can be tested; nor where z leaves less than 5 % and
 * in it the dependence without z could not have been seen; nor where categories alone are given, with fewer than five rows
 * for each combination of theirs (then it would reject too often). A constant in the conditioning set changes nothing. Curves
 * of three columns or more cannot be learned from few rows: see the guide "Which test?" for how many it takes.
 *
 * @param data - a table of numbers and categories, n ≥ 5 rows, complete
 * @param options - kernels, null distribution, memory, parity
 * @returns the test; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `too-few-rows`, `invalid-argument`; the test itself `unknown-name`, `overlap`,
 *   `not-supported` (permutations given a conditioning set)
 * @complexity O(n r²) given nothing, O(n² r + n r_z² + r_z³) given z with ranks r up to 30 and r_z up to 200
 * @category Independence tests
 * @see Zhang, Peters, Janzing & Schölkopf 2011, "Kernel-based conditional independence test and application in causal
 *   discovery", UAI; Pogodin, Schrab, Li, Sutherland & Gretton 2024, "Practical kernel tests of conditional independence"
 * @example
 * const X = Array.from({ length: 151 }, (_, i) => i / 75 - 1)
 * const bowl = table({ X, Y: X.map((x) => x * x) })
 * fisherZ(bowl)('X', 'Y').pValue! > 0.5   // in a bowl there is no correlation
 * //=> true
 * kci(bowl)('X', 'Y').pValue! < 1e-6
 * //=> true
 */
export function kci<T>(data: Table<T>, options: KciOptions = {}): IndependenceTest<keyof T & string> {
  return madeBy('kci', [data, options], () => {
    checkOptions(
      'options',
      options,
      ['kernel', 'null', 'draws', 'seed', 'bandwidth', 'ridge', 'tolerance', 'memory', 'parity'],
      { ridge: 'number', memory: 'number' },
    )

    const settings = readKciOptions(options)
    const columns = readKernelColumns(data)
    if (settings.parity) refuseCategories(columns)
    const engine = kernelEngine(columns, settings)
    const run = ({ x, y, given }: Query): TestResult => {
      // the symmetric test is asked in the order of names, so that exchanging x and y changes no bit of the answer
      const turn = !settings.parity && settings.x === settings.y && columns.names[x]! > columns.names[y]!
      const a = turn ? y : x
      const b = turn ? x : y
      // what does not vary says nothing: a set with it is the set without it
      const set = settings.parity ? given : given.filter((i) => columns.varies[i]!)
      return set.length === 0
        ? marginal(columns, engine, settings, a, b)
        : conditional(columns, engine, settings, a, b, set)
    }
    const order = byName(data.columns)
    const logPValue = (x: number, y: number, given: Int32Array, size: number): number | undefined =>
      run({ x, y, given: order(given.subarray(0, size)) }).logPValue
    return indexedTest('kci', data.columns, run, Object.freeze({ kind: 'indexed', logPValue }), data)
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
  if (determined.length > 0) return determinedBy(method, determined, [])
  const statistic = sumOfSquaredProducts(a.factor, b.factor)
  if (settings.nullName === 'permutation') {
    return {
      tested: true,
      statistic,
      ...permutationNull(a.factor, b.factor, settings.draws, settings.seed),
      method,
    }
  }
  if (settings.nullName === 'spectral') {
    const left = eigenvaluesOf(a.factor)
    const right = eigenvaluesOf(b.factor)
    const weights = Float64Array.from(Array.from(left).flatMap((v) => Array.from(right, (w) => (v * w) / n)))
    return { tested: true, statistic, ...spectralNull(statistic, weights, settings.draws, settings.seed), method }
  }
  const mean = (a.trace * b.trace) / n
  const variance = (2 * a.squares * b.squares) / (n * n)
  return { tested: true, statistic, ...gammaNull(statistic, mean, variance), method }
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
  if (settings.nullName === 'permutation') {
    throw new CausalError(
      'not-supported',
      "a permutation null given a conditioning set is refused: residuals of a regression are not exchangeable. Take null: 'gamma' or 'spectral'.",
      { given: Array.from(given, (i) => columns.names[i]!) },
    )
  }
  const set = Array.from(given, (i) => columns.names[i]!)
  const strata = settings.parity ? 0 : strataOf(columns, given)
  if (columns.rowCount < ROWS_A_STRATUM * strata) {
    const message = `${columns.rowCount} rows fill ${strata} combinations of ${quoteNames(set)}: with fewer than ${ROWS_A_STRATUM} for each, what they explain cannot be told from noise. Take gSquare for categories, condition on fewer columns, or gather more rows.`
    return untested(method, 'sparse', message, { strata, rows: columns.rowCount, needed: ROWS_A_STRATUM * strata })
  }
  const a = engine.residual(x, 'x', given)
  const b = engine.residual(y, 'y', given)
  const isGone = ({ factor, left }: Residual): boolean =>
    settings.bandwidth === 'rule' ? !(traceOf(factor) > 5 * settings.ridge) : !(left > DETERMINED_TRACE)
  const determined = [x, y].filter((_, k) => isGone([a, b][k]!)).map((i) => columns.names[i]!)
  if (determined.length > 0) return determinedBy(method, determined, set)
  const { total, trace, squares } = hadamardSums(a.factor, b.factor, engine.weight(given))
  const rise = engine.inflation(given)
  const tail = (): { readonly pValue: number; readonly logPValue: number } => {
    if (settings.nullName === 'gamma') return gammaNull(total, rise * trace, 2 * rise * rise * squares)
    const weights = eigenvaluesOf(hadamardFactor(a.factor, b.factor, engine.weight(given), 1e-6))
    return spectralNull(
      total,
      weights.map((w) => rise * w),
      settings.draws,
      settings.seed,
    )
  }
  const isShort =
    !settings.parity && given.length >= MANY && columns.rowCount < ROWS_FOR_MANY && hasNumber(columns, given)
  const warning = `${columns.rowCount} rows are few for ${given.length} columns given: where x and y follow curves of ${MANY} of them or more, fewer than ${ROWS_FOR_MANY} do not show the curves, and independence is rejected too often. Condition on fewer columns, or gather more rows.`
  const found = { tested: true, statistic: total, ...tail(), ...(isShort && { warning }), method } as const
  const left = Math.min(a.left, b.left)
  if (settings.parity || found.pValue <= 0.05 || left > NEARLY_DETERMINED) return found
  // would the dependence without the conditioning set have been seen in what it leaves?
  const [u, v] = [engine.marginal(x, 'x'), engine.marginal(y, 'y')]
  const signal = sumOfSquaredProducts(u.factor, v.factor) - (u.trace * v.trace) / columns.rowCount
  if (signal * left * left > 3 * Math.sqrt(2 * squares)) return found
  return determinedBy(method, [columns.names[a.left <= b.left ? x : y]!], set, { left })
}

/** So many columns given, among them numbers, need so many rows: see the guide "Which test?". */
const MANY = 3
const ROWS_FOR_MANY = 300
const hasNumber = ({ categorical }: KernelColumns, given: Int32Array): boolean => given.some((i) => !categorical[i]!)

/** Rows for each combination of categories, at the least. */
const ROWS_A_STRATUM = 5

/** How many combinations of categories there are, where nothing but categories is given; else 0. */
function strataOf({ raw, categorical, rowCount }: KernelColumns, given: Int32Array): number {
  if (!given.every((i) => categorical[i]!)) return 0
  const seen = new Set<string>()
  for (let row = 0; row < rowCount; row++) seen.add(Array.from(given, (i) => raw[i]![row]!).join())
  return seen.size
}

/** A smoother leaves about this share of the trace even of a copy. */
const DETERMINED_TRACE = 1e-4
/** Below this share of the trace, silence is looked into. */
const NEARLY_DETERMINED = 0.05

function refuseCategories({ names, categorical }: KernelColumns): void {
  const found = names.filter((_, i) => categorical[i]!)
  if (found.length === 0) return
  throw new CausalError(
    'invalid-data',
    `${quoteNames(found)} hold categories, for which causal-learn has no kernel: leave parity out.`,
    { names: found },
  )
}
