import { CausalError } from '../../errors.js'
import { drawFrom } from '../../probability/index.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import type { Scm } from '../../scm/index.js'
import type { LinearLevers } from './linear-levers.js'
import type { LinearPart } from './linear-part.js'

/** Pulls of a linear model: the noise of each node depends on the seed and the pull, not on the arm. */
export function simulatedPulls(
  model: Scm,
  { names, order, natural, pulled, bitOf }: LinearLevers,
  pulls: number,
  seed: number | string,
): (arm: number, pull: number) => Float64Array {
  if (model.latents.length > 0 || model.noiseCovariance.length > 0) {
    throw new CausalError(
      'not-supported',
      'the learner takes models without hidden causes: no latent variables and no correlated noise. Give a `pull` of your own to see what happens with them.',
    )
  }
  const stream = seedStream(seed)
  const noiseOf = (part: LinearPart | null, name: string, mode: string): Float64Array => {
    if (part === null || part.noise === null) return new Float64Array(pulls)
    const { values } = drawFrom(part.noise, splitStream(splitStream(stream, name), mode), pulls)
    return values.map((value) => value * part.noiseScale)
  }
  const noise = [
    natural.map((part, i) => noiseOf(part, names[i]!, 'natural')),
    pulled.map((part, i) => noiseOf(part, names[i]!, 'pulled')),
  ]
  return (arm, pull) => {
    const row = new Float64Array(names.length)
    for (const i of order) {
      const mode = bitOf[i]! >= 0 ? (arm >> bitOf[i]!) & 1 : 0
      const { parents, weights, constant } = mode === 1 ? pulled[i]! : natural[i]!
      let sum = constant + noise[mode]![i]![pull]!
      for (let k = 0; k < parents.length; k++) sum += weights[k]! * row[parents[k]!]!
      row[i] = sum
    }
    return row
  }
}
