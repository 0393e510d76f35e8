import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type IndexedDiagram, indexedDiagram, sameBox, sameWires } from '../terms/indexed.js'
import { boxLabel } from '../terms/label.js'
import type { Box, Diagram } from '../terms/types.js'
import { deadForm } from './canonical-dead.js'
import { hash } from './hash.js'

/**
 * How much of a diagram's meaning counts when two are compared:
 *
 * - `cdu`: wires may be bent and copied, and a uniform state that is discarded vanishes; nothing else
 * - `markov`: also any box vanishes when all its outputs are discarded (probabilities sum to one)
 * - `functional`: also a deterministic box run twice on the same wires is run once and copied
 *
 * @category Diagrams
 */
export type EqualityLevel = 'cdu' | 'markov' | 'functional'

/** A diagram up to equality: two diagrams are equal exactly when these parts are. */
export interface Canonical {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** The live boxes, numbered by a walk backwards from the outputs. */
  readonly boxes: readonly Box[]
  /** Positions of those boxes in the diagram. */
  readonly positions: readonly number[]
  /** What the live boxes read, box after box, then what the outputs read: `k` is the k-th wire made, `−1 − i` input i. */
  readonly reads: Int32Array
  /** Boxes that no output depends on, as one text; empty above level `cdu`. */
  readonly dead: string
}

const caches: Record<EqualityLevel, WeakMap<Diagram, Canonical>> = {
  cdu: new WeakMap(),
  markov: new WeakMap(),
  functional: new WeakMap(),
}

/** The canonical form at one level, remembered per diagram. */
export function canonical(diagram: Diagram, level: EqualityLevel): Canonical {
  if (!Object.hasOwn(caches, level))
    throw new CausalError('invalid-argument', "the level is 'cdu', 'markov' or 'functional'.", { level })
  const known = caches[level].get(diagram)
  if (known !== undefined) return known
  const d = indexedDiagram(diagram)
  checkInside(diagram)
  const result = number(d, level)
  if (Object.isFrozen(diagram)) caches[level].set(diagram, result)
  return result
}

/**
 * Numbers boxes and wires by a depth-first walk from the ordered outputs through the ordered ports. Every live box is met,
 * and the walk depends on nothing but the diagram's meaning, so no search for an isomorphism is needed.
 */
function number(d: IndexedDiagram, level: EqualityLevel): Canonical {
  const { readStart, reads, makeStart, makes, producer, diagram } = d
  const same = level === 'functional' ? mergedBoxes(d) : null
  // the wire that stands for v: that of the box's representative
  const wireAt = (v: number): number => {
    const b = producer[v]!
    if (same === null || b < 0 || same[b] === b) return v
    let port = makeStart[b]!
    while (makes[port] !== v) port++
    return makes[makeStart[same[b]!]! + port - makeStart[b]!]!
  }
  const numberOf = new Int32Array(d.wireCount)
  const seen = new Uint8Array(d.boxCount)
  for (const [i, v] of diagram.inputWires.entries()) numberOf[v] = -1 - i
  const positions: number[] = []
  let made = 0
  // each frame of the stack: a box, and how many of its inputs have been walked
  const stack: number[] = []
  const next: number[] = []
  const finish = (b: number): void => {
    positions.push(b)
    for (let k = makeStart[b]!; k < makeStart[b + 1]!; k++) numberOf[makes[k]!] = made++
  }
  for (const end of diagram.outputWires) {
    const root = producer[wireAt(end)]!
    if (root < 0 || seen[root] === 1) continue
    seen[root] = 1
    stack.push(root)
    next.push(readStart[root]!)
    while (stack.length > 0) {
      const b = stack[stack.length - 1]!
      const k = next[next.length - 1]!
      if (k === readStart[b + 1]!) {
        stack.pop()
        next.pop()
        finish(b)
        continue
      }
      next[next.length - 1] = k + 1
      const p = producer[wireAt(reads[k]!)]!
      if (p < 0 || seen[p] === 1) continue
      seen[p] = 1
      stack.push(p)
      next.push(readStart[p]!)
    }
  }
  let total = diagram.outputWires.length
  for (const b of positions) total += readStart[b + 1]! - readStart[b]!
  const refs = new Int32Array(total)
  let at = 0
  for (const b of positions) {
    for (let k = readStart[b]!; k < readStart[b + 1]!; k++) refs[at++] = numberOf[wireAt(reads[k]!)]!
  }
  for (const v of diagram.outputWires) refs[at++] = numberOf[wireAt(v)]!
  return {
    inputs: diagram.inputs,
    outputs: diagram.outputs,
    boxes: positions.map((b) => diagram.boxes[b]!.box),
    positions,
    reads: refs,
    dead: level === 'cdu' && positions.length < d.boxCount ? deadForm(d, seen, numberOf) : '',
  }
}

/** For each box the first that is equal to it: deterministic, of the same label, reading the same (merged) wires. */
export function mergedBoxes(d: IndexedDiagram): Int32Array {
  const same = new Int32Array(d.boxCount)
  const first = new Map<string, number>()
  // the wire's name after merging: its representative box and port
  const wire = new Int32Array(d.wireCount)
  for (let v = 0; v < wire.length; v++) wire[v] = v
  for (const b of d.order) {
    const { box } = d.diagram.boxes[b]!
    same[b] = b
    if (!box.deterministic) continue
    let key = boxLabel(box)
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) key += `,${wire[d.reads[k]!]}`
    const known = first.get(key)
    if (known === undefined) {
      first.set(key, b)
      continue
    }
    same[b] = known
    const ports = d.makeStart[b + 1]! - d.makeStart[b]!
    for (let p = 0; p < ports; p++) wire[d.makes[d.makeStart[b]! + p]!] = d.makes[d.makeStart[known]! + p]!
  }
  return same
}

/** A canonical form as one text. */
export function canonicalText(form: Canonical): string {
  return JSON.stringify([form.inputs, form.outputs, form.boxes.map(boxLabel), Array.from(form.reads), form.dead])
}

/** The value of a normalized box stands for what is inside: a box of another make must not pass for it. */
function checkInside({ boxes }: Diagram): void {
  for (const { box } of boxes) {
    if (box.kind !== 'normalized' || box.value === insideHash(box.inside!)) continue
    throw new CausalError(
      'invalid-argument',
      `the value of the normalized box ${show(box.name)} is not the hash of what is inside: make it with normalizeBox.`,
      { box: box.name },
    )
  }
}

/** What stands for the inside of a box: effects count, so nothing is pruned. */
export function insideHash(inside: Diagram): string {
  return hash(canonicalText(canonical(inside, 'cdu')))
}

/** Whether two canonical forms are the same. */
export function sameCanonical(a: Canonical, b: Canonical): boolean {
  if (a.reads.length !== b.reads.length || a.boxes.length !== b.boxes.length || a.dead !== b.dead) return false
  for (let i = 0; i < a.reads.length; i++) if (a.reads[i] !== b.reads[i]) return false
  for (let i = 0; i < a.boxes.length; i++) if (!sameBox(a.boxes[i]!, b.boxes[i]!)) return false
  return sameWires(a.inputs, b.inputs) && sameWires(a.outputs, b.outputs)
}
