import { useSignal } from '@preact/signals'
import { toSvg } from 'causalkit/draw'
import { type CausalGraph, latentProjection, removeIncoming, removeOutgoing } from 'causalkit/graph'
import { drawing } from '../ui/drawing'
import { Formula } from '../ui/formula'
import type { Proof, ProofStep, Reason } from './question'

/** A proof, one step at a time or all at once. */
export function ProofSteps({ proof, graph }: { readonly proof: Proof; readonly graph: CausalGraph }) {
  const at = useSignal(0)
  const isWhole = useSignal(false)
  const { steps, conclusion } = proof
  const total = steps.length
  const k = Math.min(at.value, Math.max(0, total - 1))
  const shown = isWhole.value ? steps.map((_, i) => i) : total === 0 ? [] : [k]
  return (
    <>
      {total === 0 && <p>There is nothing to prove: what is asked is observed.</p>}
      {total > 0 && (
        <div class="row">
          <button
            type="button"
            disabled={isWhole.value || k === 0}
            onClick={() => {
              at.value = k - 1
            }}
          >
            Previous
          </button>
          <button
            type="button"
            disabled={isWhole.value || k === total - 1}
            onClick={() => {
              at.value = k + 1
            }}
          >
            Next
          </button>
          <button
            type="button"
            aria-pressed={isWhole.value}
            onClick={() => {
              isWhole.value = !isWhole.value
            }}
          >
            All steps
          </button>
          <span role="status">{isWhole.value ? `${total} steps` : `Step ${k + 1} of ${total}`}</span>
        </div>
      )}
      <ol class="proof">
        {shown.map((i) => (
          <li key={i} value={i + 1}>
            <Step step={steps[i]!} graph={graph} />
          </li>
        ))}
      </ol>
      {(isWhole.value || k >= total - 1) && (
        <>
          <p>Put together, these steps give</p>
          <Formula {...conclusion} />
        </>
      )}
    </>
  )
}

function Step({ step, graph }: { readonly step: ProofStep; readonly graph: CausalGraph }) {
  return (
    <div class="step">
      <Formula {...step.formula} />
      <p>
        <strong>{step.rule.startsWith('rule') ? `${step.rule} of the do-calculus` : step.rule}</strong>: {step.meaning}
      </p>
      {step.reasons.map((reason) => (
        <div key={reason.sentence}>
          <p>{reason.sentence}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys */}
          <div class="scroll" tabIndex={0} dangerouslySetInnerHTML={{ __html: drawing(cutPicture(graph, reason)) }} />
        </div>
      ))}
    </div>
  )
}

/** The graph that a condition is read off: measured nodes alone, some of the arrows cut. */
function cutPicture(graph: CausalGraph, { withoutInto, withoutOutOf, nodes, sentence }: Reason): string {
  try {
    const measured = latentProjection(graph as CausalGraph<'dag' | 'admg'>)
    const cut = removeOutgoing(removeIncoming(measured, withoutInto), withoutOutOf)
    const highlight = [{ nodes: nodes.filter((node) => cut.nodes.includes(node)), edges: [] }]
    return toSvg(cut, { highlight, title: sentence })
  } catch {
    return ''
  }
}
