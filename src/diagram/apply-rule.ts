import { CausalError } from '../errors.js'
import { canonicalForm } from './canonical-form.js'
import { append } from './compose.js'
import { type IndexedDiagram, indexedDiagram, sameBox, sameWires } from './indexed.js'
import { place, typeText } from './make.js'
import { inOrder } from './rewire.js'
import { compact } from './substitute.js'
import type { Diagram, PlacedBox } from './types.js'

/**
 * An equation between diagrams, read from left to right.
 *
 * @category Diagrams
 */
export interface RewriteRule {
  /** The law's name, for the record. */
  readonly law: string
  /** What is looked for: at least one box. */
  readonly left: Diagram
  /** What is put in its place: a diagram of the same type. */
  readonly right: Diagram
}

/**
 * One use of a law, as it stands in a record of what was done.
 *
 * @category Diagrams
 */
export interface RewriteStep {
  /** The move. */
  readonly rule: 'rewrite'
  /** The law that was used. */
  readonly law: string
  /** The positions of the boxes that were replaced, in the order of the rule's left side. */
  readonly matched: readonly number[]
  /** The hash of the diagram before, at level `cdu`. */
  readonly before: string
  /** The hash of the diagram after. */
  readonly after: string
}

/**
 * Uses a law once: finds the left side of a rule in a diagram and puts the right side in its place.
 *
 * The left side is matched where nothing outside reads its inner wires and no path leaves it and comes back (a convex
 * part), so that the diagram is the left side within a context, and the result is equal whenever the law holds.
 *
 * @param diagram - any diagram
 * @param rule - the law: two diagrams of one type
 * @param at - the boxes to match, by position, in the order of the left side's boxes; the first match unless told
 * @returns the new diagram and the step, or null when the left side does not occur (there)
 * @throws CausalError `type-mismatch` when the two sides differ in type, `not-supported` for a left side without boxes or a
 *   right side that reads an input which the left side does not
 * @complexity O(n) for a connected left side of fixed size in a diagram of n boxes, times the candidates for its first box
 * @reference Bonchi et al., String diagram rewrite theory, 2022: convex double-pushout rewriting
 * @category Diagrams
 * @example
 * const f = box('f', ['A'], ['B'])
 * const g = box('g', ['B'], ['A'])
 * const inverse = { law: 'g undoes f', left: compose(f, g), right: identity('A') }
 * const done = applyRule(compose(g, f, g, f), inverse)
 * equalDiagrams(done.diagram, compose(g, f))
 * //=> true
 * done.step.matched
 * //=> [1, 2]
 * applyRule(compose(f, copy('B'), tensor(g, discard('B'))), inverse).step.law
 * //=> 'g undoes f'
 * applyRule(compose(f, copy('B'), tensor(g, identity('B'))), inverse)
 * //=> null
 */
export function applyRule(
  diagram: Diagram,
  rule: RewriteRule,
  at?: readonly number[],
): { readonly diagram: Diagram; readonly step: RewriteStep } | null {
  const where = 'applyRule'
  const d = indexedDiagram(where, diagram)
  const left = indexedDiagram(where, rule.left)
  checkRule(where, left, rule)
  const match = findMatch(d, left, at)
  if (match === null) return null
  const after = replaced(where, d, left, rule.right, match)
  const step: RewriteStep = Object.freeze({
    rule: 'rewrite',
    law: rule.law,
    matched: Object.freeze(match.boxes),
    before: canonicalForm(diagram, 'cdu').hash,
    after: canonicalForm(after, 'cdu').hash,
  })
  return Object.freeze({ diagram: after, step })
}

function checkRule(where: string, left: IndexedDiagram, { law, right }: RewriteRule): void {
  const from = left.diagram
  const r = indexedDiagram(where, right)
  if (!sameWires(from.dom, right.dom) || !sameWires(from.cod, right.cod)) {
    throw new CausalError(
      where,
      'type-mismatch',
      `the law ${JSON.stringify(law)} goes from ${typeText(from.dom)} to ${typeText(from.cod)} on the left, from ${typeText(right.dom)} to ${typeText(right.cod)} on the right.`,
      { law },
    )
  }
  const read = new Set<number>(left.reads)
  const needed = new Set<number>([...r.reads, ...right.out])
  const blind = from.inp.findIndex((v, i) => !read.has(v) && needed.has(right.inp[i]!))
  if (left.boxCount > 0 && blind < 0) return
  throw new CausalError(
    where,
    'not-supported',
    `the left side of ${JSON.stringify(law)} must have a box, and its boxes must read every input that the right side uses.`,
    { law },
  )
}

