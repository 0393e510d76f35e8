import type { Table } from '../../data/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { indexedTest, type Query } from '../core/make-test.js'
import { type PermutationOptions, readPermutationOptions } from '../core/permutation-options.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy } from '../core/untested.js'
import { gramOn } from '../kernel/gram-on.js'
import { learnedSmoother } from '../kernel/learned-smoother.js'
import { bytesOf } from '../kernel/low-rank.js'
import { makeStore } from '../kernel/lru.js'
import { gaussianKernel } from '../kernels/gaussian-kernel.js'
import { nearestRows } from '../neighbors/local-permutation.js'
import { distanceTest, readNumbers } from './distance-correlation.js'
import { distanceColumn } from './distance-covariance.js'

const method = 'distance correlation of Gaussian process residuals, permutation among near rows'
/** Rows among which residuals are shuffled. */
const NEAR = 10
/** The share of the variance below which nothing is left to test, and below which a large p-value is silence. */
const DETERMINED = 1e-8
const NEARLY_DETERMINED = 0.05
const residualMemory = 64 * 2 ** 20

/**
 * The residual test GPDC: what Gaussian process regression on the conditioning set leaves of x and of y is tested by distance
 * correlation.
 *
 * The width and the noise of each regression are learned by marginal likelihood. The null shuffles the residuals among rows
 * that are near in the conditioning set: shuffled among all rows, residuals that share the errors of the fit, or whose spread
 * follows the condition, would look dependent (11 to 13 % at level 0.05 with 70 rows). It is a test for additive noise: x = f(z)
 * + noise. Where the noise interacts with z in other ways take {@link cmiKnn} or {@link kci}. Without a conditioning set it is
 * {@link distanceCorrelation}.
 *
 * @param data - a table of numbers, complete, at least 6 rows
 * @param options - draws, seed
 * @returns the test; its `estimate` is the distance correlation of the residuals. It offers no plan
 * @throws CausalError `missing-values`, `invalid-data` (categories), `too-few-rows`; the test itself `unknown-name`, `overlap`
 * @complexity O(n r²) a regression with rank r, O(n log n) a draw, O(n²) for the near rows
 * @category Independence tests
 * @see Runge, Nowack, Kretschmer, Flaxman & Sejdinovic 2019, "Detecting and quantifying causal associations in large nonlinear
 *   time series datasets", Science Advances 5
 * @example
 * const z = Array.from({ length: 60 }, (_, i) => i / 10)
 * const t = table({ z, x: z.map((v, i) => Math.sin(v) + 0.1 * ((i * 7) % 5)), y: z.map((v, i) => v * v + 0.1 * ((i * 7) % 5)) })
 * gpdc(t, { draws: 199 })('x', 'y', ['z']).pValue! < 0.05
 * //=> true
 */
export function gpdc<T>(data: Table<T>, options: PermutationOptions = {}): IndependenceTest<keyof T & string> {
  return madeBy('gpdc', [data, options], () => {
    checkOptions('options', options, ['draws', 'seed'])
    const settings = readPermutationOptions(checkedObject('options', options))
    seedStream(settings.seed)
    const columns = readNumbers(data)
    const { names, rowCount: n, varies, standardised } = columns
    const store = makeStore(residualMemory)
    /** What the regression on the conditioning set leaves of a column, and the share of its variance. */
    const residual = (variable: number, given: Int32Array): { values: Float64Array; left: number } =>
      store.get(
        `${variable} ${given.join()}`,
        () => {
          const target = { size: n, rank: 1, rows: standardised[variable]! }
          const smoother = learnedSmoother(
            (width) => gramOn(columns, gaussianKernel({ width }), given, given.length, false),
            target,
            1e-6,
          )
          const values = smoother.residual(target).rows
          let square = 0
          for (const v of values) square += v * v
          return { values, left: square / (n - 1) }
        },
        ({ values }) => bytesOf({ size: n, rank: 1, rows: values }),
      )
    const core = ({ x, y, given: all }: Query): TestResult => {
      const still = [x, y].filter((i) => !varies[i]!).map((i) => names[i]!)
      if (still.length > 0) return determinedBy(method, still, [])
      // a constant says nothing; the order is that of names, so that moving columns changes no bit
      const given = all.filter((i) => varies[i]!)
      const pair = names[x]! <= names[y]! ? [x, y] : [y, x]
      if (given.length === 0) {
        const [a, b] = pair.map((i) => distanceColumn(standardised[i]!))
        return { ...distanceTest(a!, b!, settings), method }
      }
      const found = pair.map((i) => residual(i, given))
      const left = found.map((one) => one.left)
      const set = Array.from(given, (i) => names[i]!)
      const least = left[0]! <= left[1]! ? 0 : 1
      if (!(left[least]! > DETERMINED)) return determinedBy(method, [names[pair[least]!]!], set, { left: left[least]! })
      const near = nearestRows(
        Array.from(given, (i) => standardised[i]!),
        n,
        NEAR,
      )
      const [a, b] = found.map(({ values }) => distanceColumn(values))
      const result = distanceTest(a!, b!, settings, near)
      if (left[least]! <= NEARLY_DETERMINED && result.pValue > 0.05 && left[least]! < 1e-3)
        return determinedBy(method, [names[pair[least]!]!], set, { left: left[least]! })
      return { ...result, method }
    }
    return indexedTest('gpdc', data.columns, core, undefined, data)
  })
}
