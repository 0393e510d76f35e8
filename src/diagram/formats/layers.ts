import type { IndexedDiagram } from '../terms/indexed.js'

/**
 * One layer of a diagram: what happens to the wires that run side by side. `wires` are those before it, by position in the
 * diagram; a wire that is read later several times runs several times.
 */
export type Layer = { readonly wires: readonly number[] } & (
  | { readonly kind: 'permute' /** For each place after it the place before. */; readonly order: readonly number[] }
  | { readonly kind: 'copy' /** How often each wire goes on. */; readonly times: readonly number[] }
  | {
      readonly kind: 'boxes'
      /** From left to right: a box, which takes the next wires, or a wire that goes on. */
      readonly parts: readonly ({ readonly box: number } | { readonly wire: number })[]
    }
)

/**
 * A diagram cut into layers: copies and discards right after a wire is made, then all boxes of one depth side by side, with
 * the wires brought together before them. States come right before their first reader.
 */
export function layersOf(d: IndexedDiagram): Layer[] {
  const { diagram } = d
  const uses = new Int32Array(d.wireCount)
  for (const v of d.reads) uses[v]!++
  for (const v of diagram.outputWires) uses[v]!++
  const layers: Layer[] = []
  let now: readonly number[] = diagram.inputWires
  const copyFresh = (fresh: ReadonlySet<number>): void => {
    const times = now.map((v) => (fresh.has(v) ? uses[v]! : 1))
    if (times.every((count) => count === 1)) return
    layers.push({ kind: 'copy', wires: now, times })
    now = now.flatMap((v, i) => new Array<number>(times[i]!).fill(v))
  }
  const reorder = (order: readonly number[]): void => {
    if (order.every((from, i) => from === i)) return
    layers.push({ kind: 'permute', wires: now, order })
    now = order.map((from) => now[from]!)
  }
  copyFresh(new Set(diagram.inputWires))
  for (const row of rowsOf(d)) {
    const places = placesOf(now)
    // the boxes of this row that take each place, and the place at which a box stands
    const takes = row.map((b) => diagram.boxes[b]!.inputs.map((v) => places.get(v)!.shift()!))
    const standing = new Map<number, number>()
    const taken = new Set(takes.flat())
    for (const [k, list] of takes.entries()) if (list.length > 0) standing.set(Math.min(...list), k)
    const order: number[] = []
    const parts: ({ box: number } | { wire: number })[] = []
    for (const place of now.keys()) {
      const k = standing.get(place)
      if (k !== undefined) {
        order.push(...takes[k]!)
        parts.push({ box: row[k]! })
      } else if (!taken.has(place)) {
        order.push(place)
        parts.push({ wire: now[place]! })
      }
    }
    for (const [k, list] of takes.entries()) if (list.length === 0) parts.push({ box: row[k]! })
    reorder(order)
    layers.push({ kind: 'boxes', wires: now, parts })
    now = parts.flatMap((part) => ('box' in part ? diagram.boxes[part.box]!.outputs : [part.wire]))
    copyFresh(new Set(row.flatMap((b) => diagram.boxes[b]!.outputs)))
  }
  const places = placesOf(now)
  reorder(diagram.outputWires.map((v) => places.get(v)!.shift()!))
  return layers
}

/** The places at which each wire runs, from left to right. */
function placesOf(wires: readonly number[]): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (const [place, v] of wires.entries()) {
    const list = places.get(v)
    if (list === undefined) places.set(v, [place])
    else list.push(place)
  }
  return places
}

/** The boxes by depth: each after what it reads from, a state right before its first reader. */
function rowsOf(d: IndexedDiagram): number[][] {
  const depth = new Int32Array(d.boxCount)
  const earliest = new Int32Array(d.boxCount).fill(-1)
  let deepest = 0
  for (const b of d.order) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0) depth[b] = Math.max(depth[b]!, depth[p]! + 1)
    }
    deepest = Math.max(deepest, depth[b]!)
  }
  for (const b of d.order) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0) earliest[p] = earliest[p] === -1 ? depth[b]! : Math.min(earliest[p]!, depth[b]!)
    }
  }
  const rows: number[][] = Array.from({ length: deepest + 1 }, () => [])
  for (const b of d.order) {
    const isState = d.readStart[b] === d.readStart[b + 1]
    rows[isState && earliest[b]! > 0 ? earliest[b]! - 1 : depth[b]!]!.push(b)
  }
  return rows.filter((row) => row.length > 0)
}

/** A permutation cut where nothing crosses: `[from, to)` with the order inside, counted from its own beginning. */
export function blocksOf(order: readonly number[]): { readonly from: number; readonly order: readonly number[] }[] {
  const blocks: { from: number; order: number[] }[] = []
  let most = -1
  let from = 0
  for (const [i, place] of order.entries()) {
    most = Math.max(most, place)
    if (most > i) continue
    blocks.push({ from, order: order.slice(from, i + 1).map((p) => p - from) })
    from = i + 1
  }
  return blocks
}
