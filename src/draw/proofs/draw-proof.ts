import type { EqualityProof } from '../../diagram/rewriting/equal-modulo.js'
import { checkedRules, type RewriteRule } from '../../diagram/rewriting/rule-sides.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { PictureOptions } from '../picture-options.js'
import { animatedProof } from './animated-proof.js'
import { type DrawnRecord, proofFrames } from './proof-frames.js'
import { proofSheet } from './proof-sheet.js'

/**
 * How the picture of a proof may be changed.
 *
 * @category Drawing
 */
export interface ProofPictureOptions extends Pick<PictureOptions, 'theme' | 'title' | 'direction'> {
  /** Whether the steps are shown one after another in the same place; otherwise they stand below each other. */
  readonly animated?: boolean
  /** For how many seconds each picture of an animation is seen; 2 unless told. */
  readonly seconds?: number
}

/**
 * A proof drawn: each step as the diagram before and the diagram after, with what is exchanged in the accent colour and the
 * law between them, as one SVG document.
 *
 * The record is re-checked first ({@link verifyTrace}): what is drawn holds. An animation is made of styles alone, without
 * a script, and stands still at the last diagram for readers who asked for less motion.
 *
 * @param record - a proof of {@link equalModulo}, or a diagram with its steps: uses of laws, or surgery
 * @param rules - the laws that the record uses
 * @param options - whether it is animated and how fast, the title, the theme, the direction
 * @returns the document; write it to a file, or put it into a page
 * @throws CausalError `invalid-argument` for a record that does not hold, with the step at fault; `too-large` as for
 *   {@link toSvg}
 * @complexity that of {@link toSvg} for two diagrams a step
 * @category Drawing
 * @example
 * const d = box('d', ['A'], ['A'])
 * const rules = [{ law: 'once is enough', left: compose(d, d), right: d }]
 * const start = compose(d, d, d)
 * const { steps } = normalForm(start, rules)
 * drawProof({ start, steps }, rules).includes('once is enough')
 * //=> true
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * drawProof({ start: model, steps: [cut(model, 'X').step] }, [], { animated: true }).includes('@keyframes')
 * //=> true
 */
export function drawProof(
  record: DrawnRecord | EqualityProof,
  rules: readonly RewriteRule[] = [],
  options: ProofPictureOptions = {},
): string {
  return calledAs('drawProof', () => {
    checkOptions('options', options, ['animated', 'seconds', 'theme', 'title', 'direction'], {
      animated: 'boolean',
      seconds: 'number',
    })
    const { animated = false, seconds = 2, title = 'Proof' } = options
    if (typeof animated !== 'boolean') {
      throw new CausalError('invalid-argument', `animated must be true or false, got ${show(animated)}.`)
    }
    if (!(typeof seconds === 'number' && seconds > 0 && seconds <= 60)) {
      throw new CausalError(
        'invalid-argument',
        `seconds must be a number above 0 and at most 60, got ${show(seconds)}.`,
      )
    }
    if (typeof title !== 'string')
      throw new CausalError('invalid-argument', `the title must be a text, got ${show(title)}.`)
    const { frames, first, last } = proofFrames(checkedObject('record', record), checkedRules(rules))
    const look = {
      ...(options.theme === undefined ? {} : { theme: options.theme }),
      ...(options.direction === undefined ? {} : { direction: options.direction }),
    }
    return animated ? animatedProof(frames, last, title, seconds, look) : proofSheet(frames, first, title, look)
  })
}
