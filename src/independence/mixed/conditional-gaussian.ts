import { checkTable } from '../../data/tables/check-table.js'
import { discreteColumn } from '../../data/tables/discrete-column.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { type Contingency, contingencyTest } from '../discrete/contingency.js'
import { type DiscreteColumns, refine } from '../discrete/discrete-columns.js'
import { type Grouping, groupedLogLikelihood, groupRows } from './grouped-regression.js'
import { multinomialLogLikelihood } from './multinomial-logit.js'

/**
 * Settings of {@link conditionalGaussian}.
 *
 * @category Independence tests
 */
export interface ConditionalGaussianOptions {
  /**
   * `'bnlearn'`: of two categories given numbers, the statistic of its test `mi-cg`. That adds what the numbers say of y
   * to what x does, so that it rejects independence when y merely depends on the conditioning set: for comparison only.
   */
  readonly parity?: 'bnlearn'
}

/**
 * The conditional-Gaussian likelihood-ratio test, for tables of numbers and categories.
 *
 * Within each combination of categories of the conditioning set, numbers are linear-Gaussian in one another, with
 * coefficients and variance of their own. A number and a category: does the regression of the number on the numbers given
 * differ between the levels? Two numbers: does one add to the regression of the other? Two categories given no number: the
 * G² test. Two categories given numbers: multinomial logistic regression of the one on the numbers, with and without the
 * other; the mean of both directions, so that x and y may be exchanged.
 *
 * Variances have the divisor rows − parameters, as in bnlearn, whose numbers these are except in the last case. Where a
 * group has too few rows for its regression, or its regression leaves nothing to explain, p is 1 and `method` says so.
 *
 * @param data - a table, complete; columns of numbers are Gaussian, whatever their values: make categories of codes
 * @param options - parity with bnlearn
 * @returns the test, its null a chi-square; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `too-few-rows`; the test itself `unknown-name`, `overlap`
 * @complexity O(n k²) a test with k numbers in the conditioning set
 * @category Independence tests
 * @see Edwards 2000, "Introduction to Graphical Modelling", chapter 4
 * @example
 * const t = table({ site: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'], height: [1, 2, 3, 2, 7, 8, 9, 7] })
 * conditionalGaussian(t)('site', 'height').pValue < 0.001
 * //=> true
 */
export function conditionalGaussian<T>(
  data: Table<T>,
  options: ConditionalGaussianOptions = {},
): IndependenceTest<keyof T & string> {
  return calledAs('conditionalGaussian', () => {
    checkOptions('options', options, ['parity'])

    if (checkedObject('options', options).parity !== undefined && options.parity !== 'bnlearn') {
      throw new CausalError('invalid-argument', `parity is 'bnlearn' or left out, got ${show(options.parity)}.`)
    }
    if (typeof data !== 'object' || data === null || !('columns' in data)) {
      throw new CausalError('invalid-argument', 'expected a table.')
    }
    checkTable(data)
    if (data.rowCount < 2) throw new CausalError('too-few-rows', 'the table has fewer than two rows.')
    const columns = readMixed(data)
    const run = mixedTest(columns, options.parity === 'bnlearn')
    const core = ({ x, y, given }: Query): TestResult => {
      const found = run(x, y, given)
      if (found === null) return { statistic: 0, pValue: 1, logPValue: 0, method: untested }
      const { statistic, degreesOfFreedom: df } = found
      const at = Math.max(0, statistic)
      return {
        statistic,
        pValue: df === 0 ? 1 : chiSquareUpperTail(at, df),
        logPValue: df === 0 ? 0 : logChiSquareUpperTail(at, df),
        degreesOfFreedom: df,
        method: 'conditional-Gaussian likelihood ratio, chi-square',
      }
    }
    const logPValue = (x: number, y: number, given: Int32Array, size: number): number =>
      core({ x, y, given: given.slice(0, size).sort() }).logPValue
    return indexedTest('conditionalGaussian', data.columns, core, Object.freeze({ kind: 'indexed', logPValue }))
  })
}

const untested = 'no test: a group has too few rows for its regression, or nothing left to explain'

/** Every column as what it is; one weight a row. */
interface MixedColumns extends DiscreteColumns {
  readonly isNumber: readonly boolean[]
  readonly values: readonly Float64Array[]
}

function readMixed(data: Table<unknown, string>): MixedColumns {
  const n = data.rowCount
  const isNumber = data.data.map((column) => column instanceof Float64Array)
  const none = new Float64Array(0)
  const discrete = data.columns.map((name, i) => (isNumber[i]! ? null : discreteColumn(data, name)))
  return {
    names: data.columns,
    isNumber,
    values: data.columns.map((name, i) => (isNumber[i]! ? numericColumn(data, name) : none)),
    codes: discrete.map((column) => column?.codes ?? new Int32Array(0)),
    levels: Int32Array.from(discrete, (column) => column?.states.length ?? 0),
    weights: new Float64Array(n).fill(1),
    total: n,
  }
}

