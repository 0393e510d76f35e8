import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { dummies, readMixed, seenLevels } from '../../independence/mixed/mixed-columns.js'
import { quoteNames } from '../../names.js'
import { gramOfRows } from '../../numeric/product-transposed.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { logDeterminantOf } from './gaussian-blocks.js'
import { makeScore } from './make-score.js'
import { readPenalty } from './penalty.js'
import type { Score } from './score.js'

/**
 * The degenerate Gaussian score, for tables of numbers and categories: a category of k levels becomes k − 1 columns of 0
 * and 1, and all are scored as if they were jointly Gaussian.
 *
 * The local score is f(node and parents) − f(parents), where f is the BIC of a multivariate Gaussian: equivalent graphs
 * have equal scores. Of numbers alone it is `bicScore`. It sees differences of means between categories, and interactions
 * of none; fast, and robust with many levels.
 *
 * @param table - numbers and categories, complete
 * @param options - `penalty`: 1 is the BIC; more makes sparser graphs
 * @returns the score, for `ges`, `exactSearch` and `boss`
 * @throws CausalError `missing-values`, `constant-column`, `too-few-rows`, `invalid-argument`; the score itself
 *   `too-few-rows` unless there are more rows than columns of node and parents
 * @complexity O(n q²) once for q columns with categories spread out; O(k³) a local score of k of them
 * @category Discovery
 * @see Andrews, Ramsey & Cooper 2019, "Learning high-dimensional directed acyclic graphs with mixed data-types", PMLR 104
 * @example
 * const score = degenerateGaussianScore(table({ site: ['a', 'a', 'b', 'b', 'b'], height: [1, 2, 7, 8, 9] }))
 * score('height', ['site']) > score('height')
 * //=> true
 */
export function degenerateGaussianScore<T>(
  table: Table<T>,
  options: { readonly penalty?: number } = {},
): Score<keyof T & string> {
  return calledAs('degenerateGaussianScore', () => {
    checkOptions('options', options, ['penalty'], { penalty: 'number' })

    const penalty = readPenalty(options)
    checkMixed(table)
    const n = table.rowCount
    const columns = readMixed(table)
    const spread = table.columns.map((_, i) =>
      columns.isNumber[i]! ? [columns.values[i]!] : dummies(seenLevels(columns.codes[i]!)),
    )
    const start = [0]
    for (const own of spread) start.push(start.at(-1)! + own.length)
    const { correlation, logVariance } = momentsOf(table.columns, spread, n)
    const q = start.at(-1)!
    const price = 0.5 * penalty * portableLog(n)
    const at = (a: number, b: number): number => correlation[a * q + b]!
    const blocks = spread.map((own, i) => own.map((_, k) => start[i]! + k))
    /** The BIC of a Gaussian on these columns, without what the mean and 2π add. */
    const whole = (members: readonly number[]): number => {
      const d = members.length
      let value = -0.5 * n * (d + logDeterminantOf(members, at)) - (price * d * (d + 1)) / 2
      for (const c of members) value -= 0.5 * n * logVariance[c]!
      return value
    }
    return makeScore(
      'degenerateGaussianScore',
      table.columns,
      (node, parents, size) => {
        const given = Array.from({ length: size }, (_, k) => blocks[parents[k]!]!).flat()
        const needed = given.length + blocks[node]!.length
        if (n <= needed) {
          throw new CausalError(
            'too-few-rows',
            `${n} rows are too few for a node and parents of ${needed} columns (a category of k levels is k − 1 of them): give fewer parents, merge levels, or gather at least ${needed + 1} rows.`,
            { count: n, needed: needed + 1 },
          )
        }
        return whole([...given, ...blocks[node]!]) - whole(given)
      },
      table,
      { n },
    )
  })
}

/** Refuses what is no table, or one that a mixed score cannot read. */
export function checkMixed(table: Table<unknown, string>): void {
  if (typeof table !== 'object' || table === null || !('columns' in table)) {
    throw new CausalError('invalid-argument', 'expected a table.')
  }
  checkTable(table)
  if (table.rowCount < 3) throw new CausalError('too-few-rows', 'the table has fewer than three rows.')
}

function momentsOf(
  names: readonly string[],
  spread: readonly (readonly Float64Array[])[],
  n: number,
): { readonly correlation: Float64Array; readonly logVariance: Float64Array } {
  const all = spread.flat()
  const rows = new Float64Array(all.length * n)
  const logVariance = new Float64Array(all.length)
  const constant = names.filter(
    (_, i) => spread[i]!.length === 0 || spread[i]![0]!.every((v) => v === spread[i]![0]![0]),
  )
  if (constant.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} ${constant.length === 1 ? 'does not vary: leave it out.' : 'do not vary: leave them out.'}`,
      { columns: constant },
    )
  }
  for (const [k, column] of all.entries()) {
    const origin = column[0]!
    let mean = 0
    for (let i = 0; i < n; i++) mean += (column[i]! - origin) / n
    let square = 0
    for (let i = 0; i < n; i++) square += (column[i]! - origin - mean) ** 2 / n
    logVariance[k] = portableLog(square)
    const scale = 1 / Math.sqrt(square * n)
    for (let i = 0; i < n; i++) rows[k * n + i] = (column[i]! - origin - mean) * scale
  }
  return { correlation: gramOfRows(rows, all.length, n), logVariance }
}
