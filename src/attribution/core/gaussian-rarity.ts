import { logNormalUpperTail } from '../../numeric/special/normal.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog1p } from '../../numeric/special/portable-log.js'
import { noiseOf } from '../../scm/models/noise-of.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { linearForm } from './linear-weights.js'

/** Shares of a score, by the positions of their variables. */
export interface ExactRarity {
  readonly score: number
  readonly center: number | null
  readonly players: readonly number[]
  readonly shares: Float64Array
}

const mostNoises = 20

/** Where the target is a sum of normal noises: it is normal given any of them, so each set's log tail has a closed form. Else null. */
export function gaussianRarity(
  model: AnyScm,
  unit: unknown,
  target: string,
  value: number,
  tail: 'both' | 'upper' | 'lower',
  givenCenter: number | undefined,
): ExactRarity | null {
  const form = linearForm(model, target)
  if (form === null) return null
  const { names } = structureOf(model)
  const players = names.flatMap((_, i) => (form.weights[i] !== 0 && form.variances[i]! > 0 ? [i] : []))
  const isNormal = (i: number): boolean => {
    const law = model.laws[i]!
    return (law.family === 'linear' || law.family === 'root') && law.noise?.family === 'normal'
  }
  if (players.length > mostNoises || !players.every(isNormal)) return null
  const noises = new Map(Object.entries(noiseOf(model, unit as never)))
  // a noise that the unit does not determine is told by name where it is drawn
  if (!players.every((i) => noises.has(names[i]!))) return null
  const moved = players.map((i) => form.weights[i]! * ((noises.get(names[i]!) as number) - form.means[i]!))
  const variance = players.map((i) => form.weights[i]! ** 2 * form.variances[i]!)
  const center = tail === 'both' ? (givenCenter ?? form.mean) : null
  const n = players.length
  const worths = Float64Array.from({ length: 2 ** n }, (_, set) => {
    if (set === 2 ** n - 1) return 0
    let mean = form.mean
    let left = 0
    for (let k = 0; k < n; k++) {
      if ((set >> k) & 1) mean += moved[k]!
      else left += variance[k]!
    }
    const sd = Math.sqrt(left)
    if (tail === 'upper') return logNormalUpperTail((value - mean) / sd)
    if (tail === 'lower') return logNormalUpperTail((mean - value) / sd)
    const distance = Math.abs(value - center!)
    return logOfSum(
      logNormalUpperTail((center! + distance - mean) / sd),
      logNormalUpperTail((mean - center! + distance) / sd),
    )
  })
  return { score: worths.at(-1)! - worths[0]!, center, players, shares: exactShapley(n, worths) }
}

function logOfSum(a: number, b: number): number {
  const [top, low] = a > b ? [a, b] : [b, a]
  return Math.min(0, top + portableLog1p(portableExp(low - top)))
}
