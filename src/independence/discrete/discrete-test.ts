import type { Table } from '../../data/types.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import type { Factor } from '../../probability/types.js'
import { byName, indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy, emptyStrata, tooSparse } from '../core/untested.js'
import { type Contingency, contingencyTables } from './contingency.js'
import { type DiscreteColumns, readDiscrete } from './discrete-columns.js'
import { type DiscreteSettings, type DiscreteTestOptions, readDiscreteOptions } from './discrete-options.js'
import { likelihoodRatio } from './likelihood-ratio.js'
import { strataPermutation } from './strata-permutation.js'
import { type StratumSums, stratumSums } from './stratum-sums.js'

/** Which statistic: Pearson's Σ (O − E)² / E, or the likelihood ratio 2 Σ O log(O / E). */
export type Statistic = 'pearson' | 'likelihood-ratio'

/** G² and Pearson's χ² differ in the statistic: this is the rest. */
export function discreteTest(
  name: string,
  data: Table<unknown, string> | Factor,
  statistic: Statistic,
  options: DiscreteTestOptions,
): IndependenceTest {
  const settings = readDiscreteOptions(options)
  const columns = readDiscrete(data)
  const answer = discreteAnswer(columns, statistic, settings)
  const order = byName(columns.names)
  const logPValue = (x: number, y: number, given: Int32Array, size: number): number | undefined =>
    answer({ x, y, given: order(given.subarray(0, size)) }).logPValue
  return indexedTest(name, columns.names, answer, Object.freeze({ kind: 'indexed', logPValue }), data)
}

/** Answers queries in column positions. */
export function discreteAnswer(
  columns: DiscreteColumns,
  statistic: Statistic,
  settings: DiscreteSettings,
): (query: Query) => TestResult {
  const tablesOf = contingencyTables(columns)
  const nameOf = (i: number): string => columns.names[i]!
  return ({ x, y, given }) => {
    // x and y in one order, so that exchanging them changes no bit
    const [a, b] = nameOf(x) <= nameOf(y) ? [x, y] : [y, x]
    const tables = tablesOf(a, b, given, given.length)
    const sums = stratumSums(tables)
    const set = Array.from(given, nameOf)
    const method = `${statistic === 'pearson' ? 'Pearson chi-square' : 'G-square (likelihood ratio)'} within strata`
    if (sums.degreesOfFreedom === 0) return emptyStrata(method, sums, nameOf(a), nameOf(b), set)
    if (sums.leastExpected < settings.minimumExpected) {
      return tooSparse(method, { leastExpected: sums.leastExpected }, `${settings.minimumExpected} (minimumExpected)`)
    }
    const result = settings.nullName === 'chi-square' ? classic(a, b, given) : calibrated()
    if (settings.nullName === 'chi-square' || !result.tested || result.pValue <= 0.05) return result
    // what keeps silent must have been able to speak
    const least = chiSquareUpperTail(...matched(sums.largest, sums))
    if (least > 0.05) return tooSparse(method, { leastPValue: least, leastExpected: sums.leastExpected })
    const left = Math.min(sums.leftX, sums.leftY)
    if (left <= 0.1 && given.length > 0 && isBlind(sums, stratumSums(tablesOf(a, b, [], 0)).pearson)) {
      return determinedBy(method, [nameOf(sums.leftX <= sums.leftY ? a : b)], set, { left })
    }
    return result

    function calibrated(): TestResult {
      if (!(sums.variance > 0)) return tooSparse(method, { leastPValue: 1, leastExpected: sums.leastExpected })
      if (settings.nullName === 'permutation') {
        const value = statistic === 'pearson' ? (t: Contingency) => stratumSums(t).pearson : likelihoodRatio
        const found = strataPermutation(tables, value, settings.draws, settings.seed)
        return made(value(tables), found, `${method}, permutations within strata`)
      }
      if (statistic === 'likelihood-ratio' && isDense(sums)) {
        // Williams 1976: G² / q has the mean of its chi-square, q = 1 + williams / degrees of freedom
        const value = likelihoodRatio(tables)
        const q = 1 + sums.williams / sums.degreesOfFreedom
        return made(value, tail(value / q, sums.degreesOfFreedom), `${method}, chi-square with Williams' correction`)
      }
      const instead =
        statistic === 'pearson' ? '' : ' (in place of G-square, whose chi-square fails on counts so small)'
      const p = tail(...matched(sums.pearson, sums))
      return made(
        sums.pearson,
        p,
        `Pearson chi-square within strata, chi-square with exact mean and variance${instead}`,
      )
    }

    function classic(first: number, second: number, set: Int32Array): TestResult {
      const value = statistic === 'pearson' ? sums.pearson : likelihoodRatio(tables)
      let df = sums.degreesOfFreedom
      if (settings.isFull) {
        df = (columns.levels[first]! - 1) * (columns.levels[second]! - 1)
        for (const i of set) df *= columns.levels[i]!
      }
      const how = `chi-square with ${settings.isFull ? 'full' : 'per-stratum'} degrees of freedom`
      return { ...made(value, tail(value, df), `${method}, ${how}`), degreesOfFreedom: df } as TestResult
    }

    function made(value: number, p: { pValue: number; logPValue: number }, how: string): TestResult {
      const expected = Object.freeze({ least: sums.leastExpected, belowFive: sums.below / sums.cells })
      return { tested: true, statistic: value, ...p, degreesOfFreedom: sums.degreesOfFreedom, expected, method: how }
    }
  }
}

function tail(value: number, df: number): { readonly pValue: number; readonly logPValue: number } {
  return { pValue: chiSquareUpperTail(value, df), logPValue: logChiSquareUpperTail(value, df) }
}

/** The value and the degrees of freedom at which a chi-square has the mean and the variance of X². */
function matched(value: number, { mean, variance }: StratumSums): [number, number] {
  return [(2 * mean * value) / variance, (2 * mean * mean) / variance]
}

/**
 * Whether the corrected chi-square of G² is right: five rows are expected in every cell, and the correction of its mean is
 * less than a tenth of its standard deviation (many strata add up what is little in each).
 */
function isDense({ leastExpected, williams, degreesOfFreedom }: StratumSums): boolean {
  return leastExpected >= 5 && williams <= 0.1 * Math.sqrt(2 * degreesOfFreedom)
}

/**
 * Whether the test would have kept silent of an association as strong as the one without the conditioning set: λ, the
 * non-centrality that it leaves, is reached by chance (5 %) and missed one time in ten.
 */
function isBlind({ leftX, leftY, variance }: StratumSums, marginal: number): boolean {
  const lambda = marginal * leftX * leftY
  return lambda < 1.645 * Math.sqrt(variance) + 1.28 * Math.sqrt(variance + 4 * lambda)
}
