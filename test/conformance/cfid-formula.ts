import type { Estimand, EstimandValue } from '../../src/index.js'

/**
 * A formula as cfid writes it: `P_{x'}(m)` is P(m | do(x = 1)), a prime is the value 1, a name under `\sum` is bound (with
 * a star where it would clash), any other name stands for the value 0.
 */
export function cfidFormula(text: string): Estimand {
  let at = 0
  const bound = new Set<string>()
  const symbol = (token: string): EstimandValue => {
    const [, variable, mark] = /^(.*?)('*|(?:\^\*|\^\{\*+\})*)$/.exec(token)!
    if (bound.has(token)) return { variable: variable!, prime: mark === '' ? 0 : mark!.length }
    return { variable: variable!, prime: 0, state: mark!.startsWith("'") ? '1' : '0' }
  }
  const list = (close: string): string[] => {
    const end = text.indexOf(close, at)
    const names = text
      .slice(at, end)
      .split(',')
      .map((s) => s.trim())
    at = end + close.length
    return names
  }
  const eat = (word: string): boolean => {
    while (text[at] === ' ') at++
    if (!text.startsWith(word, at)) return false
    at += word.length
    return true
  }
  const braced = (): Estimand => {
    eat('{')
    const inner = product()
    eat('}')
    return inner
  }
  const product = (): Estimand => {
    const factors: Estimand[] = []
    for (;;) {
      while (text[at] === ' ') at++
      if (at >= text.length || text[at] === '}' || text[at] === ')') break
      if (eat('\\sum_{')) {
        const names = list('}')
        for (const name of names) bound.add(name)
        const over = names.map(symbol)
        const body = product()
        for (const name of names) bound.delete(name)
        factors.push({ type: 'sum', over, body })
      } else if (eat('\\frac')) {
        const numerator = braced()
        factors.push({ type: 'ratio', numerator, denominator: braced() })
      } else if (eat('\\left(') || eat('(')) {
        factors.push(product())
        if (!eat('\\right)')) eat(')')
      } else if (eat('P_{')) {
        const act = list('}')
        eat('(')
        factors.push(term(list(')'), act))
      } else if (eat('P(')) factors.push(term(list(')'), []))
      else {
        const number = /^\d+/.exec(text.slice(at))
        if (number === null) throw new Error(`cannot read ${text.slice(at)} in ${text}`)
        at += number[0].length
        factors.push({ type: 'constant', value: Number(number[0]) })
      }
    }
    return { type: 'product', factors }
  }
  const term = (of: string[], act: string[]): Estimand => ({
    type: 'probability',
    of: of.map(symbol),
    given: [],
    do: act.map(symbol),
    domain: '',
  })
  return product()
}
