import type { Cell } from '../../../data/types.js'
import { logDensityOf } from '../../../probability/families/log-density.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { evaluateNode } from '../evaluate-node.js'
import type { Evaluation } from '../evaluation.js'
import { evaluationOf } from '../evaluation-of.js'
import { linearNoise } from '../find-noise.js'
import { invertColumn } from '../invert-column.js'
import { asNumbers, codeColumn, constantColumn, type NodeColumn } from '../node-column.js'
import { subtractSlopes } from '../slopes.js'
import type { MixtureNetwork } from './mixture-network.js'
import type { Part } from './mixture-parts.js'
import { neededNodes } from './needed-nodes.js'
import { type Form, type Sum, sumOfNode, swept } from './node-sums.js'

/** The numbers of a part for each combination of its axes' states. */
export interface PartColumns {
  readonly rows: number
  /** A node that is not seen as a sum of unknown noises. */
  form(node: number): Form
  /** A seen node as a sum of unknown noises, before its value is looked at. */
  measured(node: number): Form
  /** The column of a seen node as its inputs give it. */
  computed(node: number): NodeColumn
  /** The column of a node whose value the states say. */
  known(node: number): NodeColumn
  /** What a law's computation reads at a node. */
  at(node: number): Evaluation
  /** log density of the noise that an observed node gives. */
  noiseDensity(node: number): Float64Array
}

/** Computes the numbers of a part, a column at a time. */
export function partColumns(
  network: MixtureNetwork,
  part: Part,
  rows: number,
  seen: ReadonlyMap<number, number>,
): PartColumns {
  const { query, finite, evidence, noises, clues } = network
  const { worlds } = query
  const { nodes } = worlds
  const open = new Map(clues.map((clue) => [clue.node, clue]))
  const columns = new Map<number, NodeColumn>()
  const sums = new Map<number, Sum>()
  const measures = new Map<number, Sum>()
  const computed = new Map<number, NodeColumn>()
  const densities = new Map<number, Float64Array>()
  const found = new Map<number, NodeColumn>()

  const strides = new Map<number, number>()
  for (let k = part.axes.length - 1, stride = 1; k >= 0; k--) {
    strides.set(part.axes[k]!, stride)
    stride *= finite.cardinalities[part.axes[k]!]!
  }
  const axisColumn = (axis: number, states: readonly Cell[]): NodeColumn => {
    const fixed = seen.get(axis)
    if (fixed !== undefined) return codeColumn(new Int32Array(rows).fill(fixed), states)
    const stride = strides.get(axis)
    if (stride === undefined) throw new Error(`the states of axis ${axis} are read in a part that does not have them`)
    return codeColumn(
      Int32Array.from({ length: rows }, (_, r) => Math.floor(r / stride) % states.length),
      states,
    )
  }
  const inputColumn = (k: number): NodeColumn => {
    const states = finite.domains[k]!
    if (states !== null && !columns.has(k)) columns.set(k, axisColumn(k, states))
    return columns.get(k)!
  }
  /** What is read at a node; inputs that are not known read as zero. */
  const at = (i: number): Evaluation => {
    const node = nodes[i]!
    const inputs = Array.from(node.inputs, (k) => (isOpen(k) ? constantColumn(0, rows) : inputColumn(k)))
    return evaluationOf(worlds, node, inputs, rows)
  }
  const isOpen = (k: number): boolean => finite.domains[k] === null && !evidence.evidence.has(k) && noises[k]!.size > 0
  const noiseColumn = (noise: number): NodeColumn | null => {
    const axis = noise < 0 ? -1 : finite.axisOf[noise]!
    if (axis >= 0) return axisColumn(axis, worlds.noises[noise]!.distribution!.values!)
    return noise < 0 ? null : (found.get(noise) ?? null)
  }

  /** Whether a node's value is a sum of unknown noises, its own among them. */
  const isSum = (i: number): boolean => {
    const { inputs, noise } = nodes[i]!
    return inputs.some(isOpen) || (noise >= 0 && noiseColumn(noise) === null)
  }
  const compute = (i: number): NodeColumn =>
    evaluateNode(nodes[i]!.law, { ...at(i), noise: noiseColumn(nodes[i]!.noise) })
  const sumOf = (i: number): Sum => sumOfNode(worlds, nodes[i]!, at(i), isOpen, noiseColumn(nodes[i]!.noise))

  // inputs first; observed nodes are values, and what they say is worked out beside
  const needed = neededNodes(network, part)
  for (const i of needed.nodes) {
    const value = evidence.evidence.get(i)
    const clue = open.get(i)
    if (finite.domains[i] !== null) continue
    const isOwn = clue !== undefined && part.clues.includes(clue)
    if (clue?.kind === 'noise' && (isOwn || needed.finders.has(i))) {
      const { column, density } = findColumn(i, value!)
      found.set(nodes[i]!.noise, column)
      densities.set(i, density)
    } else if (isOwn) {
      if (clue.kind === 'measured') measures.set(i, sumOf(i))
      else computed.set(i, compute(i))
    }
    if (value !== undefined) columns.set(i, constantColumn(value, rows))
    else if (isSum(i)) sums.set(i, sumOf(i))
    else columns.set(i, compute(i))
  }

  /** The noise of an observed node whose inputs are known, and its density. */
  function findColumn(i: number, value: Cell): { column: NodeColumn; density: Float64Array } {
    const { law, noise } = nodes[i]!
    const here = at(i)
    const seenColumn = constantColumn(value, rows)
    const density = new Float64Array(rows)
    const column =
      law.family === 'root'
        ? seenColumn
        : law.family === 'linear'
          ? linearNoise(law, here, asNumbers(seenColumn, here.name))
          : invertColumn(law as FunctionLaw, here, seenColumn)
    const log = logDensityOf(worlds.noises[noise]!.distribution!)
    const u = asNumbers(column, here.name)
    for (let r = 0; r < rows; r++) density[r] = log(u[r]!)
    if (law.family === 'function') subtractSlopes(law, here, column, density)
    const slope = evidence.logSlopes.get(i) ?? 0
    if (slope !== 0) for (let r = 0; r < rows; r++) density[r]! -= slope
    return { column, density }
  }

  return {
    rows,
    form: (i) => {
      const sum = sums.get(i)
      return sum === undefined
        ? { constant: asNumbers(columns.get(i)!, worlds.structure.names[nodes[i]!.variable]!), weights: new Map() }
        : swept(i, sum, sums)
    },
    measured: (i) => swept(i, measures.get(i)!, sums),
    computed: (i) => computed.get(i)!,
    known: inputColumn,
    at,
    noiseDensity: (i) => densities.get(i)!,
  }
}
