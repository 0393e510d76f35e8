import { discreteColumn } from '../../../data/tables/discrete-column.js'
import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkOneRoleEach, indexNames, lookUp, quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import type { EnvironmentRows } from './types.js'

/** Who is who among some variables: outcome, environment and predictors are different, and known. */
export function readCandidates(
  variables: readonly string[],
  outcome: string,
  environment: string,
  given: readonly string[] | undefined,
): readonly string[] {
  const index = indexNames('column', variables)
  lookUp('column', index, outcome)
  lookUp('column', index, environment)
  const predictors = given ?? variables.filter((name) => name !== outcome && name !== environment)
  indexNames('predictor', predictors)
  for (const name of predictors) lookUp('column', index, name)
  checkOneRoleEach([outcome, environment, ...predictors], 'outcome, environment and predictors are different columns')
  return predictors
}

/** Reads the columns: complete numbers that vary, at least two environments, in each more rows than predictors. */
export function readEnvironments(
  table: Table<unknown, string>,
  outcome: string,
  environment: string,
  predictors: readonly string[],
): EnvironmentRows {
  const { codes, states } = discreteColumn(table, environment)
  const seen = states.map((_, code) => codes.includes(code))
  const place: number[] = []
  for (let code = 0, next = 0; code < states.length; code++) place[code] = seen[code] === true ? next++ : -1
  const labels = states.filter((_, code) => seen[code] === true)
  if (labels.length < 2) {
    throw new CausalError(
      'invalid-data',
      `column ${show(environment)} holds ${labels.length === 1 ? `the one environment ${show(labels[0])}` : 'no environment'}: at least two are needed, or nothing can be seen to stay.`,
      { environment, count: labels.length },
    )
  }
  const of = codes.map((code) => place[code]!)
  const counts = labels.map((_, e) => of.reduce((count, each) => count + (each === e ? 1 : 0), 0))
  const needed = predictors.length + 2
  const small = labels.findIndex((_, e) => counts[e]! < needed)
  if (small >= 0) {
    throw new CausalError(
      'too-few-rows',
      `environment ${show(labels[small])} has ${counts[small]} rows, too few for ${predictors.length} predictors: at least ${needed} are needed. Leave it out, join it to one that is alike, or name fewer predictors.`,
      { environment: labels[small], count: counts[small], needed },
    )
  }
  const needs = [outcome, ...predictors]
  const [y, ...x] = needs.map((name) => numericColumn(table, name, needs))
  const still = needs.filter((_, i) => [y!, ...x][i]!.every((v, _k, all) => v === all[0]))
  if (still.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(still)} ${still.length === 1 ? 'does' : 'do'} not vary: leave out what says nothing.`,
      {
        columns: still,
      },
    )
  }
  return { table, outcome, predictors, y: y!, x, of, labels, counts }
}
