import { CausalError } from '../../errors.js'
import { cut } from '../surgery/cut.js'
import { doValue } from '../surgery/do-value.js'
import { openAt } from '../surgery/open-at.js'
import { replaceBox } from '../surgery/replace-box.js'
import { setState } from '../surgery/set-state.js'
import type { Diagram, SurgeryStep, Wires } from '../terms/types.js'
import { applyRule, type RewriteRule, type RewriteStep } from './apply-rule.js'
import { sameData } from './same-data.js'
import { type TraceCheck, valid, wrong } from './trace-check.js'

/** Does every step again and compares what comes out with what the step says. */
export function replaySteps(
  start: Diagram,
  steps: readonly (SurgeryStep | RewriteStep)[],
  rules: readonly RewriteRule[],
): TraceCheck {
  let diagram = start
  for (const [k, step] of steps.entries()) {
    if (typeof step !== 'object' || step === null) return wrong(k, 'it is no step')
    let done: ReturnType<typeof again>
    try {
      done = step.rule === 'rewrite' ? rewriteAgain(diagram, step, rules) : again(diagram, step)
    } catch (error) {
      if (!(error instanceof CausalError)) throw error
      return wrong(k, error.message)
    }
    if (done === null)
      return wrong(k, 'there is no such move, or the law does not apply there or is none of the rules given')
    // every part of the step must come out the same again
    if (!sameData(done.step, step)) {
      return wrong(k, `it leads from ${done.step.before} to ${done.step.after}, or removes other boxes`)
    }
    diagram = done.diagram
  }
  return valid
}

function rewriteAgain(
  diagram: Diagram,
  step: RewriteStep,
  rules: readonly RewriteRule[],
): { diagram: Diagram; step: RewriteStep } | null {
  const rule = rules.find(({ law }) => law === step.law)
  return rule === undefined ? null : applyRule(diagram, rule, step.matched)
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
    default:
      return null
  }
}