interface Match {
  /** The box of the diagram for each box of the left side. */
  readonly boxes: number[]
  /** The wire of the diagram for each wire of the left side, or −1. */
  readonly wires: Int32Array
}

/** Tries boxes for those of the left side one after another, going back where they do not fit. */
function findMatch(d: IndexedDiagram, left: IndexedDiagram, at: readonly number[] | undefined): Match | null {
  const order = left.order
  const used = new Set<number>()
  const search = (k: number, wires: Int32Array, boxes: number[]): Match | null => {
    if (k === order.length) return isConvex(d, left, wires, boxes) ? { boxes, wires } : null
    const p = order[k]!
    for (const b of candidates(d, left, p, wires, at)) {
      if (used.has(b) || !sameBox(d.diagram.boxes[b]!.box, left.diagram.boxes[p]!.box)) continue
      const next = bind(d, left, p, b, wires)
      if (next === null) continue
      used.add(b)
      const chosen = [...boxes]
      chosen[p] = b
      const found = search(k + 1, next, chosen)
      if (found !== null) return found
      used.delete(b)
    }
    return null
  }
  return search(0, new Int32Array(left.wireCount).fill(-1), [])
}

/** Where a box of the left side may be: as told, else at the readers of a wire already found, else anywhere. */
function candidates(
  d: IndexedDiagram,
  left: IndexedDiagram,
  p: number,
  wires: Int32Array,
  at: readonly number[] | undefined,
): Iterable<number> {
  if (at !== undefined) return at[p] === undefined || d.diagram.boxes[at[p]!] === undefined ? [] : [at[p]!]
  const known = left.diagram.boxes[p]!.in.find((v) => wires[v]! >= 0)
  if (known === undefined) return d.order
  const wire = wires[known]!
  return d.diagram.boxes.flatMap((placed, b) => (placed.in.includes(wire) ? [b] : []))
}

function bind(d: IndexedDiagram, left: IndexedDiagram, p: number, b: number, wires: Int32Array): Int32Array | null {
  const next = wires.slice()
  const [mine, other] = [left.diagram.boxes[p]!, d.diagram.boxes[b]!]
  for (const side of ['in', 'out'] as const) {
    for (const [i, v] of mine[side].entries()) {
      if (next[v] !== -1 && next[v] !== other[side][i]) return null
      next[v] = other[side][i]!
    }
  }
  return next
}

/** Whether inner wires are read inside alone, and nothing that leaves the match comes back. */
function isConvex(d: IndexedDiagram, left: IndexedDiagram, wires: Int32Array, boxes: readonly number[]): boolean {
  const inside = new Set(boxes)
  const shown = new Set(left.diagram.out.map((v) => wires[v]!))
  const made = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.out) made.add(wires[v]!)
  for (const v of left.diagram.inp) if (made.has(wires[v]!)) return false
  const outputs = new Set(d.diagram.out)
  const tainted = new Uint8Array(d.wireCount)
  for (const v of made) tainted[v] = 1
  for (const v of made) if (!shown.has(v) && outputs.has(v)) return false
  for (const b of d.order) {
    const { in: ins, out: outs } = d.diagram.boxes[b]!
    if (inside.has(b)) {
      // what comes in from outside must not have left the match before
      if (ins.some((v) => tainted[v] === 1 && !made.has(v))) return false
      continue
    }
    if (ins.some((v) => made.has(v) && !shown.has(v))) return false
    if (ins.some((v) => tainted[v] === 1)) for (const v of outs) tainted[v] = 1
  }
  return true
}

function replaced(where: string, d: IndexedDiagram, left: IndexedDiagram, right: Diagram, match: Match): Diagram {
  const { diagram } = d
  const wires = [...diagram.wires]
  const added: PlacedBox[] = []
  // an input that neither side reads needs no wire of its own
  const sources = left.diagram.inp.map((v) => Math.max(0, match.wires[v]!))
  const ends = append(wires, added, right, sources)
  const at = Int32Array.from(wires, (_, v) => v)
  const dead = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.out) dead.add(match.wires[v]!)
  for (const [i, v] of left.diagram.out.entries()) {
    const wire = match.wires[v]!
    if (dead.has(wire) && at[wire] === wire) at[wire] = ends[i]!
  }
  const move = (v: number): number => at[v]!
  const gone = new Set(match.boxes)
  const kept = diagram.boxes
    .filter((_, b) => !gone.has(b))
    .map((placed) => place(placed.box, placed.in.map(move), placed.out))
  return inOrder(where, compact(wires, [...kept, ...added], diagram.inp, diagram.out.map(move), dead))
}
