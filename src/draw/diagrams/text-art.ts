import { boxCaption, nameText } from '../../diagram/formats/box-text.js'
import { diagramText } from '../../diagram/formats/diagram-text.js'
import { type Layer, layersOf } from '../../diagram/formats/layers.js'
import { indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Diagram } from '../../diagram/terms/types.js'
import { TextCanvas } from './text-canvas.js'

/** A part of a layer: how many wires it takes and gives, and what it is. */
interface Part {
  readonly takes: number
  readonly gives: number
  readonly box?: number
  readonly copies?: number
}

/** A diagram drawn with signs: time runs to the right, `●` copies, `⊣` discards, `┼` crosses. */
export function textArt(diagram: Diagram): string {
  const d = indexedDiagram(diagram)
  const layers = layersOf(d)
  const canvas = new TextCanvas()
  let rows = diagram.inputWires.map((_, i) => i)
  canvas.start(diagram.inputs.map(nameText))
  for (const layer of layers) {
    if (layer.kind === 'permute') {
      // the wire that comes from place p goes to the row of its new place
      const from = rows
      canvas.route(layer.order.map((place, i) => [from[place]!, from[i]!]))
      continue
    }
    const parts = partsOf(diagram, layer)
    const starts: number[] = []
    const moves: [number, number][] = []
    let at = 0
    let free = 0
    for (const { takes, gives } of parts) {
      const start = Math.max(free, takes > 0 ? rows[at]! : 0)
      for (let i = 0; i < takes; i++) moves.push([rows[at + i]!, start + i])
      starts.push(start)
      at += takes
      free = start + Math.max(takes, gives, 1)
    }
    canvas.route(moves)
    if (layer.kind === 'copy') for (const [k, { copies }] of parts.entries()) canvas.copies(starts[k]!, copies!)
    if (layer.kind === 'copy') canvas.settle()
    else {
      const boxes = parts.flatMap(({ box, takes, gives }, k) => {
        if (box === undefined) return []
        const placed = diagram.boxes[box]!.box
        const labels = placed.outputs.map((object) =>
          placed.outputs.length === 1 && placed.name === object && placed.kind === 'channel' ? '' : nameText(object),
        )
        const caption = boxCaption(placed, (inside) => diagramText(inside, false, true))
        return [{ row: starts[k]!, takes, gives, caption, labels }]
      })
      canvas.boxes(boxes)
    }
    rows = parts.flatMap(({ gives }, k) => Array.from({ length: gives }, (_, i) => starts[k]! + i))
  }
  return canvas.end(rows, diagram.outputs.map(nameText))
}

function partsOf(diagram: Diagram, layer: Exclude<Layer, { readonly kind: 'permute' }>): Part[] {
  if (layer.kind === 'copy') return layer.times.map((copies) => ({ takes: 1, gives: copies, copies }))
  return layer.parts.map((part) => {
    if ('wire' in part) return { takes: 1, gives: 1 }
    const { box } = diagram.boxes[part.box]!
    return { takes: box.inputs.length, gives: box.outputs.length, box: part.box }
  })
}
