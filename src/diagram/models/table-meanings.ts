import type { Cell } from '../../data/types.js'
import { contract, type Tensor } from '../../probability/contraction/contract.js'
import { quantileTables } from '../../scm/engines/discrete-shared-choice.js'
import { atomsOf, choiceTable, enumerated } from '../../scm/engines/discrete-tables.js'
import { cellAt } from '../../scm/engines/node-column.js'
import { show } from '../../show.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { isUnstated, type ModelNetwork, noMeaning } from './model-network.js'

/** A finite noise on its wire. */
interface Source {
  readonly states: readonly string[]
  readonly probabilities: Float64Array
}

/**
 * A box's table for every box of a finite model: states of noises with their probabilities, mechanisms as zeros and ones over
 * what they read. The noise of a quantile response is cut into the intervals between which no row changes its state.
 */
export function tableMeanings(network: ModelNetwork, semantics: string): Map<string, Channel> {
  const { model, worlds, boxes } = network
  const domains: (readonly Cell[])[] = model.variables.map(() => [])
  const noises = new Map<number, Source>()
  const tables = new Map<number, Float64Array>()
  for (const i of worlds.structure.order) {
    const law = model.laws[i]!
    if (law.family === 'input') {
      if (law.states === null) throw noMeaning(semantics, network, i, 'it is an input that may be any number.')
      domains[i] = law.states
      continue
    }
    const { domain, values, noise } = mechanismTable(network, i, domains, semantics)
    domains[i] = domain
    tables.set(i, values)
    if (noise !== null) noises.set(i, noise)
  }
  const texts = domains.map((domain, i) => statesText(domain, network, i, semantics))
  const found = new Map<string, Channel>()
  for (const { box, source } of boxes) {
    const [i] = source.variables as [number]
    if (source.of === 'noise') {
      const { states, probabilities } = noises.get(i)!
      found.set(box.name, makeChannel([{ name: box.outputs[0]!, states }], 0, probabilities))
    } else if (box.kind === 'channel') {
      const reads = worlds.structure.parents[i]!
      const states = box.inputs.map((_, k) => (k < reads.length ? texts[reads[k]!]! : noises.get(i)!.states))
      const variables = [...box.inputs, ...box.outputs].map((name, k) => ({ name, states: states[k] ?? texts[i]! }))
      found.set(box.name, makeChannel(variables, box.inputs.length, tables.get(i)!))
    }
  }
  return found
}

/** A variable's table over its parents and its noise; the noise is summed out where the diagram has no wire for it. */
function mechanismTable(
  network: ModelNetwork,
  variable: number,
  domains: readonly (readonly Cell[])[],
  semantics: string,
): { domain: readonly Cell[]; values: Float64Array; noise: Source | null } {
  const { worlds, chains, boxes } = network
  const parents = worlds.structure.parents[variable]!
  // a variable that is its own noise, or whose chance is not stated, has no wire of noise
  const hasWire = boxes.some(({ source }) => source.of === 'noise' && source.variables.includes(variable))
  const sizes = Array.from(parents, (p) => domains[p]!.length)
  const axis = new Map<number, number>()
  const made = new Map<number, readonly Cell[]>()
  const tensors: Tensor[] = []
  const sources: { axis: number; states: readonly string[]; probabilities: Float64Array }[] = []
  for (const k of chains[variable]!) {
    const node = worlds.nodes[k]!
    const from = Array.from(node.inputs, (j) => axis.get(j) ?? parents.indexOf(worlds.nodes[j]!.variable))
    const inputs = Array.from(node.inputs, (j) => made.get(j) ?? domains[worlds.nodes[j]!.variable]!)
    const { domain, values, noise } = nodeTable(network, k, inputs, semantics)
    const scope = [...from]
    if (noise !== null) {
      sources.push({ axis: sizes.length, ...noise })
      scope.push(sizes.push(noise.states.length) - 1)
    }
    axis.set(k, sizes.push(domain.length) - 1)
    made.set(k, domain)
    tensors.push({ scope: [...scope, axis.get(k)!], values })
  }
  if (!hasWire) for (const s of sources) tensors.push({ scope: [s.axis], values: s.probabilities })
  const last = chains[variable]!.at(-1)!
  const keep = [...parents.keys(), ...(hasWire ? sources.map((s) => s.axis) : []), axis.get(last)!]
  const { values } = contract({ cardinalities: sizes, tensors: withOnes(tensors, keep, sizes), keep })
  return { domain: made.get(last)!, values, noise: hasWire ? sources.map((s): Source => s).reduce(both) : null }
}

/** A parent that no computation reads any more (its weight may be zero) still has an axis. */
function withOnes(tensors: readonly Tensor[], keep: readonly number[], sizes: readonly number[]): readonly Tensor[] {
  const read = new Set(tensors.flatMap(({ scope }) => Array.from(scope)))
  const bare = keep.filter((v) => !read.has(v))
  return [...tensors, ...bare.map((v) => ({ scope: [v], values: new Float64Array(sizes[v]!).fill(1) }))]
}

/** Two noises on one wire: their pairs, the second fastest. */
function both(a: Source, b: Source): Source {
  return {
    states: a.states.flatMap((s) => b.states.map((t) => `${s}, ${t}`)),
    probabilities: Float64Array.from([...a.probabilities].flatMap((p) => Array.from(b.probabilities, (q) => p * q))),
  }
}

function nodeTable(
  network: ModelNetwork,
  k: number,
  inputs: readonly (readonly Cell[])[],
  semantics: string,
): { domain: readonly Cell[]; values: Float64Array; noise: Source | null } {
  const { worlds } = network
  const node = worlds.nodes[k]!
  const { law } = node
  if (law.family === 'choice') {
    const table = choiceTable(worlds, node, inputs)
    if (isUnstated(node)) return { domain: law.states, values: table, noise: null }
    if (law.response === 'gumbel-max') {
      const why = "a gumbel-max response has infinitely many noises: use sampling, or { response: 'quantile' }."
      throw noMeaning(semantics, network, node.variable, why)
    }
    const { probabilities, values } = quantileTables([table], law.states.length)
    const states = Array.from(probabilities, (_, c) => String(c))
    return { domain: law.states, values: values[0]!, noise: { states, probabilities } }
  }
  const atoms = node.noise < 0 ? null : atomsOf(worlds, node)
  if (node.noise >= 0 && atoms === null) {
    const { family } = worlds.noises[node.noise]!.distribution!
    const why = `its noise (${family}) takes infinitely many values. Use sampling, or gaussian where all is linear and normal.`
    throw noMeaning(semantics, network, node.variable, why)
  }
  const noise = atoms && {
    states: statesText(
      Array.from(atoms.probabilities, (_, s) => cellAt(atoms.column, s)),
      network,
      node.variable,
      semantics,
    ),
    probabilities: Float64Array.from(atoms.probabilities),
  }
  return { ...enumerated(worlds, node, inputs, atoms, true), noise }
}

function statesText(
  domain: readonly Cell[],
  network: ModelNetwork,
  variable: number,
  semantics: string,
): readonly string[] {
  const texts = domain.map(String)
  const twice = texts.find((text, s) => texts.indexOf(text) !== s)
  if (twice === undefined) return Object.freeze(texts)
  throw noMeaning(semantics, network, variable, `two of its values read ${show(twice)}, a number and a text.`)
}
