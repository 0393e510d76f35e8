import { CausalError } from '../../errors.js'
import { fails, holds, type Verdict } from '../../verdict.js'
import type { EqualityLevel } from '../equality/canonical.js'
import { explainDifference } from '../equality/explain-difference.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram, SurgeryStep } from '../terms/types.js'
import type { RewriteStep } from './apply-rule.js'
import type { EqualityProof } from './equal-modulo.js'
import { replayed } from './replay-steps.js'
import type { RewriteRule } from './rule-sides.js'

const levels: readonly unknown[] = ['cdu', 'markov', 'functional']

/** Checks a proof of equality: it begins where it is said to, uses laws only, and both halves lead to one diagram. */
export function recheckEquality(from: Diagram, proof: EqualityProof, rules: readonly RewriteRule[]): Verdict {
  const { start, steps, end, back, level } = proof
  if (!levels.includes(level))
    return fails('not-a-record', 'it does not say at which level diagrams are the same.', null)
  if (!Array.isArray(steps) || !Array.isArray(back))
    return fails('not-a-record', 'its halves are no lists of steps.', null)
  try {
    indexedDiagram(start)
    indexedDiagram(end)
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    return fails('not-a-record', `it is not between two diagrams: ${error.message}`, null)
  }
  const beginning = explainDifference(from, start, level)
  if (beginning !== null) return fails('wrong-start', `it begins at another diagram: ${beginning.message}.`, null)
  const isLaw = (step: SurgeryStep | RewriteStep): boolean => step?.rule === 'rewrite'
  const surgery = [...steps, ...back].findIndex((step) => !isLaw(step))
  if (surgery >= 0) return fails('rule', 'a proof of equality uses laws only.', surgery)
  const first = replayed(start, steps, rules)
  if ('valid' in first) return first
  const second = replayed(end, back, rules)
  if ('valid' in second) {
    // the second half is counted on from the first
    return second.valid
      ? second
      : fails(second.reason, second.message, second.step === null ? null : steps.length + second.step)
  }
  const difference = explainDifference(first.diagram, second.diagram, level as EqualityLevel)
  return difference === null ? holds : fails('conclusion', `the two halves do not meet: ${difference.message}.`, null)
}
