import { dag, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

/** Confounded data in which the treatment helps where x is positive: the effect is 1 + 2 · [x > 0]; z only confounds. */
export function simulated(n: number, seed: number) {
  const draw = generator(seed)
  const x = Float64Array.from({ length: n }, () => draw.normal())
  const z = Float64Array.from({ length: n }, () => draw.normal())
  const site = Array.from({ length: n }, () => (draw.uniform() < 0.5 ? 'north' : 'south'))
  const drug = Array.from(z, (v) => (draw.uniform() < 1 / (1 + Math.exp(-v)) ? 'yes' : 'no'))
  const effect = x.map((v) => (v > 0 ? 3 : 1))
  const health = x.map((v, i) => v + z[i]! + (drug[i] === 'yes' ? effect[i]! : 0) + draw.normal())
  return { data: table({ x, z, site, drug, health }), effect }
}

export const graph = dag('x -> health; z -> drug; z -> health; site -> health; drug -> health')
export const question = { graph, treatment: 'drug', outcome: 'health' } as const
