import { type Expr, freshSymbol, type Symbols, stateSymbol, symbolsOf } from './expr.js'
import { Primes } from './primes.js'
import type { Estimand, EstimandValue } from './types.js'
import { variablesIn } from './variables-in.js'
import { writingOrder } from './writing-order.js'

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
  /** The symbols that the binders around the current place have given to a value, innermost last. */
  const scope = new Map<string, number[]>()
  const at = (v: EstimandValue): number => {
    const key = keyOf(v)
    const known = scope.get(key)?.at(-1) ?? free.get(key)
    if (known !== undefined) return known
    const base = index.get(v.variable)!
    const symbol =
      v.state !== undefined ? stateSymbol(symbols, base, v.state) : v.prime === 0 ? base : freshSymbol(symbols, base)
    free.set(key, symbol)
    return symbol
  }
  const bind = (v: EstimandValue): number => {
    const symbol = freshSymbol(symbols, index.get(v.variable)!)
    const bound = scope.get(keyOf(v))
    if (bound === undefined) scope.set(keyOf(v), [symbol])
    else bound.push(symbol)
    return symbol
  }
  const convert = (root: Estimand): Expr => {
    const made: Expr[] = []
    const tasks: (() => void)[] = []
    const visit = (e: Estimand): void => {
      switch (e.type) {
        case 'constant':
          made.push({ kind: 'constant', value: e.value })
          break
        case 'probability':
          made.push({ kind: 'prob', of: e.of.map(at), given: e.given.map(at), act: e.do.map(at), domain: e.domain })
          break
        case 'product': {
          tasks.push(() => made.push({ kind: 'product', factors: made.splice(made.length - e.factors.length) }))
          for (let i = e.factors.length - 1; i >= 0; i--) tasks.push(() => visit(e.factors[i]!))
          break
        }
        case 'ratio':
          tasks.push(() => {
            const bottom = made.pop()!
            made.push({ kind: 'ratio', top: made.pop()!, bottom })
          })
          tasks.push(
            () => visit(e.denominator),
            () => visit(e.numerator),
          )
          break
        default: {
          const over = e.over.map(bind)
          tasks.push(() => {
            for (const v of e.over) scope.get(keyOf(v))!.pop()
            made.push({ kind: e.type, over, body: made.pop()! })
          })
          tasks.push(() => visit(e.body))
        }
      }
    }
    visit(root)
    while (tasks.length > 0) tasks.pop()!()
    return made[0]!
  }
  return { symbols, exprs: estimands.map(convert) }
}

/**
 * The frozen tree of an expression: bound values get the smallest number of primes that no value in scope has, lists go
 * by scope (outer first, fixed states last) and then by the table's order, and factors stand as one writes them: `P(y | x, z) P(z)`.
 */
export function toEstimand<N extends string = string>({ symbols, expr }: Numbered): Estimand<N> {
  const value = new Map<number, EstimandValue>()
  const depth = new Map<number, number>()
  const primes = new Primes()
  const claim = (s: number, least: number): EstimandValue => {
    const variable = symbols.names[symbols.base[s]!]!
    const state = symbols.state[s]
    if (state !== undefined) return Object.freeze({ variable, prime: 0, state })
    return Object.freeze({ variable, prime: primes.take(variable, least) })
  }
  for (const s of freeOf(expr).sort((a, b) => a - b)) {
    value.set(s, claim(s, s < symbols.names.length ? 0 : 1))
    depth.set(s, symbols.state[s] === undefined ? 0 : Number.POSITIVE_INFINITY)
  }
  const inOrder = (list: readonly number[]): readonly EstimandValue[] =>
    Object.freeze(
      [...list]
        .sort((a, b) => compare(depth.get(a)!, depth.get(b)!) || symbols.base[a]! - symbols.base[b]! || a - b)
        .map((s) => value.get(s)!),
    )
  const made: Estimand[] = []
  const tasks: (() => void)[] = []
  const visit = (e: Expr, level: number): void => {
    switch (e.kind) {
      case 'constant':
        made.push(Object.freeze({ type: 'constant', value: e.value }))
        break
      case 'prob': {
        const [of, given, act] = [inOrder(e.of), inOrder(e.given), inOrder(e.act)]
        made.push(Object.freeze({ type: 'probability', of, given, do: act, domain: e.domain }))
        break
      }
      case 'product': {
        const factors = writingOrder(e.factors)
        tasks.push(() => {
          const parts = Object.freeze(made.splice(made.length - factors.length))
          made.push(Object.freeze({ type: 'product', factors: parts }))
        })
        for (let i = factors.length - 1; i >= 0; i--) tasks.push(() => visit(factors[i]!, level))
        break
      }
      case 'ratio':
        tasks.push(() => {
          const denominator = made.pop()!
          made.push(Object.freeze({ type: 'ratio', numerator: made.pop()!, denominator }))
        })
        tasks.push(
          () => visit(e.bottom, level),
          () => visit(e.top, level),
        )
        break
      default: {
        for (const s of [...e.over].sort((a, b) => symbols.base[a]! - symbols.base[b]! || a - b)) {
          value.set(s, claim(s, 0))
          depth.set(s, level + 1)
        }
        const over = inOrder(e.over)
        tasks.push(() => {
          for (const v of over) primes.giveBack(v.variable, v.prime)
          made.push(Object.freeze({ type: e.kind, over, body: made.pop()! }))
        })
        tasks.push(() => visit(e.body, level + 1))
      }
    }
  }
  visit(expr, 0)
  while (tasks.length > 0) tasks.pop()!()
  return made[0] as Estimand<N>
}

/** The symbols that stand somewhere outside the binders that bind them. Linear, where sets for each part would not be. */
function freeOf(root: Expr): number[] {
  const bound = new Map<number, number>()
  const found = new Set<number>()
  const tasks: (Expr | (() => void))[] = [root]
  const see = (s: number): void => {
    if ((bound.get(s) ?? 0) === 0) found.add(s)
  }
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (typeof task === 'function') task()
    else if (task.kind === 'prob') for (const list of [task.of, task.given, task.act]) list.forEach(see)
    else if (task.kind === 'product') for (const factor of task.factors) tasks.push(factor)
    else if (task.kind === 'ratio') tasks.push(task.top, task.bottom)
    else if (task.kind !== 'constant') {
      const { over, body } = task
      for (const s of over) bound.set(s, (bound.get(s) ?? 0) + 1)
      tasks.push(() => {
        for (const s of over) bound.set(s, bound.get(s)! - 1)
      })
      tasks.push(body)
    }
  }
  return [...found]
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
