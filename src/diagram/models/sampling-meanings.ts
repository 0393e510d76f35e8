import type { Cell } from '../../data/types.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { evaluateNode } from '../../scm/engines/evaluate-node.js'
import { evaluationOf } from '../../scm/engines/evaluation-of.js'
import { cellAt, constantColumn, type NodeColumn, numberColumn } from '../../scm/engines/node-column.js'
import type { Noise } from '../../scm/engines/worlds.js'
import { drawNoise, noiseGroups } from '../../scm/models/draw-noise.js'
import type { Chance, Sampler } from '../semantics/sampling.js'
import { isUnstated, type ModelNetwork, noisesOf, noMeaning } from './model-network.js'

/**
 * A program for every box of a model. A noise that is one value stands on its wire as it is; one that is more (a number for
 * each state of a gumbel-max choice, the noises of a natural value and of its change) as a number that it is drawn from.
 */
export function samplingMeanings(network: ModelNetwork, semantics: string): Map<string, Sampler> {
  const found = new Map<string, Sampler>()
  for (const { box, source } of network.boxes) {
    if (source.of === 'noise') found.set(box.name, noiseProgram(network, source.variables, semantics))
    else if (box.kind === 'channel')
      found.set(box.name, mechanismProgram(network, source.variables[0]!, box.inputs.length))
  }
  return found
}

/** Numbers from which a noise of several parts is drawn. */
const mostSeeds = 2 ** 48

const isPlain = ({ distribution, law }: Noise): boolean =>
  distribution !== null || (law.family === 'choice' && law.response !== 'gumbel-max')

function drawn(noise: Noise, chance: Chance): NodeColumn {
  const { distribution } = noise
  if (distribution === null && isPlain(noise)) return numberColumn(Float64Array.of(chance.uniform()))
  if (distribution?.family === 'normal') {
    const { mean, sd } = distribution.parameters as { mean: number; sd: number }
    return numberColumn(Float64Array.of(mean + sd * chance.normal()))
  }
  return drawNoise(noise, generator(seedStream(chance.integer(mostSeeds))), 1)
}

function noiseProgram(network: ModelNetwork, variables: readonly number[], semantics: string): Sampler {
  const { worlds, model } = network
  const noises = variables.map((i) => noisesOf(network, i))
  if (variables.length === 1) {
    const [first, ...more] = noises[0]!
    const noise = worlds.noises[first!]!
    if (more.length > 0 || !isPlain(noise)) return (_, chance) => chance.integer(mostSeeds)
    return (_, chance) => cellAt(drawn(noise, chance), 0)
  }
  const several = variables.find((_, k) => noises[k]!.length !== 1)
  if (several !== undefined) {
    throw noMeaning(semantics, network, several, 'its noise is correlated with others, and it has a second one.')
  }
  const ids = noises.map((list) => list[0]!)
  const group = noiseGroups(worlds, model).find((one) => one.noises.includes(ids[0]!))!
  const at = ids.map((id) => group.noises.indexOf(id))
  const means = ids.map((id) => worlds.noises[id]!.distribution!.parameters['mean']!)
  const m = group.noises.length
  return (_, chance) => {
    const z = group.noises.map(() => chance.normal())
    return at.map((row, k) => z.reduce((sum, x, j) => sum + (j <= row ? group.factor[row * m + j]! * x : 0), means[k]!))
  }
}

function mechanismProgram(network: ModelNetwork, variable: number, inputs: number): Sampler {
  const { worlds, chains } = network
  const parents = worlds.structure.parents[variable]!
  const noises = noisesOf(network, variable)
  const onWire = inputs > parents.length
  // only a chance that is not stated is drawn by the box itself, and the noise of a root
  const isSeed = onWire && (noises.length > 1 || !isPlain(worlds.noises[noises[0]!]!))
  return (values, chance) => {
    const made = new Map<number, NodeColumn>()
    let column: NodeColumn = constantColumn(0, 1)
    for (const k of chains[variable]!) {
      const node = worlds.nodes[k]!
      const columns = Array.from(
        node.inputs,
        (j) => made.get(j) ?? constantColumn(values[parents.indexOf(worlds.nodes[j]!.variable)]!, 1),
      )
      let noise: NodeColumn | null = null
      if (node.noise >= 0) {
        const own = worlds.noises[node.noise]!
        if (!onWire || isUnstated(node)) noise = drawn(own, chance)
        else if (isSeed) {
          const seed = splitStream(seedStream(values.at(-1) as number), noises.indexOf(node.noise))
          noise = drawNoise(own, generator(seed), 1)
        } else noise = constantColumn(values.at(-1) as Cell, 1)
      }
      column = evaluateNode(node.law, evaluationOf(worlds, node, columns, 1, noise))
      made.set(k, column)
    }
    return cellAt(column, 0)
  }
}
