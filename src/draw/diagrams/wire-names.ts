import type { IndexedDiagram } from '../../diagram/terms/indexed.js'
import type { Box, Diagram } from '../../diagram/terms/types.js'

/**
 * What each wire is called in a picture: its object, and where several wires have the same, the surgery that it comes from. So in
 * a twin network the factual Y is `Y` and the counterfactual one `Y (do X = 1)`.
 */
export function wireNames(d: IndexedDiagram): readonly string[] {
  const { wires, boxes } = d.diagram
  const isRepeated = new Set(wires).size < wires.length
  if (!isRepeated || boxes.every(({ box }) => box.role !== 'surgery')) return wires
  const times = new Map<string, number>()
  for (const object of wires) times.set(object, (times.get(object) ?? 0) + 1)
  // the surgery upstream of each wire, in the order of boxes
  const origins: (readonly number[])[] = wires.map(() => [])
  for (const b of d.order) {
    const { box, inputs, outputs } = boxes[b]!
    const above = new Set(inputs.flatMap((v) => origins[v]!))
    if (box.role === 'surgery') above.add(b)
    const sorted = [...above].sort((x, y) => x - y)
    for (const v of outputs) origins[v] = sorted
  }
  return wires.map((object, v) => {
    const from = origins[v]!
    if (times.get(object) === 1 || from.length === 0) return object
    return `${object} (do ${from.map((b) => surgeryText(boxes[b]!.box)).join(', ')})`
  })
}

function surgeryText(box: Box): string {
  return box.kind === 'uniform' ? `${box.outputs.join(', ')} at random` : box.name
}

/** The text that stands on a box; the uniform state has none. */
export function boxText(diagram: Diagram, b: number): string {
  const { box } = diagram.boxes[b]!
  return box.kind === 'uniform' ? '' : box.name
}

/** The objects that are written beside their wires: those that neither their box nor an end of the picture names. */
export function wireTexts(d: IndexedDiagram): readonly string[] {
  const readers = new Int32Array(d.wireCount)
  const ends = new Int32Array(d.wireCount)
  for (const v of d.reads) readers[v]!++
  for (const v of d.diagram.outputWires) ends[v]!++
  const names = wireNames(d)
  return d.diagram.wires.map((object, v) => {
    const p = d.producer[v]!
    if (p < 0) return ''
    const { box } = d.diagram.boxes[p]!
    if (box.kind === 'point' || (box.outputs.length === 1 && box.name === object && names[v] === object)) return ''
    return ends[v] === 1 && readers[v] === 0 ? '' : names[v]!
  })
}
