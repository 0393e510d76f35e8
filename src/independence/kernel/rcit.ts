import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { gramOfRows, productTransposed } from '../../numeric/product-transposed.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy } from '../core/untested.js'
import { type KernelColumns, readKernelColumns } from './kernel-columns.js'
import { makeStore, type Store } from './lru.js'
import { FEW, fourier, passOver, takeOut, takerOf } from './random-features.js'

/**
 * Settings of {@link rcit}.
 *
 * @category Independence tests
 */
export interface RcitOptions {
  /** Seed of the random features (default 0). */
  readonly seed?: number | string
  /** Most random features of the conditioning set (default 100); no more than a quarter of the rows are drawn. */
  readonly features?: number
  /** How many draws of features `spread` looks at (default 3); the p-value is that of the first. */
  readonly repeats?: number
}

/**
 * The randomised conditional independence test (RCIT): a kernel test by a handful of random Fourier features, linear in
 * the number of rows.
 *
 * Five features of x and five of y joined with z, with the linear regression on the features of z taken out; the statistic
 * is n times the sum of their squared covariances, its null a weighted sum of chi-squares matched in three moments.
 *
 * The answer hangs on the features drawn: on data near the decision it can move from 0.2 to 0.8 with the seed. `spread`
 * of a result gives the least and largest p of several draws. Where they disagree, use {@link kci}. With two conditions or more
 * it wants 300 rows for each: with fewer it rejects too often, and `warning` says so. Of x and y the one whose
 * name comes second is joined with z, so that the answer does not hang on the order in which they are asked or stand.
 *
 * @param data - a table of numbers, complete
 * @param options - seed, features, repeats
 * @returns the test
 * @throws CausalError `missing-values`, `invalid-data` (categories), `too-few-rows`, `invalid-argument`; the test itself
 *   `unknown-name`, `overlap`
 * @complexity O(n features²) for each repeat
 * @category Independence tests
 * @see Strobl, Zhang & Visweswaran 2019, "Approximate kernel-based conditional independence tests for fast
 *   non-parametric causal discovery", Journal of Causal Inference 7
 * @example
 * const angle = Array.from({ length: 300 }, (_, i) => i)
 * const circle = table({ X: angle.map(Math.cos), Y: angle.map(Math.sin) })
 * rcit(circle)('X', 'Y').pValue! < 0.001
 * //=> true
 */
export function rcit<T>(data: Table<T>, options: RcitOptions = {}): IndependenceTest<keyof T & string> {
  return madeBy('rcit', [data, options], () => {
    checkOptions('options', options, ['seed', 'features', 'repeats'], { features: 'number', repeats: 'number' })

    const { seed = 0, features = 100, repeats = 3 } = checkedObject('options', options)
    if (!Number.isInteger(features) || features < 1 || !Number.isInteger(repeats) || repeats < 1) {
      throw new CausalError(
        'invalid-argument',
        `features and repeats are whole numbers from 1, got ${show(features)} and ${show(repeats)}.`,
        { features, repeats },
      )
    }
    seedStream(seed)
    const columns = readKernelColumns(data)
    const words = columns.names.filter((_, i) => columns.categorical[i]!)
    if (words.length > 0) {
      throw new CausalError('invalid-data', `${quoteNames(words)} hold categories: use kci.`, { names: words })
    }
    const { names, rowCount, varies } = columns
    const nameOf = (positions: ArrayLike<number>): string[] => Array.from(positions, (i) => names[i]!)
    // more features than a share of the rows would fit the noise
    const count = Math.min(features, Math.max(1, Math.floor(rowCount / ROWS_A_FEATURE)))
    const takers = makeStore(KEPT_BYTES)
    const core = (query: Query): TestResult => {
      const still = [query.x, query.y].filter((i) => !varies[i]!)
      if (still.length > 0) return determinedBy(method, nameOf(still), [])
      // in the order of names, so that exchanging x and y, or moving columns, changes no bit; a constant says nothing
      const [x, y] = names[query.x]! <= names[query.y]! ? [query.x, query.y] : [query.y, query.x]
      const given = query.given.filter((i) => varies[i]!)
      const found = Array.from({ length: repeats }, (_, k) =>
        oneDraw(columns, x, y, given, count, generator(`${seed} ${k}`), takers, `${k} ${given.join()}`),
      )
      const { left, ...first } = found[0]!
      const p = found.map((draw) => draw.pValue)
      const least = Math.min(...left)
      if (!(least > DETERMINED) || (least <= NEARLY_DETERMINED && first.pValue > 0.05)) {
        return determinedBy(method, nameOf([left[0] <= left[1] ? x : y]), nameOf(given), { left: least })
      }
      return {
        tested: true,
        ...first,
        spread: Object.freeze([Math.min(...p), Math.max(...p)] as const),
        ...(given.length > 1 &&
          rowCount < ROWS_A_CONDITION * given.length && { warning: fewRows(rowCount, given.length) }),
        method,
      }
    }
    return indexedTest('rcit', data.columns, core, undefined, data)
  })
}

