import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { numbered, toEstimand } from '../terms/convert.js'
import { probabilityTerm } from '../terms/probability-term.js'
import type { Estimand, EstimandValue } from '../terms/types.js'

const token = /\s+|"(?:[^"\\]|\\.)*"|Σ_|Sum_|any_|[[\](){}|,=/^']|[^\s,|()[\]{}"'=^/\\]+/uy

/**
 * Reads an expression as {@link toText} prints it.
 *
 * `P(y | do(x), z)` is a probability, `P^source(y)` one of another population; `Σ_z …` or `Σ_{a, b} …` sums over all that
 * follows up to the closing bracket; factors stand side by side, `a / b` is a fraction, `any_z …` leaves z to choose;
 * `x'` is another value of x, `x = 1` a fixed one. `Sum_z` is read as `Σ_z`.
 *
 * @param text - the expression
 * @returns the expression, frozen, its bound values renamed where they would read like another
 * @throws CausalError `parse` with the position; `overlap` for a variable that stands twice in one probability
 * @complexity O(length)
 * @category Estimands
 * @example
 * parseEstimand('P(y | x)').type
 * //=> 'probability'
 */
export function parseEstimand(text: string): Estimand {
  return calledAs('parseEstimand', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const tokens: { text: string; at: number }[] = []
    for (let at = 0; at < text.length; ) {
      token.lastIndex = at
      const found = token.exec(text)
      if (found === null) throw failure(`cannot read ${show(text[at])}`, at)
      if (found[0].trim() !== '') tokens.push({ text: found[0], at })
      at += found[0].length
    }
    let next = 0
    const peek = (): string | undefined => tokens[next]?.text
    const fail = (wanted: string): CausalError =>
      failure(`expected ${wanted}, found ${peek() ?? 'the end'}`, tokens[next]?.at ?? text.length)
    const take = (wanted: string): void => {
      if (peek() !== wanted) throw fail(JSON.stringify(wanted))
      next++
    }
    const name = (): string => {
      const found = peek()
      if (found === undefined || /^[[\](){}|,=/^']$/.test(found)) throw fail('a name')
      next++
      return found.startsWith('"') ? (JSON.parse(found) as string) : found
    }
    const value = (): EstimandValue => {
      const variable = name()
      let prime = 0
      while (peek() === "'") {
        prime++
        next++
      }
      if (peek() !== '=') return { variable, prime }
      next++
      return { variable, prime: 0, state: name() }
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
            act.push(...list())
            take(')')
          } else given.push(value())
        } while (peek() === ',')
      }
      take(')')
      return probabilityTerm({ of, given, do: act, domain })
    }
    const binder = (type: 'sum' | 'any'): Estimand => {
      let over: EstimandValue[]
      if (peek() === '{') {
        next++
        over = list()
        take('}')
      } else over = [value()]
      return { type, over, body: expression() }
    }
    const atom = (): Estimand => {
      const found = peek()
      if (found === 'P') {
        next++
        return probability()
      }
      if (found === 'Σ_' || found === 'Sum_' || found === 'any_') {
        next++
        return binder(found === 'any_' ? 'any' : 'sum')
      }
      if (found === '[' || found === '(') {
        next++
        const inner = expression()
        take(found === '[' ? ']' : ')')
        return inner
      }
      if (found !== undefined && /^-?\d+(\.\d+)?(e[-+]?\d+)?$/.test(found)) {
        next++
        return { type: 'constant', value: Number(found) }
      }
      throw fail('P(…), Σ_, any_, a number or a bracket')
    }
    const factor = (): Estimand => {
      let left = atom()
      while (peek() === '/') {
        next++
        left = { type: 'ratio', numerator: left, denominator: atom() }
      }
      return left
    }
    const expression = (): Estimand => {
      const factors = [factor()]
      while (next < tokens.length && !/^[\])]$/.test(peek()!)) factors.push(factor())
      return factors.length === 1 ? factors[0]! : { type: 'product', factors }
    }
    const whole = expression()
    if (next < tokens.length) throw fail('the end')
    const { symbols, exprs } = numbered([whole])
    return toEstimand({ symbols, expr: exprs[0]! })

    function failure(message: string, at: number): CausalError {
      const column = at + 1
      return new CausalError('parse', `${message} at column ${column} of ${show(text)}.`, { column })
    }
  })
}
