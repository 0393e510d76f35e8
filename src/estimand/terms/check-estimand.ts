import { type Known, knownValues } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Estimand, EstimandValue } from './types.js'

/** The estimands that need no check. */
const knownEstimands: Known<Estimand> = knownValues()

/** How many primes a value may have: a text writes each of them. */
const MOST_PRIMES = 1000

/** How deep worlds may be nested in worlds. */
const MOST_WORLDS = 60

/**
 * The door of every function that takes an estimand: throws unless every part of it is one.
 *
 * @param takesWorlds - whether values of other worlds may stand in it, as in the proof of a counterfactual
 */
export function checkEstimand(estimand: Estimand, takesWorlds = false): void {
  if (typeof estimand === 'object' && estimand !== null && knownEstimands.has(estimand)) return
  // a term is entered once, and left when all that is in it has been: it may stand at two places, but not inside itself
  const state = new Map<Estimand, 'entered' | 'left'>()
  const open: { term: Estimand; leave: boolean }[] = [{ term: estimand, leave: false }]
  while (open.length > 0) {
    const { term, leave } = open.pop()!
    const before = state.get(term)
    if (leave) state.set(term, 'left')
    else if (before === 'entered') throw new CausalError('invalid-argument', 'the estimand holds itself.', {})
    else if (before === undefined) {
      state.set(term, 'entered')
      open.push({ term, leave: true })
      for (const part of partsOf(term, takesWorlds)) open.push({ term: part, leave: false })
    }
  }
  if (!takesWorlds) knownEstimands.checked(estimand)
}

/** The expressions in a term, whose own fields are checked. */
function partsOf(term: Estimand, takesWorlds: boolean): readonly Estimand[] {
  switch (term?.type) {
    case 'constant':
      if (typeof term.value !== 'number' || !Number.isFinite(term.value)) throw notAnEstimand(term)
      return []
    case 'probability':
      checkValues(term.of, takesWorlds)
      checkValues(term.given, takesWorlds)
      checkValues(term.do)
      if (typeof term.domain !== 'string') throw notAnEstimand(term)
      return []
    case 'product':
      if (!Array.isArray(term.factors)) throw notAnEstimand(term)
      return term.factors
    case 'ratio':
      return [term.numerator, term.denominator]
    case 'sum':
    case 'any':
      checkValues(term.over)
      return [term.body]
    default:
      throw notAnEstimand(term)
  }
}

function checkValues(values: readonly EstimandValue[], takesWorlds = false, depth = 0): void {
  if (!Array.isArray(values)) throw notAnEstimand(values)
  for (const value of values) {
    const { variable, prime, state, do: world } = (value ?? {}) as Partial<EstimandValue>
    const isValue =
      typeof variable === 'string' &&
      variable !== '' &&
      Number.isInteger(prime) &&
      prime! >= 0 &&
      prime! <= MOST_PRIMES &&
      (state === undefined || typeof state === 'string')
    if (!isValue) throw notAnEstimand(value)
    if (world === undefined) continue
    if (!takesWorlds) {
      throw new CausalError(
        'invalid-argument',
        `${show(variable)} is a value of another world here, as in the proof of a counterfactual: expected values of one world.`,
      )
    }
    if (depth > MOST_WORLDS) throw notAnEstimand(value)
    checkValues(world, true, depth + 1)
  }
}

function notAnEstimand(value: unknown): CausalError {
  return new CausalError(
    'invalid-argument',
    `expected an estimand, as identify, parseEstimand or the builders make it; got ${show(value)}.`,
  )
}
