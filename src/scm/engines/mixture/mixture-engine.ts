import type { Cell } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { contract, type Tensor } from '../../../probability/contraction/contract.js'
import { shownStates } from '../discrete-engine.js'
import type { PreparedQuery } from '../terms.js'
import { type MixtureNetwork, mixtureNetwork } from './mixture-network.js'
import { partsOf, rowsOf } from './mixture-parts.js'
import { placesOf, varies } from './table-cells.js'
import { type WeighedPart, weighPart } from './weigh-part.js'

/** A normal distribution of the targets that are numbers, beside states of the discrete ones. */
export interface MixtureComponent {
  readonly probability: number
  /** The cell of `values` to which it belongs. */
  readonly cell: number
  /** Of the targets that are numbers, in order. */
  readonly mean: Float64Array
  /** Row-major. */
  readonly covariance: Float64Array
}

/** A mixture of normal distributions. */
export interface MixtureResult {
  /** `quadrature` where choices depend on one unknown number, over which it is integrated by points. */
  readonly method: 'mixture' | 'quadrature'
  /** Positions of the targets with states, and of those that are numbers. */
  readonly discrete: readonly number[]
  readonly numbers: readonly number[]
  /** The states of the discrete targets, and their joint probabilities, row-major. */
  readonly states: readonly (readonly Cell[])[]
  readonly values: Float64Array
  readonly components: readonly MixtureComponent[]
  /** The logarithm of the density (or probability) of the evidence. */
  readonly logDensity: number
}

/** The most combinations of states, and so of components, that are worked out before draws are preferred. */
const MOST_COMPONENTS = 2 ** 14

/**
 * Exact answers for conditional linear-Gaussian networks: numbers that are sums of normal noises once the discrete states are
 * given (Lauritzen 1992). All numbers are eliminated first, those that hang together at once, for each combination of the states
 * that they depend on; what is left is a discrete network.
 *
 * Null where a node is not of this kind, or the combinations are too many.
 */
export function mixtureAnswer(query: PreparedQuery): MixtureResult | 'zero-probability' | null {
  try {
    return answer(query)
  } catch (error) {
    // a mechanism with too many combinations of discrete parents may still be drawn from
    if (error instanceof CausalError && error.code === 'too-large') return null
    throw error
  }
}

function answer(query: PreparedQuery): MixtureResult | 'zero-probability' | null {
  const network = mixtureNetwork(query)
  if (network === null || network === 'zero-probability') return network
  const { finite, evidence } = network
  const seen = new Map<number, number>()
  for (const [node, value] of evidence.evidence) {
    const domain = finite.domains[node]!
    if (domain === null) {
      // a named state can only be compared with what the states give
      if (typeof value !== 'number' && network.clues.some((clue) => clue.node === node && clue.kind !== 'equal'))
        return null
      continue
    }
    const state = domain.indexOf(value)
    if (state < 0) return 'zero-probability'
    seen.set(node, state)
  }
  const isDiscrete = query.targets.map((node) => finite.domains[node] !== null)
  const discrete = [...query.targets.keys()].filter((k) => isDiscrete[k])
  const numbers = [...query.targets.keys()].filter((k) => !isDiscrete[k])
  if (numbers.some((k) => !isNumber(network, query.targets[k]!))) return null
  const parts = partsOf(
    network,
    numbers.map((k) => query.targets[k]!),
    seen,
  )
  let size = 0
  for (const part of parts) size += rowsOf(part, finite.cardinalities) * (1 + part.targets.length)
  if (size > MOST_COMPONENTS) return null
  const weighed: WeighedPart[] = []
  for (const part of parts) {
    const found = weighPart(network, part, rowsOf(part, finite.cardinalities), seen)
    if (found === null) return null
    weighed.push(found)
  }
  return summed(network, weighed, seen, discrete, numbers)
}

