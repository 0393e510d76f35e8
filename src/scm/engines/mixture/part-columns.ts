import type { Cell } from '../../../data/types.js'
import { logDensityOf } from '../../../probability/families/log-density.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { inputNames } from '../../models/draw-worlds.js'
import { evaluateNode } from '../evaluate-node.js'
import type { Evaluation } from '../evaluation.js'
import { linearNoise } from '../find-noise.js'
import { rowReader } from '../function-column.js'
import { invertColumn } from '../invert-column.js'
import { asNumbers, codeColumn, constantColumn, type NodeColumn } from '../node-column.js'
import { subtractSlopes } from '../slopes.js'
import type { MixtureNetwork } from './mixture-network.js'
import type { Part } from './mixture-parts.js'

/** A number as a sum: a constant and weights of inputs that are not known, and of its noise; a row for each combination of states. */
interface Sum {
  readonly constant: Float64Array
  readonly inputs: readonly { readonly node: number; readonly weight: Float64Array }[]
  readonly noise: number
  readonly scale: Float64Array
}

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

/** A node as a constant plus a weighted sum of noises that are not known. */
export interface Form {
  readonly constant: Float64Array
  readonly weights: ReadonlyMap<number, Float64Array>
}

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
    const stride = strides.get(axis)!
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
    return {
      name: worlds.structure.names[node.variable]!,
      inputs: Array.from(node.inputs, (k) => (isOpen(k) ? constantColumn(0, rows) : inputColumn(k))),
      inputNames: inputNames(worlds, node),
      noise: null,
      rows,
      states: node.states,
    }
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
  const sumOf = (i: number): Sum => {
    const { law, inputs, noise: own } = nodes[i]!
    const noise = noiseColumn(own)
    const here = at(i)
    const ones = new Float64Array(rows).fill(1)
    const constant = new Float64Array(rows)
    const list: { node: number; weight: Float64Array }[] = []
    const addInput = (k: number, weight: Float64Array): void => {
      if (isOpen(inputs[k]!)) list.push({ node: inputs[k]!, weight })
      else {
        const x = asNumbers(here.inputs[k]!, here.inputNames[k]!)
        for (let r = 0; r < rows; r++) constant[r]! += weight[r]! * x[r]!
      }
    }
    let scale = ones
    if (law.family === 'linear') {
      constant.fill(law.intercept)
      for (const [k, b] of law.coefficients.entries()) addInput(k, new Float64Array(rows).fill(b))
    } else if (law.family === 'change') {
      if (law.change === 'shift') constant.fill(law.amount)
      addInput(0, law.change === 'shift' ? ones : new Float64Array(rows).fill(law.amount))
    } else if (law.family === 'function') {
      const { numbers, weights } = law.affine!
      const read = rowReader(here.inputNames, here.inputs)
      const table = Array.from({ length: rows }, (_, r) => weights(read(r)))
      for (let r = 0; r < rows; r++) constant[r] = table[r]![0]!
      scale = Float64Array.from(table, (row) => row[1]!)
      for (const [j, name] of numbers.entries())
        addInput(
          law.parents.indexOf(name),
          Float64Array.from(table, (row) => row[j + 2]!),
        )
    }
    if (noise !== null) {
      const u = asNumbers(noise, here.name)
      for (let r = 0; r < rows; r++) constant[r]! += scale[r]! * u[r]!
    } else if (own >= 0) {
      const { mean } = worlds.noises[own]!.distribution!.parameters as { mean: number }
      for (let r = 0; r < rows; r++) constant[r]! += scale[r]! * mean
    }
    return { constant, inputs: list, noise: noise === null ? own : -1, scale }
  }

  // inputs first; observed nodes are values, and what they say is worked out beside
  for (const i of neededNodes(network, part)) {
    const value = evidence.evidence.get(i)
    const clue = open.get(i)
    if (finite.domains[i] !== null) continue
    if (clue?.kind === 'noise') {
      const { column, density } = findColumn(i, value!)
      found.set(nodes[i]!.noise, column)
      densities.set(i, density)
    } else if (clue !== undefined && part.clues.includes(clue)) {
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

  /** Sweeps against the edges from a node to the noises; nodes stand after their inputs. */
  const sweep = (target: number, top: Sum): Form => {
    const constant = new Float64Array(rows)
    const weights = new Map<number, Float64Array>()
    const gradient = new Map<number, Float64Array>([[target, new Float64Array(rows).fill(1)]])
    const queue = [target]
    while (queue.length > 0) {
      let last = 0
      for (let q = 1; q < queue.length; q++) if (queue[q]! > queue[last]!) last = q
      const i = queue.splice(last, 1)[0]!
      const g = gradient.get(i)!
      const sum = i === target ? top : sums.get(i)!
      for (let r = 0; r < rows; r++) constant[r]! += g[r]! * sum.constant[r]!
      if (sum.noise >= 0) addTo(weights, sum.noise, g, sum.scale)
      for (const { node, weight } of sum.inputs) {
        if (!gradient.has(node)) queue.push(node)
        addTo(gradient, node, g, weight)
      }
    }
    return { constant, weights }
  }
  return {
    rows,
    form: (i) => {
      const sum = sums.get(i)
      return sum === undefined
        ? { constant: asNumbers(columns.get(i)!, at(i).name), weights: new Map() }
        : sweep(i, sum)
    },
    measured: (i) => sweep(i, measures.get(i)!),
    computed: (i) => computed.get(i)!,
    known: inputColumn,
    at,
    noiseDensity: (i) => densities.get(i)!,
  }
}

function addTo(map: Map<number, Float64Array>, key: number, a: Float64Array, b: Float64Array): void {
  const known = map.get(key)
  const out = known ?? new Float64Array(a.length)
  for (let r = 0; r < out.length; r++) out[r]! += a[r]! * b[r]!
  if (known === undefined) map.set(key, out)
}

/** The nodes that a part's clues and targets read, inputs first, and those that give noises to them. */
function neededNodes({ query, evidence, finder, order, finite }: MixtureNetwork, part: Part): number[] {
  const { nodes } = query.worlds
  const needed = new Set<number>()
  const stack = [...part.targets]
  const reads = (i: number): void => {
    stack.push(...nodes[i]!.inputs)
    const source = nodes[i]!.noise < 0 ? -1 : finder[nodes[i]!.noise]!
    if (source >= 0 && source !== i) {
      needed.add(source)
      stack.push(...nodes[source]!.inputs)
    }
  }
  const own = new Set(part.clues.map(({ node }) => node))
  for (const node of own) {
    needed.add(node)
    reads(node)
  }
  while (stack.length > 0) {
    const i = stack.pop()!
    if (needed.has(i)) continue
    needed.add(i)
    // what is seen is a value, and discrete nodes are axes
    if (!evidence.evidence.has(i) && finite.domains[i] === null) reads(i)
  }
  return [...order].filter((i) => needed.has(i))
}
