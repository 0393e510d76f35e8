import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import type { Tensor } from '../../probability/contraction/contract.js'
import { show } from '../../show.js'
import type { ChoiceLaw } from '../mechanisms/law.js'
import { shareChoice } from './discrete-shared-choice.js'
import { type Atoms, atomsOf, choiceTable, enumerated } from './discrete-tables.js'
import type { PreparedQuery } from './terms.js'
import type { WorldNode, Worlds } from './worlds.js'

/** A network of worlds as tables: axes are the nodes, then the noises that several nodes share. */
export interface DiscreteNetwork {
  readonly domains: readonly (readonly Cell[])[]
  readonly cardinalities: Int32Array
  readonly tensors: readonly Tensor[]
}

/** The evidence as states of the contraction's axes. */
export function discreteEvidence(
  network: DiscreteNetwork,
  query: PreparedQuery,
): [number, number][] | 'zero-probability' {
  const evidence: [number, number][] = []
  for (const [node, value] of query.evidence!) {
    const state = network.domains[node]!.indexOf(value)
    if (state < 0) return 'zero-probability'
    evidence.push([node, state])
  }
  return evidence
}

/** The network as tables, or null where a node has no finite set of states. */
export function discreteNetwork(worlds: Worlds): DiscreteNetwork | null {
  const { nodes, noises } = worlds
  const readers = new Int32Array(noises.length)
  for (const node of nodes) if (node.noise >= 0) readers[node.noise]!++
  const sizes: number[] = nodes.map(() => 1)
  const domains: (readonly Cell[])[] = []
  const tensors: Tensor[] = []
  const axisOf = new Int32Array(noises.length).fill(-1)
  const atoms = new Map<number, Atoms>()
  const choices = new Map<number, number[]>()
  for (const [i, node] of nodes.entries()) {
    const { law, noise } = node
    let made: { domain: readonly Cell[]; values: Float64Array } | null = null
    const inputs = Array.from(node.inputs, (k) => domains[k]!)
    if (law.family === 'root') {
      if (law.noise.values === null) return null
      made = { domain: law.noise.values, values: Float64Array.from(law.noise.probabilities!) }
    } else if (law.family === 'choice' && readers[noise]! > 1) {
      if (!canShare(worlds, node)) return null
      choices.set(noise, [...(choices.get(noise) ?? []), i])
      domains.push(law.states)
      sizes[i] = law.states.length
      continue
    } else if (law.family === 'choice') {
      made = { domain: law.states, values: choiceTable(worlds, node, inputs) }
    } else {
      const source = noise < 0 ? null : (atoms.get(noise) ?? atomsOf(worlds, node))
      if (noise >= 0 && source === null) return null
      if (source !== null) atoms.set(noise, source)
      const shared = source !== null && readers[noise]! > 1
      if (shared && axisOf[noise]! < 0) {
        axisOf[noise] = sizes.length
        sizes.push(source.probabilities.length)
        tensors.push({
          scope: [axisOf[noise]!],
          values: Float64Array.from(source.probabilities),
          outputs: [axisOf[noise]!],
        })
      }
      made = enumerated(worlds, node, inputs, source, shared)
      if (made === null) return null
      if (shared) {
        domains.push(made.domain)
        sizes[i] = made.domain.length
        tensors.push({ scope: [...node.inputs, axisOf[noise]!, i], values: made.values, outputs: [i] })
        continue
      }
    }
    domains.push(made.domain)
    sizes[i] = made.domain.length
    tensors.push({ scope: [...node.inputs, i], values: made.values, outputs: [i] })
  }
  for (const readersOf of choices.values()) shareChoice(worlds, readersOf, domains, sizes, tensors)
  return { domains, cardinalities: Int32Array.from(sizes), tensors }
}

/** Whether a choice that is read in several worlds has a noise with finitely many parts. */
function canShare(worlds: Worlds, node: WorldNode): boolean {
  const { response } = node.law as ChoiceLaw
  if (response !== null) return response === 'quantile'
  const name = worlds.structure.names[node.variable]!
  const message = `${show(name)} is read in two worlds, and a table of probabilities does not say how the same unit would respond: state { response: 'quantile' } or 'gumbel-max'.`
  throw new CausalError('not-supported', message, { variable: name })
}
