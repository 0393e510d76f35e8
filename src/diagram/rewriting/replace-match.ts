import { compact } from '../surgery/substitute.js'
import { append } from '../terms/compose.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import { place } from '../terms/make.js'
import { inOrder } from '../terms/rewire.js'
import type { Diagram, PlacedBox } from '../terms/types.js'
import type { Match } from './rule-match.js'
import type { RuleSides } from './rule-sides.js'

/** The diagram with the right side of a rule where its left side was found. */
export function replacedMatch(d: IndexedDiagram, rule: RuleSides, match: Match): Diagram {
  const { diagram } = d
  const { left, right, through } = rule
  const wires = [...diagram.wires]
  const added: PlacedBox[] = []
  // an input that neither side uses needs no wire of its own
  const sources = left.diagram.inputWires.map((v) => Math.max(0, match.wires[v]!))
  const ends = append(wires, added, right.diagram, sources)
  const dead = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.outputs) dead.add(match.wires[v]!)
  // the wires of the right side that stand for a wire of the left one: several where the left side copies it
  const ports = new Map<number, number[]>()
  for (const [i, v] of left.diagram.outputWires.entries()) {
    const wire = match.wires[v]!
    if (!dead.has(wire) && !through[i]) continue
    const known = ports.get(wire)
    if (known === undefined) ports.set(wire, [ends[i]!])
    else known.push(ends[i]!)
  }
  // they are handed out to its readers in turn, the last one to all that are left
  const move = (v: number): number => {
    const list = ports.get(v)
    if (list === undefined) return v
    return list.length > 1 ? list.shift()! : list[0]!
  }
  const gone = new Set(match.boxes)
  // a wire that is given through keeps the readers on which the right side depends
  const before = through.includes(true) ? boxesBefore(d, match.wires, left) : new Uint8Array(d.boxCount)
  const kept = diagram.boxes.flatMap((placed, b) => {
    if (gone.has(b)) return []
    return before[b] === 1 ? [placed] : [place(placed.box, placed.inputs.map(move), placed.outputs)]
  })
  return inOrder(compact(wires, [...kept, ...added], diagram.inputWires, diagram.outputWires.map(move), dead))
}

/** Flags of the boxes from which a path leads to an input of the match. */
function boxesBefore(d: IndexedDiagram, wires: Int32Array, left: IndexedDiagram): Uint8Array {
  const before = new Uint8Array(d.boxCount)
  const stack = left.diagram.inputWires.map((v) => wires[v]!).filter((v) => v >= 0)
  while (stack.length > 0) {
    const b = d.producer[stack.pop()!]!
    if (b < 0 || before[b] === 1) continue
    before[b] = 1
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) stack.push(d.reads[k]!)
  }
  return before
}
