import type { WorldNode } from '../../scm/engines/worlds.js'
import { noiseGroups } from '../../scm/models/draw-noise.js'
import type { GaussianParts } from '../semantics/gaussian-parts.js'
import { type ModelNetwork, noisesOf, noMeaning } from './model-network.js'

/** A number plus weights of a variable's parents and of its noises. */
interface Affine {
  readonly constant: number
  readonly parents: Float64Array
  readonly noises: Float64Array
}

/** The linear-Gaussian channel of every box of a model whose mechanisms are all sums with normal noise. */
export function gaussianMeanings(network: ModelNetwork, semantics: string): Map<string, GaussianParts> {
  const { model, worlds, boxes } = network
  const covariance = covarianceOfNoises(network)
  const forms = model.variables.map((_, i) =>
    model.laws[i]!.family === 'input' ? null : mechanismForm(network, i, semantics),
  )
  // one noise is the wire itself; of several the wire carries the sum
  const weights = (i: number): readonly number[] => {
    const own = noisesOf(network, i)
    return own.length === 1 ? [1] : own.map((_, k) => forms[i]!.noises[k]!)
  }
  const mean = (noise: number): number => worlds.noises[noise]!.distribution!.parameters['mean']!
  const found = new Map<string, GaussianParts>()
  for (const { box, source } of boxes) {
    const [i] = source.variables as [number]
    if (source.of === 'noise') {
      const sums = source.variables.map((v) => noisesOf(network, v).map((noise, k) => [noise, weights(v)[k]!] as const))
      found.set(box.name, {
        matrix: sums.map(() => []),
        mean: sums.map((sum) => sum.reduce((total, [noise, w]) => total + w * mean(noise), 0)),
        covariance: sums.map((a) =>
          sums.map((b) => a.reduce((t, [n, w]) => b.reduce((u, [m, v]) => u + w * v * covariance(n, m), t), 0)),
        ),
      })
    } else if (box.kind === 'channel') {
      const form = forms[i]!
      const noises = noisesOf(network, i)
      const isRoot = noises.length > 0 && box.inputs.length === worlds.structure.parents[i]!.length
      const spread = noises.reduce(
        (t, n, k) => noises.reduce((u, m, l) => u + form.noises[k]! * form.noises[l]! * covariance(n, m), t),
        0,
      )
      const shift = noises.reduce((t, n, k) => t + form.noises[k]! * mean(n), 0)
      const onNoise = isRoot || noises.length === 0 ? [] : [noises.length === 1 ? form.noises[0]! : 1]
      found.set(box.name, {
        matrix: [[...form.parents, ...onNoise]],
        mean: [form.constant + (isRoot ? shift : 0)],
        covariance: [[isRoot ? spread : 0]],
      })
    }
  }
  return found
}

function covarianceOfNoises({ worlds, model }: ModelNetwork): (a: number, b: number) => number {
  const groups = noiseGroups(worlds, model)
  return (a, b) => {
    const group = groups.find(({ noises }) => noises.includes(a) && noises.includes(b))
    if (group !== undefined)
      return group.covariance[group.noises.indexOf(a) * group.noises.length + group.noises.indexOf(b)]!
    return a === b ? worlds.noises[a]!.distribution!.parameters['sd']! ** 2 : 0
  }
}

function mechanismForm(network: ModelNetwork, variable: number, semantics: string): Affine {
  const { worlds, chains } = network
  const parents = worlds.structure.parents[variable]!
  const noises = noisesOf(network, variable)
  const forms = new Map<number, Affine>()
  for (const k of chains[variable]!) {
    const node = worlds.nodes[k]!
    const { constant, inputs, noise } = weightsOf(network, node, semantics)
    const form = { constant, parents: new Float64Array(parents.length), noises: new Float64Array(noises.length) }
    if (node.noise >= 0) form.noises[noises.indexOf(node.noise)]! += noise
    for (const [j, from] of node.inputs.entries()) {
      const natural = forms.get(from)
      if (natural === undefined) form.parents[parents.indexOf(worlds.nodes[from]!.variable)]! += inputs[j]!
      else {
        form.constant += inputs[j]! * natural.constant
        for (const [p, w] of natural.parents.entries()) form.parents[p]! += inputs[j]! * w
        for (const [p, w] of natural.noises.entries()) form.noises[p]! += inputs[j]! * w
      }
    }
    forms.set(k, form)
  }
  return forms.get(chains[variable]!.at(-1)!)!
}

/** The constant and the weights of a node's own sum. */
function weightsOf(
  network: ModelNetwork,
  node: WorldNode,
  semantics: string,
): { constant: number; inputs: readonly number[]; noise: number } {
  const { law } = node
  const refuse = (why: string): never => {
    throw noMeaning(semantics, network, node.variable, `${why} Use sampling, or stochastic where all is finite.`)
  }
  const source = node.noise < 0 ? null : network.worlds.noises[node.noise]!.distribution
  if (source !== null && source.family !== 'normal') refuse(`its noise is ${source.family}, not normal.`)
  switch (law.family) {
    case 'root':
      return { constant: 0, inputs: [], noise: 1 }
    case 'linear':
      return { constant: law.intercept, inputs: law.coefficients, noise: 1 }
    case 'constant':
      return typeof law.value === 'number'
        ? { constant: law.value, inputs: [], noise: 0 }
        : refuse('it is a text, not a number.')
    case 'change':
      if (node.states !== null) return refuse('it moves along named states.')
      return law.change === 'shift'
        ? { constant: law.amount, inputs: [1], noise: 0 }
        : { constant: 0, inputs: [law.amount], noise: 0 }
    case 'function': {
      const all = law.affine?.numbers
      if (all === undefined || law.parents.some((parent) => !all.includes(parent))) break
      const [constant, noise, ...weights] = law.affine!.weights({})
      return { constant: constant!, inputs: law.parents.map((parent) => weights[all.indexOf(parent)]!), noise: noise! }
    }
  }
  return refuse('it is no weighted sum of its parents.')
}
