import { logDensityOf } from '../../probability/families/log-density.js'
import { type NoiseGroup, noiseGroups } from '../models/draw-noise.js'
import { conditionNormals } from './condition-normals.js'
import type { PreparedQuery } from './terms.js'
import type { WorldNode, Worlds } from './worlds.js'

/** A joint normal distribution of the targets. */
export interface GaussianResult {
  readonly method: 'gaussian'
  readonly mean: Float64Array
  /** Row-major. */
  readonly covariance: Float64Array
  /** The logarithm of the density of the evidence. */
  readonly logDensity: number
}

/** A node as a number plus a weighted sum of the noises. */
interface Affine {
  readonly constant: number
  readonly weights: Float64Array
}

/**
 * Exact answers where every node is an affine function of jointly normal noises; null where one is not.
 *
 * Each target and each observed node is written as weights of the noises by one sweep against the edges, so that a long
 * chain costs no more than its length. `zero-probability` where the evidence contradicts what is certain.
 */
export function gaussianAnswer(query: PreparedQuery): GaussianResult | 'zero-probability' | null {
  const { worlds, targets, model } = query
  // an exogenous variable that is seen is a constant from here on, whatever its distribution
  const fixed = new Map<number, number>()
  let logDensity = 0
  for (const [i, node] of worlds.nodes.entries()) {
    if (isAffine(node)) continue
    const value = query.evidence!.get(i)
    if (node.law.family !== 'root' || typeof value !== 'number') return null
    fixed.set(i, value)
    logDensity += logDensityOf(node.law.noise)(value)
  }
  if (logDensity === Number.NEGATIVE_INFINITY) return 'zero-probability'
  const evidence = [...query.evidence!].filter(([node]) => !fixed.has(node))
  if (evidence.some(([, value]) => typeof value !== 'number')) return null
  const groups = noiseGroups(worlds, model)
  const forms = [...targets, ...evidence.map(([node]) => node)].map((node) => affineForm(worlds, node, fixed))
  const spread = forms.map((form) => timesCovariance(worlds, groups, form.weights))
  const t = targets.length
  const e = evidence.length
  const n = t + e
  const mean = Float64Array.from(forms, (form) => form.constant)
  const covariance = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) covariance[i * n + j] = covariance[j * n + i] = dot(forms[i]!.weights, spread[j]!)
  if (e === 0) return { method: 'gaussian', mean, covariance, logDensity }
  const known = evidence.map(([, value]) => value as number)
  const found = conditionNormals(t, e, mean, covariance, known)
  if (found === null) return 'zero-probability'
  const left = new Float64Array(t * t)
  for (let i = 0; i < t; i++) for (let j = 0; j < t; j++) left[i * t + j] = covariance[i * n + j]!
  return { method: 'gaussian', mean: mean.slice(0, t), covariance: left, logDensity: logDensity + found.logDensity }
}

function isAffine(node: WorldNode): boolean {
  const { law } = node
  if (law.family === 'constant') return typeof law.value === 'number'
  if (law.family === 'change') return node.states === null
  if (law.family === 'root') return law.noise.family === 'normal'
  return law.family === 'linear' && (law.noise === null || law.noise.family === 'normal')
}

/** d node / d noise by one sweep from the node to the noises; nodes stand after their inputs. */
function affineForm(worlds: Worlds, target: number, fixed: ReadonlyMap<number, number>): Affine {
  const weights = new Float64Array(worlds.noises.length)
  const gradient = new Float64Array(target + 1)
  gradient[target] = 1
  let constant = 0
  for (let i = target; i >= 0; i--) {
    const g = gradient[i]!
    if (g === 0) continue
    const { law, inputs, noise } = worlds.nodes[i]!
    const known = fixed.get(i)
    if (known !== undefined) {
      constant += g * known
      continue
    }
    if (noise >= 0) {
      weights[noise]! += g
      constant += g * worlds.noises[noise]!.distribution!.parameters['mean']!
    }
    if (law.family === 'constant') constant += g * (law.value as number)
    else if (law.family === 'linear') {
      constant += g * law.intercept
      for (let k = 0; k < inputs.length; k++) gradient[inputs[k]!]! += g * law.coefficients[k]!
    } else if (law.family === 'change') {
      if (law.change === 'shift') constant += g * law.amount
      gradient[inputs[0]!]! += law.change === 'shift' ? g : g * law.amount
    }
  }
  return { constant, weights }
}

function timesCovariance(worlds: Worlds, groups: readonly NoiseGroup[], weights: Float64Array): Float64Array {
  const out = weights.map((w, i) => {
    if (w === 0) return 0
    const { sd } = worlds.noises[i]!.distribution!.parameters as { sd: number }
    return w * sd * sd
  })
  for (const { noises, covariance } of groups) {
    const m = noises.length
    for (let i = 0; i < m; i++) {
      let sum = 0
      for (let j = 0; j < m; j++) sum += covariance[i * m + j]! * weights[noises[j]!]!
      out[noises[i]!] = sum
    }
  }
  return out
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
