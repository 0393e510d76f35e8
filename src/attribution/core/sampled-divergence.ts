import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { asNumbers } from '../../scm/engines/node-column.js'
import { prepare } from '../../scm/engines/terms.js'
import type { WorldNode } from '../../scm/engines/worlds.js'
import { drawWorlds } from '../../scm/models/draw-worlds.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Game } from '../shapley/sampled-shares.js'
import { densitiesAt, isSum, kindOfLaw, noDensity } from './conditional-density.js'

/** A divergence of numbers takes a density at each pair of a drawn value and drawn parents: so many values at most. */
export const mostValues = 1000

/** How many sets of parents are drawn for each value: more where a density is cheap. */
export const parentsPerValue = (node: WorldNode): number => (isSum(node) ? 10 : 2)

/** A mixture made of n drawn densities is worth too little where it is carried by fewer than this many of them. */
const leastCarriers = 20

/** log of a mean of densities at one value: its estimate less the first-order bias, and each density's influence on it. */
export interface LogMixture {
  readonly log: number
  /** How many of the densities carry the mean: (Σ f)² / Σ f². */
  readonly carriers: number
}

/** log (1/m Σ exp l) + ½ Var / (m mean²), for the logarithm of a mean lies too low; adds `weight` × (f / mean − 1) to `influence`. */
export function logMixture(logs: Float64Array, weight: number, influence: Float64Array): LogMixture {
  const m = logs.length
  let top = Number.NEGATIVE_INFINITY
  for (let j = 0; j < m; j++) if (logs[j]! > top) top = logs[j]!
  if (top === Number.NEGATIVE_INFINITY) return { log: top, carriers: 0 }
  let sum = 0
  let squares = 0
  const f = logs.map((l) => portableExp(l - top))
  for (let j = 0; j < m; j++) {
    sum += f[j]!
    squares += f[j]! ** 2
  }
  for (let j = 0; j < m; j++) influence[j]! += weight * ((f[j]! * m) / sum - 1)
  const carriers = (sum * sum) / squares
  return { log: top + portableLog(sum / m) + 0.5 * (1 / carriers - 1 / m), carriers }
}

/** What to say where mixtures rest on too few draws. */
export function fewCarriers(target: string, poor: number, n: number, m: number): string {
  return `at ${((100 * poor) / n).toPrecision(2)} % of the drawn values of ${show(target)} fewer than ${leastCarriers} of ${m} drawn sets of parents carry its density: the divergence may be too large there, and its error too small.`
}

export const isPoor = ({ carriers }: LogMixture, m: number): boolean => carriers < Math.min(leastCarriers, m)

/** Adds to each of n rows the mean influence of its group of drawn parents: the rows' spread then has the error of both. */
export function addInfluence(rows: Float64Array, influence: Float64Array): void {
  const group = influence.length / rows.length
  for (let j = 0; j < influence.length; j++) rows[Math.floor(j / group)]! += influence[j]! / group
}

/**
 * KL(new ‖ old) of a target with a conditional density: the mean over drawn values of log p_new − log p_old, where each density is
 * the mean of the mechanism's over independently drawn parents. The rows hold the influence of a drawn value and of a drawn
 * set of parents, which are independent, so that their sum has the error of both.
 */
export function densityChange(replaced: (inside: Uint8Array) => AnyScm, target: string, warnings: string[]): Game {
  return (n, seed) => {
    const old = densityIn(replaced(new Uint8Array(0)), target, n, seed)
    return (inside) => {
      const now = densityIn(replaced(inside), target, n, seed)
      const y = now.values()
      const out = new Float64Array(n)
      const [forNow, forOld] = [new Float64Array(now.parents), new Float64Array(old.parents)]
      let poor = 0
      for (let i = 0; i < n; i++) {
        const a = logMixture(now.at(y[i]!), 1 / n, forNow)
        const b = logMixture(old.at(y[i]!), -1 / n, forOld)
        if (b.carriers === 0 || a.carriers === 0)
          throw new CausalError(
            'zero-support',
            `${show(target)} = ${y[i]} has no density at any of ${n} drawn parents ${b.carriers === 0 ? 'before' : 'after'} the change: the divergence is infinite, or needs more draws.`,
            { target, value: y[i] },
          )
        if (isPoor(a, now.parents) || isPoor(b, old.parents)) poor++
        out[i] = a.log - b.log
      }
      addInfluence(out, forNow)
      addInfluence(out, forOld)
      if (poor > n / 100 && warnings.length === 0) warnings.push(fewCarriers(target, poor, n, now.parents))
      return out
    }
  }
}

/** Draws of the target, and the density of any value at other drawn sets of parents. */
function densityIn(
  model: AnyScm,
  target: string,
  n: number,
  seed: number | string,
): {
  readonly values: () => Float64Array
  readonly parents: number
  readonly at: (value: number) => Float64Array
} {
  const { worlds, targets } = prepare(model, [{ variable: target }], [])
  const node = targets[0]!
  if (kindOfLaw(worlds.nodes[node]!) !== 'density') throw noDensity(target)
  const inputs = Array.from(worlds.nodes[node]!.inputs)
  const parents = inputs.length === 0 ? n : n * parentsPerValue(worlds.nodes[node]!)
  const pool = drawWorlds(worlds, model, parents, `${seed} parents`)
  const at = densitiesAt(
    worlds,
    node,
    inputs.map((i) => pool[i]!),
    inputs.length === 0 ? 1 : parents,
  )
  return {
    values: () => asNumbers(drawWorlds(worlds, model, n, `${seed} values`)[node]!, target),
    parents,
    at: inputs.length === 0 ? (value) => new Float64Array(parents).fill(at(value)[0]!) : at,
  }
}
