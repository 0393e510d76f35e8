import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { compact } from '../surgery/substitute.js'
import { append } from '../terms/compose.js'
import { type IndexedDiagram, indexedDiagram, sameWires } from '../terms/indexed.js'
import { place, typeText } from '../terms/make.js'
import { inOrder } from '../terms/rewire.js'
import type { Diagram, PlacedBox } from '../terms/types.js'
import { findMatch, type Match } from './rule-match.js'

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
  return calledAs('applyRule', () => {
    const d = indexedDiagram(diagram)
    const left = indexedDiagram(checkedObject('rule', rule).left)
    checkRule(left, rule)
    const match = findMatch(d, left, at)
    if (match === null) return null
    const after = replaced(d, left, rule.right, match)
    const step: RewriteStep = Object.freeze({
      rule: 'rewrite',
      law: rule.law,
      matched: Object.freeze(match.boxes),
      before: canonicalForm(diagram, 'cdu').hash,
      after: canonicalForm(after, 'cdu').hash,
    })
    return Object.freeze({ diagram: after, step })
  })
}

function checkRule(left: IndexedDiagram, { law, right }: RewriteRule): void {
  const from = left.diagram
  const r = indexedDiagram(right)
  if (!sameWires(from.inputs, right.inputs) || !sameWires(from.outputs, right.outputs)) {
    throw new CausalError(
      'type-mismatch',
      `the law ${show(law)} goes from ${typeText(from.inputs)} to ${typeText(from.outputs)} on the left, from ${typeText(right.inputs)} to ${typeText(right.outputs)} on the right.`,
      { law },
    )
  }
  const read = new Set<number>(left.reads)
  const needed = new Set<number>([...r.reads, ...right.outputWires])
  const blind = from.inputWires.findIndex((v, i) => !read.has(v) && needed.has(right.inputWires[i]!))
  if (left.boxCount > 0 && blind < 0) return
  throw new CausalError(
    'not-supported',
    `the left side of ${show(law)} must have a box, and its boxes must read every input that the right side uses.`,
    { law },
  )
}

function replaced(d: IndexedDiagram, left: IndexedDiagram, right: Diagram, match: Match): Diagram {
  const { diagram } = d
  const wires = [...diagram.wires]
  const added: PlacedBox[] = []
  // an input that neither side reads needs no wire of its own
  const sources = left.diagram.inputWires.map((v) => Math.max(0, match.wires[v]!))
  const ends = append(wires, added, right, sources)
  const dead = new Set<number>()
  for (const placed of left.diagram.boxes) for (const v of placed.outputs) dead.add(match.wires[v]!)
  // the wires of the right side that stand for a wire of the left one: several where the left side copies it
  const ports = new Map<number, number[]>()
  for (const [i, v] of left.diagram.outputWires.entries()) {
    const wire = match.wires[v]!
    if (!dead.has(wire)) continue
    const known = ports.get(wire)
    if (known === undefined) ports.set(wire, [ends[i]!])
    else known.push(ends[i]!)
  }
  // they are handed out to its readers in turn, the last one to all that are left
  const move = (v: number): number => {
    const list = ports.get(v)
    if (list === undefined) return v
    return list.length > 1 ? list.shift()! : list[0]!
  }
  const gone = new Set(match.boxes)
  const kept = diagram.boxes
    .filter((_, b) => !gone.has(b))
    .map((placed) => place(placed.box, placed.inputs.map(move), placed.outputs))
  return inOrder(compact(wires, [...kept, ...added], diagram.inputWires, diagram.outputWires.map(move), dead))
}