/** Sums the discrete network that is left, with the parts as tables in it. */
function summed(
  network: MixtureNetwork,
  parts: readonly WeighedPart[],
  seen: ReadonlyMap<number, number>,
  discrete: readonly number[],
  numbers: readonly number[],
): MixtureResult | 'zero-probability' | null {
  const { finite, query } = network
  const { targets, worlds } = query
  let logScale = 0
  const tensors: Tensor[] = [...finite.tensors]
  for (const { part, logWeights } of parts) {
    let top = Number.NEGATIVE_INFINITY
    for (const w of logWeights) if (w > top) top = w
    if (top === Number.NEGATIVE_INFINITY) return 'zero-probability'
    logScale += top
    if (part.axes.length > 0) tensors.push({ scope: part.axes, values: logWeights.map((w) => portableExp(w - top)) })
  }
  // a value that is certain in some rows has a probability there, beside which densities are nothing
  const ranked = parts.filter(({ ranks, logWeights }) => varies(ranks, logWeights))
  const [first] = parts
  const keep = [
    ...new Set([
      ...(numbers.length > 0 ? first!.part.axes : []),
      ...ranked.flatMap(({ part }) => part.axes),
      ...discrete.map((k) => targets[k]!).filter((node) => !seen.has(node)),
    ]),
  ]
  if (keep.reduce((n, axis) => n * finite.cardinalities[axis]!, 1) > 16 * MOST_COMPONENTS) return null
  const found = contract({
    cardinalities: finite.cardinalities,
    tensors,
    keep,
    evidence: [...seen],
    scaled: true,
  })
  const place = placesOf(keep, finite.cardinalities)
  const rowOf = ({ part }: WeighedPart, cell: number): number =>
    part.axes.reduce((row, axis) => row * finite.cardinalities[axis]! + place(cell, axis), 0)
  const joint = found.values.slice()
  let least = Number.POSITIVE_INFINITY
  const rankOf = (cell: number): number => ranked.reduce((sum, part) => sum + part.ranks[rowOf(part, cell)]!, 0)
  for (let cell = 0; cell < joint.length; cell++) if (joint[cell]! > 0) least = Math.min(least, rankOf(cell))
  let total = 0
  for (let cell = 0; cell < joint.length; cell++) {
    if (joint[cell]! > 0 && rankOf(cell) > least) joint[cell] = 0
    total += joint[cell]!
  }
  if (!(total > 0)) return 'zero-probability'
  const states = discrete.map((k) => shownStates(worlds.nodes[targets[k]!]!, finite.domains[targets[k]!]!))
  const values = new Float64Array(states.reduce((n, list) => n * list.length, 1))
  const components: MixtureComponent[] = []
  for (let cell = 0; cell < joint.length; cell++) {
    if (joint[cell] === 0) continue
    let at = 0
    for (const [d, k] of discrete.entries()) {
      const node = targets[k]!
      const state = finite.domains[node]![seen.get(node) ?? place(cell, node)]!
      at = at * states[d]!.length + states[d]!.indexOf(state)
    }
    const probability = joint[cell]! / total
    values[at]! += probability
    if (numbers.length === 0) continue
    for (const { share, mean, covariance } of first!.pieces[rowOf(first!, cell)]!)
      components.push({ probability: probability * share, cell: at, mean, covariance })
  }
  return {
    method: parts.some(({ isQuadrature }) => isQuadrature) ? 'quadrature' : 'mixture',
    discrete,
    numbers,
    states,
    values,
    components,
    logDensity: portableLog(total) + found.logScale + logScale,
  }
}

/** Whether a node without states holds numbers: what is a sum of noises does, and so does a number that was seen. */
function isNumber({ noises, evidence, query }: MixtureNetwork, node: number): boolean {
  if (noises[node]!.size > 0) return true
  const value = evidence.evidence.get(node)
  if (value !== undefined) return typeof value === 'number'
  const { law } = query.worlds.nodes[node]!
  return law.family !== 'function' || law.affine !== undefined
}
