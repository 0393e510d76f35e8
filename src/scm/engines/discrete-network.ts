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
  const finite = finiteNodes(worlds)
  if (finite.includes(0)) return null
  const part = finitePart(worlds, finite)
  return part === null ? null : { ...part, domains: part.domains as readonly (readonly Cell[])[] }
}

/** 1 for each node with finitely many states, as its law and its inputs say. */
export function finiteNodes({ nodes, noises }: Worlds): Uint8Array {
  const finite = new Uint8Array(nodes.length)
  for (const [i, { law, inputs, noise }] of nodes.entries()) {
    const hasStates = noise < 0 || law.family === 'choice' || noises[noise]!.distribution!.values !== null
    finite[i] = hasStates && inputs.every((k) => finite[k] === 1) ? 1 : 0
  }
  return finite
}

/** The tables of those nodes that have finitely many states; the others have no domain. */
export interface FinitePart {
  readonly domains: readonly (readonly Cell[] | null)[]
  readonly cardinalities: Int32Array
  readonly tensors: readonly Tensor[]
  /** The axis of each noise that has one of its own; −1 for the others. */
  readonly axisOf: Int32Array
}

/** `finite` may name nodes that read numbers: such a choice has its states, and no table. Null where no table can say it. */
export function finitePart(worlds: Worlds, finite: Uint8Array): FinitePart | null {
  const { nodes, noises } = worlds
  const readers = new Int32Array(noises.length)
  // a finite noise that a number reads has an axis of its own, as one that two nodes read
  for (const [i, node] of nodes.entries()) if (node.noise >= 0) readers[node.noise]! += finite[i] === 1 ? 1 : 2
  const sizes: number[] = nodes.map(() => 1)
  const domains: (readonly Cell[] | null)[] = []
  const tensors: Tensor[] = []
  const axisOf = new Int32Array(noises.length).fill(-1)
  const atoms = new Map<number, Atoms>()
  const choices = new Map<number, number[]>()
  for (const [i, node] of nodes.entries()) {
    const { law, noise } = node
    const inputs = Array.from(node.inputs, (k) => domains[k] ?? null)
    const source =
      noise < 0 || law.family === 'choice' || law.family === 'root' ? null : (atoms.get(noise) ?? atomsOf(worlds, node))
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
    if (finite[i] === 0) {
      domains.push(null)
      continue
    }
    if (law.family === 'choice' && (readers[noise]! > 1 || inputs.includes(null))) {
      if (inputs.includes(null)) {
        if (readers[noise]! > 1) return null
      } else {
        if (!canShare(worlds, node)) return null
        choices.set(noise, [...(choices.get(noise) ?? []), i])
      }
      domains.push(law.states)
      sizes[i] = law.states.length
      continue
    }
    const states = inputs as readonly (readonly Cell[])[]
    const made =
      law.family === 'choice'
        ? { domain: law.states, values: choiceTable(worlds, node, states) }
        : law.family === 'root'
          ? { domain: law.noise.values!, values: Float64Array.from(law.noise.probabilities!) }
          : enumerated(worlds, node, states, source, shared)
    domains.push(made.domain)
    sizes[i] = made.domain.length
    const scope = shared ? [...node.inputs, axisOf[noise]!, i] : [...node.inputs, i]
    tensors.push({ scope, values: made.values, outputs: [i] })
  }
  for (const readersOf of choices.values())
    shareChoice(worlds, readersOf, domains as readonly (readonly Cell[])[], sizes, tensors)
  return { domains, cardinalities: Int32Array.from(sizes), tensors, axisOf }
}

/** Whether a choice that is read in several worlds has a noise with finitely many parts. */
function canShare(worlds: Worlds, node: WorldNode): boolean {
  const { response } = node.law as ChoiceLaw
  if (response !== null) return response === 'quantile'
  const name = worlds.structure.names[node.variable]!
  const message = `${show(name)} is read in two worlds, and a table of probabilities does not say how the same unit would respond: state { response: 'quantile' } or 'gumbel-max'.`
  throw new CausalError('not-supported', message, { variable: name })
}
