import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { asList, checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { allSet, checkNeighbors } from './core/neighbors-set.js'
import { fitWithGap, type GapProblem, judgeGap } from './core/penalized-gap.js'
import { binaryColumn } from './core/read-exposure-question.js'
import type { FairNetworkClassifiers, FairNetworkQuestion, NetworkClassifier } from './fair-network-types.js'

/**
 * A logistic classifier of the units of a network, and one whose prediction depends less on a protected attribute of the unit and its neighbours.
 *
 * To leave the attribute out is not enough: it speaks through the neighbours. The gap is the mean predicted chance with the attribute set to 1
 * less that with it set to 0, everybody's (`global`) or the unit's own (`own`), with covariates as they are; its square is a cost beside the loss. Both
 * classifiers are judged on the rows that they were fitted to.
 *
 * The gap is causal if covariates are no effects of the attribute: what the attribute does through them stays. For the adjusted gap of an
 * outcome itself ask `networkEffects`.
 *
 * @param data - one row for each unit, with summaries of its neighbours (`neighborSummaries`)
 * @param question - the columns, whose attribute is set, and what a gap costs
 * @returns both classifiers with coefficients, gap, accuracy and loss
 * @throws CausalError `unknown-name`, `duplicate-name`, `invalid-data`, `constant-column`, `missing-values`, `invalid-argument`, `too-few-rows`
 * @complexity O(n k) a step of L-BFGS, some hundreds of steps
 * @category Decisions
 * @example
 * const u = uniforms(randomStream(1), 800).values
 * const rows = Array.from({ length: 400 }, (_, i) => {
 *   const [own, near, skill, luck] = [i % 2, (i >> 1) % 2, u[i] ?? 0, u[400 + i] ?? 0]
 *   return { own, near, friends: 1 + (i % 3), skill, hired: luck < 0.2 + 0.2 * own + 0.2 * near + 0.3 * skill ? 1 : 0 }
 * })
 * const { before, after } = fairNetworkClassifier(table(rows), {
 *   outcome: 'hired', protectedAttribute: 'own', neighborProtected: 'near', degree: 'friends', covariates: 'skill',
 * })
 * before.gap > 0.3 && Math.abs(after.gap) < 0.1
 * //=> true
 */
export function fairNetworkClassifier<T>(
  data: Table<T>,
  question: FairNetworkQuestion<keyof NoInfer<T> & string>,
): FairNetworkClassifiers<keyof T & string> {
  return calledAs('fairNetworkClassifier', () => {
    checkOptions(
      'question',
      question,
      [
        ...['outcome', 'protectedAttribute', 'neighborProtected', 'neighborSummary', 'degree'],
        ...['covariates', 'intervention', 'strength'],
      ],
      { strength: 'number' },
    )
    checkedObject('question', question)
    const table = data as Table<unknown, string>
    checkTable(table)
    const { intervention = 'global', strength = 10, neighborSummary = 'mean' } = question
    if (intervention !== 'global' && intervention !== 'own')
      throw new CausalError('invalid-argument', `intervention is 'global' or 'own', got ${show(intervention)}.`)
    if (!(typeof strength === 'number' && strength >= 0 && Number.isFinite(strength)))
      throw new CausalError('invalid-argument', `strength is a finite number from 0 on, got ${show(strength)}.`)
    const { outcome, protectedAttribute, neighborProtected, degree } = question
    const covariates = asList<string>(question.covariates)
    const names = [protectedAttribute, neighborProtected, degree, ...covariates]
    indexNames('column', [outcome, ...names])
    const columns = [
      Float64Array.from(binaryColumn(table, protectedAttribute, 'protected attribute')),
      ...names.slice(1).map((name) => numericColumn(table, name)),
    ]
    const y = binaryColumn(table, outcome, 'outcome')
    if (table.rowCount <= names.length + 1)
      throw new CausalError(
        'too-few-rows',
        `there are ${table.rowCount} rows for ${names.length + 1} coefficients: more rows are needed.`,
      )
    if (y.every((value) => value === y[0]))
      throw new CausalError('constant-column', `${show(outcome)} is always ${y[0]}: there is nothing to predict.`, {
        column: outcome,
      })
    const [own, near, degrees] = columns as [Float64Array, Float64Array, Float64Array]
    const set = allSet(neighborSummary, degrees)
    checkNeighbors(near, degrees, set(1))
    const at = (to: 0 | 1): readonly Float64Array[] => [
      own.map(() => to),
      intervention === 'global' ? set(to) : near,
      ...columns.slice(2),
    ]
    const scale = columns.map(standard)
    const rows = (of: readonly Float64Array[]): Float64Array => designRows(of, scale)
    const n = table.rowCount
    const problem = { n, k: names.length + 1, x: rows(columns), set1: rows(at(1)), set0: rows(at(0)), y }
    return Object.freeze({
      before: classifier(problem, 0, names, scale),
      after: classifier(problem, strength, names, scale),
      intervention,
      strength,
      n,
    }) as FairNetworkClassifiers<keyof T & string>
  })
}

interface Scale {
  readonly mean: number
  readonly deviation: number
}

/** Mean and standard deviation; a constant column has the deviation 1, and is 0 throughout. */
function standard(column: Float64Array): Scale {
  const mean = column.reduce((sum, v) => sum + v, 0) / column.length
  const variance = column.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / column.length
  return { mean, deviation: variance > 1e-24 * mean * mean ? Math.sqrt(variance) : 1 }
}

function designRows(columns: readonly Float64Array[], scale: readonly Scale[]): Float64Array {
  const [n, k] = [columns[0]!.length, columns.length + 1]
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    x[i * k] = 1
    for (let a = 1; a < k; a++) x[i * k + a] = (columns[a - 1]![i]! - scale[a - 1]!.mean) / scale[a - 1]!.deviation
  }
  return x
}

function classifier(
  problem: GapProblem,
  strength: number,
  names: readonly string[],
  scale: readonly Scale[],
): NetworkClassifier {
  const b = fitWithGap(problem, strength)
  const slopes = names.map((_, a) => b[a + 1]! / scale[a]!.deviation)
  return Object.freeze({
    intercept: b[0]! - slopes.reduce((sum, slope, a) => sum + slope * scale[a]!.mean, 0),
    coefficients: Object.freeze(Object.fromEntries(names.map((name, a) => [name, slopes[a]!]))),
    ...judgeGap(problem, b),
  })
}
