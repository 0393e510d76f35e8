import { CausalError } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { semidefiniteFactor } from '../../numeric/semidefinite-factor.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { logDensityOf } from '../../probability/families/log-density.js'
import type { Generator } from '../../probability/streams/generator.js'
import { show } from '../../show.js'
import { drawNoise, noiseGroups } from '../models/draw-noise.js'
import type { AnyScm } from '../models/types.js'
import { fromScores } from './adaptive/normal-scores.js'
import { type NodeColumn, numberColumn } from './node-column.js'
import type { Worlds } from './worlds.js'

/** Standard normal numbers that say what a noise is, a row for each draw, in place of its own draws. */
export type Scores = ReadonlyMap<number, Float64Array>

/** The noises of a run: each is drawn or found once, correlated ones given those known before. */
export interface NoiseDrawer {
  /** The noise's values, once it has them. */
  known(noise: number): NodeColumn | null
  /** Draws a noise from its prior, given the correlated noises known so far. */
  draw(noise: number): NodeColumn
  /** Sets a noise to what was found, and adds the logarithms of its densities to `logWeights`. */
  find(noise: number, values: NodeColumn, logWeights: Float64Array): void
  /** Sets a noise to draws from its posterior: the weights were added already. */
  set(noise: number, values: NodeColumn): void
  /** Whether several nodes read a noise: then its values matter, not its density alone. */
  isShared(noise: number): boolean
  /** Draws numbers from a noise's prior without keeping them. */
  try(noise: number): NodeColumn
  /** The noises that were drawn. */
  readonly drawn: ReadonlySet<number>
  /** The noises that were found, and that correlated ones had determined already. */
  readonly certain: ReadonlySet<number>
}

/** A normal noise given the correlated ones that are known. */
interface Conditional {
  readonly mean: Float64Array
  /** 0 where they determine it. */
  readonly sd: number
  /** Its standard deviation alone. */
  readonly own: number
  /** Whether none of them was drawn. */
  readonly isFound: boolean
}

export function noiseDrawer(
  worlds: Worlds,
  model: AnyScm,
  generators: readonly Generator[],
  n: number,
  scores: Scores = new Map(),
): NoiseDrawer {
  const drawn = new Set<number>()
  const columns: (NodeColumn | null)[] = worlds.noises.map(() => null)
  const certain = new Set<number>()
  const groups = noiseGroups(worlds, model)

  const conditional = (noise: number): Conditional | null => {
    const group = groups.find((g) => g.noises.includes(noise))
    if (group === undefined) return null
    const m = group.noises.length
    const me = group.noises.indexOf(noise)
    const known = group.noises.map((_, j) => j).filter((j) => columns[group.noises[j]!] !== null)
    const meanOf = (j: number): number => worlds.noises[group.noises[j]!]!.distribution!.parameters['mean']!
    // those that the ones before them determine say nothing more
    const telling = independentOf(known, group.covariance, m)
    const k = telling.length
    const inner = Float64Array.from(
      { length: k * k },
      (_, t) => group.covariance[telling[Math.floor(t / k)]! * m + telling[t % k]!]!,
    )
    const cross = Float64Array.from(telling, (j) => group.covariance[me * m + j]!)
    const factor = cholesky(inner, k)
    const weights = cross.slice()
    if (factor.ok) solveCholesky(factor.factor, k, weights)
    const own = group.covariance[me * m + me]!
    let variance = own
    for (let t = 0; t < k; t++) variance -= weights[t]! * cross[t]!
    const mean = new Float64Array(n).fill(meanOf(me))
    for (const [t, j] of telling.entries()) {
      const values = columns[group.noises[j]!]!.numbers!
      for (let i = 0; i < n; i++) mean[i]! += weights[t]! * (values[i]! - meanOf(j))
    }
    const isCertain = !(variance > 1e-12 * own)
    const isFound = known.every((j) => !drawn.has(group.noises[j]!))
    return { mean, sd: isCertain ? 0 : Math.sqrt(variance), own: Math.sqrt(own), isFound }
  }

  /** A noise that correlated ones determine: what was seen agrees with them, or cannot be. */
  const matchCertain = (
    noise: number,
    values: Float64Array,
    { mean, own, isFound }: Conditional,
    logWeights: Float64Array,
  ): void => {
    if (!isFound) throw certainByDraws(worlds.structure.names[worlds.noises[noise]!.variable]!)
    for (let i = 0; i < n; i++) {
      const size = own + Math.abs(mean[i]!) + Math.abs(values[i]!)
      if (!(Math.abs(values[i]! - mean[i]!) <= 1e-7 * size)) logWeights[i] = Number.NEGATIVE_INFINITY
    }
  }

  const draw = (noise: number): NodeColumn => {
    const given = conditional(noise)
    const own = scores.get(noise)
    if (given === null)
      return own === undefined
        ? drawNoise(worlds.noises[noise]!, generators[noise]!, n)
        : fromScores(worlds.noises[noise]!, own)
    const out = own?.slice() ?? new Float64Array(n)
    if (own === undefined) generators[noise]!.fillNormal(out)
    for (let i = 0; i < n; i++) out[i] = given.mean[i]! + given.sd * out[i]!
    return numberColumn(out)
  }

  return {
    known: (noise) => columns[noise]!,
    draw: (noise) => {
      const column = draw(noise)
      columns[noise] = column
      drawn.add(noise)
      return column
    },
    find: (noise, values, logWeights) => {
      const given = conditional(noise)
      const d = worlds.noises[noise]!.distribution!
      if (values.codes !== null) {
        const logs = values.states!.map(logDensityOf(d))
        for (let i = 0; i < n; i++) logWeights[i]! += logs[values.codes[i]!]!
      } else if (given === null) {
        const log = logDensityOf(d)
        for (let i = 0; i < n; i++) logWeights[i]! += log(values.numbers![i]!)
      } else if (given.sd === 0) {
        certain.add(noise)
        matchCertain(noise, values.numbers!, given, logWeights)
      } else {
        const log = -portableLog(given.sd) - 0.9189385332046727
        for (let i = 0; i < n; i++)
          logWeights[i]! += log - 0.5 * ((values.numbers![i]! - given.mean[i]!) / given.sd) ** 2
      }
      columns[noise] = values
    },
    set: (noise, values) => {
      columns[noise] = values
    },
    isShared: (noise) => worlds.nodes.filter((node) => node.noise === noise).length > 1,
    try: draw,
    drawn,
    certain,
  }
}

/** Of positions in a covariance, those that the ones before them do not determine. */
function independentOf(positions: readonly number[], covariance: Float64Array, m: number): number[] {
  const k = positions.length
  const inner = Float64Array.from(
    { length: k * k },
    (_, t) => covariance[positions[Math.floor(t / k)]! * m + positions[t % k]!]!,
  )
  const factor = semidefiniteFactor(inner, k)
  return factor === null ? [...positions] : positions.filter((_, t) => factor[t * k + t]! > 0)
}

function certainByDraws(name: string): CausalError {
  const message = `the noise of ${show(name)} is determined by noises that it is perfectly correlated with and that are drawn: no draw would agree with what was seen of it. Give them one latent cause in place of the covariance, or linear mechanisms, which are answered exactly.`
  return new CausalError('not-supported', message, { variable: name })
}
