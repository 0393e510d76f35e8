import { compact } from '../surgery/substitute.js'
import type { IndexedDiagram } from './indexed.js'
import type { Diagram } from './types.js'

/** 1 for each box from which a path leads to an output. */
export function liveBoxes(d: IndexedDiagram, outputs: readonly number[] = d.diagram.outputWires): Uint8Array {
  const live = new Uint8Array(d.boxCount)
  const stack: number[] = []
  const visit = (v: number): void => {
    const b = d.producer[v]!
    if (b < 0 || live[b] === 1) return
    live[b] = 1
    stack.push(b)
  }
  for (const v of outputs) visit(v)
  while (stack.length > 0) {
    const b = stack.pop()!
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) visit(d.reads[k]!)
  }
  return live
}

/** The diagram without the boxes that no output hears of (discard is natural). */
export function pruned(d: IndexedDiagram): Diagram {
  const live = liveBoxes(d)
  if (live.every((flag) => flag === 1)) return d.diagram
  const dead = new Set<number>()
  for (let b = 0; b < d.boxCount; b++) {
    if (live[b] === 0) for (let k = d.makeStart[b]!; k < d.makeStart[b + 1]!; k++) dead.add(d.makes[k]!)
  }
  const boxes = d.diagram.boxes.filter((_, b) => live[b] === 1)
  return compact(d.diagram.wires, boxes, d.diagram.inputWires, d.diagram.outputWires, dead)
}
