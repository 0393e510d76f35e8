import { CausalError, calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { type IndexedDiagram, indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { replacedMatch } from './replace-match.js'
import { type Match, matchesOf, type RuleMatch, type Wanted } from './rule-match.js'
import { type RewriteRule, type RuleSides, ruleSides } from './rule-sides.js'

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
  /** Whether it was read from right to left. */
  readonly reversed?: true
  /** The positions of the boxes that were replaced, in the order of the boxes of the side that was found. */
  readonly matched: readonly number[]
  /** Where the side that was found has inputs that none of its boxes reads: the wires taken for them, null for the others. */
  readonly inputs?: readonly (number | null)[]
  /** The hash of the diagram before, at level `cdu`. */
  readonly before: string
  /** The hash of the diagram after. */
  readonly after: string
}

/** A diagram after the use of a law, and the step. */
export interface Rewritten {
  readonly diagram: Diagram
  readonly step: RewriteStep
}

/**
 * Uses a law once: finds the left side of a rule in a diagram and puts the right side in its place.
 *
 * The left side is matched where nothing outside reads its inner wires and no path leaves it and comes back (a convex
 * part), so that the diagram is the left side within a context, and the result is equal whenever the law holds. Either side
 * may copy or discard, or have no box at all; then the wires that it stands on are chosen, and what reads them afterwards
 * reads the right side, but for boxes that the right side itself depends on.
 *
 * @param diagram - any diagram
 * @param rule - the law: two diagrams of one type
 * @param at - the boxes to match, by position, in the order of the left side's boxes, or a match of {@link findMatches}; the
 *   first match unless told
 * @returns the new diagram and the step, or null when the left side does not occur (there)
 * @throws CausalError `type-mismatch` when the two sides differ in type, `invalid-argument` for what is no rule or no match
 * @complexity O(n) for a connected left side of fixed size in a diagram of n boxes, times the candidates for its first box
 * @reference Bonchi et al., String diagram rewrite theory, 2022: convex double-pushout rewriting
 * @category Diagrams
 * @example
 * const f = box('f', ['A'], ['B'])
 * const g = box('g', ['B'], ['A'])
 * const inverse = { law: 'g undoes f', left: compose(f, g), right: identity('A') }
 * const done = applyRule(compose(g, f, g, f), inverse)
 * done && equalDiagrams(done.diagram, compose(g, f))
 * //=> true
 * done?.step.matched
 * //=> [1, 2]
 * applyRule(compose(f, copy('B'), tensor(g, discard('B'))), inverse)?.step.law
 * //=> 'g undoes f'
 * applyRule(compose(f, copy('B'), tensor(g, identity('B'))), inverse)
 * //=> null
 * const back = applyRule(g, { law: 'g undoes f', left: identity('A'), right: compose(f, g) })
 * back?.diagram.boxes.map((placed) => placed.box.name)
 * //=> ['g', 'f', 'g']
 */
export function applyRule(
  diagram: Diagram,
  rule: RewriteRule,
  at?: readonly number[] | RuleMatch,
): { readonly diagram: Diagram; readonly step: RewriteStep } | null {
  return calledAs('applyRule', () => {
    const d = indexedDiagram(diagram)
    const sides = ruleSides(rule)
    const wanted = readMatch(at)
    for (const match of matchesOf(d, sides, wanted)) return rewritten(d, sides, match, false)
    return null
  })
}

function readMatch(at: readonly number[] | RuleMatch | undefined): Wanted {
  if (at === undefined) return {}
  if (Array.isArray(at)) return { boxes: at }
  if (typeof at !== 'object' || at === null) {
    throw new CausalError('invalid-argument', `a match is a list of boxes, or what findMatches gives, got ${show(at)}.`)
  }
  const { boxes, inputs } = at as RuleMatch
  return { boxes: checkedList('boxes of the match', boxes), inputs: checkedList('inputs of the match', inputs) }
}

/** The use of a rule at a match, with its step. */
export function rewritten(d: IndexedDiagram, rule: RuleSides, match: Match, reversed: boolean): Rewritten {
  const after = replacedMatch(d, rule, match)
  const inputs = rule.free.length === 0 ? {} : { inputs: Object.freeze(freeInputs(rule, match)) }
  const step: RewriteStep = Object.freeze({
    rule: 'rewrite',
    law: rule.law,
    ...(reversed ? { reversed } : {}),
    matched: Object.freeze([...match.boxes]),
    ...inputs,
    before: canonicalForm(d.diagram, 'cdu').hash,
    after: canonicalForm(after, 'cdu').hash,
  })
  return Object.freeze({ diagram: after, step })
}

/** The wires chosen for the inputs that no box reads; null for the other inputs. */
export function freeInputs({ left, free }: RuleSides, match: Match): (number | null)[] {
  return left.diagram.inputWires.map((v, i) => (free.includes(i) ? match.wires[v]! : null))
}

/** Does a step again; null where it is not possible. */
export function rewriteAgain(diagram: Diagram, rule: RewriteRule, step: RewriteStep): Rewritten | null {
  const sides = ruleSides(rule, step.reversed === true)
  for (const match of matchesOf(indexedDiagram(diagram), sides, { boxes: step.matched, inputs: step.inputs })) {
    return rewritten(indexedDiagram(diagram), sides, match, step.reversed === true)
  }
  return null
}
