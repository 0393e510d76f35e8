import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { freeInputs } from './apply-rule.js'
import { matchesOf, type RuleMatch } from './rule-match.js'
import { type RewriteRule, ruleSides } from './rule-sides.js'

/**
 * All places where the left side of a rule occurs in a diagram.
 *
 * Boxes of one name and type may be taken for each other, so that a left side with a symmetry is found once for each way
 * of laying it on.
 *
 * @param diagram - any diagram
 * @param rule - the law, as for {@link applyRule}
 * @param options - `maxMatches`: how many there may be, 10000 unless told
 * @returns the matches, in the order in which {@link applyRule} tries them
 * @throws CausalError `type-mismatch` when the two sides differ in type, `too-large` above `maxMatches`
 * @complexity O(n) for each way of laying the boxes of the left side on n boxes that fit
 * @category Diagrams
 * @example
 * const d = box('d', ['A'], ['A'])
 * const twice = { law: 'once is enough', left: compose(d, d), right: d }
 * findMatches(compose(d, d, d), twice).map((match) => match.boxes)
 * //=> [[0, 1], [1, 2]]
 * findMatches(compose(d, d), { law: 'd does nothing', left: identity('A'), right: d }).map((match) => match.inputs)
 * //=> [[0], [1], [2]]
 */
export function findMatches(
  diagram: Diagram,
  rule: RewriteRule,
  options: { readonly maxMatches?: number } = {},
): readonly RuleMatch[] {
  return calledAs('findMatches', () => {
    checkOptions('options', options, ['maxMatches'], { maxMatches: 'number' })
    const { maxMatches = 10_000 } = options
    if (!Number.isInteger(maxMatches) || maxMatches < 0) {
      throw new CausalError(
        'invalid-argument',
        `maxMatches must be a whole number, 0 or more, got ${show(maxMatches)}.`,
      )
    }
    const d = indexedDiagram(diagram)
    const sides = ruleSides(rule)
    const found: RuleMatch[] = []
    for (const match of matchesOf(d, sides)) {
      if (found.length === maxMatches) {
        throw new CausalError('too-large', `there are more than ${maxMatches} matches: raise maxMatches to see them.`, {
          maxMatches,
        })
      }
      const inputs = Object.freeze(freeInputs(sides, match))
      found.push(Object.freeze({ boxes: Object.freeze([...match.boxes]), inputs }))
    }
    return Object.freeze(found)
  })
}
