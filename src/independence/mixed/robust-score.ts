import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import type { Query } from '../core/make-test.js'
import type { TestResult } from '../core/types.js'
import { determinedBy, tooFewRows } from '../core/untested.js'
import { discreteAnswer } from '../discrete/discrete-test.js'
import { determinedShare } from '../gaussian/partial-correlation.js'
import { baseResiduals } from './base-residuals.js'
import { dummies, groupingOf, type MixedColumns, standardised } from './mixed-columns.js'
import { residualProducts } from './residual-products.js'

const method = 'robust score test of the conditional-Gaussian model, chi-square'

/** What a query comes to before a p-value is made of it. */
interface Score {
  readonly statistic: number
  readonly degreesOfFreedom: number
  /** The share of the variation of x, and of y, that the conditioning set leaves. */
  readonly left: readonly [number, number]
  readonly rank: number
}

/**
 * The robust score test, for all pairs of kinds by one formula: x and y, a number as it is and a category as a column for
 * each level but one, are regressed on an intercept for each combination of the categories given and on the numbers given
 * and their squares; the products of what is left have mean 0 under independence.
 */
export function robustScore(data: MixedColumns): (query: Query) => TestResult {
  const { names, isNumber, values, codes, levels, total: n } = data
  const counted = discreteAnswer(data, 'likelihood-ratio', {
    nullName: 'moments',
    draws: 999,
    seed: 0,
    minimumExpected: 0,
    isFull: false,
  })
  const scaled = values.map((column) => (column.length > 0 ? standardised(column) : column))
  const columnsOf = (i: number): Float64Array[] =>
    isNumber[i]! ? [scaled[i]!.slice()] : dummies({ codes: codes[i]!, levels: levels[i]! })

  const score = (x: number, y: number, given: ArrayLike<number>): Score => {
    const set = Array.from(given)
    const numbers = set.filter((i) => isNumber[i]!)
    const regressors = numbers.flatMap((i) => [scaled[i]!, scaled[i]!.map((v) => v * v)])
    const grouping = groupingOf(
      data,
      set.filter((i) => !isNumber[i]!),
    )
    const base = baseResiduals(grouping, regressors, n)
    const [a, b] = [columnsOf(x), columnsOf(y)]
    const left = [base.takeOut(a), base.takeOut(b)] as const
    return { ...residualProducts(a, b, base.leverage), left, rank: base.rank }
  }

  return ({ x, y, given }) => {
    const [a, b] = names[x]! <= names[y]! ? [x, y] : [y, x]
    if (!isNumber[a]! && !isNumber[b]! && Array.from(given).every((i) => !isNumber[i]!))
      return counted({ x: a, y: b, given })
    const { statistic, degreesOfFreedom, left, rank } = score(a, b, given)
    const set = Array.from(given, (i) => names[i]!)
    const least = determinedShare(n, 2 * given.length)
    const gone = [a, b].filter((_, k) => left[k]! <= least)
    if (gone.length > 0)
      return determinedBy(
        method,
        gone.map((i) => names[i]!),
        set,
      )
    if (n - rank < 1 || degreesOfFreedom === 0) return tooFewRows(method, n, rank + 2)
    const pValue = chiSquareUpperTail(statistic, degreesOfFreedom)
    const near = Math.min(...left)
    if (pValue > 0.05 && given.length > 0 && near <= (isNumber[a]! && isNumber[b]! ? 0.05 : 0.1)) {
      const marginal = score(a, b, [])
      if (isBlind(marginal.statistic * left[0] * left[1], degreesOfFreedom)) {
        return determinedBy(method, [names[left[0] <= left[1] ? a : b]!], set, { left: near })
      }
    }
    return {
      tested: true,
      statistic,
      pValue,
      logPValue: logChiSquareUpperTail(statistic, degreesOfFreedom),
      degreesOfFreedom,
      method,
    }
  }
}

/** Whether a non-centrality λ is reached by chance (5 %) or missed one time in ten: then silence says nothing. */
function isBlind(lambda: number, df: number): boolean {
  return lambda < 1.645 * Math.sqrt(2 * df) + 1.28 * Math.sqrt(2 * df + 4 * lambda)
}