function mixedTest(
  data: MixedColumns,
  parity: boolean,
): (x: number, y: number, given: Int32Array) => Contingency | null {
  const { isNumber, values, codes, levels, total: n } = data
  const discrete = contingencyTest(data, 'likelihood-ratio')
  const out: Contingency = { statistic: 0, degreesOfFreedom: 0 }

  const grouping = (categories: readonly number[]): Grouping & { readonly used: number } => {
    const group = new Int32Array(n)
    let groups = 1
    for (const c of categories) groups = refine(group, groups, codes[c]!, levels[c]!)
    return { ...groupRows(group, groups), used: groups }
  }

  return (x, y, given) => {
    const categories = Array.from(given).filter((i) => !isNumber[i]!)
    const numbers = Array.from(given).filter((i) => isNumber[i]!)
    const regressors = numbers.map((i) => values[i]!)
    if (isNumber[x]! !== isNumber[y]!) {
      const [category, number] = isNumber[y]! ? [x, y] : [y, x]
      const coarse = grouping(categories)
      const fine = grouping([...categories, category])
      const a = groupedLogLikelihood(values[number]!, regressors, coarse)
      const b = groupedLogLikelihood(values[number]!, regressors, fine)
      if (a === null || b === null) return null
      return { statistic: 2 * (b - a), degreesOfFreedom: (fine.used - coarse.used) * (numbers.length + 2) }
    }
    if (isNumber[x]!) {
      const groups = grouping(categories)
      const a = groupedLogLikelihood(values[y]!, regressors, groups)
      const b = groupedLogLikelihood(values[y]!, [...regressors, values[x]!], groups)
      return a === null || b === null ? null : { statistic: 2 * (b - a), degreesOfFreedom: groups.used }
    }
    if (numbers.length === 0 || parity) discrete(x, y, categories, categories.length, out)
    if (numbers.length === 0) return out
    return parity ? chained(y, categories, numbers) : logistic(x, y, categories, numbers)
  }

  /** bnlearn: I(x; y | z) plus what y says of the numbers, given z, one after another. */
  function chained(y: number, categories: readonly number[], numbers: readonly number[]): Contingency | null {
    const coarse = grouping(categories)
    const fine = grouping([...categories, y])
    let statistic = out.statistic
    for (const [k, number] of numbers.entries()) {
      const earlier = numbers.slice(0, k).map((i) => values[i]!)
      const a = groupedLogLikelihood(values[number]!, earlier, coarse)
      const b = groupedLogLikelihood(values[number]!, earlier, fine)
      if (a === null || b === null) return null
      statistic += 2 * (b - a)
    }
    return { statistic, degreesOfFreedom: out.degreesOfFreedom }
  }

  function logistic(x: number, y: number, categories: readonly number[], numbers: readonly number[]): Contingency {
    const { start, row } = grouping(categories)
    let statistic = 0
    let degreesOfFreedom = 0
    for (let g = 0; g + 1 < start.length; g++) {
      const rows = row.subarray(start[g]!, start[g + 1]!)
      const a = seen(rows.map((i) => codes[x]![i]!))
      const b = seen(rows.map((i) => codes[y]![i]!))
      if (a.levels < 2 || b.levels < 2) continue
      const columns = numbers.map((i) => standardised(Float64Array.from(rows, (r) => values[i]![r]!)))
      const gain = (one: Seen, other: Seen): number =>
        multinomialLogLikelihood(one.codes, one.levels, [...columns, ...dummies(other)]) -
        multinomialLogLikelihood(one.codes, one.levels, columns)
      statistic += gain(a, b) + gain(b, a)
      degreesOfFreedom += (a.levels - 1) * (b.levels - 1)
    }
    return { statistic, degreesOfFreedom }
  }
}

interface Seen {
  readonly codes: Int32Array
  readonly levels: number
}

function seen(codes: Int32Array): Seen {
  const sorted = [...new Set(codes)].sort((p, q) => p - q)
  return { codes: codes.map((c) => sorted.indexOf(c)), levels: sorted.length }
}

function dummies({ codes, levels }: Seen): Float64Array[] {
  return Array.from({ length: levels - 1 }, (_, l) => Float64Array.from(codes, (c) => (c === l ? 1 : 0)))
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((s, v) => s + v, 0) / values.length
  const centred = values.map((v) => v - mean)
  const scale = Math.sqrt(centred.reduce((s, v) => s + v * v, 0) / values.length)
  return scale > 0 ? centred.map((v) => v / scale) : centred
}
