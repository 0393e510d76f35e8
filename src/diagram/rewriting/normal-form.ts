import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { type RewriteStep, type Rewritten, rewritten } from './apply-rule.js'
import { matchesOf } from './rule-match.js'
import { checkedRules, type RewriteRule, type RuleSides, ruleSides } from './rule-sides.js'

/**
 * A diagram rewritten as far as rules go, or as far as was allowed.
 *
 * @category Diagrams
 */
export type NormalForm =
  | {
      /** No rule changes the diagram any more. */
      readonly normal: true
      /** The diagram. */
      readonly diagram: Diagram
      /** The steps that lead there, for {@link verifyTrace}. */
      readonly steps: readonly RewriteStep[]
    }
  | {
      /** Some rule still changes the diagram. */
      readonly normal: false
      /** Why it stopped: the steps were used up, or every rule leads back to a diagram that was there before. */
      readonly reason: 'budget' | 'loop'
      /** The same in words. */
      readonly message: string
      /** The diagram where it stopped. */
      readonly diagram: Diagram
      /** The steps so far. */
      readonly steps: readonly RewriteStep[]
    }

/**
 * Rewrites a diagram by rules, each read from left to right, until none changes it any more.
 *
 * The first rule that applies is used at its first match. Where the rules are terminating and confluent the normal form is
 * the only one; otherwise it is one of them. Rules that never end are stopped, and the result says so.
 *
 * @param diagram - any diagram
 * @param rules - the laws, in the order in which they are tried
 * @param options - `budget`: the number of steps, 1000 unless told
 * @returns the normal form with its steps, or where and why it stopped
 * @throws CausalError `type-mismatch` for a rule whose sides differ in type, `duplicate-name` for two rules of one law, `too-large` when discarded boxes are too
 *   symmetric to be compared
 * @complexity O(steps × rules × matches × n)
 * @category Diagrams
 * @example
 * const d = box('d', ['A'], ['A'])
 * const twice = { law: 'once is enough', left: compose(d, d), right: d }
 * const done = normalForm(compose(d, d, d, d), [twice])
 * done.normal && done.steps.length
 * //=> 3
 * const more = normalForm(d, [{ law: 'again', left: d, right: compose(d, d) }], { budget: 5 })
 * more.normal || more.reason
 * //=> 'budget'
 */
export function normalForm(
  diagram: Diagram,
  rules: readonly RewriteRule[],
  options: { readonly budget?: number } = {},
): NormalForm {
  return calledAs('normalForm', () => {
    checkOptions('options', options, ['budget'], { budget: 'number' })
    const budget = checkedBudget(options.budget, 1000)
    const sides = checkedRules(rules).map((rule) => ruleSides(rule))
    const steps: RewriteStep[] = []
    let now = diagram
    const seen = new Set([canonicalForm(now, 'cdu').hash])
    for (;;) {
      const next = nextStep(now, sides, seen)
      if (next === 'none') return Object.freeze({ normal: true, diagram: now, steps: Object.freeze(steps) })
      const stopped =
        next === 'loop'
          ? (['loop', 'every rule that applies leads back to a diagram that was there before.'] as const)
          : steps.length === budget
            ? ([
                'budget',
                `after ${budget} steps a rule still applies: raise the budget, or look whether the rules end.`,
              ] as const)
            : null
      if (stopped !== null || typeof next === 'string') {
        const [reason, message] = stopped!
        return Object.freeze({ normal: false, reason, message, diagram: now, steps: Object.freeze(steps) })
      }
      now = next.diagram
      steps.push(next.step)
      seen.add(next.step.after)
    }
  })
}

/** The first step to a diagram that was not there yet; `loop` where there are steps, but only to diagrams that were. */
function nextStep(now: Diagram, rules: readonly RuleSides[], seen: ReadonlySet<string>): Rewritten | 'none' | 'loop' {
  const d = indexedDiagram(now)
  let back = false
  for (const rule of rules) {
    for (const match of matchesOf(d, rule)) {
      const done = rewritten(d, rule, match, false)
      if (done.step.after === done.step.before) continue
      if (!seen.has(done.step.after)) return done
      back = true
    }
  }
  return back ? 'loop' : 'none'
}

/** The most steps that may be asked for: rules that never end must be seen to. */
const mostSteps = 1_000_000

/** A budget: a whole number, 0 or more. */
export function checkedBudget(budget: unknown, otherwise: number): number {
  const given = budget ?? otherwise
  if (Number.isInteger(given) && (given as number) >= 0 && (given as number) <= mostSteps) return given as number
  throw new CausalError(
    'invalid-argument',
    `the budget must be a whole number from 0 to ${mostSteps}, got ${show(budget)}.`,
    {
      budget,
    },
  )
}