const method = 'randomised conditional independence test, weighted chi-squares matched in three moments'

/** Rows for each of several conditions below which independence is rejected too often: see the guide "Which test?". */
const ROWS_A_CONDITION = 300

const fewRows = (rows: number, conditions: number): string =>
  `${rows} rows are few for ${conditions} columns given: below ${ROWS_A_CONDITION * conditions} independence is rejected too often. Take kci, condition on fewer columns, or gather more rows.`

/** Memory for the features of conditioning sets, in bytes. */
const KEPT_BYTES = 1e8

/** Rows for each feature of the conditioning set, at the least. */
const ROWS_A_FEATURE = 4
/** The share of the features' variance that is left of what the conditioning set determines. */
const DETERMINED = 1e-4
/** Below this share, a large p-value is silence. */
const NEARLY_DETERMINED = 0.05

function oneDraw(
  columns: KernelColumns,
  x: number,
  y: number,
  given: Int32Array,
  features: number,
  random: Generator,
  takers: Store,
  key: string,
): { statistic: number; pValue: number; logPValue: number; left: readonly [number, number] } {
  const n = columns.rowCount
  const at = (positions: ArrayLike<number>): Float64Array[] => Array.from(positions, (i) => columns.standardised[i]!)
  // features of x, of y with z, and of y alone, one after another
  const all = new Float64Array((given.length > 0 ? 3 : 2) * FEW * n)
  const part = (k: number): Float64Array => all.subarray(k * FEW * n, (k + 1) * FEW * n)
  const [a, b, own] = [part(0), part(1), part(given.length > 0 ? 2 : 1)]
  fourier(at([x]), n, FEW, random, a)
  fourier(at([y, ...given]), n, FEW, random, b)
  if (given.length > 0) {
    // a draw is the same whatever x and y are: a search that asks of the same conditions again finds their features here
    let made = false
    const taker = takers.get(
      key,
      () => {
        made = true
        return takerOf(fourier(at(given), n, features, random), n, features)
      },
      ({ z, points, factor }) => z.byteLength + points.byteLength + factor.byteLength,
    )
    if (!made) passOver(given.length, features, random)
    // y is joined with z, most of which goes: what z leaves of y is seen in features of y alone
    fourier(at([y]), n, FEW, random, own)
    takeOut(all, 3 * FEW, taker, n)
  }
  // products of each feature of x with each of y: their mean is the covariance, their second moments the null
  const products = new Float64Array(FEW * FEW * n)
  let statistic = 0
  for (let k = 0; k < FEW * FEW; k++) {
    const i = Math.floor(k / FEW) * n
    const j = (k % FEW) * n
    let sum = 0
    for (let r = 0; r < n; r++) {
      const product = a[i + r]! * b[j + r]!
      products[k * n + r] = product
      sum += product
    }
    statistic += (sum * sum) / n
  }
  const m = FEW * FEW
  const moment = gramOfRows(products, m, n).map((v) => v / n)
  const square = productTransposed(moment, moment, m, m, m)
  let first = 0
  let second = 0
  let third = 0
  for (let i = 0; i < m; i++) first += moment[i * m + i]!
  for (let i = 0; i < moment.length; i++) {
    second += 2 * moment[i]! * moment[i]!
    third += 8 * moment[i]! * square[i]!
  }
  const left = [remaining(a, n), remaining(own, n)] as const
  if (!(second > 0 && third > 0)) return { statistic, pValue: 1, logPValue: 0, left: [0, 0] }
  // Hall–Buckley–Eagleson: a chi-square with the same mean, variance and skewness
  const freedom = (8 * second * second * second) / (third * third)
  const scaled = Math.max(0, (statistic - first) * Math.sqrt((2 * freedom) / second) + freedom)
  const pValue = chiSquareUpperTail(scaled, freedom)
  return { statistic, pValue, logPValue: logChiSquareUpperTail(scaled, freedom), left }
}

/** The share of the variance of standardised features that is left. */
function remaining(features: Float64Array, n: number): number {
  return features.reduce((sum, v) => sum + v * v, 0) / (FEW * (n - 1))
}
