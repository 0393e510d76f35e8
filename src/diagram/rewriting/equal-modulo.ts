import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { EqualityLevel } from '../equality/canonical.js'
import { explainDifference } from '../equality/explain-difference.js'
import { checkLevel } from '../equality/level.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import type { Diagram } from '../terms/types.js'
import type { RewriteStep } from './apply-rule.js'
import { searchEquation } from './equation-search.js'
import { type SeparatingModel, separatingModel } from './function-models.js'
import { checkedBudget } from './normal-form.js'
import { checkedRules, type RewriteRule, ruleSides } from './rule-sides.js'

/**
 * A proof that two diagrams are equal: steps from the one and steps from the other, which lead to the same diagram.
 *
 * @category Diagrams
 */
export interface EqualityProof {
  /** The first diagram. */
  readonly start: Diagram
  /** The steps from it to the diagram where both meet. */
  readonly steps: readonly RewriteStep[]
  /** The second diagram. */
  readonly end: Diagram
  /** The steps from the second diagram to the same place: read backwards they end the proof. */
  readonly back: readonly RewriteStep[]
  /** What counts as the same diagram without any rule. */
  readonly level: EqualityLevel
}

/**
 * Whether two diagrams are equal modulo rules.
 *
 * @category Diagrams
 */
export type Equality =
  | {
      /** Some steps lead from one to the other. */
      readonly verdict: 'equal'
      /** The steps, for {@link verifyTrace}. */
      readonly proof: EqualityProof
    }
  | {
      /** No steps lead from one to the other. */
      readonly verdict: 'different'
      /** Why: they differ in type, there is no rule and they differ, or there is a model of the rules in which they differ. */
      readonly reason: 'type' | 'no-rule' | 'model'
      /** The same in words. */
      readonly message: string
      /** The model, where that is the reason. */
      readonly witness: SeparatingModel | null
    }
  | {
      /** It was not found out. */
      readonly verdict: 'undecided'
      /** The budget was used up, or nothing was left to be tried: the search does not lay rules on in every way. */
      readonly reason: 'budget' | 'exhausted'
      /** The same in words. */
      readonly message: string
      /** How many diagrams were looked at. */
      readonly searched: number
    }

/**
 * Whether two diagrams are equal modulo rules, each read in both directions: a bounded search from both ends, smallest
 * diagrams first.
 *
 * The question has no algorithm that always answers (Bonchi et al. 2022); hence three verdicts. Equal comes with a proof
 * that {@link verifyTrace} re-checks. Different comes with a model: functions between sets of two states of which all rules
 * hold, but in which the two are not the same; it is looked for before the search.
 *
 * @param a - a diagram
 * @param b - a diagram
 * @param rules - the laws
 * @param options - `budget`: how many diagrams are looked at, 2000 unless told; `level`: what counts as the same without any
 *   rule, `'markov'` unless told
 * @returns equal with a proof, different with a reason, or undecided
 * @throws CausalError `type-mismatch` for a rule whose sides differ in type, `duplicate-name` for two rules of one law, `invalid-argument` for an unknown level
 * @complexity O(budget × rules × matches × n), and as many tables tried for a model as 10 times the budget
 * @category Diagrams
 * @example
 * const merge = box('merge', ['A', 'A'], ['A'])
 * const commutative = { law: 'commutative', left: compose(swap('A', 'A'), merge), right: merge }
 * const associative = {
 *   law: 'associative',
 *   left: compose(tensor(merge, identity('A')), merge),
 *   right: compose(tensor(identity('A'), merge), merge),
 * }
 * const reversed = compose(permute(['A', 'A', 'A'], [2, 1, 0]), associative.left)
 * const answer = equalModulo(associative.left, reversed, [commutative, associative])
 * answer.verdict
 * //=> 'equal'
 * answer.verdict === 'equal' && verifyTrace(associative.left, answer.proof, [commutative, associative]).valid
 * //=> true
 * equalModulo(associative.left, associative.right, [commutative]).verdict
 * //=> 'different'
 */
export function equalModulo(
  a: Diagram,
  b: Diagram,
  rules: readonly RewriteRule[],
  options: { readonly budget?: number; readonly level?: EqualityLevel } = {},
): Equality {
  return calledAs('equalModulo', () => {
    checkOptions('options', options, ['budget', 'level'], { budget: 'number' })
    const { level = 'markov' } = options
    checkLevel(level)
    const budget = checkedBudget(options.budget, 2000)
    const [left, right] = [indexedDiagram(a), indexedDiagram(b)]
    const forward = checkedRules(rules).map((rule) => ruleSides(rule))
    for (const side of ['inputs', 'outputs'] as const) {
      if (sameWires(a[side], b[side])) continue
      const message = `the ${side} are ${typeText(a[side])} and ${typeText(b[side])}.`
      return different('type', message, null)
    }
    const difference = explainDifference(a, b, level)
    const proof = (steps: readonly RewriteStep[], back: readonly RewriteStep[]): Equality =>
      Object.freeze({
        verdict: 'equal',
        proof: Object.freeze({ start: a, steps: Object.freeze(steps), end: b, back: Object.freeze(back), level }),
      })
    if (difference === null) return proof([], [])
    if (rules.length === 0) return different('no-rule', `without rules: ${difference.message}.`, null)
    const model = separatingModel(left, right, forward, 10 * budget)
    if (model !== null) {
      const message =
        'there are functions of which all rules hold, but of which the two diagrams make different functions.'
      return different('model', message, model)
    }
    const found = searchEquation(a, b, rules, level, budget)
    if ('steps' in found) return proof(found.steps, found.back)
    const message =
      found.reason === 'budget'
        ? `${found.searched} diagrams were looked at, and neither a proof nor a model was found: raise the budget.`
        : `all ${found.searched} diagrams that were reached were looked at; this search does not lay rules on in every way.`
    return Object.freeze({ verdict: 'undecided', ...found, message })
  })
}

function different(reason: 'type' | 'no-rule' | 'model', message: string, witness: SeparatingModel | null): Equality {
  return Object.freeze({ verdict: 'different', reason, message, witness })
}
