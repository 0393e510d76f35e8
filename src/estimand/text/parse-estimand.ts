import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { numbered, toEstimand } from '../terms/convert.js'
import { probabilityTerm } from '../terms/probability-term.js'
import type { Estimand, EstimandValue } from '../terms/types.js'
import { number, sign, tokensOf } from './estimand-tokens.js'
import { listedOrder } from './listed-order.js'

/**
 * Reads an expression as {@link toText} prints it.
 *
 * `P(y | do(x), z)` is a probability, `P^source(y)` one of another population; `Σ_z …` or `Σ_{a, b} …` sums over all that
 * follows up to the closing bracket; factors stand side by side, `a / b` is a fraction, `any_z …` leaves z to choose;
 * `x'` is another value of x, `x = 1` a fixed one. `Sum_z` is read as `Σ_z`.
 *
 * @param text - the expression
 * @returns the expression, frozen, its bound values renamed where they would read like another
 * @throws CausalError `parse` with line and column; `overlap` for a variable that stands twice in one probability
 * @complexity O(length)
 * @category Estimands
 * @example
 * parseEstimand('P(y | x)').type
 * //=> 'probability'
 */
export function parseEstimand(text: string): Estimand {
  return calledAs('parseEstimand', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const read = readExpression(text)
    const { symbols, exprs } = numbered([read], listedOrder(read))
    return toEstimand({ symbols, expr: exprs[0]! })
  })
}

/** What is being read: factors up to a closing bracket (binders: and behind it), and the numerator of a fraction. */
interface Frame {
  readonly closing: ']' | ')' | null
  readonly binder: { readonly type: 'sum' | 'any'; readonly over: readonly EstimandValue[] } | null
  readonly factors: Estimand[]
  numerator: Estimand | null
}

/** The expression as it stands in the text. */
function readExpression(text: string): Estimand {
  const tokens = tokensOf(text)
  let next = 0
  const peek = (): string | undefined => tokens[next]?.text
  const fail = (wanted: string): CausalError => {
    const found = peek()
    const at = tokens[next]?.at ?? text.length
    return unreadable(text, at, `expected ${wanted}, found ${found === undefined ? 'the end' : show(found)}.`)
  }
  const take = (wanted: string): void => {
    if (peek() !== wanted) throw fail(show(wanted))
    next++
  }
  const name = (what = 'a name'): string => {
    const found = peek()
    if (found === undefined || sign.test(found)) throw fail(what)
    next++
    if (!found.startsWith('"')) return found
    try {
      return JSON.parse(found) as string
    } catch {
      next--
      throw fail('a name in quotes as JSON writes it')
    }
  }
  const value = (): EstimandValue => {
    const at = tokens[next]?.at ?? text.length
    const variable = name()
    if (variable === '') throw unreadable(text, at, 'a variable needs a non-empty name.')
    let prime = 0
    while (peek() === "'") {
      prime++
      next++
    }
    if (peek() !== '=') return { variable, prime }
    if (prime > 0) throw fail('a value with primes or a fixed state, not both')
    next++
    return { variable, prime: 0, state: name('a state') }
  }
  const list = (): EstimandValue[] => {
    const values = [value()]
    while (peek() === ',') {
      next++
      values.push(value())
    }
    return values
  }
  const probability = (): Estimand => {
    let domain = ''
    if (peek() === '^') {
      next++
      domain = name()
    }
    take('(')
    const of = list()
    const given: EstimandValue[] = []
    const act: EstimandValue[] = []
    if (peek() === '|') {
      do {
        next++
        if (peek() === 'do' && tokens[next + 1]?.text === '(') {
          next += 2
          for (const set of list()) act.push(set)
          take(')')
        } else given.push(value())
      } while (peek() === ',')
    }
    take(')')
    return probabilityTerm({ of, given, do: act, domain })
  }
  const bound = (): EstimandValue[] => {
    const at = tokens[next]?.at ?? text.length
    let over: EstimandValue[]
    if (peek() === '{') {
      next++
      over = list()
      take('}')
    } else over = [value()]
    const keys = new Set(over.map(({ variable, prime }) => `${prime} ${variable}`))
    if (keys.size < over.length) throw unreadable(text, at, 'a value is bound twice here.')
    if (over.some(({ state }) => state !== undefined))
      throw unreadable(text, at, 'a fixed state cannot be bound: leave "= …" out.')
    return over
  }

  const stack: Frame[] = [{ closing: null, binder: null, factors: [], numerator: null }]
  const open = (closing: Frame['closing'], binder: Frame['binder']): void => {
    stack.push({ closing, binder, factors: [], numerator: null })
  }
  /** Reads the beginning of an atom: the whole of it, or null where it holds an expression. */
  const begin = (): Estimand | null => {
    const found = peek()
    if (found === 'P') {
      next++
      return probability()
    }
    if (found === 'Σ_' || found === 'Sum_' || found === 'any_') {
      next++
      open(null, { type: found === 'any_' ? 'any' : 'sum', over: bound() })
      return null
    }
    if (found === '[' || found === '(') {
      next++
      open(found === '[' ? ']' : ')', null)
      return null
    }
    if (found === undefined || !number.test(found) || !Number.isFinite(Number(found)))
      throw fail('P(…), Σ_, any_, a number or a bracket')
    next++
    return { type: 'constant', value: Number(found) }
  }
  for (let atom = begin(); ; ) {
    if (atom === null) {
      atom = begin()
      continue
    }
    const frame = stack.at(-1)!
    if (frame.numerator !== null) {
      atom = { type: 'ratio', numerator: frame.numerator, denominator: atom }
      frame.numerator = null
    }
    if (peek() === '/') {
      next++
      frame.numerator = atom
      atom = begin()
      continue
    }
    frame.factors.push(atom)
    if (next < tokens.length && !/^[\])]$/.test(peek()!)) {
      atom = begin()
      continue
    }
    const { factors, closing, binder } = stack.pop()!
    atom = factors.length === 1 ? factors[0]! : { type: 'product', factors }
    if (binder !== null) atom = { ...binder, body: atom }
    else if (closing !== null) take(closing)
    else if (next < tokens.length) throw fail('the end')
    else return atom
  }
}
