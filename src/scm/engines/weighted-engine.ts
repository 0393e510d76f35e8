import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { noiseGenerators } from '../models/draw-noise.js'
import { inputNames } from '../models/draw-worlds.js'
import { type Evaluation, evaluateNode } from './evaluate-node.js'
import { findNoise, type Particles } from './find-noise.js'
import { cellAt, constantColumn, type NodeColumn } from './node-column.js'
import { noiseDrawer } from './noise-drawer.js'
import type { PreparedQuery } from './terms.js'
import type { WorldNode, Worlds } from './worlds.js'

/** Weighted draws of the targets, given the evidence. */
export interface SamplesResult {
  readonly method: 'samples'
  readonly columns: readonly NodeColumn[]
  /** Weights that sum to one. */
  readonly weights: Float64Array
  /** (Σ w)² / Σ w²: how many independent draws the weighted ones are worth. */
  readonly effectiveSampleSize: number
  /** The logarithm of the mean weight: of the probability (density) of the evidence. */
  readonly logEvidence: number
}

/** The values of the targets, which the evidence determines. */
export interface UnitResult {
  readonly method: 'unit'
  readonly values: readonly Cell[]
}

/**
 * How many draws, and from which seed.
 *
 * @category Counterfactuals
 */
export interface DrawOptions {
  /** How many weighted draws, where no exact answer is known; 10,000 by default. */
  readonly draws?: number
  /** The seed of the draws, 0 by default. */
  readonly seed?: number | string
}

export const DEFAULT_SAMPLES = 10_000

/**
 * Answers by likelihood weighting: nodes are computed parents first; at an observed node the noise is found from the value
 * and the draw weighted by its density, any other noise comes from its prior. Where the evidence determines every target
 * one draw is enough, and the answer is exact.
 */
export function weightedAnswer(
  query: PreparedQuery,
  options: DrawOptions,
  anyCoupling = false,
): SamplesResult | UnitResult | 'zero-probability' {
  const { worlds, targets } = query
  const evidence = pushEvidence(worlds, query.evidence!)
  if (evidence === 'zero-probability') return evidence
  if (!anyCoupling) checkResponses(worlds)
  const order = schedule(worlds, evidence)
  const { fixed, certain } = determinedNodes(worlds, order, evidence)
  const isUnit = targets.every((node) => fixed[node] === 1)
  const n = isUnit ? 1 : (options.draws ?? DEFAULT_SAMPLES)
  if (!Number.isInteger(n) || n < 1) {
    throw new CausalError('invalid-argument', `draws must be a whole number from 1, got ${String(n)}.`, {
      draws: n,
    })
  }
  const seen = new Map([...evidence].map(([node, value]) => [node, constantColumn(value, n)]))
  const particles = runWorlds(query, seen, order, n, options.seed ?? 0)
  const { columns, logWeights, rejected } = particles
  for (const i of particles.impossible) if (certain[i] === 1) return 'zero-probability'
  if (isUnit) return { method: 'unit', values: targets.map((node) => cellAt(columns[node]!, 0)) }
  let top = Number.NEGATIVE_INFINITY
  for (const w of logWeights) if (w > top) top = w
  if (top === Number.NEGATIVE_INFINITY) {
    const names = rejected.map((i) => show(worlds.structure.names[worlds.nodes[i]!.variable]))
    const message = `none of ${n} draws agrees with the evidence${names.length > 0 ? ` on ${names.join(', ')}` : ''}: ask for more draws, or an invert to mechanisms whose noise is not found.`
    throw new CausalError('zero-support', message, { draws: n })
  }
  const weights = logWeights.map((w) => portableExp(w - top))
  let sum = 0
  let squares = 0
  for (const w of weights) {
    sum += w
    squares += w * w
  }
  for (let i = 0; i < n; i++) weights[i]! /= sum
  return {
    method: 'samples',
    columns: targets.map((node) => columns[node]!),
    weights,
    effectiveSampleSize: (sum * sum) / squares,
    logEvidence: top + portableLog(sum / n),
  }
}

/** Computes every node for n draws, with the observed nodes' values in each. */
export function runWorlds(
  query: PreparedQuery,
  evidence: ReadonlyMap<number, NodeColumn>,
  order: Int32Array,
  n: number,
  seed: number | string,
): Particles {
  const { worlds, model } = query
  const { names } = worlds.structure
  const drawer = noiseDrawer(worlds, model, noiseGenerators(worlds, seed), n)
  const chance = generator(splitStream(splitStream(seedStream(seed), 'evidence'), 1))
  const particles: Particles = {
    columns: new Array<NodeColumn>(worlds.nodes.length),
    logWeights: new Float64Array(n),
    rejected: [],
    impossible: new Set(),
  }
  for (const i of order) {
    const node = worlds.nodes[i]!
    const at: Evaluation = {
      name: names[node.variable]!,
      inputs: Array.from(node.inputs, (k) => particles.columns[k]!),
      inputNames: inputNames(worlds, node),
      noise: null,
      rows: n,
      states: node.states,
    }
    const seen = evidence.get(i)
    if (seen !== undefined && node.noise >= 0 && drawer.known(node.noise) === null) {
      particles.columns[i] = findNoise(i, node, at, seen, drawer, chance, particles)
      continue
    }
    const noise = node.noise < 0 ? null : (drawer.known(node.noise) ?? drawer.draw(node.noise))
    const column = evaluateNode(node.law, { ...at, noise })
    particles.columns[i] = seen ?? column
    if (seen !== undefined) keepEqual(i, column, seen, particles)
  }
  return particles
}

