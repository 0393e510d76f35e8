import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { checkDiagramForm } from './check-diagram.js'
import { isMade } from './make.js'
import type { Box, Diagram, PlacedBox } from './types.js'

/** A diagram in numbers, for the cores. Wires and boxes are positions; box `b` reads `reads[readStart[b] …]`. */
export interface IndexedDiagram {
  readonly diagram: Diagram
  readonly wireCount: number
  readonly boxCount: number
  readonly readStart: Int32Array
  readonly reads: Int32Array
  readonly makeStart: Int32Array
  readonly makes: Int32Array
  /** The box that makes a wire, or `−1 − i` for the wire of input i. */
  readonly producer: Int32Array
  /** The boxes, each after those that it reads from. */
  readonly order: Int32Array
}

const cache = new WeakMap<Diagram, IndexedDiagram>()

/**
 * The diagram in numbers, built and checked once per frozen value: every wire has one producer, the types fit, and no
 * box feeds itself.
 */
export function indexedDiagram(diagram: Diagram): IndexedDiagram {
  const known = cache.get(diagram)
  if (known !== undefined) return known
  if (!isMade(diagram)) checkDiagramForm(diagram)
  const result = index(diagram)
  if (Object.isFrozen(diagram) && Object.isFrozen(diagram.boxes) && Object.isFrozen(diagram.wires)) {
    cache.set(diagram, result)
  }
  return result
}

/** A diagram that other diagrams are made of: what this library made is known to be one, anything else is checked. */
export function checkedDiagram(diagram: Diagram): Diagram {
  return isMade(diagram) ? diagram : indexedDiagram(diagram).diagram
}

function index(diagram: Diagram): IndexedDiagram {
  const { wires, boxes, inputWires: inp, outputWires: out, inputs: dom, outputs: cod } = diagram
  const producer = new Int32Array(wires.length).fill(boxes.length)
  const produce = (v: number, by: number): void => {
    if (producer[v] !== boxes.length) {
      throw new CausalError(
        'type-mismatch',
        `wire ${v} (${show(wires[v])}) has two producers: each wire is made once.`,
        { wire: v },
      )
    }
    producer[v] = by
  }
  checkSide(diagram, null, 'input', dom, inp)
  checkSide(diagram, null, 'output', cod, out)
  for (const [i, v] of inp.entries()) produce(v, -1 - i)
  const readStart = new Int32Array(boxes.length + 1)
  const makeStart = new Int32Array(boxes.length + 1)
  for (const [b, placed] of boxes.entries()) {
    checkSide(diagram, placed.box, 'input', placed.box.inputs, placed.inputs)
    checkSide(diagram, placed.box, 'output', placed.box.outputs, placed.outputs)
    for (const v of placed.outputs) produce(v, b)
    readStart[b + 1] = readStart[b]! + placed.inputs.length
    makeStart[b + 1] = makeStart[b]! + placed.outputs.length
  }
  const bare = producer.indexOf(boxes.length)
  if (bare >= 0 && wires.length > 0) {
    throw new CausalError(
      'type-mismatch',
      `wire ${bare} (${show(wires[bare])}) has no producer: it must leave a box or be an input.`,
      { wire: bare },
    )
  }
  const reads = new Int32Array(readStart[boxes.length]!)
  const makes = new Int32Array(makeStart[boxes.length]!)
  for (const [b, placed] of boxes.entries()) {
    reads.set(placed.inputs, readStart[b]!)
    makes.set(placed.outputs, makeStart[b]!)
  }
  const order = topological(boxes, producer, readStart, reads)
  const sizes = { wireCount: wires.length, boxCount: boxes.length }
  return { diagram, ...sizes, readStart, reads, makeStart, makes, producer, order }
}

function checkSide(
  diagram: Diagram,
  owner: Box | null,
  side: 'input' | 'output',
  type: readonly string[],
  wires: readonly number[],
): void {
  const n = Math.max(type.length, wires.length)
  for (let i = 0; i < n; i++) {
    const is = diagram.wires[wires[i]!]
    if (is === type[i] && is !== undefined) continue
    const whose = owner === null ? 'the diagram' : `box ${show(owner.name)}`
    throw new CausalError(
      'type-mismatch',
      `${side} ${i + 1} of ${whose} is ${show(type[i]) ?? 'missing'}, but its wire is ${show(is) ?? 'missing'}.`,
      { position: i, expected: type[i], actual: is },
    )
  }
}

/** Kahn's order; boxes that are listed in order keep it. */
function topological(
  boxes: readonly PlacedBox[],
  producer: Int32Array,
  readStart: Int32Array,
  reads: Int32Array,
): Int32Array {
  const n = boxes.length
  let sorted = true
  for (let b = 0; b < n && sorted; b++) {
    for (let k = readStart[b]!; k < readStart[b + 1]!; k++) if (producer[reads[k]!]! >= b) sorted = false
  }
  const order = Int32Array.from({ length: n }, (_, b) => b)
  if (sorted) return order
  const waiting = new Int32Array(n)
  const readers: number[][] = Array.from({ length: n }, () => [])
  for (let b = 0; b < n; b++) {
    for (let k = readStart[b]!; k < readStart[b + 1]!; k++) {
      const p = producer[reads[k]!]!
      if (p < 0) continue
      waiting[b]!++
      readers[p]!.push(b)
    }
  }
  let done = 0
  for (let b = 0; b < n; b++) if (waiting[b] === 0) order[done++] = b
  for (let i = 0; i < done; i++) {
    for (const r of readers[order[i]!]!) if (--waiting[r]! === 0) order[done++] = r
  }
  if (done < n) {
    const cycle = boxes.filter((_, b) => waiting[b]! > 0).map((placed) => placed.box.name)
    throw new CausalError('cycle', `boxes feed themselves: ${cycle.slice(0, 8).join(', ')}.`, { boxes: cycle })
  }
  return order
}

/** Whether two boxes are the same generator; how they are drawn does not matter. */
export function sameBox(a: Box, b: Box): boolean {
  if (a === b) return true
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.value === b.value &&
    a.deterministic === b.deterministic &&
    sameWires(a.inputs, b.inputs) &&
    sameWires(a.outputs, b.outputs)
  )
}

/** Whether two types are equal. */
export function sameWires(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i])
}
