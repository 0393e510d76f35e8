import { checkEstimand } from '../terms/check-estimand.js'
import type { Estimand, EstimandValue, ProbabilityTerm } from '../terms/types.js'
import { render } from './render.js'

/** An expression as one line of text. */
export function estimandText(estimand: Estimand): string {
  checkEstimand(estimand, true)
  return render(estimand, {
    constant: String,
    probability,
    product: (factors) => factors.join(' '),
    ratio: (numerator, denominator) => `${numerator} / ${denominator}`,
    binder: (type, over, body) => `${type === 'sum' ? 'Σ' : 'any'}_${subscript(over)} ${body}`,
    bracket: (inner) => `[${inner}]`,
    bar: false,
  })
}

// not what the parser would read as the start of a sum
const plain = /^(?!Σ_|Sum_|any_)[^\s,|()[\]{}"'=^/\\]+$/u

/** A name as it stands in the text. */
function nameText(name: string): string {
  return plain.test(name) ? name : JSON.stringify(name)
}

function valueText({ variable, prime, state, do: world = [] }: EstimandValue): string {
  const name = nameText(variable) + "'".repeat(prime) + (world.length === 0 ? '' : `[${listText(world)}]`)
  return state === undefined ? name : `${name} = ${nameText(state)}`
}

function listText(values: readonly EstimandValue[]): string {
  return values.map(valueText).join(', ')
}

function subscript(over: readonly EstimandValue[]): string {
  return over.length === 1 && plain.test(over[0]!.variable) ? listText(over) : `{${listText(over)}}`
}

function probability({ of, given, do: act, domain }: ProbabilityTerm): string {
  const conditions = [
    ...(act.length > 0 ? [`do(${listText(act)})`] : []),
    ...(given.length > 0 ? [listText(given)] : []),
  ]
  const name = domain === '' ? 'P' : `P^${nameText(domain)}`
  return `${name}(${listText(of)}${conditions.length > 0 ? ` | ${conditions.join(', ')}` : ''})`
}
