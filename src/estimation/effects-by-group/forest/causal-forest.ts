import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedCount, checkedNumber } from '../../../learners/core/check-numbers.js'
import { type Feature, matchFeatures } from '../../../learners/core/features.js'
import { trainingSet } from '../../../learners/core/training-set.js'
import { binned, codesOf } from '../../../learners/trees/bins.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { seedStream, splitStream } from '../../../probability/streams/stream.js'
import { madeBy } from '../../../recipes.js'
import { totalWeight } from '../../core/problem/row-weights.js'
import { tableWith } from '../meta-learners/meta-tables.js'
import type { EffectLearner } from '../types.js'
import { forestEffects, growCausalForest } from './causal-forest-core.js'

/**
 * Options of `causalForest`.
 *
 * @category Estimation
 */
export interface CausalForestOptions {
  /** How many trees (default 500; standard errors of single effects want 2,000). */
  readonly trees?: number
  /** The least number of rows, of those that choose the questions, in a leaf (default 5); sampling weights count with mean 1. */
  readonly minLeaf?: number
  /** How many columns each node looks at, drawn anew (default √p + 20, at most all p). */
  readonly columns?: number
  /** The share of rows, at most a half, that each tree is made from: half of them choose its questions, half fill its leaves (default 0.5). */
  readonly subsample?: number
  /** The least share of a node's rows, and of its variation in the treatment, for each child (default 0.05). */
  readonly balance?: number
}

/**
 * A causal forest: trees that look for different effects in outcomes and treatments from which the covariates were taken out,
 * each with leaves filled by rows that chose none of its questions (honesty).
 *
 * Effects of the rows themselves come from the trees that did not see them. Standard errors come from the spread of groups of
 * trees; they speak of sampling, not of what the forest smooths over, and are themselves rough below 2,000 trees.
 * Categories enter by indicators. Sampling weights count in splits and in leaves; which rows a tree draws does not go by them.
 *
 * @param options - trees, leaves, columns, share of rows
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `too-few-rows` below 40 rows
 * @complexity O(trees · n m log n) for m columns a node
 * @see Athey, Tibshirani & Wager 2019, "Generalized random forests", Annals of Statistics 47
 * @category Estimation
 * @example
 * causalForest({ trees: 2000 }).name
 * //=> 'causal forest (2000 trees)'
 */
export function causalForest(options: CausalForestOptions = {}): EffectLearner {
  return madeBy('causalForest', [options], () => {
    checkOptions('options', options, ['trees', 'minLeaf', 'columns', 'subsample', 'balance'], {
      trees: 'number',
      columns: 'number',
      subsample: 'number',
      balance: 'number',
    })
    const given = checkedObject('options', options)
    const trees = checkedCount('trees', given.trees ?? 500, 2)
    const minLeaf = checkedCount('minLeaf', given.minLeaf ?? 5, 1)
    const columns = given.columns === undefined ? null : checkedCount('columns', given.columns, 1)
    const subsample = checkedNumber('subsample', given.subsample ?? 0.5, 0, { above: true, most: 0.5 })
    const balance = checkedNumber('balance', given.balance ?? 0.05, 0, { most: 0.25 })
    return Object.freeze({
      name: `causal forest (${trees} trees)`,
      needs: 'mean',
      ofSome: true,
      fit: ({ features, arm, outcome, propensity, mean, weights: given, seed, step }) => {
        if (arm.length < 40) {
          throw new CausalError(
            'too-few-rows',
            `there are ${arm.length} rows, and a causal forest needs at least 40.`,
            {
              rows: arm.length,
            },
          )
        }
        const w = arm.map((t, i) => t - propensity[i]!)
        const left = outcome.map((y, i) => y - mean![i]!)
        // of unit size, so that units do not matter
        const weights = given === null ? null : withMeanOne(given)
        const size =
          Math.sqrt(
            left.reduce((sum, v, i) => sum + (weights === null ? 1 : weights[i]!) * v * v, 0) /
              totalWeight(weights, left.length),
          ) || 1
        const { table, name } = tableWith(features, 'residual', left)
        const data = trainingSet(table, name, {})
        const indicators = data.features.flatMap(indicatorsOf)
        const bins = binned({ ...data, features: indicators, weights }, left)
        const p = indicators.length
        const settings = {
          trees,
          minLeaf,
          balance,
          subsample,
          columns: Math.min(p, columns ?? Math.ceil(Math.sqrt(p)) + 20),
        }
        const y = left.map((v) => v / size)
        const stream = splitStream(seedStream(seed), 'causal forest')
        const model = growCausalForest(bins, { w, y, weights }, settings, stream, step)
        const scaled = (unit: ReturnType<typeof forestEffects>) => ({
          effects: unit.effects.map((v) => v * size),
          standardErrors: unit.standardErrors!.map((v) => v * size),
        })
        return {
          outOfBag: scaled(forestEffects(model, bins.codes, arm.length, true)),
          predict: (other: Table) => {
            const there = matchFeatures(other, data.features).flatMap(indicatorsOf)
            const codes = codesOf(bins.binnings, there, other.rowCount)
            return scaled(forestEffects(model, codes, other.rowCount, false))
          },
        }
      },
    } satisfies EffectLearner)
  })
}

/** What rows count, so that they count once on average: leaves do not depend on the unit of weights. */
function withMeanOne(weights: Float64Array): Float64Array {
  const mean = totalWeight(weights, weights.length) / weights.length
  return weights.map((weight) => weight / mean)
}

/** A number as it is; a column of categories as the indicator of each declared level but, of two, the first. */
function indicatorsOf(feature: Feature): Feature[] {
  const { name, values, levels } = feature
  if (levels === null) return [feature]
  const codes = levels.map((_, code) => code)
  return (codes.length === 2 ? codes.slice(1) : codes).map((code) => ({
    name: `${name}=${levels[code]}`,
    values: Float64Array.from(values, (value) => (value === code ? 1 : 0)),
    levels: null,
  }))
}
