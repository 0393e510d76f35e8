import { type Known, knownValues } from '../../checked.js'
import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames } from '../../names.js'
import { checkDistribution, checkNumeric } from '../../probability/families/check-distribution.js'
import { show } from '../../show.js'
import type { Law } from './law.js'

/** The laws that need no check. */
export const knownLaws: Known<Law> = knownValues()

/** Throws unless it is a law, whole: the door of what takes a mechanism or a model. `of` names whose law it is. */
export function checkLaw(of: string, law: Law): void {
  const open: Law[] = [law]
  const seen = new Set<Law>()
  while (open.length > 0) {
    const next = checkedObject(`law of ${of}`, open.pop()!)
    if (knownLaws.has(next) || seen.has(next)) continue
    seen.add(next)
    checkOne(of, next, open)
  }
  knownLaws.checked(law)
}

function checkOne(of: string, law: Law, open: Law[]): void {
  const fail = (message: string): never => {
    throw new CausalError('invalid-argument', `the law of ${of} ${message}.`, {})
  }
  indexNames(`parent of ${of}`, law.parents)
  const p = law.parents.length
  const number = (what: string, value: unknown): void => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      fail(`has the ${what} ${show(value)}, not a finite number`)
  }
  const states = (list: readonly Cell[]): void => {
    if (!Array.isArray(list) || list.length === 0) fail(`needs a list of states, got ${show(list)}`)
    for (const state of list)
      if (!isCell(state)) fail(`has the state ${show(state)}: states are texts or finite numbers`)
    if (new Set(list).size < list.length) fail(`has a state twice: ${show(list)}`)
  }
  const tableSize = (parentStates: readonly (readonly string[])[]): number => {
    if (!Array.isArray(parentStates) || parentStates.length !== p) fail(`needs the states of each of its ${p} parents`)
    for (const list of parentStates) {
      if (!Array.isArray(list) || list.length === 0 || list.some((state) => typeof state !== 'string'))
        fail(`needs the states of its parents as texts, got ${show(list)}`)
    }
    return parentStates.reduce((size, list) => size * list.length, 1)
  }
  const isFunction = (what: string, value: unknown, isOptional: boolean): void => {
    if (typeof value !== 'function' && !(isOptional && value === null))
      fail(`needs a function as its ${what}, got ${show(value)}`)
  }
  switch (law.family) {
    case 'root':
      checkDistribution(law.noise)
      break
    case 'input':
      if (law.states !== null) states(law.states)
      break
    case 'constant':
      if (!isCell(law.value)) fail(`sets it to ${show(law.value)}: a value is a text or a finite number`)
      if (law.states !== null) states(law.states)
      break
    case 'linear':
      if (checkedList('coefficients', law.coefficients).length !== p)
        fail(`needs one coefficient for each of its ${p} parents, got ${show(law.coefficients)}`)
      for (const coefficient of law.coefficients) number('coefficient', coefficient)
      number('intercept', law.intercept)
      if (law.noise !== null) checkNumeric(law.noise)
      break
    case 'function':
      isFunction('evaluate', law.evaluate, false)
      isFunction('invert', law.invert, true)
      isFunction('logSlope', law.logSlope, true)
      if (law.affine !== undefined) {
        isFunction('weights', law.affine.weights, false)
        for (const name of checkedList('added parents', law.affine.numbers))
          if (!law.parents.includes(name)) fail(`adds up ${show(name)}, which is no parent of it`)
      }
      if (law.steps !== undefined) {
        isFunction('logProbability', law.steps.logProbability, false)
        isFunction('noiseAt', law.steps.noiseAt, false)
      }
      if (law.noise !== null) checkDistribution(law.noise)
      break
    case 'choice':
      states(law.states)
      if (![null, 'quantile', 'gumbel-max'].includes(law.response)) fail(`has the response ${show(law.response)}`)
      if (law.logits === null) {
        const size = tableSize(law.parentStates!) * law.states.length
        if (!(law.table instanceof Float64Array) || law.table.length !== size)
          fail(`needs a table of ${size} probabilities, got ${show(law.table)}`)
        const k = law.states.length
        for (let row = 0; row < size; row += k) {
          const cells = law.table!.subarray(row, row + k)
          if (!cells.every((cell) => cell >= 0) || !(Math.abs(cells.reduce((a, b) => a + b, 0) - 1) <= 1e-6))
            fail(`has a row of probabilities that are below 0 or do not sum to 1: ${show(cells)}`)
        }
      } else {
        if (!Array.isArray(law.logits) || law.logits.length !== law.states.length)
          fail(`needs one list of weights for each of its ${law.states.length} states`)
        for (const weights of law.logits) {
          if (!Array.isArray(weights) || weights.length !== p + 1)
            fail(`needs an intercept and ${show(p)} weights, got ${show(weights)}`)
          for (const weight of weights) number('weight', weight)
        }
      }
      break
    case 'table': {
      states(law.states)
      const size = tableSize(law.parentStates)
      if (!(law.entries instanceof Int32Array) || law.entries.length !== size)
        fail(`needs a table of ${size} entries, got ${show(law.entries)}`)
      const wrong = law.entries.find((entry) => entry < 0 || entry >= law.states.length)
      if (wrong !== undefined)
        fail(`has the entry ${wrong}: entries are positions from 0 to ${law.states.length - 1} in its states`)
      break
    }
    case 'modified': {
      open.push(law.base)
      const change = checkedObject('change', law.change)
      if ('family' in change) open.push(change)
      else if (change.change === 'shift' || change.change === 'scale') number('amount', change.amount)
      else fail(`has the change ${show(change)}`)
      break
    }
    default:
      fail(`has the family ${show((law as { family?: unknown }).family)}, which is not known`)
  }
}

const isCell = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
