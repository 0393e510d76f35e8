import { CausalError } from '../../errors.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import { boxLabel } from '../terms/label.js'
import { range } from '../terms/make.js'
import { describe, directionHashes, type Piece, parts, refine } from './dead-piece.js'

/** Leaves of the search for the least form; symmetric dead parts beyond this are refused. */
const mostLeaves = 20_000

/**
 * The boxes that no output hears of, as a text that is the same for isomorphic parts.
 *
 * Only here is equality a search: nothing anchors these boxes to an ordered boundary from behind. Connected pieces are
 * brought into form one by one, by refining colours; only where all boxes of a piece share their colours with others is
 * each of one colour tried.
 */
export function deadForm(d: IndexedDiagram, live: Uint8Array, numberOf: Int32Array): string {
  const dead: number[] = []
  for (const b of d.order) {
    if (live[b] === 1) continue
    const { box } = d.diagram.boxes[b]!
    // a uniform state that nobody reads, or only outputs that nobody reads: gone
    if (box.kind === 'uniform' && !isRead(d, b)) continue
    dead.push(b)
  }
  return pieces(d, dead, live)
    .map((piece) => leastForm(d, piece, live, numberOf))
    .sort()
    .join('|')
}

const readCache = new WeakMap<IndexedDiagram, Uint8Array>()

function isRead(d: IndexedDiagram, b: number): boolean {
  let read = readCache.get(d)
  if (read === undefined) {
    read = new Uint8Array(d.wireCount)
    for (const v of d.reads) read[v] = 1
    for (const v of d.diagram.outputWires) read[v] = 1
    readCache.set(d, read)
  }
  for (let k = d.makeStart[b]!; k < d.makeStart[b + 1]!; k++) if (read[d.makes[k]!] === 1) return true
  return false
}

/** Boxes connected through wires that dead boxes make. */
function pieces(d: IndexedDiagram, dead: readonly number[], live: Uint8Array): number[][] {
  const root = new Int32Array(d.boxCount)
  for (let b = 0; b < root.length; b++) root[b] = b
  const find = (b: number): number => {
    let r = b
    while (root[r] !== r) r = root[r]!
    for (let i = b; root[i] !== r; ) {
      const up = root[i]!
      root[i] = r
      i = up
    }
    return r
  }
  for (const b of dead) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0 && live[p] === 0) root[find(b)] = find(p)
    }
  }
  const groups = new Map<number, number[]>()
  for (const b of dead) {
    const r = find(b)
    const group = groups.get(r)
    if (group === undefined) groups.set(r, [b])
    else group.push(b)
  }
  return [...groups.values()]
}

function leastForm(d: IndexedDiagram, boxes: readonly number[], live: Uint8Array, numberOf: Int32Array): string {
  const at = new Map(boxes.map((b, i) => [b, i]))
  const readers: [number, number, number][][] = boxes.map(() => [])
  const sources = boxes.map((b, i) =>
    d.diagram.boxes[b]!.inputs.map((v, port): readonly [number, number] => {
      const p = d.producer[v]!
      if (p < 0 || live[p] === 1) return [-1, numberOf[v]!]
      const from = at.get(p)!
      const out = d.diagram.boxes[p]!.outputs.indexOf(v)
      readers[from]!.push([i, port, out])
      return [from, out]
    }),
  )
  const labels = boxes.map((b) => boxLabel(d.diagram.boxes[b]!.box))
  const piece: Piece = { labels, sources, readers, codes: boxes.map(() => '') }
  const hashes = directionHashes(piece)
  return formOf(piece, range(boxes.length), (i) => `${labels[i]}#${hashes[i]}`, '', { leaves: 0 })
}

/**
 * The least text of some connected boxes. Boxes that their colour tells from all others become anchors, and what is then
 * no longer connected is brought into form piece by piece; where no box stands out, each of the least colour is tried.
 */
function formOf(
  piece: Piece,
  members: readonly number[],
  keyOf: (i: number) => string,
  prefix: string,
  budget: { leaves: number },
): string {
  const colors = refine(piece, members, keyOf)
  const cells = new Map<number, number[]>()
  for (const i of members) {
    const cell = cells.get(colors.get(i)!)
    if (cell === undefined) cells.set(colors.get(i)!, [i])
    else cell.push(i)
  }
  const ordered = [...cells].sort((a, b) => a[0] - b[0]).map(([, cell]) => cell)
  const alone = ordered.filter((cell) => cell.length === 1)
  if (alone.length > 0) {
    for (const [k, [i]] of alone.entries()) piece.codes[i!] = `${prefix}.${k}`
    const text = alone.map(([i]) => describe(piece, i!)).join(';')
    const rest = parts(piece, ordered.filter((cell) => cell.length > 1).flat())
    const forms = rest.map((part) => formOf(piece, part, (i) => String(colors.get(i)), `${prefix}~`, budget)).sort()
    for (const [i] of alone) piece.codes[i!] = ''
    return `${text}{${forms.join('|')}}`
  }
  let best = ''
  for (const chosen of ordered[0]!) {
    if (++budget.leaves > mostLeaves) {
      throw new CausalError(
        'too-large',
        `the ${members.length} discarded boxes are too symmetric to be compared at level 'cdu': compare at level 'markov'.`,
        { boxes: members.length, most: mostLeaves },
      )
    }
    const key = (i: number): string => `${colors.get(i)}${i === chosen ? '!' : ''}`
    const form = formOf(piece, members, key, `${prefix}*`, budget)
    if (best === '' || form < best) best = form
  }
  return best
}
