import { calledAs } from '../../errors.js'
import { checkEstimand } from '../terms/check-estimand.js'
import type { Estimand, EstimandValue, ProbabilityTerm } from '../terms/types.js'
import { render } from './render.js'

/**
 * An expression in LaTeX, for math mode. Variables named by a Greek letter or by the word for one stand as that letter, a number at their end
 * as an index; brackets are as tall as what is in them.
 *
 * @param estimand - the expression
 * @returns the LaTeX text; it needs amsmath for names of several words
 * @throws CausalError `invalid-argument` for a value that is no estimand
 * @complexity O(s) for s terms
 * @category Estimands
 * @example
 * toLatex(parseEstimand('Σ_z P(y | x, z) P(z)'))
 * //=> '\\sum_{z} P(y \\mid x, z)\\, P(z)'
 * toLatex(parseEstimand('P(beta_1 | alpha)'))
 * //=> 'P(\\beta_{1} \\mid \\alpha)'
 */
export function toLatex(estimand: Estimand): string {
  return calledAs('toLatex', () => {
    checkEstimand(estimand, true)
    return render(estimand, {
      constant: String,
      probability,
      product: (factors) => factors.join('\\, '),
      ratio: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
      binder: (type, over, body) =>
        type === 'sum' ? `\\sum_{${list(over)}} ${body}` : `\\underset{${list(over)}}{\\text{any}}\\; ${body}`,
      bracket: (inner) => (tall.test(inner) ? `\\left[${inner}\\right]` : `[${inner}]`),
      bar: true,
    })
  })
}

/** What is taller than a line. */
const tall = /\\(?:frac|sum|underset)[_{]/

const special = new Map([
  ['\\', '\\textbackslash{}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
])

/** Greek letters that LaTeX has a command for; capitals that look Latin are not among them. */
const greek: ReadonlyMap<string, string> = new Map(
  [
    ...'α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi'.split(
      ' ',
    ),
    ...'ρ rho σ sigma ς varsigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega ϵ epsilon ϕ phi ϑ vartheta'.split(' '),
    ...'Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega'.split(' '),
  ].flatMap((word, i, all) => (i % 2 === 0 ? [[word, `\\${all[i + 1]!}`] as const] : [])),
)

/** The words for these letters. */
const greekWords: ReadonlySet<string> = new Set([...greek.values()].map((command) => command.slice(1)))

/** A letter, Latin or Greek, as it is, a letter with a number with a subscript, a word upright, anything else as text. */
function name(text: string): string {
  if (/^[A-Za-z]$/.test(text) || /^\d+$/.test(text)) return text
  const indexed = /^(\p{L})_?(\d+)?$/u.exec(text)
  const letter =
    indexed === null ? undefined : (greek.get(indexed[1]!) ?? (/[A-Za-z]/.test(indexed[1]!) ? indexed[1]! : undefined))
  if (letter !== undefined) return indexed![2] === undefined ? letter : `${letter}_{${indexed![2]}}`
  if (/^[A-Za-z]+$/.test(text)) return `\\mathit{${text}}`
  const line = text.replace(/\p{Cc}+/gu, ' ')
  return `\\text{${line.replace(/[\\~^{}_#$%&<>|]/g, (c) => special.get(c) ?? `\\${c}`)}}`
}

/** The name of a variable: the word for a Greek letter, perhaps with a number, is that letter. */
function variableName(text: string): string {
  const [, word = '', number] = /^([A-Za-z]+)_?(\d+)?$/.exec(text) ?? []
  if (!greekWords.has(word)) return name(text)
  return number === undefined ? `\\${word}` : `\\${word}_{${number}}`
}

function value({ variable, prime, state, do: world = [] }: EstimandValue): string {
  const plain = variableName(variable) + "'".repeat(prime)
  // a name with an index of its own is kept apart from that of its world
  const inWorld = world.length === 0 ? plain : `${plain.includes('_{') ? `{${plain}}` : plain}_{${list(world)}}`
  return state === undefined ? inWorld : `${inWorld} = ${name(state)}`
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
