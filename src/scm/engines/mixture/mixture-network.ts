import type { Cell } from '../../../data/types.js'
import { noiseGroups } from '../../models/draw-noise.js'
import { type FinitePart, finiteNodes, finitePart } from '../discrete-network.js'
import { type PushedEvidence, pushedEvidence } from '../pushed-evidence.js'
import { schedule } from '../schedule.js'
import type { PreparedQuery } from '../terms.js'
import type { WorldNode } from '../worlds.js'

/** What says something of the evidence, given the states of its axes. */
export interface Clue {
  /**
   * - `noise`: the value gives the noise, which has a density
   * - `equal`: the value is what the states give, or it is not
   * - `measured`: the value is a sum of noises that are not known
   * - `chosen`: the state is chosen with probabilities that depend on numbers
   */
  readonly kind: 'noise' | 'equal' | 'measured' | 'chosen'
  readonly node: number
  readonly axes: ReadonlySet<number>
  /** The noises that are not known. */
  readonly noises: ReadonlySet<number>
}

/** A network in which all numbers are weighted sums of normal noises, once the states of the discrete nodes are given. */
export interface MixtureNetwork {
  readonly query: PreparedQuery
  readonly finite: FinitePart
  readonly evidence: PushedEvidence<Cell>
  /** Nodes in the order in which they are computed. */
  readonly order: Int32Array
  /** By node: what its value depends on; observed numbers depend on nothing. */
  readonly axes: readonly ReadonlySet<number>[]
  readonly noises: readonly ReadonlySet<number>[]
  readonly clues: readonly Clue[]
  /** The node whose value gives the noise; −1 for the others. */
  readonly finder: Int32Array
}

const none: ReadonlySet<number> = new Set()

/**
 * Sorts the nodes: discrete ones, numbers that are known once the states are, sums of normal noises. An observed number is a
 * value for all that read it; what it says of its own inputs is a clue.
 *
 * Null where a node is none of these.
 */
export function mixtureNetwork(query: PreparedQuery): MixtureNetwork | 'zero-probability' | null {
  const { worlds, model } = query
  const { nodes, noises } = worlds
  const discrete = finiteNodes(worlds)
  // a choice by numbers has states as well, and whatever depends on states alone
  for (const [i, { law, inputs, noise }] of nodes.entries()) {
    if (discrete[i] === 1) continue
    if (law.family === 'choice') discrete[i] = 1
    else if (noise < 0 || noises[noise]!.distribution!.values !== null)
      discrete[i] = inputs.every((k) => discrete[k] === 1) ? 1 : 0
  }
  const evidence = pushedEvidence(worlds, query.evidence!, (i) => discrete[i] === 0)
  if (evidence === null) return 'zero-probability'
  const finite = finitePart(worlds, discrete)
  if (finite === null) return null
  const order = schedule(worlds, evidence.evidence)
  const correlated = new Set(noiseGroups(worlds, model).flatMap((group) => group.noises))
  const touched = new Uint8Array(noises.length)
  const finder = new Int32Array(noises.length).fill(-1)
  const axes: ReadonlySet<number>[] = nodes.map(() => none)
  const unknown: ReadonlySet<number>[] = nodes.map(() => none)
  const foundAxes: ReadonlySet<number>[] = noises.map(() => none)
  const clues: Clue[] = []
  for (const i of order) {
    const node = nodes[i]!
    const { law, inputs, noise } = node
    const mine = new Set<number>()
    const open = new Set<number>()
    for (const k of inputs) {
      if (discrete[k] === 1) mine.add(k)
      for (const a of axes[k]!) mine.add(a)
      for (const u of unknown[k]!) open.add(u)
    }
    if (discrete[i] === 1) {
      if (law.family === 'choice' && Array.from(inputs).some((k) => discrete[k] === 0)) {
        mine.add(i)
        clues.push({ kind: 'chosen', node: i, axes: mine, noises: open })
      }
      continue
    }
    const seen = evidence.evidence.has(i)
    if (
      !canFollow(node, open.size === 0, (k) => discrete[node.inputs[k]!] === 1 || unknown[node.inputs[k]!]!.size === 0)
    )
      return null
    let kind: Clue['kind'] = open.size > 0 ? 'measured' : 'equal'
    if (noise >= 0) {
      const axis = finite.axisOf[noise]!
      if (axis >= 0) mine.add(axis)
      else if (finder[noise]! >= 0) for (const a of foundAxes[noise]!) mine.add(a)
      else if (seen && touched[noise] === 0 && open.size === 0 && !correlated.has(noise) && canFind(node)) {
        kind = 'noise'
        finder[noise] = i
        foundAxes[noise] = new Set(mine)
      } else if (noises[noise]!.distribution!.family === 'normal' && isAffine(node)) {
        open.add(noise)
        touched[noise] = 1
        kind = 'measured'
      } else return null
    }
    if (seen) clues.push({ kind, node: i, axes: mine, noises: open })
    else {
      axes[i] = mine
      unknown[i] = open
    }
  }
  return { query, finite, evidence, order, axes, noises: unknown, clues, finder }
}

/** Whether a number's value is a weighted sum of those of its inputs that are not known. `isKnown`: by position of the input. */
function canFollow(node: WorldNode, allKnown: boolean, isKnown: (k: number) => boolean): boolean {
  const { law } = node
  if (law.family === 'linear' || law.family === 'change' || law.family === 'root') return true
  if (law.family !== 'function') return false
  return (
    allKnown ||
    (law.affine !== undefined && law.parents.every((name, k) => law.affine!.numbers.includes(name) || isKnown(k)))
  )
}

/** Whether the noise stands in the value as a summand. */
function isAffine({ law }: WorldNode): boolean {
  return law.family === 'root' || law.family === 'linear' || (law.family === 'function' && law.affine !== undefined)
}

/** Whether the value gives the noise. A row of weights may have none at all for it: such noise is left unknown. */
function canFind({ law, noise }: WorldNode): boolean {
  if (noise < 0) return false
  if (law.family === 'root' || law.family === 'linear') return true
  return law.family === 'function' && law.invert !== null && law.affine?.parentStates === undefined
}
