import type { EqualityLevel } from '../equality/canonical.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { type RewriteStep, rewritten } from './apply-rule.js'
import { matchesOf } from './rule-match.js'
import { type RewriteRule, ruleSides } from './rule-sides.js'

/** A diagram that was reached, and how. */
interface Reached {
  readonly diagram: Diagram
  readonly step: RewriteStep | null
  readonly from: Reached | null
}

/** Two lists of steps to one diagram, or why none were found. */
export type EquationFound =
  | { readonly steps: readonly RewriteStep[]; readonly back: readonly RewriteStep[] }
  | { readonly reason: 'budget' | 'exhausted'; readonly searched: number }

/** Diagrams that wait, the smallest first, and of one size the one that came first. */
class BySize {
  private readonly rows: { items: Reached[]; head: number }[] = []
  count = 0

  add(reached: Reached): void {
    const size = reached.diagram.boxes.length
    while (this.rows.length <= size) this.rows.push({ items: [], head: 0 })
    this.rows[size]!.items.push(reached)
    this.count++
  }

  next(): Reached | undefined {
    for (const row of this.rows) {
      if (row.head === row.items.length) continue
      this.count--
      return row.items[row.head++]!
    }
    return undefined
  }
}

/** Looks for a diagram that is reached from both ends, in turns, each rule read in both directions. */
export function searchEquation(
  a: Diagram,
  b: Diagram,
  rules: readonly RewriteRule[],
  level: EqualityLevel,
  budget: number,
): EquationFound {
  const sides = rules.flatMap((rule) => [
    { rule: ruleSides(rule), reversed: false },
    { rule: ruleSides(rule, true), reversed: true },
  ])
  const ends = [a, b].map((diagram) => {
    const root: Reached = { diagram, step: null, from: null }
    const waiting = new BySize()
    waiting.add(root)
    return { waiting, known: new Map([[canonicalForm(diagram, level).hash, root]]) }
  })
  let searched = 0
  for (let turn = 0; ends.some(({ waiting }) => waiting.count > 0); turn++) {
    const [mine, other] = turn % 2 === 0 ? [ends[0]!, ends[1]!] : [ends[1]!, ends[0]!]
    const now = mine.waiting.next()
    if (now === undefined) continue
    if (searched === budget) return { reason: 'budget', searched }
    searched++
    const d = indexedDiagram(now.diagram)
    for (const { rule, reversed } of sides) {
      for (const match of matchesOf(d, rule)) {
        const { diagram, step } = rewritten(d, rule, match, reversed)
        const { hash } = canonicalForm(diagram, level)
        if (mine.known.has(hash)) continue
        const reached: Reached = { diagram, step, from: now }
        const meeting = other.known.get(hash)
        if (meeting !== undefined) {
          const [first, second] = turn % 2 === 0 ? [reached, meeting] : [meeting, reached]
          return { steps: stepsTo(first), back: stepsTo(second) }
        }
        mine.known.set(hash, reached)
        mine.waiting.add(reached)
      }
    }
  }
  return { reason: 'exhausted', searched }
}

function stepsTo(end: Reached): RewriteStep[] {
  const steps: RewriteStep[] = []
  for (let at: Reached | null = end; at !== null; at = at.from) if (at.step !== null) steps.push(at.step)
  return steps.reverse()
}
