import { checkedList } from '../../names.js'
import { checkEstimand } from './check-estimand.js'
import { type Expr, freeSymbols, freshSymbol, type Symbols, stateSymbol, symbolsOf } from './expr.js'
import type { Estimand, EstimandValue } from './types.js'

/** The variables of expressions in order of appearance; checks that they are expressions. */
export function variablesIn(estimands: readonly Estimand[]): string[] {
  const names = new Set<string>()
  const values = (list: readonly EstimandValue[]): void => {
    for (const { variable } of list) names.add(variable)
  }
  for (const estimand of checkedList('estimands', estimands)) checkEstimand(estimand)
  const stack: Estimand[] = [...estimands].reverse()
  while (stack.length > 0) {
    const e = stack.pop()!
    switch (e.type) {
      case 'probability':
        values(e.of)
        values(e.given)
        values(e.do)
        break
      case 'product':
        stack.push(...[...e.factors].reverse())
        break
      case 'ratio':
        stack.push(e.denominator, e.numerator)
        break
      case 'sum':
      case 'any':
        values(e.over)
        stack.push(e.body)
    }
  }
  return [...names]
}

/** An expression in numbers, with the table that its values live in. */
export interface Numbered {
  readonly symbols: Symbols
  readonly expr: Expr
}

/** Estimands in numbers, over one table; `names` come first in it, then other variables in order of appearance. */
export function numbered(
  estimands: readonly Estimand[],
  names: readonly string[] = [],
): { symbols: Symbols; exprs: Expr[] } {
  const all = [...new Set([...names, ...variablesIn(estimands)])]
  const symbols = symbolsOf(all)
  const index = new Map(all.map((name, i) => [name, i]))
  const free = new Map<string, number>()
  const keyOf = (v: EstimandValue): string =>
    v.state === undefined ? `${v.prime} ${v.variable}` : `= ${JSON.stringify(v.state)} ${v.variable}`
  const at = (v: EstimandValue, scope: ReadonlyMap<string, number>): number => {
    const key = keyOf(v)
    const known = scope.get(key) ?? free.get(key)
    if (known !== undefined) return known
    const base = index.get(v.variable)!
    const symbol =
      v.state !== undefined ? stateSymbol(symbols, base, v.state) : v.prime === 0 ? base : freshSymbol(symbols, base)
    free.set(key, symbol)
    return symbol
  }
  const walk = (e: Estimand, scope: ReadonlyMap<string, number>): Expr => {
    switch (e.type) {
      case 'constant':
        return { kind: 'constant', value: e.value }
      case 'probability': {
        const list = (values: readonly EstimandValue[]): number[] => values.map((v) => at(v, scope))
        return { kind: 'prob', of: list(e.of), given: list(e.given), act: list(e.do), domain: e.domain }
      }
      case 'product':
        return { kind: 'product', factors: e.factors.map((f) => walk(f, scope)) }
      case 'ratio':
        return { kind: 'ratio', top: walk(e.numerator, scope), bottom: walk(e.denominator, scope) }
      default: {
        const inner = new Map(scope)
        const over = e.over.map((v) => {
          const symbol = freshSymbol(symbols, index.get(v.variable)!)
          inner.set(keyOf(v), symbol)
          return symbol
        })
        return { kind: e.type, over, body: walk(e.body, inner) }
      }
    }
  }
  return { symbols, exprs: estimands.map((e) => walk(e, new Map())) }
}

/**
 * The frozen tree of an expression: bound values get the smallest number of primes that no value in scope has, lists go
 * by scope (outer first, fixed states last) and then by the table's order, and factors stand as one writes them: `P(y | x, z) P(z)`.
 */
export function toEstimand<N extends string = string>({ symbols, expr }: Numbered): Estimand<N> {
  const value = new Map<number, EstimandValue>()
  const depth = new Map<number, number>()
  const taken = new Set<string>()
  const claim = (s: number, least: number): EstimandValue => {
    const variable = symbols.names[symbols.base[s]!]!
    const state = symbols.state[s]
    if (state !== undefined) return Object.freeze({ variable, prime: 0, state })
    let prime = least
    while (taken.has(`${prime} ${variable}`)) prime++
    taken.add(`${prime} ${variable}`)
    return Object.freeze({ variable, prime })
  }
  for (const s of [...freeSymbols(expr)].sort((a, b) => a - b)) {
    value.set(s, claim(s, s < symbols.names.length ? 0 : 1))
    depth.set(s, symbols.state[s] === undefined ? 0 : Number.POSITIVE_INFINITY)
  }
  const inOrder = (list: readonly number[]): readonly EstimandValue[] =>
    Object.freeze(
      [...list]
        .sort((a, b) => compare(depth.get(a)!, depth.get(b)!) || symbols.base[a]! - symbols.base[b]! || a - b)
        .map((s) => value.get(s)!),
    )
  const walk = (e: Expr, level: number): Estimand => {
    switch (e.kind) {
      case 'constant':
        return Object.freeze({ type: 'constant', value: e.value })
      case 'prob':
        return Object.freeze({
          type: 'probability',
          of: inOrder(e.of),
          given: inOrder(e.given),
          do: inOrder(e.act),
          domain: e.domain,
        })
      case 'product':
        return Object.freeze({
          type: 'product',
          factors: Object.freeze(writingOrder(e.factors).map((f) => walk(f, level))),
        })
      case 'ratio':
        return Object.freeze({
          type: 'ratio',
          numerator: walk(e.top, level),
          denominator: walk(e.bottom, level),
        })
      default: {
        for (const s of [...e.over].sort((a, b) => symbols.base[a]! - symbols.base[b]! || a - b)) {
          value.set(s, claim(s, 0))
          depth.set(s, level + 1)
        }
        const over = inOrder(e.over)
        const body = walk(e.body, level + 1)
        for (const v of over) taken.delete(`${v.prime} ${v.variable}`)
        return Object.freeze({ type: e.kind, over, body })
      }
    }
  }
  return walk(expr, 0) as Estimand<N>
}

/** Constants, probabilities (a condition's own probability after what it conditions), fractions, sums. */
function writingOrder(factors: readonly Expr[]): Expr[] {
  const rank = (e: Expr): number => ['constant', 'prob', 'ratio', 'sum', 'any', 'product'].indexOf(e.kind)
  const rest = factors.map((factor, i) => ({ factor, i }))
  rest.sort((a, b) => rank(a.factor) - rank(b.factor) || a.i - b.i)
  const done: Expr[] = []
  while (rest.length > 0) {
    const next = rest.findIndex(
      ({ factor }) =>
        factor.kind !== 'prob' ||
        !rest.some(
          ({ factor: other }) =>
            other !== factor && other.kind === 'prob' && factor.of.some((s) => other.given.includes(s)),
        ),
    )
    done.push(rest.splice(Math.max(next, 0), 1)[0]!.factor)
  }
  return done
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
