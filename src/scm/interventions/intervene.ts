import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkDistribution } from '../../probability/families/check-distribution.js'
import { type Distribution, finite, isDistribution } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { checkLaw } from '../mechanisms/check-law.js'
import { isMechanism } from '../mechanisms/checks.js'
import type { Law } from '../mechanisms/law.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { lawOf, makeScm } from '../models/scm.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Interventions, Scm } from '../models/types.js'
import { declaredStates } from '../parent-states.js'

/**
 * A model after interventions: Pearl's do(·), and its soft forms.
 *
 * An intervention is data: a value sets the variable, {@link shift} and {@link scale} change its natural value, a
 * distribution draws it anew, a mechanism replaces its own (one that names the variable itself as a parent sees its
 * natural value). Interventions on different variables commute; a later one on the same variable acts on the earlier.
 *
 * @param model - the model
 * @param act - what is done to which variables
 * @returns the model after it, on the same variables
 * @throws CausalError `unknown-name` for a variable or a state that is not there; `cycle` where a policy makes one
 * @complexity O(variables + parents)
 * @category Models
 * @example
 * const model = scm({ Z: normal(0, 1), X: linear({ Z: 1 }, normal(0, 1)), Y: linear({ X: 2 }, normal(0, 1)) })
 * expectation(intervene(model, { X: 3 }), 'Y').value
 * //=> 6
 * expectation(intervene(intervene(model, { X: shift(1) }), { Z: 5 }), 'Y').value
 * //=> 12
 */
export function intervene<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  act: Interventions<NoInfer<T>>,
): Scm<T, C, K, L> {
  return calledAs('intervene', () => {
    const untyped = model as AnyScm
    const { names, index } = structureOf(untyped)
    const laws = [...model.laws]
    for (const [name, what] of entriesOf(act)) {
      const i = lookUp('variable', index, name)
      laws[i] = lawAfter(name, laws[i]!, what)
    }
    return makeScm(names, laws, model.latents, model.noiseCovariance, model.past) as unknown as Scm<T, C, K, L>
  })
}

/** The entries of an object of interventions or evidence; those set to undefined are left out. */
export function entriesOf(given: unknown): [string, unknown][] {
  if (given === undefined) return []
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new CausalError(
      'invalid-argument',
      `expected an object that maps variables to values, such as { X: 1 }, got ${show(given)}.`,
    )
  }
  return Object.entries(given).filter(([, value]) => value !== undefined)
}

/** A variable's law after an intervention on it. */
export function lawAfter(name: string, law: Law, what: unknown): Law {
  if (typeof what === 'number' || typeof what === 'string') {
    checkValue(name, law, what)
    return Object.freeze({ family: 'constant', parents: Object.freeze([]), value: what, states: declaredStates(law) })
  }
  if (isDistribution(what)) {
    checkDistribution(what)
    for (const value of what.values ?? []) checkValue(name, law, value)
    return lawOf(name, overAllStates(what, declaredStates(law)))
  }
  if (isMechanism(what)) {
    checkLaw(show(name), what.law)
    if (!what.law.parents.includes(name)) return what.law
    return Object.freeze({
      family: 'modified',
      parents: mergedParents(name, law, what.law),
      base: law,
      change: what.law,
    })
  }
  if (typeof what === 'object' && what !== null && (what as { kind?: unknown }).kind === 'change') {
    const { change, amount } = what as { change: 'shift' | 'scale'; amount: number }
    return modified(name, law, change, amount)
  }
  const message = `${show(name)} can be set to a value, shift(…), scale(…), a distribution or a mechanism, got ${show(what)}.`
  throw new CausalError('invalid-argument', message, { variable: name })
}

function modified(name: string, law: Law, change: 'shift' | 'scale', amount: number): Law {
  if ((change !== 'shift' && change !== 'scale') || typeof amount !== 'number' || !Number.isFinite(amount)) {
    const message = `${show(name)} can be changed by shift(…) or scale(…) with a finite number, got ${show({ change, amount })}.`
    throw new CausalError('invalid-argument', message, { variable: name })
  }
  const states = declaredStates(law)
  if (change === 'shift' && states !== null && !Number.isInteger(amount)) {
    const message = `${show(name)} has states, and moves by whole states: shift(${amount}) is not whole.`
    throw new CausalError('invalid-argument', message, { variable: name, amount })
  }
  if (change === 'scale' && states?.some((state) => typeof state !== 'number')) {
    throw new CausalError('invalid-argument', `${show(name)} holds named states, which cannot be scaled.`, {
      variable: name,
    })
  }
  return Object.freeze({
    family: 'modified',
    parents: law.parents,
    base: law,
    change: Object.freeze({ change, amount }),
  })
}

/** A distribution over some of a variable's states as one over all of them. */
function overAllStates(given: Distribution, states: readonly Cell[] | null): Distribution {
  if (states === null || given.values === null || given.values.length === states.length) return given
  const p = new Map(given.values.map((value, i) => [value, given.probabilities![i]!]))
  return finite(
    states,
    states.map((state) => p.get(state) ?? 0),
  )
}

function mergedParents(name: string, base: Law, then: Law): readonly string[] {
  return Object.freeze([...new Set([...base.parents, ...then.parents])].filter((parent) => parent !== name))
}

/** A value that the variable can hold. */
export function checkValue(name: string, law: Law, value: Cell): void {
  const states = declaredStates(law)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new CausalError('invalid-argument', `${show(name)} cannot be ${show(value)}: give a finite number.`, {
      variable: name,
    })
  }
  if (states === null || states.includes(value)) return
  const message = `${show(value)} is no state of ${show(name)}: there are ${quoteNames(states.map(String))}.`
  throw new CausalError('unknown-name', message, { variable: name, value, states: [...states] })
}
