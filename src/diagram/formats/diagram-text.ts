import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { boxWriter, objectsText } from './box-text.js'
import { blocksOf, type Layer, layersOf } from './layers.js'

/** The text of a diagram: its layers one after another. */
export function diagramText(diagram: Diagram, ascii: boolean, types: boolean): string {
  const d = indexedDiagram(diagram)
  const box = boxWriter(ascii ? '->' : '→', types, (inside) => diagramText(inside, ascii, true))
  const layers = layersOf(d).map((layer) => layerParts(diagram, layer, box))
  if (layers.length === 0) return `id[${objectsText(diagram.inputs)}]`
  const beside = ascii ? ' * ' : ' ⊗ '
  const texts = layers.map((parts) =>
    layers.length > 1 && parts.length > 1 ? `(${parts.join(beside)})` : parts.join(beside),
  )
  return texts.join(' ; ')
}

type Box = Diagram['boxes'][number]['box']

/** What stands side by side in a layer; never nothing. */
function layerParts(diagram: Diagram, layer: Layer, box: (box: Box) => string): string[] {
  const parts: string[] = []
  let going: string[] = []
  const close = (): void => {
    if (going.length > 0) parts.push(`id[${objectsText(going)}]`)
    going = []
  }
  const add = (text: string): void => {
    close()
    parts.push(text)
  }
  const objects = layer.wires.map((v) => diagram.wires[v]!)
  if (layer.kind === 'copy') {
    for (const [i, times] of layer.times.entries()) {
      if (times === 1) going.push(objects[i]!)
      else if (times === 0) add(`discard[${objectsText([objects[i]!])}]`)
      else add(`copy[${objectsText([objects[i]!])}${times === 2 ? '' : `; ${times}`}]`)
    }
  } else if (layer.kind === 'boxes') {
    for (const part of layer.parts) {
      if ('wire' in part) going.push(diagram.wires[part.wire]!)
      else add(box(diagram.boxes[part.box]!.box))
    }
  } else {
    for (const { from, order } of blocksOf(layer.order)) {
      const inside = objects.slice(from, from + order.length)
      if (order.length === 1) going.push(inside[0]!)
      else add(crossing(inside, order))
    }
  }
  close()
  return parts
}

/** A swap of two bundles where the permutation is one, else the permutation. */
function crossing(objects: readonly string[], order: readonly number[]): string {
  const n = order.length
  const shift = order[0]!
  if (order.some((place, i) => place !== (i + shift) % n))
    return `permute[${objectsText(objects)}; ${order.join(', ')}]`
  const [first, second] = [objects.slice(0, shift), objects.slice(shift)]
  return `swap[${objectsText(first)}${n === 2 ? ', ' : '; '}${objectsText(second)}]`
}
