import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import type { FunctionLaw } from '../mechanisms/law.js'
import type { Evaluation } from './evaluation.js'
import { rowReader } from './function-column.js'
import type { NodeColumn } from './node-column.js'
import { nextDown, nextUp, spreadOf, supportOf } from './support.js'

/** Change of variables: the density of the value is that of the noise over |d value / d noise|. */
export function subtractSlopes(law: FunctionLaw, at: Evaluation, noise: NodeColumn, logWeights: Float64Array): void {
  const read = rowReader(at.inputNames, at.inputs)
  const support = supportOf(law.noise!)
  const spread = spreadOf(law.noise!)
  for (let r = 0; r < at.rows; r++) {
    // a draw that is impossible already needs no slope, and its noise may lie outside
    if (logWeights[r] === Number.NEGATIVE_INFINITY) continue
    const u = noise.numbers![r]!
    const parents = read(r)
    const logSlope =
      law.logSlope !== null
        ? law.logSlope(u, parents)
        : portableLog(Math.abs(slopeInside((v) => law.evaluate(parents, v) as number, u, support, spread)))
    if (Number.isNaN(logSlope) || logSlope === Number.NEGATIVE_INFINITY) {
      const message = `the density of ${show(at.name)} is not a number at the noise ${u} and ${show(parents)}: the mechanism does not change with its noise there.`
      throw new CausalError('not-invertible', message, {
        variable: at.name,
        noise: u,
        parents: { ...parents },
      })
    }
    logWeights[r]! -= logSlope
  }
}

/**
 * d f / d u by central differences and one step of Richardson's extrapolation. All points lie inside the support: a step is
 * a small part of the noise's spread, and of the distance to either end. At an end itself it is a difference to one side.
 */
export function slopeInside(
  f: (u: number) => number,
  u: number,
  [low, high]: readonly [number, number],
  spread: number,
): number {
  const room = Math.min(u - low, high - u)
  const unit = nextUp(Math.abs(u)) - Math.abs(u)
  // a thousandth of the room, and more of it where a thousandth is lost in rounding
  const part = Math.max(1e-3 * room, Math.min(64 * unit, room / 4))
  const step = Math.min(Math.max(1e-4 * spread, 1e3 * unit), part)
  if (step >= 2 * unit && step > 0) {
    const coarse = difference(f, u - step, u + step)
    const fine = difference(f, u - step / 2, u + step / 2)
    return (4 * fine - coarse) / 3
  }
  const inward = u - low < high - u ? 1 : -1
  // at an end, where f may be infinite, from the next number; close to one, over the nearest numbers
  const start = Number.isFinite(f(u)) ? u : inward > 0 ? nextUp(u) : nextDown(u)
  return difference(f, start, start + inward * (room === 0 && start === u ? 1e-6 * spread : 4 * unit))
}

/** By the points as they are rounded, not as they were meant. */
const difference = (f: (u: number) => number, a: number, b: number): number => (f(b) - f(a)) / (b - a)
