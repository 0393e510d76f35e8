import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { semidefiniteFactor } from '../../numeric/semidefinite-factor.js'
import { fillContinuous, pick } from '../../probability/streams/fill.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { codeColumn, type NodeColumn, numberColumn } from '../engines/node-column.js'
import type { Noise, Worlds } from '../engines/worlds.js'
import type { AnyScm } from './types.js'

/** A generator for each noise, so that a variable's numbers depend on the seed and its name alone. */
export function noiseGenerators(worlds: Worlds, seed: number | string): Generator[] {
  const root = seedStream(seed)
  const count = new Map<number, number>()
  return worlds.noises.map(({ variable }) => {
    const k = count.get(variable) ?? 0
    count.set(variable, k + 1)
    const stream = splitStream(root, worlds.structure.names[variable]!)
    return generator(k === 0 ? stream : splitStream(stream, k))
  })
}

/** Draws one noise on its own, without its correlations. A gumbel-max choice has a number for each row and state. */
export function drawNoise(noise: Noise, draw: Generator, n: number): NodeColumn {
  const { distribution, law } = noise
  if (distribution === null) {
    if (law.family !== 'choice' || law.response !== 'gumbel-max') {
      const out = new Float64Array(n)
      draw.fillUniform(out)
      return numberColumn(out)
    }
    const out = new Float64Array(n * law.states.length)
    fillContinuous(standardGumbel, draw, out)
    return numberColumn(out)
  }
  if (distribution.values !== null) {
    const p = distribution.probabilities!
    const codes = new Int32Array(n)
    for (let i = 0; i < n; i++) codes[i] = pick(p, 0, p.length, draw.uniform())
    return codeColumn(codes, distribution.values)
  }
  const out = new Float64Array(n)
  fillContinuous(distribution, draw, out)
  return numberColumn(out)
}

const standardGumbel = {
  kind: 'distribution',
  family: 'gumbel',
  parameters: { location: 0, scale: 1 },
  values: null,
  probabilities: null,
} as const

/** Noises that are correlated with one another, and the Cholesky factor of their covariance, which may be singular. */
export interface NoiseGroup {
  readonly noises: readonly number[]
  readonly covariance: Float64Array
  readonly factor: Float64Array
}

/** The groups of correlated noises, in an order that does not depend on that of the variables. */
export function noiseGroups(worlds: Worlds, model: AnyScm): NoiseGroup[] {
  if (model.noiseCovariance.length === 0) return []
  const { index, names } = worlds.structure
  const find = (end: { variable: string; law: unknown }): number => {
    const variable = index.get(end.variable)!
    return worlds.noises.findIndex((noise) => noise.variable === variable && noise.law === end.law)
  }
  const group = new Map<number, Set<number>>()
  const pairs: [number, number, number][] = []
  for (const { first, second, covariance } of model.noiseCovariance) {
    const [a, b] = [find(first), find(second)]
    if (a < 0 || b < 0) continue
    pairs.push([a, b, covariance])
    const merged = new Set([...(group.get(a) ?? [a]), ...(group.get(b) ?? [b])])
    for (const i of merged) group.set(i, merged)
  }
  return [...new Set(group.values())].map((set) => {
    const noises = [...set].sort((a, b) =>
      names[worlds.noises[a]!.variable]! < names[worlds.noises[b]!.variable]! ? -1 : 1,
    )
    const m = noises.length
    const covariance = new Float64Array(m * m)
    for (const [i, id] of noises.entries())
      covariance[i * m + i] = worlds.noises[id]!.distribution!.parameters['sd']! ** 2
    for (const [a, b, c] of pairs) {
      const [i, j] = [noises.indexOf(a), noises.indexOf(b)]
      if (i < 0) continue
      covariance[i * m + j] = c
      covariance[j * m + i] = c
    }
    // a perfect correlation is one: two names for one noise
    const factor = semidefiniteFactor(covariance, m)
    if (factor === null)
      throw notCovariance(
        noises.map((id) => names[worlds.noises[id]!.variable]!),
        covariance,
      )
    return { noises, covariance, factor }
  })
}

function notCovariance(among: readonly string[], covariance: Float64Array): CausalError {
  const m = among.length
  for (let i = 0; i < m; i++)
    for (let j = 0; j < i; j++) {
      const most = Math.sqrt(covariance[i * m + i]! * covariance[j * m + j]!)
      const given = covariance[i * m + j]!
      if (Math.abs(given) <= most * (1 + 1e-9)) continue
      const pair = [among[j]!, among[i]!]
      const message = `the noises of ${quoteNames(pair)} cannot have the covariance ${show(given)}: with these sds it lies between ${show(-most)} and ${show(most)}.`
      return new CausalError('not-probability', message, { variables: pair, covariance: given, most })
    }
  const message = `the noises of ${quoteNames(among)} cannot have these covariances: each pair could, but not all together (the matrix is not positive semidefinite).`
  return new CausalError('not-probability', message, { variables: [...among] })
}

/** Gives independent normal columns of a group their means and covariances, in place. */
export function correlate(worlds: Worlds, group: NoiseGroup, columns: readonly (NodeColumn | null)[]): void {
  const m = group.noises.length
  const data = group.noises.map((id) => columns[id]!.numbers!)
  const normals = group.noises.map((id) => worlds.noises[id]!.distribution!.parameters as { mean: number; sd: number })
  const z = new Float64Array(m)
  for (let i = 0; i < data[0]!.length; i++) {
    for (let j = 0; j < m; j++) z[j] = (data[j]![i]! - normals[j]!.mean) / normals[j]!.sd
    for (let j = 0; j < m; j++) {
      let sum = normals[j]!.mean
      for (let k = 0; k <= j; k++) sum += group.factor[j * m + k]! * z[k]!
      data[j]![i] = sum
    }
  }
}
