import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { checkedCount, checkedNumber } from '../core/check-numbers.js'
import type { Feature } from '../core/features.js'
import { makeLearner } from '../core/make-learner.js'
import type { TrainingSet } from '../core/training-set.js'
import type { Learner } from '../core/types.js'
import { type Standard, standardOf } from '../core/weighted-standard.js'
import { inverseLogit } from '../linear/logistic-core.js'
import { centred } from '../linear/ridge.js'
import { type Block, fitBlocks } from './additive-fit.js'
import { type SplineBasis, splineBasis } from './spline-basis.js'

/**
 * Options of `splines`.
 *
 * @category Learners
 */
export interface SplinesOptions {
  /** Knots for each column of numbers, at its quantiles, at most as many as it has values (when left out, 20, or 240 shared among more than 12 columns, but no fewer than 10). */
  readonly knots?: number
  /** How much curvature costs, the same for all columns; left out, each column's is learned from the data. */
  readonly penalty?: number
}

/**
 * Additive regression with a smooth function of each column: a natural cubic spline with a penalty on its curvature, which is
 * straight where the data show no bend, and beyond the outer knots. Categories are shrunk towards their average.
 *
 * How much each column is smoothed is learned by the generalized Fellner–Schall method (Wood & Fasiolo 2017), in the manner
 * of variance components. For an outcome of two categories the functions add up to log odds. Straight lines have a penalty of
 * 1e-6, so that columns may be collinear.
 *
 * @param options - knots, penalty
 * @returns a learner
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`
 * @complexity O(n k² + r k³) for k = knots times columns and r rounds, about 20
 * @see Wood 2017, "Generalized Additive Models", section 5.3.1
 * @category Learners
 * @example
 * const x = Array.from({ length: 41 }, (_, i) => (i - 20) / 10)
 * const t = table({ x, y: x.map((v) => 2 * v + 1) })
 * splines().fit(t, 'y').predict(table({ x: [0.5, 10] })).map(Math.round)
 * //=> [2, 21]
 */
export function splines(options: SplinesOptions = {}): Learner {
  return madeBy('splines', [options], () => {
    checkOptions('options', options, ['knots', 'penalty'], { knots: 'number', penalty: 'number' })
    const given = checkedObject('options', options)
    const knots = given.knots === undefined ? null : checkedCount('knots', given.knots, 3)
    const penalty = given.penalty === undefined ? null : checkedNumber('penalty', given.penalty, 0)
    const told = [...(knots === null ? [] : [`${knots} knots`]), ...(penalty === null ? [] : [`penalty ${penalty}`])]
    const name = `additive splines${told.length === 0 ? '' : ` (${told.join(', ')})`}`
    return makeLearner('splines', name, (data) => {
      const parts = partsOf(data, knots ?? usualKnots(data.features))
      const standard = data.binary ? { center: 0, scale: 1 } : standardOf(data.y, data.weights)
      const y = data.binary ? data.y : centred(data.y, standard)
      const { x, k } = evaluated(parts, data.features, data.n)
      const middle = means(x, data, k)
      for (let i = 0; i < data.n; i++) for (let a = 0; a < k; a++) x[i * k + a]! -= middle[a]!
      const blocks: Block[] = parts.flatMap(({ at, basis, levels }) =>
        levels !== null
          ? [{ start: at, size: levels.length, fixed: null }]
          : [
              { start: at, size: 1, fixed: 1e-6 },
              ...(basis === null ? [] : [{ start: at + 1, size: basis.size, fixed: penalty }]),
            ],
      )
      const { constant, b } = fitBlocks({ ...data, x, k, y, logit: data.binary }, blocks)
      return {
        report: {},
        predict: (features, n) => {
          const there = evaluated(parts, features, n).x
          return Float64Array.from({ length: n }, (_, i) => {
            let eta = constant
            for (let a = 0; a < k; a++) eta += (there[i * k + a]! - middle[a]!) * b[a]!
            return data.binary ? inverseLogit(eta) : standard.center + (standard.scale || 1) * eta
          })
        },
      }
    })
  })
}

/** Enough for a curve with a few bends, without more functions than a fit of many columns is worth. */
function usualKnots(features: readonly Feature[]): number {
  const numbers = features.filter(({ levels }) => levels === null).length
  return Math.min(20, Math.max(10, Math.floor(240 / Math.max(1, numbers))))
}

/** One column's share of the regressors: a line and a spline, or indicators. */
interface Part {
  readonly source: number
  readonly at: number
  readonly standard: Standard
  readonly basis: SplineBasis | null
  /** The codes that occur, null for numbers. */
  readonly levels: readonly number[] | null
}

function partsOf(data: TrainingSet, most: number): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const [source, { values, levels }] of data.features.entries()) {
    if (levels !== null) {
      const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
      if (used.length < 2) continue
      parts.push({ source, at, standard: { center: 0, scale: 1 }, basis: null, levels: used })
      at += used.length
      continue
    }
    const standard = standardOf(values, data.weights)
    if (standard.scale === 0) continue
    const knots = knotsOf(centred(values as Float64Array, standard), data.weights, data.total, most)
    const basis = knots.length < 3 ? null : splineBasis(knots)
    parts.push({ source, at, standard, basis, levels: null })
    at += 1 + (basis?.size ?? 0)
  }
  return parts
}

/** The least and the greatest value, and quantiles between. */
function knotsOf(x: Float64Array, weights: Float64Array | null, total: number, most: number): Float64Array {
  const order = Int32Array.from(x.keys()).sort((i, j) => x[i]! - x[j]!)
  const knots: number[] = [x[order[0]!]!]
  const last = x[order.at(-1)!]!
  let below = 0
  for (const i of order) {
    below += weights === null ? 1 : weights[i]!
    const wanted = (knots.length * total) / (most - 1)
    if (below >= wanted * (1 - 1e-12) && x[i]! > knots.at(-1)! + 1e-9 && x[i]! < last - 1e-9) knots.push(x[i]!)
  }
  return Float64Array.from([...knots, last].filter((v, i, all) => i === 0 || v > all[i - 1]!))
}

function evaluated(parts: readonly Part[], features: readonly Feature[], n: number): { x: Float64Array; k: number } {
  const k = parts.reduce((sum, { basis, levels }) => sum + (levels?.length ?? 1 + (basis?.size ?? 0)), 0)
  const x = new Float64Array(n * k)
  for (const { source, at, standard, basis, levels } of parts) {
    const { values } = features[source]!
    for (let i = 0; i < n; i++) {
      if (levels !== null) {
        // a category that no row of the fit had counts as their average
        const met = levels.includes(values[i]!)
        for (const [a, code] of levels.entries())
          x[i * k + at + a] = met ? (values[i] === code ? 1 : 0) : 1 / levels.length
        continue
      }
      const value = (values[i]! - standard.center) / standard.scale
      x[i * k + at] = value
      basis?.evaluate(value, x, i * k + at + 1)
    }
  }
  return { x, k }
}

function means(x: Float64Array, { n, weights, total }: TrainingSet, k: number): Float64Array {
  const middle = new Float64Array(k)
  for (let i = 0; i < n; i++)
    for (let a = 0; a < k; a++) middle[a]! += ((weights === null ? 1 : weights[i]!) / total) * x[i * k + a]!
  return middle
}
