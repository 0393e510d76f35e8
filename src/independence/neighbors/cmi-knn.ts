import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { midRanks } from '../../numeric/mid-ranks.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { indexedTest, type Query } from '../core/make-test.js'
import { drawsInRounds, monteCarloP } from '../core/monte-carlo.js'
import { type PermutationOptions, readPermutationOptions } from '../core/permutation-options.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy } from '../core/untested.js'
import { readKernelColumns } from '../kernel/kernel-columns.js'
import { apartIn, neighborInformation } from './conditional-information.js'
import { type NearestRows, nearestRows, permutations } from './local-permutation.js'

/**
 * Settings of {@link cmiKnn}.
 *
 * @category Independence tests
 */
export interface CmiKnnOptions extends PermutationOptions {
  /** Neighbours that span the neighbourhood of a row in the estimate, as a share of the rows (default 0.2). */
  readonly share?: number
  /** Rows among which x is shuffled: those nearest in the conditioning set (default 5). */
  readonly shuffled?: number
}

const method = 'conditional mutual information by nearest neighbours, permutation among near rows'

/**
 * The test CMIknn: conditional mutual information estimated by nearest neighbours, for numbers and categories in any form of
 * dependence.
 *
 * Numbers are replaced by their ranks; a category is near only to itself. The estimate is that of Frenzel & Pompe (2007) in the
 * form for ties and categories (Mesner & Shalizi 2021). Its null shuffles x among the rows nearest in the conditioning set, so
 * that x keeps its dependence on z and loses that on y; without a conditioning set among all rows, which is exact. With few rows
 * and a strong dependence on the conditioning set near rows are not near enough, and it rejects too often: see the guide "Which
 * test?".
 *
 * @param data - a table of numbers and categories, complete, at least 20 rows
 * @param options - draws, seed, share, shuffled
 * @returns the test; its `statistic` is the estimate in nats. It offers no plan
 * @throws CausalError `missing-values`, `too-few-rows`, `invalid-argument`; the test itself `unknown-name`, `overlap`
 * @complexity O(n²) a draw, of which there are few where x and y look independent; 8 n² bytes up to 128 MB
 * @category Independence tests
 * @see Runge 2018, "Conditional independence testing based on a nearest-neighbor estimator of conditional mutual
 *   information", AISTATS
 * @example
 * const angle = Array.from({ length: 120 }, (_, i) => i)
 * const circle = table({ X: angle.map(Math.cos), Y: angle.map(Math.sin) })
 * cmiKnn(circle, { draws: 99 })('X', 'Y').pValue
 * //=> 0.01
 */
export function cmiKnn<T>(data: Table<T>, options: CmiKnnOptions = {}): IndependenceTest<keyof T & string> {
  return madeBy('cmiKnn', [data, options], () => {
    checkOptions('options', options, ['draws', 'seed', 'share', 'shuffled'], { share: 'number', shuffled: 'number' })
    const { share = 0.2, shuffled = 5 } = checkedObject('options', options)
    const { draws, seed } = readPermutationOptions(options)
    seedStream(seed)
    if (!(share > 0 && share < 1))
      throw new CausalError('invalid-argument', `share is between 0 and 1, got ${show(share)}.`, { share })
    if (!Number.isInteger(shuffled) || shuffled < 2)
      throw new CausalError('invalid-argument', `shuffled is a whole number from 2 on, got ${show(shuffled)}.`, {
        shuffled,
      })
    const columns = readKernelColumns(data)
    const { names, rowCount: n, varies, raw, categorical } = columns
    if (n < 20) throw new CausalError('too-few-rows', `at least 20 rows are needed, got ${n}.`, { count: n })
    const places = raw.map((values, i) =>
      Int32Array.from(categorical[i]! ? values : midRanks(values), (v) => (categorical[i]! ? apartIn(n) : 2) * v),
    )
    const k = Math.max(1, Math.min(n - 1, Math.round(share * n)))
    const core = ({ x, y, given: all }: Query): TestResult => {
      const still = [x, y].filter((i) => !varies[i]!).map((i) => names[i]!)
      if (still.length > 0) return determinedBy(method, still, [])
      const given = Array.from(all.filter((i) => varies[i]!))
      const [a, b] = names[x]! <= names[y]! ? [x, y] : [y, x]
      const z = given.map((i) => places[i]!)
      const gone = [a, b].filter((i) => isFunctionOf(places[i]!, z))
      if (gone.length > 0)
        return determinedBy(
          method,
          gone.map((i) => names[i]!),
          given.map((i) => names[i]!),
        )
      const information = neighborInformation(places[b]!, z, n, k)
      const near = given.length === 0 ? null : nearestRows(z, n, shuffled, apartIn(n))
      const observed = information(places[a]!)
      const input = { x: places[a]!, y: places[b]!, z, k, near, seed }
      const known = (draw: InformationDraws): ((d: number) => number) => permutedInformation(draw, information)
      const drawn = drawsInRounds('information-permutations', known, input, draws)
      return { tested: true, statistic: observed, ...monteCarloP(observed, draws, drawn), method }
    }
    return indexedTest('cmiKnn', data.columns, core, undefined, data)
  })
}

/** What the draws are made from. */
interface InformationDraws {
  readonly x: Int32Array
  readonly y: Int32Array
  readonly z: readonly Int32Array[]
  readonly k: number
  readonly near: NearestRows | null
  readonly seed: number | string
  readonly first: number
}

/** The information of y and x in another order, for each draw from the first on, in turn. */
export function permutedInformation(
  { x, y, z, k, near, seed, first }: InformationDraws,
  information: (x: Int32Array) => number = neighborInformation(y, z, x.length, k),
): (draw: number) => number {
  const next = permutations(near, x.length, seed)
  const moved = new Int32Array(x.length)
  return (draw) => {
    const order = next(first + draw)
    for (let i = 0; i < moved.length; i++) moved[i] = x[order[i]!]!
    return information(moved)
  }
}

/** Whether rows that agree in all of z, some of which there are, never differ in a column. */
function isFunctionOf(column: Int32Array, z: readonly Int32Array[]): boolean {
  if (z.length === 0) return false
  const seen = new Map<string, number>()
  let repeats = 0
  for (let i = 0; i < column.length; i++) {
    const key = z.map((values) => values[i]!).join()
    const before = seen.get(key)
    if (before === undefined) seen.set(key, column[i]!)
    else if (before !== column[i]) return false
    else repeats++
  }
  // all rows differ in z where it is continuous: then only equal ranks tell
  return repeats > 0 || z.some((values) => values.every((v, i) => v === column[i]))
}
