import type { Cell } from '../../data/types.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { type ContractionCache, contract, contractionCache } from '../../probability/contraction/contract.js'
import type { AnyScm } from '../models/types.js'
import { type DiscreteNetwork, discreteEvidence, discreteNetwork } from './discrete-network.js'
import type { PreparedQuery } from './terms.js'
import type { WorldNode } from './worlds.js'

/** A joint distribution over finitely many states of the targets. */
export interface DiscreteResult {
  readonly method: 'discrete'
  /** The states of each target. */
  readonly states: readonly (readonly Cell[])[]
  /** Probabilities, row-major over the targets, the last fastest. */
  readonly values: Float64Array
  /** The probability of the evidence. */
  readonly evidenceProbability: number
}

const caches = new WeakMap<AnyScm, ContractionCache>()

export function planCache(model: AnyScm): ContractionCache {
  let cache = caches.get(model)
  if (cache === undefined) {
    cache = contractionCache(256)
    caches.set(model, cache)
  }
  return cache
}

/** Exact answers where every node has finitely many states; null where one has not. */
export function discreteAnswer(query: PreparedQuery): DiscreteResult | 'zero-probability' | null {
  const { worlds, targets, model } = query
  const network = discreteNetwork(worlds)
  if (network === null) return null
  const evidence = discreteEvidence(network, query)
  if (evidence === 'zero-probability') return evidence
  const known = new Map(evidence)
  const free = targets.filter((node) => !known.has(node))
  const { values: found, logScale } = contract({
    cardinalities: network.cardinalities,
    tensors: network.tensors,
    keep: free,
    evidence,
    // thousands of observed states have a probability below the least number
    scaled: true,
    cache: planCache(model),
  })
  let total = 0
  for (const p of found) total += p
  const evidenceProbability = total * portableExp(logScale)
  if (!(total > 0)) return 'zero-probability'
  const states = targets.map((node) => shownStates(worlds.nodes[node]!, network.domains[node]!))
  return {
    method: 'discrete',
    states,
    values: spread(network, targets, known, states, found, total),
    evidenceProbability,
  }
}

/** The states that an answer shows for a node: of a set variable all that it could have had. */
export function shownStates(node: WorldNode, domain: readonly Cell[]): readonly Cell[] {
  return node.law.family === 'constant' && node.law.states !== null ? node.law.states : domain
}

/** The answer over all targets from that over the free ones: known targets are certain. */
function spread(
  network: DiscreteNetwork,
  targets: readonly number[],
  known: ReadonlyMap<number, number>,
  states: readonly (readonly Cell[])[],
  found: Float64Array,
  total: number,
): Float64Array {
  if (targets.every((node, k) => !known.has(node) && states[k] === network.domains[node]))
    return found.map((p) => p / total)
  let size = 1
  const stride = new Int32Array(targets.length)
  for (let k = targets.length - 1; k >= 0; k--) {
    stride[k] = size
    size *= states[k]!.length
  }
  const out = new Float64Array(size)
  const free = targets.map((node, k) => ({ node, k })).filter(({ node }) => !known.has(node))
  let base = 0
  for (const [k, node] of targets.entries()) {
    const s = known.get(node)
    if (s !== undefined) base += stride[k]! * states[k]!.indexOf(network.domains[node]![s]!)
  }
  const place = free.map(({ node, k }) => network.domains[node]!.map((value) => states[k]!.indexOf(value) * stride[k]!))
  for (let i = 0; i < found.length; i++) {
    let rest = i
    let at = base
    for (let f = free.length - 1; f >= 0; f--) {
      const size = network.domains[free[f]!.node]!.length
      at += place[f]![rest % size]!
      rest = Math.floor(rest / size)
    }
    out[at]! += found[i]! / total
  }
  return out
}