/** Weight zero where a computed value is not the one observed. */
export function keepEqual(i: number, column: NodeColumn, given: NodeColumn, particles: Particles): void {
  let kept = 0
  for (let r = 0; r < particles.logWeights.length; r++) {
    const value = cellAt(column, r)
    const seen = cellAt(given, r)
    const same =
      value === seen ||
      (typeof value === 'number' && typeof seen === 'number' && Math.abs(value - seen) <= 1e-9 * (1 + Math.abs(seen)))
    if (same) kept++
    else particles.logWeights[r] = Number.NEGATIVE_INFINITY
  }
  if (kept === 0) {
    particles.rejected.push(i)
    particles.impossible.add(i)
  }
}

/** Evidence on a shifted or scaled number is evidence on the number. */
function pushEvidence(worlds: Worlds, given: ReadonlyMap<number, Cell>): Map<number, Cell> | 'zero-probability' {
  const evidence = new Map(given)
  for (let i = worlds.nodes.length - 1; i >= 0; i--) {
    const value = evidence.get(i)
    const undo = undoneChange(worlds.nodes[i]!)
    if (undo === null || typeof value !== 'number') continue
    const input = worlds.nodes[i]!.inputs[0]!
    const before = undo(value)
    const other = evidence.get(input)
    if (other !== undefined && Math.abs((other as number) - before) > 1e-9 * (1 + Math.abs(before)))
      return 'zero-probability'
    if (other === undefined) evidence.set(input, before)
    evidence.delete(i)
  }
  return evidence
}

/** The natural number from the shifted or scaled one; null for other nodes. */
export function undoneChange({ law, states }: WorldNode): ((value: number) => number) | null {
  if (law.family !== 'change' || states !== null || (law.change === 'scale' && law.amount === 0)) return null
  const { change, amount } = law
  return change === 'shift' ? (value) => value - amount : (value) => value / amount
}

/** A table of probabilities without a response may be read in one world only. */
export function checkResponses(worlds: Worlds): void {
  const readers = new Int32Array(worlds.noises.length)
  for (const node of worlds.nodes) {
    if (node.noise < 0 || ++readers[node.noise]! < 2 || node.law.family !== 'choice' || node.law.response !== null)
      continue
    const name = worlds.structure.names[node.variable]!
    const message = `${show(name)} is read in two worlds, and probabilities alone do not say how the same unit would respond: state { response: 'quantile' } or 'gumbel-max'.`
    throw new CausalError('not-supported', message, { variable: name })
  }
}

/**
 * An order, inputs first, in which observed nodes come as early as they can, and nodes whose noise an observed node will
 * find as late as they can.
 */
export function schedule(worlds: Worlds, evidence: ReadonlyMap<number, unknown>): Int32Array {
  const { nodes } = worlds
  const found = new Set<number>()
  for (const i of evidence.keys()) if (nodes[i]!.noise >= 0) found.add(nodes[i]!.noise)
  const waiting = Int32Array.from(nodes, (node) => new Set(node.inputs).size)
  const readers: number[][] = nodes.map(() => [])
  for (const [i, node] of nodes.entries()) for (const k of new Set(node.inputs)) readers[k]!.push(i)
  const queues: { list: number[]; next: number }[] = [0, 1, 2].map(() => ({ list: [], next: 0 }))
  const add = (i: number): void => {
    const late = nodes[i]!.noise >= 0 && found.has(nodes[i]!.noise)
    queues[evidence.has(i) ? 0 : late ? 2 : 1]!.list.push(i)
  }
  for (let i = 0; i < nodes.length; i++) if (waiting[i] === 0) add(i)
  const order = new Int32Array(nodes.length)
  for (let length = 0; length < order.length; length++) {
    const queue = queues.find((q) => q.next < q.list.length)!
    const i = queue.list[queue.next++]!
    order[length] = i
    for (const child of readers[i]!) if (--waiting[child]! === 0) add(child)
  }
  return order
}

/** 1 in `fixed` for each node whose value the evidence and the laws determine; in `certain` where a mismatch is no chance. */
function determinedNodes(
  worlds: Worlds,
  order: Int32Array,
  evidence: ReadonlyMap<number, Cell>,
): { fixed: Uint8Array; certain: Uint8Array } {
  const fixed = new Uint8Array(worlds.nodes.length)
  const certain = new Uint8Array(worlds.nodes.length)
  const noise = new Uint8Array(worlds.noises.length)
  const touched = new Uint8Array(worlds.noises.length)
  for (const i of order) {
    const node = worlds.nodes[i]!
    const inputs = node.inputs.every((k) => fixed[k] === 1)
    const fresh = node.noise < 0 || touched[node.noise] === 0
    certain[i] = inputs && (fresh ? !needsLuck(node) : noise[node.noise] === 1) ? 1 : 0
    if (node.noise >= 0 && touched[node.noise] === 0) {
      touched[node.noise] = 1
      noise[node.noise] = evidence.has(i) && inputs && canInvert(node) ? 1 : 0
    }
    // an observed node has its value whatever is behind it
    fixed[i] = evidence.has(i) || (inputs && (node.noise < 0 || noise[node.noise] === 1)) ? 1 : 0
  }
  return { fixed, certain }
}

/** Whether the noise of an observed node can only be found by drawing until one fits. */
function needsLuck({ law }: WorldNode): boolean {
  return law.family === 'function' && law.noise !== null && law.noise.values === null && law.invert === null
}

function canInvert({ law }: WorldNode): boolean {
  return law.family === 'root' || law.family === 'linear' || (law.family === 'function' && law.invert !== null)
}
