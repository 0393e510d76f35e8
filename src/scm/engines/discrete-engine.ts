import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import {
  type ContractionCache,
  contract,
  contractionCache,
  type Tensor,
} from '../../probability/contraction/contract.js'
import { pick } from '../../probability/streams/fill.js'
import { show } from '../../show.js'
import type { ChoiceLaw } from '../mechanisms/law.js'
import { inputNames } from '../models/draw-worlds.js'
import type { AnyScm } from '../models/types.js'
import { type Evaluation, eachChoice, evaluateNode, tableRows } from './evaluate-node.js'
import { cellAt, codeColumn, type NodeColumn } from './node-column.js'
import type { PreparedQuery } from './terms.js'
import type { WorldNode, Worlds } from './worlds.js'

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

/** A network of worlds as tables: axes are the nodes, then the noises that several nodes share. */
export interface DiscreteNetwork {
  readonly domains: readonly (readonly Cell[])[]
  readonly cardinalities: Int32Array
  readonly tensors: readonly Tensor[]
}

/** No mechanism is spread out over more combinations of its inputs than this. */
const MOST_COMBINATIONS = 2 ** 22

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
function shownStates(node: WorldNode, domain: readonly Cell[]): readonly Cell[] {
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

/** A finite noise: what the law reads, and how probable it is. */
interface Atoms {
  readonly column: NodeColumn
  readonly probabilities: ArrayLike<number>
}

function atomsOf(worlds: Worlds, node: WorldNode): Atoms | null {
  const d = worlds.noises[node.noise]!.distribution!
  if (d.values === null) return null
  return {
    column: codeColumn(
      Int32Array.from(d.values, (_, s) => s),
      d.values,
    ),
    probabilities: d.probabilities!,
  }
}

/** Whether a choice that is read in several worlds has a noise with finitely many parts. */
function canShare(worlds: Worlds, node: WorldNode): boolean {
  const { response } = node.law as ChoiceLaw
  if (response !== null) return response === 'quantile'
  const name = worlds.structure.names[node.variable]!
  const message = `${show(name)} is read in two worlds, and a table of probabilities does not say how the same unit would respond: state { response: 'quantile' } or 'gumbel-max'.`
  throw new CausalError('not-supported', message, { variable: name })
}

/**
 * The nodes that one quantile noise serves, as tables over finitely many intervals of [0, 1): between two neighbouring
 * breakpoints of any row, every row gives one and the same state.
 */
function shareChoice(
  worlds: Worlds,
  readers: readonly number[],
  domains: readonly (readonly Cell[])[],
  sizes: number[],
  tensors: Tensor[],
): void {
  const tables = readers.map((i) => {
    const node = worlds.nodes[i]!
    return choiceTable(
      worlds,
      node,
      Array.from(node.inputs, (j) => domains[j]!),
    )
  })
  const k = domains[readers[0]!]!.length
  const cuts = new Set<number>([0, 1])
  for (const table of tables) {
    for (let r = 0; r < table.length; r += k) {
      for (let s = 0, sum = 0; s < k - 1; s++) {
        sum += table[r + s]!
        cuts.add(Math.min(1, sum))
      }
    }
  }
  // breakpoints that differ by rounding alone are one
  const sorted = Float64Array.from(cuts).sort()
  const ends = sorted.filter((cut, c) => c > 0 && cut - sorted[c - 1]! >= 1e-15)
  const starts = ends.map((_, c) => (c === 0 ? 0 : ends[c - 1]!))
  const axis = sizes.length
  sizes.push(ends.length)
  tensors.push({ scope: [axis], values: ends.map((end, c) => end - starts[c]!), outputs: [axis] })
  for (const [t, i] of readers.entries()) {
    const table = tables[t]!
    const rows = table.length / k
    const values = new Float64Array(rows * ends.length * k)
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < ends.length; c++) {
        const s = pick(table, r * k, k, (starts[c]! + ends[c]!) / 2)
        values[(r * ends.length + c) * k + s] = 1
      }
    }
    tensors.push({ scope: [...worlds.nodes[i]!.inputs, axis, i], values, outputs: [i] })
  }
}

