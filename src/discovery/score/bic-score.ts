import { correlationOf } from '../../data/statistics/correlation-of.js'
import { moments } from '../../data/statistics/moments.js'
import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { makeScore } from './make-score.js'
import { hasRows } from './parents-and-rows.js'
import { readPenalty } from './penalty.js'
import { residualShare } from './residual-share.js'
import type { Score } from './score.js'

/**
 * The Bayesian information criterion of linear-Gaussian models, as a score: half the deviance, negated, less a penalty for
 * each coefficient, −n/2 · (1 + log σ²) − penalty/2 · (|parents| + 1) · log n.
 *
 * σ² is the residual variance of the node given its parents with divisor n; the constant −n/2 · log 2π is left out. A
 * parent that the others determine adds nothing; a node that its parents determine keeps 1e-13 of its variance.
 * It is made for many rows: with fewer than about ten a parent, noise passes for causes.
 *
 * @param data - a table of numbers, or `moments(table)`
 * @param options - `penalty`: 1 is the BIC; more makes sparser graphs
 * @returns the score, for `ges`, `exactSearch` and `boss`
 * @throws CausalError `missing-values`, `invalid-data`, `constant-column`, `too-few-rows`; `invalid-argument` for a
 *   penalty that is not positive; the score itself `too-few-rows` unless there are more rows than parents + 1
 * @complexity O(n p²) once for a table; O(k³) a local score of k parents
 * @category Discovery
 * @see Schwarz 1978, "Estimating the dimension of a model", Annals of Statistics 6
 * @example
 * const score = bicScore(table({ X: [1, 2, 3, 4], Y: [1, 3, 2, 4] }))
 * score('Y', ['X']) - score('Y')
 * //=> 1.350155
 */
export function bicScore<T>(data: Table<T>, options?: { readonly penalty?: number }): Score<keyof T & string>
export function bicScore<N extends string>(data: Moments<N>, options?: { readonly penalty?: number }): Score<N>
export function bicScore(data: Table<unknown, string> | Moments, options: { readonly penalty?: number } = {}): Score {
  return calledAs('bicScore', () => {
    checkOptions('options', options, ['penalty'], { penalty: 'number' })

    const penalty = readPenalty(options)
    const { names, count, mean, covariance } = summary(data)
    const p = names.length
    const correlation = correlationOf({ names, count, mean, covariance })
    const logVariance = Float64Array.from(names, (_, i) => portableLog((covariance[i * p + i]! * (count - 1)) / count))
    const residual = residualShare(p, correlation)
    const price = 0.5 * penalty * portableLog(count)
    const local = (node: number, parents: Int32Array, size: number): number => {
      if (!hasRows(count, size)) {
        throw new CausalError(
          'too-few-rows',
          `${count} rows are too few for ${size} parents: a regression on as many columns as rows fits anything. At least ${size + 2} are needed; give fewer parents.`,
          { count, parents: size, needed: size + 2 },
        )
      }
      const share = residual(node, parents, size)
      return -0.5 * count * (1 + logVariance[node]! + portableLog(share)) - price * (size + 1)
    }
    return makeScore('bicScore', names, local, data, {
      n: count,
      plan: Object.freeze({ n: count, price, correlation }),
    })
  })
}

function summary(data: Table<unknown, string> | Moments): Moments {
  if (typeof data !== 'object' || data === null || !('covariance' in data || 'columns' in data)) {
    throw new CausalError('invalid-argument', 'expected a table or moments(table).')
  }
  if ('covariance' in data) return data
  checkTable(data)
  for (const name of data.columns) numericColumn(data, name, data.columns)
  return moments(data as Table)
}
