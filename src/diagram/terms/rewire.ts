import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { compact } from '../surgery/substitute.js'
import { type IndexedDiagram, indexedDiagram } from './indexed.js'
import { makeDiagram, place } from './make.js'
import type { Box, Diagram, PlacedBox, Surgery, SurgeryStep } from './types.js'

/**
 * Where surgery is done: the object on a wire, or the wire's position where several wires carry that object.
 *
 * @category Diagrams
 */
export type WireAt = string | number

/** The one wire that carries an object. */
export function wireAt(d: IndexedDiagram, at: WireAt): number {
  const { wires } = d.diagram
  if (typeof at === 'number') {
    if (Number.isInteger(at) && at >= 0 && at < wires.length) return at
    throw new CausalError('unknown-name', `there is no wire ${at}: there are ${wires.length} wires.`, {
      wire: at,
    })
  }
  if (typeof at !== 'string') {
    throw new CausalError(
      'invalid-argument',
      `a wire is told by the object on it or by its position, got a ${typeof at}.`,
    )
  }
  const first = wires.indexOf(at)
  if (first < 0) throw unknownName('wire', at, new Set(wires))
  const last = wires.lastIndexOf(at)
  if (first === last) return first
  throw new CausalError(
    'invalid-argument',
    `several wires carry ${show(at)} (the first is ${first}, the last ${last}): give the position of one.`,
    { wire: at, first, last },
  )
}

/**
 * Takes the making of wire `v` away from its producer. Its readers get a new wire: made by `by` from `sources`, or, when
 * there is no `by`, a new input at the end. A producer that makes nothing else is removed, so that its inputs are
 * discarded.
 */
export function rewire(
  d: IndexedDiagram,
  v: number,
  by: Diagram | null,
  sources: readonly number[] = [],
): { diagram: Diagram; removed: readonly string[] } {
  const { diagram, producer, makeStart } = d
  const p = producer[v]!
  const removes = p >= 0 && makeStart[p + 1]! - makeStart[p]! === 1
  const wires = [...diagram.wires]
  const inp = [...diagram.inputWires]
  const boxes: PlacedBox[] = []
  let fresh: number
  const late = by !== null && sources.length > 0
  const added: PlacedBox[] = []
  if (by === null) {
    fresh = wires.push(wires[v]!) - 1
    inp.push(fresh)
  } else {
    // the parts of `by`, reading from `sources`: they may be wires that are made later on
    const at = new Int32Array(by.wires.length).fill(-1)
    for (const [i, w] of by.inputWires.entries()) at[w] = sources[i]!
    for (let w = 0; w < at.length; w++) if (at[w] === -1) at[w] = wires.push(by.wires[w]!) - 1
    for (const { box, inputs: ins, outputs: out } of by.boxes) {
      added.push(
        place(
          box,
          ins.map((w) => at[w]!),
          out.map((w) => at[w]!),
        ),
      )
    }
    fresh = at[by.outputWires[0]!]!
    if (!late) boxes.push(...added)
  }
  const move = (w: number): number => (w === v ? fresh : w)
  for (const [b, placed] of diagram.boxes.entries()) {
    if (removes && b === p) continue
    boxes.push(placed.inputs.includes(v) ? place(placed.box, placed.inputs.map(move), placed.outputs) : placed)
  }
  if (late) boxes.push(...added)
  const result = compact(wires, boxes, inp, diagram.outputWires.map(move), new Set(removes ? [v] : []))
  return { diagram: inOrder(result), removed: removes ? [diagram.boxes[p]!.box.name] : [] }
}

/** The diagram with each box after those that it reads from. */
export function inOrder(diagram: Diagram): Diagram {
  const { order } = indexedDiagram(diagram)
  if (order.every((b, i) => b === i)) return diagram
  return makeDiagram(
    [...diagram.wires],
    Array.from(order, (b) => diagram.boxes[b]!),
    [...diagram.inputWires],
    [...diagram.outputWires],
  )
}

/** The result of a move on wire `at`, with its step. */
export function surgery(
  rule: SurgeryStep['rule'],
  at: number,
  before: Diagram,
  { diagram, removed }: { diagram: Diagram; removed: readonly string[] },
  told: Pick<SurgeryStep, 'with' | 'by' | 'parents'> = {},
): Surgery {
  const step: SurgeryStep = Object.freeze({
    rule,
    wire: before.wires[at]!,
    at,
    ...told,
    removed: Object.freeze([...removed]),
    before: canonicalForm(before).hash,
    after: canonicalForm(diagram).hash,
  })
  return Object.freeze({ diagram, step })
}

/** The diagram of one state box. */
export function stateDiagram(of: Box): Diagram {
  return makeDiagram([...of.outputs], [place(of, [], [0])], [], [0])
}

/** The names of a diagram's boxes, for the record. */
export function boxNames(diagram: Diagram): string {
  return diagram.boxes.map((placed) => placed.box.name).join(', ')
}
