import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { ChoiceLaw } from '../mechanisms/law.js'
import { eachChoice, tableRows } from './choice-column.js'
import { evaluateNode } from './evaluate-node.js'
import type { Evaluation } from './evaluation.js'
import { evaluationOf } from './evaluation-of.js'
import { cellAt, codeColumn, type NodeColumn } from './node-column.js'
import type { WorldNode, Worlds } from './worlds.js'

/** No mechanism is spread out over more combinations of its inputs than this. */
const MOST_COMBINATIONS = 2 ** 22

/** A finite noise: what the law reads, and how probable it is. */
export interface Atoms {
  readonly column: NodeColumn
  readonly probabilities: ArrayLike<number>
}

export function atomsOf(worlds: Worlds, node: WorldNode): Atoms | null {
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

/** The table of a choice over its inputs' states, without a copy where they are those of the law, in order. */
export function choiceTable(worlds: Worlds, node: WorldNode, inputs: readonly (readonly Cell[])[]): Float64Array {
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
  return evaluationOf(worlds, node, columns, rows, noiseColumn)
}

/** A deterministic node as a table of zeros and ones; a noise that nobody shares is summed out on the way. */
export function enumerated(
  worlds: Worlds,
  node: WorldNode,
  inputs: readonly (readonly Cell[])[],
  noise: Atoms | null,
  shared: boolean,
): { domain: readonly Cell[]; values: Float64Array } {
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
