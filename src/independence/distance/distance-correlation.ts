import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { indexedTest, type Query } from '../core/make-test.js'
import { drawsInRounds, monteCarloP } from '../core/monte-carlo.js'
import { type PermutationOptions, readPermutationOptions } from '../core/permutation-options.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy } from '../core/untested.js'
import { type KernelColumns, readKernelColumns } from '../kernel/kernel-columns.js'
import { type NearestRows, permutations } from '../neighbors/local-permutation.js'
import { type DistanceColumn, distanceColumn, distanceCovariance } from './distance-covariance.js'

/**
 * The test of independence by distance correlation, for two columns of numbers.
 *
 * Distance covariance is 0 only for independent columns (of finite mean). Its null is that of shuffled rows, exact up to the
 * draws whatever the law of the columns; draws stop once twenty reach the observed value. A conditioning set is refused: see
 * {@link gpdc} and {@link cmiKnn}.
 *
 * @param data - a table of numbers, complete, at least 6 rows
 * @param options - draws, seed
 * @returns the test; its `statistic` is n times the squared distance covariance, its `estimate` the distance correlation. It
 *   offers no plan
 * @throws CausalError `missing-values`, `invalid-data` (categories), `too-few-rows`; the test itself `not-supported` for a
 *   conditioning set, `unknown-name`, `overlap`
 * @complexity O(n log n) a draw
 * @category Independence tests
 * @see Székely, Rizzo & Bakirov 2007, "Measuring and testing dependence by correlation of distances", Annals of Statistics 35
 * @example
 * const X = Array.from({ length: 101 }, (_, i) => i / 50 - 1)
 * const bowl = table({ X, Y: X.map((x) => x * x) })
 * distanceCorrelation(bowl)('X', 'Y').pValue! <= 0.001
 * //=> true
 */
export function distanceCorrelation<T>(
  data: Table<T>,
  options: PermutationOptions = {},
): IndependenceTest<keyof T & string> {
  return madeBy('distanceCorrelation', [data, options], () => {
    checkOptions('options', options, ['draws', 'seed'])
    const { draws, seed } = readPermutationOptions(checkedObject('options', options))
    seedStream(seed)
    const columns = readNumbers(data)
    const { names } = columns
    const known = new Map<number, DistanceColumn>()
    const at = (i: number): DistanceColumn => {
      const column = known.get(i) ?? distanceColumn(columns.standardised[i]!)
      known.set(i, column)
      return column
    }
    const core = ({ x, y, given }: Query): TestResult => {
      if (given.length > 0)
        throw new CausalError(
          'not-supported',
          'distanceCorrelation has no conditioning set: use gpdc, cmiKnn or kci.',
          {
            given: Array.from(given, (i) => names[i]!),
          },
        )
      const still = [x, y].filter((i) => !columns.varies[i]!).map((i) => names[i]!)
      if (still.length > 0) return determinedBy(dcorMethod, still, [])
      // in the order of names, so that exchanging x and y, or moving columns, changes no bit
      const [a, b] = names[x]! <= names[y]! ? [at(x), at(y)] : [at(y), at(x)]
      return { ...distanceTest(a, b, { draws, seed }), method: dcorMethod }
    }
    return indexedTest('distanceCorrelation', data.columns, core, undefined, data)
  })
}

const dcorMethod = 'distance correlation, permutation null'

/** What the draws are made from: two columns, and the rows among which each may move, all unless told. */
interface DistanceDraws {
  readonly a: DistanceColumn
  readonly b: DistanceColumn
  readonly near: NearestRows | null
  readonly seed: number | string
  readonly first: number
}

/** The distance covariance with the rows of b in another order, for each draw from the first on, in turn. */
export function permutedDistances({ a, b, near, seed, first }: DistanceDraws): (draw: number) => number {
  const next = permutations(near, a.values.length, seed)
  return (draw) => distanceCovariance(a, b, next(first + draw))
}

/** The statistic among its values with the rows of b in other orders. */
export function distanceTest(
  a: DistanceColumn,
  b: DistanceColumn,
  { draws, seed }: { readonly draws: number; readonly seed: number | string },
  near: NearestRows | null = null,
): Omit<Extract<TestResult, { tested: true }>, 'method'> {
  const n = a.values.length
  const identity = Int32Array.from({ length: n }, (_, i) => i)
  const observed = distanceCovariance(a, b, identity)
  const drawn = drawsInRounds('distance-permutations', permutedDistances, { a, b, near, seed }, draws)
  const estimate = Math.sqrt(Math.max(0, observed) / Math.sqrt(a.variance * b.variance))
  return { tested: true, statistic: n * Math.max(0, observed), estimate, ...monteCarloP(observed, draws, drawn) }
}

/** A table of numbers as columns; categories are an error. */
export function readNumbers(data: Table<unknown, string>): KernelColumns {
  const columns = readKernelColumns(data)
  const words = columns.names.filter((_, i) => columns.categorical[i]!)
  if (words.length > 0)
    throw new CausalError(
      'invalid-data',
      `${quoteNames(words)} hold categories: use kci, cmiKnn or conditionalGaussian.`,
      {
        names: words,
      },
    )
  if (columns.rowCount < 6)
    throw new CausalError('too-few-rows', `at least 6 rows are needed, got ${columns.rowCount}.`, {
      count: columns.rowCount,
    })
  return columns
}
