import { type IndexedDiagram, sameBox } from '../terms/indexed.js'

/** Where the left side of a rule was found. */
export interface Match {
  /** The box of the diagram for each box of the left side. */
  readonly boxes: number[]
  /** The wire of the diagram for each wire of the left side, or −1. */
  readonly wires: Int32Array
}

/** Tries boxes for those of the left side one after another, going back where they do not fit. */
export function findMatch(d: IndexedDiagram, left: IndexedDiagram, at: readonly number[] | undefined): Match | null {
  const order = left.order
  const used = new Set<number>()
  const search = (k: number, wires: Int32Array, boxes: number[]): Match | null => {
    if (k === order.length) return isConvex(d, left, wires, boxes) ? { boxes, wires } : null
    const p = order[k]!
    for (const b of candidates(d, left, p, wires, at)) {
      if (used.has(b) || !sameBox(d.diagram.boxes[b]!.box, left.diagram.boxes[p]!.box)) continue
      const next = bind(d, left, p, b, wires)
      if (next === null) continue
      used.add(b)
      const chosen = [...boxes]
      chosen[p] = b
      const found = search(k + 1, next, chosen)
      if (found !== null) return found
      used.delete(b)
    }
    return null
  }
  return search(0, new Int32Array(left.wireCount).fill(-1), [])
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
  const known = left.diagram.boxes[p]!.inputs.find((v) => wires[v]! >= 0)
  if (known === undefined) return d.order
  const wire = wires[known]!
  return d.diagram.boxes.flatMap((placed, b) => (placed.inputs.includes(wire) ? [b] : []))
}

function bind(d: IndexedDiagram, left: IndexedDiagram, p: number, b: number, wires: Int32Array): Int32Array | null {
  const next = wires.slice()
  const [mine, other] = [left.diagram.boxes[p]!, d.diagram.boxes[b]!]
  for (const side of ['inputs', 'outputs'] as const) {
    for (const [i, v] of mine[side].entries()) {
      if (next[v] !== -1 && next[v] !== other[side][i]) return null
      next[v] = other[side][i]!
    }
  }
  return next
}

/** Whether inner wires are read inside alone, and nothing that leaves the match comes back. */
function isConvex(d: IndexedDiagram, left: IndexedDiagram, wires: Int32Array, boxes: readonly number[]): boolean {
  const inside = new Set(boxes)
  const shown = new Set(left.diagram.outputWires.map((v) => wires[v]!))
  const made = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.outputs) made.add(wires[v]!)
  for (const v of left.diagram.inputWires) if (made.has(wires[v]!)) return false
  const outputs = new Set(d.diagram.outputWires)
  const tainted = new Uint8Array(d.wireCount)
  for (const v of made) tainted[v] = 1
  for (const v of made) if (!shown.has(v) && outputs.has(v)) return false
  for (const b of d.order) {
    const { inputs: ins, outputs: outs } = d.diagram.boxes[b]!
    if (inside.has(b)) {
      // what comes in from outside must not have left the match before
      if (ins.some((v) => tainted[v] === 1 && !made.has(v))) return false
      continue
    }
    if (ins.some((v) => made.has(v) && !shown.has(v))) return false
    if (ins.some((v) => tainted[v] === 1)) for (const v of outs) tainted[v] = 1
  }
  return true
}
