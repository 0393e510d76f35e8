import { calledAs } from '../../errors.js'
import { checkEstimand } from '../terms/check-estimand.js'
import type { Estimand, EstimandValue, ProbabilityTerm } from '../terms/types.js'
import { render } from './render.js'

/**
 * An expression in MathML, which browsers show as a formula.
 *
 * A character that no XML document may hold (a control character, half a surrogate pair) is shown as U+FFFD.
 *
 * @param estimand - the expression
 * @returns a `<math>` element as text
 * @throws CausalError `invalid-argument` for a value that is no estimand
 * @complexity O(s) for s terms
 * @category Estimands
 * @example
 * toMathml(parseEstimand('P(y)'))
 * //=> '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>P</mi><mo>(</mo><mi>y</mi><mo>)</mo></mrow></math>'
 */
export function toMathml(estimand: Estimand): string {
  return calledAs('toMathml', () => {
    checkEstimand(estimand, true)
    const body = render(estimand, {
      constant: (number) => `<mn>${number}</mn>`,
      probability,
      product: (factors) => row(factors.join(operator('\u2062'))),
      ratio: (numerator, denominator) => `<mfrac>${numerator}${denominator}</mfrac>`,
      binder: (type, over, inner) =>
        row(`<munder>${type === 'sum' ? operator('∑') : '<mtext>any</mtext>'}${row(list(over))}</munder>${inner}`),
      bracket: (inner) => row(operator('[') + inner + operator(']')),
      bar: true,
    })
    return `<math xmlns="http://www.w3.org/1998/Math/MathML">${body}</math>`
  })
}

const row = (inner: string): string => `<mrow>${inner}</mrow>`
const operator = (sign: string): string => `<mo>${sign}</mo>`
const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])
// what no XML document may hold, even as an entity: control characters, half a surrogate pair, the two non-characters
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const identifier = (text: string): string =>
  `<mi>${text.replace(notXml, '\uFFFD').replace(/[&<>"]/g, (c) => entities.get(c)!)}</mi>`

function value({ variable, prime, state, do: world = [] }: EstimandValue): string {
  const plain =
    prime === 0 ? identifier(variable) : `<msup>${identifier(variable)}${operator('′'.repeat(prime))}</msup>`
  const inWorld = world.length === 0 ? plain : `<msub>${plain}${row(list(world))}</msub>`
  return state === undefined ? inWorld : inWorld + operator('=') + identifier(state)
}

function list(values: readonly EstimandValue[]): string {
  return values.map(value).join(operator(','))
}

function probability({ of, given, do: act, domain }: ProbabilityTerm): string {
  const conditions = [
    ...(act.length > 0 ? [identifier('do') + operator('(') + list(act) + operator(')')] : []),
    ...(given.length > 0 ? [list(given)] : []),
  ]
  const name = domain === '' ? '<mi>P</mi>' : `<msup><mi>P</mi>${identifier(domain)}</msup>`
  const bar = conditions.length > 0 ? operator('|') + conditions.join(operator(',')) : ''
  return row(name + operator('(') + list(of) + bar + operator(')'))
}
