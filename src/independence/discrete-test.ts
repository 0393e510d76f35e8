import type { Table } from '../data/types.js'
import { CausalError } from '../errors.js'
import { checkedObject } from '../names.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../numeric/special/chi-square.js'
import type { Factor } from '../probability/types.js'
import { contingencyTest, emptyContingency, type Statistic } from './contingency.js'
import { readDiscrete } from './discrete-columns.js'
import { indexedTest, type Query } from './make-test.js'
import type { IndependenceTest, TestResult } from './types.js'
import { emptyStrata } from './untested.js'

/**
 * Settings of {@link gSquare} and {@link chiSquare}.
 *
 * @category Independence tests
 */
export interface DiscreteTestOptions {
  /**
   * `'per-stratum'` (default): each stratum of the conditioning set counts (rows − 1)(columns − 1) of its own table after
   * empty rows and columns are dropped. `'full'`: (levels of x − 1)(levels of y − 1) times the product of the levels of
   * the conditioning set, with the levels that occur anywhere in the data: conservative when tables are sparse.
   */
  readonly degreesOfFreedom?: 'per-stratum' | 'full'
}

/** G² and Pearson's χ² differ in one line of the sum: this is the rest. */
export function discreteTest(
  where: string,
  data: Table<unknown, string> | Factor,
  statistic: Statistic,
  options: DiscreteTestOptions,
): IndependenceTest {
  const { degreesOfFreedom = 'per-stratum' } = checkedObject(where, 'options', options)
  if (degreesOfFreedom !== 'per-stratum' && degreesOfFreedom !== 'full') {
    throw new CausalError(
      where,
      'invalid-argument',
      `degreesOfFreedom is 'per-stratum' or 'full', got ${JSON.stringify(degreesOfFreedom)}.`,
      { degreesOfFreedom },
    )
  }
  const columns = readDiscrete(where, data)
  const run = contingencyTest(where, columns, statistic)
  const out = emptyContingency()
  const solve = (x: number, y: number, given: ArrayLike<number>, size: number): void => {
    run(x, y, given, size, out)
    if (degreesOfFreedom === 'per-stratum' || out.degreesOfFreedom === 0) return
    let full = (columns.levels[x]! - 1) * (columns.levels[y]! - 1)
    for (let k = 0; k < size; k++) full *= columns.levels[given[k]!]!
    out.degreesOfFreedom = full
  }
  const method = `${statistic === 'pearson' ? 'Pearson chi-square' : 'G-square (likelihood ratio)'} within strata, chi-square with ${degreesOfFreedom} degrees of freedom`
  const core = ({ x, y, given }: Query): TestResult => {
    solve(x, y, given, given.length)
    const { statistic: value, degreesOfFreedom: df } = out
    if (df === 0) {
      const set = Array.from(given, (i) => columns.names[i]!)
      return emptyStrata(method, out, columns.names[x]!, columns.names[y]!, set)
    }
    return {
      tested: true,
      statistic: value,
      pValue: chiSquareUpperTail(value, df),
      logPValue: logChiSquareUpperTail(value, df),
      degreesOfFreedom: df,
      method,
    }
  }
  const logPValue = (x: number, y: number, given: Int32Array, size: number): number | undefined => {
    solve(x, y, given, size)
    return out.degreesOfFreedom === 0 ? undefined : logChiSquareUpperTail(out.statistic, out.degreesOfFreedom)
  }
  return indexedTest(where, columns.names, core, Object.freeze({ kind: 'indexed', logPValue }))
}
