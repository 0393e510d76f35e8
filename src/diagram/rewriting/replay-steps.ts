import { CausalError } from '../../errors.js'
import { sameData } from '../../same-data.js'
import { fails, holds, type Verdict } from '../../verdict.js'
import { canonicalForm } from '../equality/canonical-form.js'
import { cut } from '../surgery/cut.js'
import { doValue } from '../surgery/do-value.js'
import { openAt } from '../surgery/open-at.js'
import { replaceBox } from '../surgery/replace-box.js'
import { setState } from '../surgery/set-state.js'
import { splitWire } from '../surgery/split-wire.js'
import type { Diagram, SurgeryStep, Wires } from '../terms/types.js'
import { type RewriteStep, rewriteAgain } from './apply-rule.js'
import type { RewriteRule } from './rule-sides.js'

/** Does every step again and compares what comes out with what the step says. */
export function replaySteps(
  start: Diagram,
  steps: readonly (SurgeryStep | RewriteStep)[],
  rules: readonly RewriteRule[],
): Verdict {
  const end = replayed(start, steps, rules)
  return 'valid' in end ? end : holds
}

/** The diagram at the end of the steps, or the first step at fault. */
export function replayed(
  start: Diagram,
  steps: readonly (SurgeryStep | RewriteStep)[],
  rules: readonly RewriteRule[],
): { readonly diagram: Diagram } | Verdict {
  let diagram = start
  for (const [k, step] of steps.entries()) {
    if (typeof step !== 'object' || step === null) return fails('not-a-record', 'it is no step.', k)
    let done: ReturnType<typeof stepAgain>
    try {
      done = stepAgain(diagram, step, rules)
    } catch (error) {
      if (!(error instanceof CausalError)) throw error
      return faulty(diagram, step, error.message, k)
    }
    if (done === null)
      return fails('rule', 'there is no such move, or the law does not apply there or is none of the rules given.', k)
    // every part of the step must come out the same again
    if (!sameData(done.step, step)) {
      return faulty(
        diagram,
        step,
        `it leads from ${done.step.before} to ${done.step.after}, or removes other boxes.`,
        k,
      )
    }
    diagram = done.diagram
  }
  return { diagram }
}

/** What is wrong with a step: that another diagram stood before it, or what it does. */
function faulty(diagram: Diagram, step: SurgeryStep | RewriteStep, message: string, k: number): Verdict {
  const { hash } = canonicalForm(diagram, step.rule === 'rewrite' ? 'cdu' : 'markov')
  return fails(hash === step.before ? 'rule' : 'wrong-start', message, k)
}

/** Does a step again: a law by its name, or a move of surgery; null where there is none. */
export function stepAgain(
  diagram: Diagram,
  step: SurgeryStep | RewriteStep,
  rules: readonly RewriteRule[],
): { diagram: Diagram; step: SurgeryStep | RewriteStep } | null {
  if (step.rule !== 'rewrite') return again(diagram, step)
  const rule = rules.find(({ law }) => law === step.law)
  return rule === undefined ? null : rewriteAgain(diagram, rule, step)
}

/** Does a move again, with what the step says it was told; null where no move is called so. */
function again(
  diagram: Diagram,
  { rule, at, with: told, by, parents }: SurgeryStep,
): { diagram: Diagram; step: SurgeryStep | RewriteStep } | null {
  switch (rule) {
    case 'open':
      return openAt(diagram, at)
    case 'cut':
      return cut(diagram, at)
    case 'do-value':
      return doValue(diagram, at, told!)
    case 'set-state':
      return setState(diagram, at, (by as Diagram<readonly [], Wires> | undefined) ?? String(told))
    case 'replace-box':
      return replaceBox(diagram, at, by ?? String(told), parents ?? [])
    case 'split':
      return splitWire(diagram, at, told)
    default:
      return null
  }
}
