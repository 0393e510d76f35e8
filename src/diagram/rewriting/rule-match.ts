import { type IndexedDiagram, sameBox } from '../terms/indexed.js'
import { boxLabel } from '../terms/label.js'
import type { RuleSides } from './rule-sides.js'

/**
 * A place where the left side of a rule occurs, for {@link applyRule}.
 *
 * @category Diagrams
 */
export interface RuleMatch {
  /** The box of the diagram for each box of the left side. */
  readonly boxes: readonly number[]
  /** For each input of the left side that none of its boxes reads the wire taken for it; null for the others. */
  readonly inputs: readonly (number | null)[]
}

/** Where the left side of a rule was found. */
export interface Match {
  /** The box of the diagram for each box of the left side. */
  readonly boxes: readonly number[]
  /** The wire of the diagram for each wire of the left side, or −1 for a wire that says nothing. */
  readonly wires: Int32Array
}

/** Where a match is looked for: the boxes, and the wires of the inputs. */
export interface Wanted {
  readonly boxes?: readonly number[] | undefined
  readonly inputs?: readonly (number | null)[] | undefined
}

/** All matches, one after another: boxes are tried for those of the left side in turn, then wires for inputs that no box reads. */
export function* matchesOf(d: IndexedDiagram, rule: RuleSides, at: Wanted = {}): Generator<Match> {
  const { left } = rule
  const start = new Int32Array(left.wireCount).fill(-1)
  const used = new Set<number>()
  const boxes: number[] = []
  // each level of the search: the candidates left, and the wires bound above it
  const levels: { candidates: Iterator<number>; wires: Int32Array; box: number }[] = []
  const open = (wires: Int32Array): void => {
    const p = left.order[levels.length]!
    levels.push({ candidates: candidates(d, left, p, wires, at.boxes)[Symbol.iterator](), wires, box: -1 })
  }
  if (left.boxCount === 0) {
    yield* bound(d, rule, start, boxes, at.inputs)
    return
  }
  open(start)
  while (levels.length > 0) {
    const level = levels.at(-1)!
    if (level.box >= 0) used.delete(level.box)
    level.box = -1
    const next = level.candidates.next()
    if (next.done === true) {
      levels.pop()
      continue
    }
    const p = left.order[levels.length - 1]!
    if (used.has(next.value)) continue
    const wires = bind(d, left, p, next.value, level.wires)
    if (wires === null) continue
    used.add(next.value)
    level.box = next.value
    boxes[p] = next.value
    if (levels.length < left.boxCount) open(wires)
    else yield* bound(d, rule, wires, boxes, at.inputs)
  }
}

/** The boxes found, with every choice of wires for the inputs that no box of the left side reads. */
function* bound(
  d: IndexedDiagram,
  rule: RuleSides,
  wires: Int32Array,
  boxes: readonly number[],
  inputs: readonly (number | null)[] | undefined,
): Generator<Match> {
  const { left, free } = rule
  const after = afterMatch(d, left, wires, boxes)
  if (after === null) return
  const choices = free.map((i) => {
    const object = left.diagram.inputs[i]!
    const fits = (v: number): boolean => d.diagram.wires[v] === object && after[v] === 0
    const told = inputs?.[i]
    if (inputs !== undefined) return told !== null && told !== undefined && fits(told) ? [told] : []
    return d.diagram.wires.flatMap((_, v) => (fits(v) ? [v] : []))
  })
  if (choices.some((list) => list.length === 0)) return
  const pick = choices.map(() => 0)
  for (;;) {
    const chosen = wires.slice()
    for (const [k, i] of free.entries()) chosen[left.diagram.inputWires[i]!] = choices[k]![pick[k]!]!
    yield { boxes: [...boxes], wires: chosen }
    let k = pick.length - 1
    while (k >= 0 && ++pick[k]! === choices[k]!.length) pick[k--] = 0
    if (k < 0) return
  }
}

/** Where a box of the left side may be: as told, else at the readers of a wire already found, else anywhere. */
function candidates(
  d: IndexedDiagram,
  left: IndexedDiagram,
  p: number,
  wires: Int32Array,
  at: readonly number[] | undefined,
): Iterable<number> {
  if (at !== undefined) return at[p] === undefined || d.diagram.boxes[at[p]!] === undefined ? [] : [at[p]!]
  const { readers, named } = places(d)
  const known = left.diagram.boxes[p]!.inputs.find((v) => wires[v]! >= 0)
  return known === undefined ? (named.get(boxLabel(left.diagram.boxes[p]!.box)) ?? []) : readers[wires[known]!]!
}

interface Places {
  /** The boxes that read a wire, each once. */
  readonly readers: readonly (readonly number[])[]
  /** The boxes of one label, in order. */
  readonly named: ReadonlyMap<string, readonly number[]>
}

const known = new WeakMap<IndexedDiagram, Places>()

function places(d: IndexedDiagram): Places {
  const before = known.get(d)
  if (before !== undefined) return before
  const readers: number[][] = d.diagram.wires.map(() => [])
  const named = new Map<string, number[]>()
  for (const [b, placed] of d.diagram.boxes.entries()) {
    for (const v of new Set(placed.inputs)) readers[v]!.push(b)
  }
  for (const b of d.order) {
    const label = boxLabel(d.diagram.boxes[b]!.box)
    const list = named.get(label)
    if (list === undefined) named.set(label, [b])
    else list.push(b)
  }
  const result = { readers, named }
  known.set(d, result)
  return result
}

function bind(d: IndexedDiagram, left: IndexedDiagram, p: number, b: number, wires: Int32Array): Int32Array | null {
  const [mine, other] = [left.diagram.boxes[p]!, d.diagram.boxes[b]]
  // a record from outside may name a box that is not there
  if (other === undefined || !sameBox(mine.box, other.box)) return null
  const next = wires.slice()
  for (const side of ['inputs', 'outputs'] as const) {
    for (const [i, v] of mine[side].entries()) {
      if (next[v] !== -1 && next[v] !== other[side][i]) return null
      next[v] = other[side][i]!
    }
  }
  return next
}

/**
 * Flags of the wires that come after the boxes found; null where those are no convex part: where an inner wire is read
 * outside, or something that leaves the part comes back.
 */
function afterMatch(
  d: IndexedDiagram,
  left: IndexedDiagram,
  wires: Int32Array,
  boxes: readonly number[],
): Uint8Array | null {
  const inside = new Set(boxes)
  const shown = new Set(left.diagram.outputWires.map((v) => wires[v]!))
  const made = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.outputs) made.add(wires[v]!)
  for (const v of left.diagram.inputWires) if (made.has(wires[v]!)) return null
  const outputs = new Set(d.diagram.outputWires)
  const after = new Uint8Array(d.wireCount)
  for (const v of made) after[v] = 1
  for (const v of made) if (!shown.has(v) && outputs.has(v)) return null
  for (const b of d.order) {
    const { inputs: ins, outputs: outs } = d.diagram.boxes[b]!
    if (inside.has(b)) {
      // what comes in from outside must not have left the match before
      if (ins.some((v) => after[v] === 1 && !made.has(v))) return null
      continue
    }
    if (ins.some((v) => made.has(v) && !shown.has(v))) return null
    if (ins.some((v) => after[v] === 1)) for (const v of outs) after[v] = 1
  }
  return after
}
