import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import { errorRules } from '../core/regression/sandwich.js'
import { differenceKeys, readColumns } from './read-difference.js'
import { ofCrossSections, ofPanel, twoByTwo } from './two-by-two.js'
import type {
  DifferenceInDifferencesOptions,
  DifferenceInDifferencesQuestion,
  DifferenceInDifferencesSpecification,
} from './types.js'

/**
 * Difference in differences of two groups: how much more the treated changed, from before to after, than those never treated.
 *
 * All treated units must begin at the same time (else see `groupTimeEffects`). Right when, without treatment, both groups
 * would have changed alike. Of several times before or after, means are compared. With a single treated unit nothing tells
 * how treated units differ: the standard error then comes from the spread among the others alone, and a warning says so.
 *
 * @param table - a row for each unit and time
 * @param question - treatment (0 before, 1 after), outcome, unit, time
 * @param options - standard errors, cross-sections, confidence
 * @returns the effect on the treated after treatment began; or a refusal where nobody remains untreated
 * @throws CausalError `invalid-data` for two rows of a unit at one time, and for units without a row once treatment began (were they
 *   treated?); `not-supported` for treatments that begin at different times or end
 * @complexity O(n)
 * @category Estimation
 * @see Angrist & Pischke 2009, section 5.2; Donald & Lang 2007, Conley & Taber 2011 for one treated unit
 * @example
 * const e = differenceInDifferences(
 *   table({
 *     shop: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'],
 *     year: [1, 2, 1, 2, 1, 2, 1, 2],
 *     law: [0, 1, 0, 1, 0, 0, 0, 0],
 *     jobs: [10, 14, 12, 17, 20, 22, 25, 26],
 *   }),
 *   { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' },
 * )
 * e.estimated && e.estimate
 * //=> 3.0000
 */
export function differenceInDifferences<T>(
  table: Table<T>,
  question: DifferenceInDifferencesQuestion<NoInfer<keyof T & string>>,
  options: DifferenceInDifferencesOptions = {},
): DesignEffect<DifferenceInDifferencesSpecification> | RefusedDesign {
  return calledAs('differenceInDifferences', () => {
    checkOptions('question', question, [...differenceKeys])
    checkOptions('options', options, ['standardErrors', 'crossSections', 'confidence'], { crossSections: 'boolean' })
    const { standardErrors, crossSections = false } = options
    const confidence = checkedConfidence(options.confidence)
    const rule = checkedWord('standardErrors', standardErrors ?? 'CR2', errorRules)
    const source = table as Table<unknown, string>
    const columns = readColumns(source, question)
    if (columns.specification.adjustment.length > 0) {
      throw new CausalError(
        'not-supported',
        'two plain differences adjust for nothing: for trends that depend on covariates call groupTimeEffects.',
        { option: 'adjustment' },
      )
    }
    const groups = crossSections
      ? ofCrossSections(source, question, columns.treated)
      : ofPanel(source, question, columns)
    if ('estimated' in groups) return groups
    return twoByTwo(columns, groups, rule, standardErrors === undefined, confidence)
  })
}
