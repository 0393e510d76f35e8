import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import { asList, checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { allSet, checkNeighbors } from './core/neighbors-set.js'
import { cellMeans, learnedMeans, type MeanOutcome } from './core/network-cells.js'
import { binaryColumn } from './core/read-exposure-question.js'
import type { NetworkEffects, NetworkEffectsQuestion, NetworkMeans, UnsupportedMean } from './network-effects-types.js'

/**
 * What setting treatments in a network does to the mean outcome, from what was seen there: standardisation with mechanisms that all units share.
 *
 * Each unit's outcome depends on its own treatment and covariates and, through summaries, on its neighbours'. If these are all common causes, the
 * mean outcome of a kind of unit (number of neighbours, covariates, neighbours' covariates) under treatments of itself and its
 * neighbours is the mean of those who had them. To set everybody is not to set each unit in turn: the difference is what spills over.
 *
 * With a protected attribute in place of a treatment the same numbers are the adjusted gap of a network: `totalEffect` when it is set for
 * everybody, `directEffectNeighborsNatural` when for the unit alone.
 *
 * No interval is given: units of one network are not independent draws. Of several networks, or several parts that do not touch, resample those.
 *
 * @param data - one row for each unit, with summaries of its neighbours; or one row for each kind of unit, with weights
 * @param question - the columns, and a learner where cells would be too small
 * @returns means under what is set, their differences, and the means that no row supports
 * @throws CausalError `unknown-name`, `duplicate-name`, `invalid-data`, `missing-values`, `invalid-argument`, `too-few-rows`
 * @complexity O(n) for cells, else one fit and six predictions
 * @category Decisions
 * @see Ogburn & VanderWeele 2014, "Causal diagrams for interference", Statistical Science 29(4); van der Laan 2014, "Causal inference for a
 *   population of causally connected units", Journal of Causal Inference 2(1), for mechanisms shared over a network
 * @example
 * const kinds = table({
 *   friends: [1, 1, 1, 1], own: [0, 1, 0, 1], near: [0, 0, 2, 2], share: [0.5, 0.125, 0.125, 0.25], mean: [1, 2, 4, 7],
 * })
 * const effects = networkEffects(kinds, {
 *   treatment: 'own', neighborTreatment: 'near', degree: 'friends', outcome: 'mean', weights: 'share',
 * })
 * effects.totalEffect
 * //=> 6
 * effects.spilloverOnUntreated
 * //=> 3
 */
export function networkEffects<T>(
  data: Table<T>,
  question: NetworkEffectsQuestion<keyof NoInfer<T> & string>,
): NetworkEffects {
  return calledAs('networkEffects', () => {
    checkOptions('question', question, [
      ...['treatment', 'neighborTreatment', 'neighborSummary', 'degree', 'outcome'],
      ...['covariates', 'weights', 'learner'],
    ])
    checkedObject('question', question)
    const table = data as Table<unknown, string>
    checkTable(table)
    const { treatment, neighborTreatment, neighborSummary = 'level', degree, outcome, learner } = question
    const covariates = asList<string>(question.covariates)
    indexNames('column', [treatment, neighborTreatment, degree, outcome, ...covariates])
    if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no rows.')
    const own = binaryColumn(table, treatment, 'treatment')
    const near = numericColumn(table, neighborTreatment)
    const degrees = numericColumn(table, degree)
    const weights = readWeights(table, question.weights)
    const set = allSet(neighborSummary, degrees)
    checkNeighbors(near, degrees, set(1))
    const columns = { table, treatment, neighborTreatment, outcome, strata: [degree, ...covariates], weights }
    const outcomes = numericColumn(table, outcome)
    const mean = learner === undefined ? cellMeans(columns) : learnedMeans(columns, checkedLearner('learner', learner))
    const { means, unsupported } = allMeans(mean, weights, near, set)
    const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)
    return Object.freeze({
      means: Object.freeze(means),
      totalEffect: less(means.all1, means.all0),
      directEffect: less(means.own1neighbors0, means.all0),
      directEffectNeighborsNatural: less(means.own1, means.own0),
      spilloverOnUntreated: less(means.own0neighbors1, means.all0),
      naiveContrast: less(armMean(outcomes, own, weights, 1), armMean(outcomes, own, weights, 0)),
      method: learner === undefined ? 'cells' : learner.name,
      n: table.rowCount,
      unsupported: Object.freeze(unsupported),
    })
  })
}

function readWeights(table: Table<unknown, string>, name: string | undefined): Float64Array {
  if (name === undefined) return new Float64Array(table.rowCount).fill(1)
  const weights = numericColumn(table, name)
  const wrong = weights.findIndex((w) => !(Number.isFinite(w) && w >= 0))
  if (wrong < 0 && weights.some((w) => w > 0)) return weights
  throw new CausalError(
    'invalid-data',
    wrong < 0
      ? `all weights in ${show(name)} are 0.`
      : `weights must be finite and not negative; row ${wrong} (counting from 0) of ${show(name)} holds ${weights[wrong]}.`,
    { column: name },
  )
}

function allMeans(
  mean: MeanOutcome,
  weights: Float64Array,
  near: Float64Array,
  set: (to: 0 | 1) => Float64Array,
): { means: NetworkMeans; unsupported: UnsupportedMean[] } {
  const unsupported: UnsupportedMean[] = []
  const total = weights.reduce((sum, w) => sum + w, 0)
  const of = (name: keyof NetworkMeans, own: 0 | 1, neighbors: Float64Array): number | null => {
    const each = mean(new Float64Array(weights.length).fill(own), neighbors)
    if (each instanceof Float64Array) return each.reduce((sum, y, i) => sum + weights[i]! * y, 0) / total
    unsupported.push(Object.freeze({ mean: name, cell: Object.freeze(each.missing) }))
    return null
  }
  const [none, all] = [set(0), set(1)]
  const means = {
    all1: of('all1', 1, all),
    all0: of('all0', 0, none),
    own1: of('own1', 1, near),
    own0: of('own0', 0, near),
    own1neighbors0: of('own1neighbors0', 1, none),
    own0neighbors1: of('own0neighbors1', 0, all),
  }
  return { means, unsupported }
}

function armMean(y: Float64Array, own: Uint8Array, weights: Float64Array, arm: number): number | null {
  let [sum, weight] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    if (own[i] !== arm) continue
    sum += weights[i]! * y[i]!
    weight += weights[i]!
  }
  return weight === 0 ? null : sum / weight
}
