import { CausalError, calledAs } from '../../errors.js'
import type { EstimandValue, ProbabilityTerm } from '../../estimand/terms/types.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkMass } from '../../probability/factors/check-mass.js'
import { show } from '../../show.js'
import type { KnownDistribution, NoModel } from '../types.js'
import type { LinearBound } from './linear-bound.js'
import type { SymbolicBounds } from './symbolic-bounds.js'

/** A constraint below this counts as violated. */
const violated = -1e-9

/**
 * The numbers of symbolic bounds on data: the greatest of the lower expressions and the least of the upper ones.
 *
 * @param bounds - what `symbolicBounds` returned
 * @param data - distributions or counts of the form that the bounds were made for
 * @returns the bounds, or that the data violate one of the constraints
 * @throws CausalError `invalid-argument` for a probability that no distribution gives, `zero-support` where its condition never
 *   occurs, `not-probability`
 * @complexity linear in the number of terms and cells
 * @category Bounds
 * @example
 * const states = ['0', '1']
 * const axes = [{ name: 'X', states }, { name: 'Y', states }] as const
 * const bounds = symbolicBounds(admg('X -> Y; X <-> Y'), [{ variables: axes }], {
 *   event: [{ variable: 'Y', value: '1', do: { X: '1' } }],
 * })
 * evaluateSymbolicBounds(bounds, [{ distribution: factor(axes, [0.4, 0.1, 0.2, 0.3]) }])
 * //=> { status: 'bounds', lower: 0.3, upper: 0.8 }
 */
export function evaluateSymbolicBounds<N extends string>(
  bounds: SymbolicBounds<N>,
  data: readonly KnownDistribution<NoInfer<N>>[],
): { readonly status: 'bounds'; readonly lower: number; readonly upper: number } | NoModel {
  return calledAs('evaluateSymbolicBounds', () => {
    const { lower, upper, constraints } = checkedObject('symbolic bounds', bounds)
    for (const known of checkedList('list of known distributions', data)) {
      checkOptions('known distribution', known, ['distribution', 'do'])
      checkMass('a distribution', known.distribution)
    }
    const value = (bound: LinearBound): number => {
      const { constant, terms } = checkedObject('bound', bound)
      let sum = constant
      for (const term of checkedList('terms of a bound', terms)) {
        const { coefficient, probability } = checkedObject('term of a bound', term)
        sum += coefficient * probabilityOf(probability, data)
      }
      if (Number.isFinite(sum)) return sum
      throw new CausalError(
        'invalid-argument',
        `the constant and the coefficients of a bound are numbers, got ${show(bound)}.`,
      )
    }
    const broken = checkedList('constraints', constraints).find((constraint) => value(constraint) < violated)
    if (broken !== undefined)
      return Object.freeze({
        status: 'no-model',
        reason: `no hidden cause gives these distributions: ${broken.text} is ${value(broken)}, and must not be negative`,
      })
    return Object.freeze({
      status: 'bounds',
      lower: Math.max(...checkedList('lower bounds', lower).map(value)),
      upper: Math.min(...checkedList('upper bounds', upper).map(value)),
    })
  })
}

/** P(event | given) in the distribution that sets just the variables of the term, to its states. */
function probabilityOf(term: ProbabilityTerm, data: readonly KnownDistribution[]): number {
  for (const list of [checkedObject('probability', term).do, term.of, term.given])
    for (const value of checkedList('values of a probability', list)) checkedObject('value of a probability', value)
  for (const { distribution, do: act = {} } of data) {
    const set = Object.entries(act).filter(([, state]) => state !== undefined)
    if (set.length !== term.do.length || !term.do.every(({ variable, state }) => act[variable] === state)) continue
    const { variables, values } = distribution
    const at = new Map(variables.map(({ name }, k) => [name, k]))
    const isThere = ({ variable }: EstimandValue): boolean => at.has(variable)
    if (![...term.of, ...term.given].every(isThere)) continue
    const wanted = (list: readonly EstimandValue[]): number[] => {
      const states = new Array<number>(variables.length).fill(-1)
      for (const { variable, state } of list) {
        const k = at.get(variable)!
        states[k] = variables[k]!.states.indexOf(state!)
      }
      return states
    }
    const condition = [...term.given, ...term.do.filter(isThere)]
    const [below, above] = [wanted(condition), wanted([...condition, ...term.of])].map((states) => {
      let sum = 0
      for (const [cell, p] of values.entries()) {
        let rest = cell
        let matches = true
        for (let k = variables.length - 1; k >= 0; k--) {
          const size = variables[k]!.states.length
          if (states[k]! >= 0 && rest % size !== states[k]) matches = false
          rest = Math.floor(rest / size)
        }
        if (matches) sum += p
      }
      return sum
    }) as [number, number]
    if (below === 0)
      throw new CausalError('zero-support', `${estimandText(term)} has no value: its condition never occurs.`, {})
    return above / below
  }
  throw new CausalError('invalid-argument', `no distribution gives ${estimandText(term)}.`, {})
}
