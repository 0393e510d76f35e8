import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Box, Diagram, PlacedBox, Wires } from './types.js'

/** A box in its place, frozen. */
export function place(box: Box, inputs: readonly number[], outputs: readonly number[]): PlacedBox {
  return Object.freeze({ box, inputs: Object.freeze(inputs), outputs: Object.freeze(outputs) })
}

/** A frozen diagram from trusted parts; the types of its boundary follow from its wires. */
export function makeDiagram<D extends Wires, C extends Wires>(
  wires: string[],
  boxes: PlacedBox[],
  inp: number[],
  out: number[],
): Diagram<D, C> {
  const diagram = Object.freeze({
    inputs: Object.freeze(inp.map((v) => wires[v]!)) as Wires as D,
    outputs: Object.freeze(out.map((v) => wires[v]!)) as Wires as C,
    wires: Object.freeze(wires),
    boxes: Object.freeze(boxes),
    inputWires: Object.freeze(inp),
    outputWires: Object.freeze(out),
  })
  made.add(diagram)
  return diagram
}

const made = new WeakSet<object>()

/** Whether a value is a diagram that {@link makeDiagram} made. */
export function isMade(diagram: Diagram): boolean {
  return typeof diagram === 'object' && diagram !== null && made.has(diagram)
}

/** A type from one object or a list, checked. */
export function wiresOf(type: unknown): Wires {
  const list = typeof type === 'string' ? [type] : type
  if (!Array.isArray(list) || list.some((name) => typeof name !== 'string' || name === '')) {
    throw new CausalError('invalid-argument', `a type is an object's name or a list of names, got ${show(type)}.`, {
      type,
    })
  }
  return Object.freeze([...list])
}

/** `["A", "B"]`: a type as it stands in messages. */
export function typeText(type: Wires): string {
  return `[${type.map((name) => show(name)).join(', ')}]`
}

/** `0 … n − 1`. */
export function range(n: number, from = 0): number[] {
  return Array.from({ length: n }, (_, i) => from + i)
}
