import { CausalError } from '../../errors.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { lawOf } from '../../probability/families/law-of.js'
import { show } from '../../show.js'
import type { FunctionLaw } from '../mechanisms/law.js'
import type { Evaluation } from './evaluation.js'
import { columnOfCells, rowReader } from './function-column.js'
import { cellAt, type NodeColumn } from './node-column.js'
import type { Particles } from './particles.js'
import { nextDown, nextUp, supportOf } from './support.js'
import type { Worlds } from './worlds.js'

/** The relative error of the whole weight that rounded noises may bring. */
const mostError = 1e-6

/**
 * The noise by the mechanism's own `invert`, checked by computing the value again.
 *
 * Near the end of its support a noise such as 1 − exp(−y) loses its last digits: then the value lies between those of the
 * noise's neighbours. `rounded` then gets the relative error of such a row's density, about the part of the distance to the end
 * that rounding took; without it such rows are refused.
 */
export function invertColumn(
  law: FunctionLaw,
  at: Evaluation,
  value: NodeColumn,
  rounded: Float64Array | null = null,
): NodeColumn {
  const read = rowReader(at.inputNames, at.inputs)
  const bad = (u: unknown, r: number): CausalError => {
    const parents = { ...read(r) }
    const message = `the invert of ${show(at.name)} gave ${show(u)} for the value ${show(cellAt(value, r))} at ${show(parents)}: the mechanism does not give this value there.`
    return new CausalError('not-invertible', message, { variable: at.name, value: cellAt(value, r), parents })
  }
  const noise = columnOfCells(at.rows, (r) => law.invert!(cellAt(value, r), read(r)), bad)
  const [low, high] = law.noise === null || law.noise.values !== null ? [0, 0] : supportOf(law.noise)
  for (let r = 0; r < at.rows; r++) {
    const u = cellAt(noise, r)
    const again = law.evaluate(read(r), u)
    const wanted = cellAt(value, r)
    if (again === wanted) continue
    if (typeof wanted !== 'number' || typeof u !== 'number') throw bad(u, r)
    if (typeof again === 'number' && Math.abs(again - wanted) <= 1e-6 * Math.abs(wanted)) continue
    const size = spreadAt(law, read(r))
    if (typeof again === 'number' && Math.abs(again - wanted) <= 1e-6 * size) continue
    const around = [again, law.evaluate(read(r), Math.max(low, down(u))), law.evaluate(read(r), Math.min(high, up(u)))]
    const isBetween =
      low < high &&
      around.some((v) => typeof v === 'number' && v <= wanted) &&
      around.some((v) => typeof v === 'number' && v >= wanted)
    if (!isBetween) throw bad(u, r)
    if (rounded === null) throw tooNear(at.name)
    rounded[r] = Math.min(1, (4 * (nextUp(Math.abs(u)) - Math.abs(u))) / Math.min(u - low, high - u))
  }
  return noise
}

/** How far the value moves with the noise, in the value's own units: |f(third quartile) − f(first quartile)|. */
function spreadAt(law: FunctionLaw, parents: Parameters<FunctionLaw['evaluate']>[0]): number {
  const { noise } = law
  if (noise === null) return 0
  const { quantile } = lawOf(noise as Distribution<number>)
  const [a, b] = [law.evaluate(parents, quantile(0.75)), law.evaluate(parents, quantile(0.25))]
  const size = typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) : 0
  return Number.isFinite(size) ? size : 0
}

// the noise itself may be off by an ulp or two
const down = (u: number): number => nextDown(nextDown(nextDown(u)))
const up = (u: number): number => nextUp(nextUp(nextUp(u)))

/** Throws where noises that lost their digits matter: all of them, or those that make the weights uncertain. */
export function checkRounded(particles: Particles, worlds: Worlds, weights?: Float64Array): void {
  for (const [node, rounded] of particles.rounded) {
    let error = weights === undefined ? 1 : 0
    if (weights !== undefined) for (let r = 0; r < weights.length; r++) error += weights[r]! * rounded[r]!
    if (error > mostError) throw tooNear(worlds.structure.names[worlds.nodes[node]!.variable]!)
  }
}

export function tooNear(name: string): CausalError {
  const message = `the noise of ${show(name)} comes out so near the end of its support that rounding took its last digits: write the mechanism with a noise that keeps them, such as −log(u) for −log(1 − u), or an exponential noise for both.`
  return new CausalError('not-invertible', message, { variable: name })
}
