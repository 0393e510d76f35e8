import { wholePower } from '../../numeric/special/portable-pow.js'
import type { Nested } from '../semantics/nested.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import { boxLabel } from '../terms/label.js'
import type { Box } from '../terms/types.js'
import type { RuleSides } from './rule-sides.js'

/**
 * A model of rules, for {@link interpret} with {@link stochastic}: all boxes are functions between sets of two states.
 *
 * @category Diagrams
 */
export interface SeparatingModel {
  /** The meaning of each box, by its name. */
  readonly boxes: ReadonlyMap<string, Nested>
  /** How many states each object has: two. */
  readonly sizes: ReadonlyMap<string, number>
}

/** A box as a function of bits: for each combination of inputs (the last fastest) the outputs as one number. */
type BitTable = readonly number[]

/** The most wires that a box or a boundary may have here; above it no model is looked for. */
const mostWires = 8
/** The most tables that are tried for one box. */
const mostTables = 256

/**
 * A model that tells two diagrams apart: every object has two states, every box is a function, and all rules hold. As all
 * that equality takes for granted holds of functions too, no proof by the rules can lead from one to the other.
 *
 * Tables are given to the boxes of the rules first, one after another; a rule is looked at as soon as all its boxes have
 * one. Null where none was found within the budget of tables tried, or where states of a fixed meaning occur.
 */
export function separatingModel(
  a: IndexedDiagram,
  b: IndexedDiagram,
  rules: readonly RuleSides[],
  budget: number,
): SeparatingModel | null {
  const sides = [...rules.flatMap(({ left, right }) => [left, right]), a, b]
  const boxes = new Map<string, Box>()
  for (const { diagram } of sides) for (const { box } of diagram.boxes) boxes.set(boxLabel(box), box)
  const names = new Set([...boxes.values()].map((box) => box.name))
  const isPlain = (box: Box): boolean =>
    box.kind === 'channel' && box.inputs.length <= mostWires && box.outputs.length <= mostWires
  if (names.size < boxes.size || ![...boxes.values()].every(isPlain)) return null
  if (sides.some(({ diagram }) => diagram.inputs.length > mostWires || diagram.outputs.length > 30)) return null

  const labels = [...boxes.keys()]
  const options = labels.map((label) => bitTables(boxes.get(label)!))
  const at = new Map(labels.map((label, k) => [label, k]))
  const lastOf = (parts: readonly IndexedDiagram[]): number =>
    Math.max(-1, ...parts.flatMap(({ diagram }) => diagram.boxes.map(({ box }) => at.get(boxLabel(box))!)))
  // a rule is checked at the box that is the last of its boxes to get a table
  const due: RuleSides[][] = [[], ...labels.map(() => [])]
  for (const rule of rules) due[lastOf([rule.left, rule.right]) + 1]!.push(rule)
  const tables = new Map<string, BitTable>()
  const agree = ({ left, right }: { left: IndexedDiagram; right: IndexedDiagram }): boolean => {
    for (let input = 0; input < 2 ** left.diagram.inputs.length; input++)
      if (run(left, input, tables) !== run(right, input, tables)) return false
    return true
  }
  if (!due[0]!.every(agree)) return null
  const next = labels.map(() => 0)
  let tried = 0
  for (let k = 0; k >= 0; ) {
    if (k === labels.length) {
      if (!agree({ left: a, right: b })) {
        const objects = sides.flatMap(({ diagram }) => [...diagram.wires])
        return Object.freeze({
          boxes: new Map(labels.map((l) => [boxes.get(l)!.name, nestedTable(boxes.get(l)!, tables.get(l)!)])),
          sizes: new Map(objects.map((object) => [object, 2])),
        })
      }
      k--
      continue
    }
    const table = options[k]![next[k]!++]
    if (table === undefined) {
      next[k--] = 0
      continue
    }
    if (++tried > budget) return null
    tables.set(labels[k]!, table)
    if (due[k + 1]!.every(agree)) k++
  }
  return null
}

/** The outputs of a diagram of functions, as one number. */
function run(d: IndexedDiagram, input: number, tables: ReadonlyMap<string, BitTable>): number {
  const { diagram } = d
  const bits = new Uint8Array(d.wireCount)
  const number = (wires: readonly number[]): number => wires.reduce((value, v) => value * 2 + bits[v]!, 0)
  const spread = (wires: readonly number[], value: number): void => {
    for (const [i, v] of wires.entries()) bits[v] = (value >> (wires.length - 1 - i)) & 1
  }
  spread(diagram.inputWires, input)
  for (const b of d.order) {
    const { box, inputs, outputs } = diagram.boxes[b]!
    spread(outputs, tables.get(boxLabel(box))![number(inputs)]!)
  }
  return number(diagram.outputWires)
}

/** Tables for a box: all of them where they are few, else some that are spread over all. */
function bitTables({ inputs, outputs }: Box): BitTable[] {
  const rows = 2 ** inputs.length
  const columns = 2 ** outputs.length
  const count = wholePower(columns, rows)
  if (count <= mostTables) {
    return Array.from({ length: count }, (_, code) =>
      Array.from({ length: rows }, (_, row) => Math.floor(code / wholePower(columns, row)) % columns),
    )
  }
  // Park and Miller's generator: which tables are tried is fixed
  let state = 20231
  const draw = (): number => {
    state = (state * 48271) % 2147483647
    return state
  }
  return Array.from({ length: mostTables }, () => Array.from({ length: rows }, () => draw() % columns))
}

/** A table as a channel of certainties, one axis for each wire. */
function nestedTable({ inputs, outputs }: Box, table: BitTable): Nested {
  const columns = 2 ** outputs.length
  const cells = table.flatMap((value) => Array.from({ length: columns }, (_, j) => (j === value ? 1 : 0)))
  const axes = inputs.length + outputs.length
  // pairs of the last axis first, then pairs of these
  let level: (number | Nested)[] = cells
  for (let k = 1; k < axes; k++)
    level = Array.from({ length: level.length / 2 }, (_, i) => level.slice(2 * i, 2 * i + 2))
  return axes === 0 ? [level] : level
}
