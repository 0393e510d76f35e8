import { calledAs } from '../../errors.js'
import { checkEstimand } from '../terms/check-estimand.js'
import type { Estimand, EstimandValue, ProbabilityTerm } from '../terms/types.js'
import { render } from './render.js'

/**
 * An expression in LaTeX, for math mode.
 *
 * @param estimand - the expression
 * @returns the LaTeX text; it needs amsmath for names of several words
 * @throws CausalError `invalid-argument` for a value that is no estimand
 * @complexity O(s) for s terms
 * @category Estimands
 * @example
 * toLatex(parseEstimand('Σ_z P(y | x, z) P(z)'))
 * //=> '\\sum_{z} P(y \\mid x, z)\\, P(z)'
 */
export function toLatex(estimand: Estimand): string {
  return calledAs('toLatex', () => {
    checkEstimand(estimand)
    return render(estimand, {
      constant: String,
      probability,
      product: (factors) => factors.join('\\, '),
      ratio: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
      binder: (type, over, body) =>
        type === 'sum' ? `\\sum_{${list(over)}} ${body}` : `\\underset{${list(over)}}{\\text{any}}\\; ${body}`,
      bracket: (inner) => `\\left[${inner}\\right]`,
      bar: true,
    })
  })
}

const special = new Map([
  ['\\', '\\textbackslash{}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
])

/** A letter as it is, a letter with a number with a subscript, a word upright, anything else as text. */
function name(text: string): string {
  if (/^[A-Za-z]$/.test(text) || /^\d+$/.test(text)) return text
  const indexed = /^([A-Za-z])_?(\d+)$/.exec(text)
  if (indexed !== null) return `${indexed[1]}_{${indexed[2]}}`
  if (/^[A-Za-z]+$/.test(text)) return `\\mathit{${text}}`
  return `\\text{${text.replace(/[\\~^{}_#$%&]/g, (c) => special.get(c) ?? `\\${c}`)}}`
}

function value({ variable, prime, state }: EstimandValue): string {
  return state === undefined ? name(variable) + "'".repeat(prime) : `${name(variable)} = ${name(state)}`
}

function list(values: readonly EstimandValue[]): string {
  return values.map(value).join(', ')
}

function probability({ of, given, do: act, domain }: ProbabilityTerm): string {
  const conditions = [
    ...(act.length > 0 ? [`\\mathrm{do}(${list(act)})`] : []),
    ...(given.length > 0 ? [list(given)] : []),
  ]
  const bar = conditions.length > 0 ? ` \\mid ${conditions.join(', ')}` : ''
  return `P${domain === '' ? '' : `^{${name(domain)}}`}(${list(of)}${bar})`
}
