import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { type Contingency, contingencyTest, type Statistic } from './contingency.js'
import { readDiscrete } from './discrete-columns.js'

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
  name: string,
  data: Table<unknown, string> | Factor,
  statistic: Statistic,
  options: DiscreteTestOptions,
): IndependenceTest {
  const { degreesOfFreedom = 'per-stratum' } = checkedObject('options', options)
  if (degreesOfFreedom !== 'per-stratum' && degreesOfFreedom !== 'full') {
    throw new CausalError(
      'invalid-argument',
      `degreesOfFreedom is 'per-stratum' or 'full', got ${show(degreesOfFreedom)}.`,
      { degreesOfFreedom },
    )
  }
  const columns = readDiscrete(data)
  const run = contingencyTest(columns, statistic)
  const out: Contingency = { statistic: 0, degreesOfFreedom: 0 }
  const solve = (x: number, y: number, given: ArrayLike<number>, size: number): void => {
    run(x, y, given, size, out)
    if (degreesOfFreedom === 'per-stratum') return
    let full = (columns.levels[x]! - 1) * (columns.levels[y]! - 1)
    for (let k = 0; k < size; k++) full *= columns.levels[given[k]!]!
    out.degreesOfFreedom = full
  }
  const method = `${statistic === 'pearson' ? 'Pearson chi-square' : 'G-square (likelihood ratio)'} within strata, chi-square with ${degreesOfFreedom} degrees of freedom`
  const core = ({ x, y, given }: Query): TestResult => {
    solve(x, y, given, given.length)
    const { statistic: value, degreesOfFreedom: df } = out
    return {
      statistic: value,
      pValue: df === 0 ? 1 : chiSquareUpperTail(value, df),
      logPValue: df === 0 ? 0 : logChiSquareUpperTail(value, df),
      degreesOfFreedom: df,
      method,
    }
  }
  const logPValue = (x: number, y: number, given: Int32Array, size: number): number => {
    solve(x, y, given, size)
    return out.degreesOfFreedom === 0 ? 0 : logChiSquareUpperTail(out.statistic, out.degreesOfFreedom)
  }
  return indexedTest(name, columns.names, core, Object.freeze({ kind: 'indexed', logPValue }))
}
