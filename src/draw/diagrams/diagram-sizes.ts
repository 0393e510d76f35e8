import type { IndexedDiagram } from '../../diagram/terms/indexed.js'
import { textWidth } from '../svg.js'
import type { Net } from './diagram-net.js'
import { pitch, portOffset } from './diagram-spread.js'
import { boxText } from './wire-names.js'

const labelled = 16
/** How far behind a port its wire branches, or ends in a ground, at least. */
const shortStub = 12
/** A port of an item. */
export function branchKey(item: number, port: number): string {
  return `${item} ${port}`
}

/** The ports at which a wire branches: where more than one piece begins. */
export function branching({ from, fromPort }: Net): ReadonlySet<string> {
  const once = new Set<string>()
  const more = new Set<string>()
  for (let e = 0; e < from.length; e++) {
    const key = branchKey(from[e]!, fromPort[e]!)
    if (once.has(key)) more.add(key)
    once.add(key)
  }
  return more
}

/** How thick an item is along time, and how wide across it. */
export function sizeOf(
  d: IndexedDiagram,
  net: Net,
  i: number,
  isRight: boolean,
  names: readonly string[],
): readonly [thick: number, wide: number] {
  const which = net.of[i]!
  if (net.kind[i] === 'bend') return [0, 12]
  if (net.kind[i] === 'box') {
    const text = textWidth(boxText(d.diagram, which))
    const state = net.ins[i] === 0 || net.outs[i] === 0
    const length = Math.max(text + (state ? 34 : 20), text === 0 ? 26 : 36)
    const ports = Math.max(net.ins[i]!, net.outs[i]!, 1) * pitch + 12
    return isRight ? [length, ports] : [36, Math.max(length, ports)]
  }
  const text = textWidth(names[which]!)
  return isRight ? [text + 10, labelled + 6] : [labelled + 6, text + 10]
}

/** The gaps before the layers: wider where wires have far to go sideways. */
export function gaps(net: Net, count: number, across: Float64Array): Float64Array {
  const { kind, from, fromPort, to, toPort, ins, outs, layer } = net
  const far = new Float64Array(count)
  for (let e = 0; e < from.length; e++) {
    const a = across[from[e]!]! + portOffset(kind[from[e]!] === 'box', outs[from[e]!]!, fromPort[e]!)
    const b = across[to[e]!]! + portOffset(kind[to[e]!] === 'box', ins[to[e]!]!, toPort[e]!)
    const l = layer[to[e]!]!
    far[l] = Math.max(far[l]!, Math.abs(a - b))
  }
  return far.map((distance) => 14 + Math.min(34, distance * 0.35))
}

/** How long the straight pieces behind a layer are: as long as the names beside them, and room for a dot or a ground. */
export function stubLength(
  d: IndexedDiagram,
  texts: readonly string[],
  { kind, of, outs }: Net,
  items: Int32Array,
  read: Uint8Array,
  branches: ReadonlySet<string>,
  direction: 'right' | 'down',
): number {
  let length = 0
  for (const i of items) {
    for (let port = 0; port < outs[i]!; port++)
      if (branches.has(branchKey(i, port))) length = Math.max(length, shortStub)
    if (kind[i] === 'input' && read[of[i]!] === 0) length = Math.max(length, shortStub)
    if (kind[i] !== 'box') continue
    for (const v of d.diagram.boxes[of[i]!]!.outputs) {
      if (read[v] === 0) length = Math.max(length, shortStub)
      if (texts[v] !== '' && direction === 'right') length = Math.max(length, textWidth(texts[v]!) * 0.86 + 6)
    }
  }
  return length
}