/** The table of a choice over its inputs' states, without a copy where they are those of the law, in order. */
function choiceTable(worlds: Worlds, node: WorldNode, inputs: readonly (readonly Cell[])[]): Float64Array {
  const law = node.law as ChoiceLaw
  const k = law.states.length
  if (law.table !== null && inputs.every((domain, j) => sameStates(domain, law.parentStates![j]!))) return law.table
  const grid = gridOf(worlds, node, inputs, null)
  const out = new Float64Array(grid.rows * k)
  if (law.table !== null) {
    const rows = tableRows(grid, law.parentStates!)
    for (let i = 0; i < rows.length; i++) out.set(law.table.subarray(rows[i]! * k, (rows[i]! + 1) * k), i * k)
    return out
  }
  eachChoice(law, grid, (i, p, start) => out.set(p.subarray(start, start + k), i * k))
  return out
}

function sameStates(domain: readonly Cell[], states: readonly string[]): boolean {
  if (domain.length !== states.length) return false
  for (let s = 0; s < states.length; s++) if (String(domain[s]) !== states[s]) return false
  return true
}

/** Every combination of the inputs' states (and of the noise, fastest), as columns. */
function gridOf(
  worlds: Worlds,
  node: WorldNode,
  inputs: readonly (readonly Cell[])[],
  noise: Atoms | null,
): Evaluation {
  const atoms = noise === null ? 1 : noise.probabilities.length
  let rows = atoms
  for (const domain of inputs) rows *= domain.length
  const name = worlds.structure.names[node.variable]!
  if (rows > MOST_COMBINATIONS) {
    throw new CausalError(
      'too-large',
      `the mechanism of ${show(name)} has ${rows} combinations of inputs, above the limit of ${MOST_COMBINATIONS}.`,
      { variable: name, combinations: rows, limit: MOST_COMBINATIONS },
    )
  }
  let stride = atoms
  const columns: NodeColumn[] = []
  for (let j = inputs.length - 1; j >= 0; j--) {
    const size = inputs[j]!.length
    const codes = new Int32Array(rows)
    for (let i = 0; i < rows; i++) codes[i] = Math.floor(i / stride) % size
    columns.unshift(codeColumn(codes, inputs[j]!))
    stride *= size
  }
  let noiseColumn: NodeColumn | null = null
  if (noise !== null) {
    const { codes, states, numbers } = noise.column
    noiseColumn =
      codes !== null
        ? codeColumn(
            Int32Array.from({ length: rows }, (_, i) => codes[i % atoms]!),
            states!,
          )
        : { codes: null, states: null, numbers: Float64Array.from({ length: rows }, (_, i) => numbers![i % atoms]!) }
  }
  return {
    name,
    inputs: columns,
    inputNames: inputNames(worlds, node),
    noise: noiseColumn,
    rows,
    states: node.states,
  }
}

/** A deterministic node as a table of zeros and ones; a noise that nobody shares is summed out on the way. */
function enumerated(
  worlds: Worlds,
  node: WorldNode,
  inputs: readonly (readonly Cell[])[],
  noise: Atoms | null,
  shared: boolean,
): { domain: readonly Cell[]; values: Float64Array } | null {
  const grid = gridOf(worlds, node, inputs, noise)
  const column = evaluateNode(node.law, grid)
  const { domain, codes } = statesOfColumn(column, node)
  const atoms = noise === null ? 1 : noise.probabilities.length
  const k = domain.length
  if (shared) {
    const values = new Float64Array(grid.rows * k)
    for (let i = 0; i < grid.rows; i++) values[i * k + codes[i]!] = 1
    return { domain, values }
  }
  const values = new Float64Array((grid.rows / atoms) * k)
  for (let i = 0; i < grid.rows; i++)
    values[Math.floor(i / atoms) * k + codes[i]!]! += noise === null ? 1 : noise.probabilities[i % atoms]!
  return { domain, values }
}

/** The states of a computed column: the declared ones, or those that come up, numbers in order. */
function statesOfColumn(column: NodeColumn, node: WorldNode): { domain: readonly Cell[]; codes: Int32Array } {
  const declared =
    node.law.family === 'table' ? node.law.states : node.law.family === 'choice' ? node.law.states : node.states
  if (declared !== null && column.codes !== null && column.states === declared)
    return { domain: declared, codes: column.codes }
  const n = column.codes?.length ?? column.numbers!.length
  const seen = new Map<Cell, number>()
  for (let i = 0; i < n; i++) seen.set(cellAt(column, i), 0)
  const domain =
    declared ??
    [...seen.keys()].sort((a, b) =>
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
    )
  for (const [s, value] of domain.entries()) seen.set(value, s)
  return { domain, codes: Int32Array.from({ length: n }, (_, i) => seen.get(cellAt(column, i))!) }
}
