import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { logDensityOf } from '../../probability/families/log-density.js'
import { evaluationOf } from '../../scm/engines/evaluation-of.js'
import { asNumbers, constantColumn, type NodeColumn } from '../../scm/engines/node-column.js'
import type { WorldNode, Worlds } from '../../scm/engines/worlds.js'
import { logConditional } from '../../scm/fitting/log-conditional.js'
import { show } from '../../show.js'

/**
 * What a mechanism says of its variable given the parents: a `density` (of numbers), a `probability` (of finitely many values), or
 * null where neither is known: continuous noise without an inverse.
 */
export function kindOfLaw({ law, noise }: WorldNode): 'density' | 'probability' | null {
  if (noise < 0) return law.family === 'table' || law.family === 'constant' ? 'probability' : null
  if (law.family === 'choice') return 'probability'
  if (law.family === 'change') return null
  const values = 'noise' in law ? law.noise!.values : null
  if (values !== null) return 'probability'
  return law.family === 'function' && law.invert === null ? null : 'density'
}

/** log p(value | parents) of a node in each row. */
export function logConditionalOf(
  worlds: Worlds,
  i: number,
  inputs: readonly NodeColumn[],
  seen: NodeColumn,
  rows: number,
): Float64Array {
  const node = worlds.nodes[i]!
  return logConditional(node.law, evaluationOf(worlds, node, inputs, rows), seen)
}

/**
 * log p(value | parents) at m sets of parents, for one value after the other. A sum's locations are computed once; the noise's
 * densities then cost a few operations each.
 */
export function densitiesAt(
  worlds: Worlds,
  i: number,
  inputs: readonly NodeColumn[],
  m: number,
): (value: Cell) => Float64Array {
  const { law } = worlds.nodes[i]!
  if (law.family !== 'linear' || law.noise === null || law.noise.values !== null)
    return (value) => logConditionalOf(worlds, i, inputs, constantColumn(value, m), m)
  const locations = new Float64Array(m).fill(law.intercept)
  for (const [k, b] of law.coefficients.entries()) {
    const x = asNumbers(inputs[k]!, law.parents[k]!)
    for (let j = 0; j < m; j++) locations[j]! += b * x[j]!
  }
  const log = logDensityOf(law.noise)
  return (value) => {
    const out = new Float64Array(m)
    for (let j = 0; j < m; j++) out[j] = log((value as number) - locations[j]!)
    return out
  }
}

/** Whether densities are cheap, so that more sets of parents can be drawn. */
export const isSum = ({ law }: WorldNode): boolean => law.family === 'linear'

/** Why a divergence cannot be had. */
export function noDensity(target: string): CausalError {
  const message = `the mechanism of ${show(target)} has no density that is known: a divergence needs finitely many states, added noise, or an invert. Ask for another measure, such as 'variance'.`
  return new CausalError('not-supported', message, { target })
}
