import type { RewriteStep } from '../../diagram/rewriting/apply-rule.js'
import type { EqualityProof } from '../../diagram/rewriting/equal-modulo.js'
import { stepAgain } from '../../diagram/rewriting/replay-steps.js'
import type { RewriteRule } from '../../diagram/rewriting/rule-sides.js'
import { verifyTrace } from '../../diagram/rewriting/verify-trace.js'
import { indexedDiagram } from '../../diagram/terms/indexed.js'
import { makeDiagram, place } from '../../diagram/terms/make.js'
import type { Diagram, SurgeryStep } from '../../diagram/terms/types.js'
import { CausalError } from '../../errors.js'

/**
 * A record of moves with the diagram that it begins with, or a proof of {@link equalModulo}.
 *
 * @category Drawing
 */
export interface DrawnRecord {
  /** The diagram before the first step. */
  readonly start: Diagram
  /** The steps: uses of laws, or surgery. */
  readonly steps: readonly (SurgeryStep | RewriteStep)[]
}

/** A diagram with the positions of the boxes that are exchanged. */
export interface MarkedDiagram {
  readonly diagram: Diagram
  readonly boxes: readonly number[]
}

/** One step of a proof: two diagrams with what is exchanged marked, and why they are equal. */
export interface ProofFrame {
  readonly before: MarkedDiagram
  readonly after: MarkedDiagram
  readonly reason: string
}

/** What each kind of surgery is called. */
const moves: Readonly<Record<SurgeryStep['rule'], (step: SurgeryStep) => string>> = {
  open: ({ wire }) => `open at ${wire}`,
  cut: ({ wire }) => `cut ${wire}`,
  'set-state': ({ wire, with: told }) => `${wire} from ${told}`,
  'do-value': ({ wire, with: told }) => `do ${wire} = ${told}`,
  'replace-box': ({ wire, with: told }) => `${wire} by ${told}`,
  split: ({ wire, with: told }) => (told === undefined ? `split ${wire}` : `split ${wire} = ${told}`),
}

/** The steps of a record, re-checked, as pairs of marked diagrams; those of a second half are turned round. */
export function proofFrames(
  record: DrawnRecord | EqualityProof,
  rules: readonly RewriteRule[],
): { readonly frames: readonly ProofFrame[]; readonly first: Diagram; readonly last: Diagram } {
  const { start, steps } = record
  const isProof = 'back' in record
  const verdict = isProof ? verifyTrace(start, record, rules) : verifyTrace(start, steps, rules)
  if (!verdict.valid) {
    const where = verdict.step === null ? '' : ` step ${verdict.step + 1}:`
    throw new CausalError('invalid-argument', `the record does not hold:${where} ${verdict.message}`, { ...verdict })
  }
  const forward = walk(start, steps, rules)
  if (!isProof) return { frames: forward.frames, first: start, last: forward.last }
  const back = walk(record.end, record.back, rules).frames.map(({ before, after, reason }) => ({
    before: after,
    after: before,
    reason,
  }))
  return { frames: [...forward.frames, ...back.reverse()], first: start, last: record.end }
}

function walk(
  start: Diagram,
  steps: readonly (SurgeryStep | RewriteStep)[],
  rules: readonly RewriteRule[],
): { readonly frames: ProofFrame[]; readonly last: Diagram } {
  let now = unmarked(start)
  const frames = steps.map((step): ProofFrame => {
    // what the step puts in is marked on its way in: roles play no part in equality
    const done = stepAgain(now, step, rules.map(markedRule))!
    const before = { diagram: now, boxes: step.rule === 'rewrite' ? step.matched : producerOf(now, step.at) }
    const boxes = done.diagram.boxes.flatMap(({ box }, b) => (box.role === 'surgery' ? [b] : []))
    now = unmarked(done.diagram)
    const reason = step.rule === 'rewrite' ? step.law : moves[step.rule](step)
    return { before, after: { diagram: now, boxes }, reason }
  })
  return { frames, last: now }
}

const all = (diagram: Diagram): number[] => diagram.boxes.map((_, b) => b)

function markedRule(rule: RewriteRule): RewriteRule {
  return { ...rule, left: marked(rule.left, all(rule.left)), right: marked(rule.right, all(rule.right)) }
}

function producerOf(diagram: Diagram, wire: number): number[] {
  const b = indexedDiagram(diagram).producer[wire]!
  return b < 0 ? [] : [b]
}

/** The diagram with some boxes in the role of what surgery put in, and no others. */
function marked(diagram: Diagram, boxes: readonly number[]): Diagram {
  const chosen = new Set(boxes)
  const placed = diagram.boxes.map(({ box, inputs, outputs }, b) => {
    if (chosen.has(b)) return place(Object.freeze({ ...box, role: 'surgery' as const }), inputs, outputs)
    if (box.role !== 'surgery') return place(box, inputs, outputs)
    const { role: _, ...plain } = box
    return place(Object.freeze(plain), inputs, outputs)
  })
  return makeDiagram([...diagram.wires], placed, [...diagram.inputWires], [...diagram.outputWires])
}

const unmarked = (diagram: Diagram): Diagram => marked(diagram, [])
