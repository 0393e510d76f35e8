import { contingencyTables } from '../discrete/contingency.js'
import { likelihoodRatio } from '../discrete/likelihood-ratio.js'
import { stratumSums } from '../discrete/stratum-sums.js'
import { groupedLogLikelihood } from './grouped-regression.js'
import { dummies, groupingOf, type MixedColumns, seenLevels, standardised } from './mixed-columns.js'
import { multinomialLogLikelihood } from './multinomial-logit.js'

/** The statistic and the degrees of freedom of a likelihood-ratio test. */
export interface LikelihoodRatio {
  readonly statistic: number
  readonly degreesOfFreedom: number
}

/** The likelihood-ratio test of the conditional-Gaussian model; null where a group cannot be fitted. */
export function gaussianLikelihoodRatio(
  data: MixedColumns,
  parity: boolean,
): (x: number, y: number, given: Int32Array) => LikelihoodRatio | null {
  const { isNumber, values, codes } = data
  const tablesOf = contingencyTables(data)
  const grouping = (categories: readonly number[]) => groupingOf(data, categories)
  const discrete = (x: number, y: number, categories: readonly number[]): LikelihoodRatio => {
    const tables = tablesOf(x, y, categories, categories.length)
    return { statistic: likelihoodRatio(tables), degreesOfFreedom: stratumSums(tables).degreesOfFreedom }
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
    if (numbers.length === 0) return discrete(x, y, categories)
    return parity ? chained(x, y, categories, numbers) : logistic(x, y, categories, numbers)
  }

  /** bnlearn: I(x; y | z) plus what y says of the numbers, given z, one after another. */
  function chained(
    x: number,
    y: number,
    categories: readonly number[],
    numbers: readonly number[],
  ): LikelihoodRatio | null {
    const coarse = grouping(categories)
    const fine = grouping([...categories, y])
    const start = discrete(x, y, categories)
    let statistic = start.statistic
    for (const [k, number] of numbers.entries()) {
      const earlier = numbers.slice(0, k).map((i) => values[i]!)
      const a = groupedLogLikelihood(values[number]!, earlier, coarse)
      const b = groupedLogLikelihood(values[number]!, earlier, fine)
      if (a === null || b === null) return null
      statistic += 2 * (b - a)
    }
    return { ...start, statistic }
  }

  function logistic(x: number, y: number, categories: readonly number[], numbers: readonly number[]): LikelihoodRatio {
    const { start, row } = grouping(categories)
    let statistic = 0
    let degreesOfFreedom = 0
    for (let g = 0; g + 1 < start.length; g++) {
      const rows = row.subarray(start[g]!, start[g + 1]!)
      const a = seenLevels(rows.map((i) => codes[x]![i]!))
      const b = seenLevels(rows.map((i) => codes[y]![i]!))
      if (a.levels < 2 || b.levels < 2) continue
      const columns = numbers.map((i) => standardised(Float64Array.from(rows, (r) => values[i]![r]!)))
      const gain = (one: typeof a, other: typeof a): number =>
        multinomialLogLikelihood(one.codes, one.levels, [...columns, ...dummies(other)]) -
        multinomialLogLikelihood(one.codes, one.levels, columns)
      statistic += gain(a, b) + gain(b, a)
      degreesOfFreedom += (a.levels - 1) * (b.levels - 1)
    }
    return { statistic, degreesOfFreedom }
  }
}
