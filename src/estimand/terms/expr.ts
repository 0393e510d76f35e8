import { calledAs } from '../../errors.js'
/**
 * Expressions for the cores: values are numbers of a symbol table, and each binder has symbols of its own, so that
 * parts can be moved about without one value capturing another.
 */
export type Expr = Prob | Product | Ratio | Sum | Any | Constant

export interface Prob {
  readonly kind: 'prob'
  readonly of: readonly number[]
  readonly given: readonly number[]
  readonly act: readonly number[]
  readonly domain: string
}
export interface Product {
  readonly kind: 'product'
  readonly factors: readonly Expr[]
}
export interface Ratio {
  readonly kind: 'ratio'
  readonly top: Expr
  readonly bottom: Expr
}
export interface Sum {
  readonly kind: 'sum'
  readonly over: readonly number[]
  readonly body: Expr
}
export interface Any {
  readonly kind: 'any'
  readonly over: readonly number[]
  readonly body: Expr
}
export interface Constant {
  readonly kind: 'constant'
  readonly value: number
}

/** Symbol s is a value of variable `base[s]`, fixed at `state[s]` or not. The first symbols are the free values. */
export interface Symbols {
  readonly names: readonly string[]
  readonly base: number[]
  readonly state: (string | undefined)[]
}

/** A table whose first symbols are the free values of the variables. */
export function symbolsOf(names: readonly string[]): Symbols {
  return { names, base: names.map((_, i) => i), state: names.map(() => undefined) }
}

/** A new symbol for a value of the same variable as `s`. */
export function freshSymbol(symbols: Symbols, s: number): number {
  symbols.base.push(symbols.base[s]!)
  symbols.state.push(undefined)
  return symbols.base.length - 1
}

/** A new symbol for a fixed state of the variable of `s`. */
export function stateSymbol(symbols: Symbols, s: number, state: string): number {
  symbols.base.push(symbols.base[s]!)
  symbols.state.push(state)
  return symbols.base.length - 1
}

export const ONE: Constant = { kind: 'constant', value: 1 }
export const ZERO: Constant = { kind: 'constant', value: 0 }

export function prob(
  of: readonly number[],
  given: readonly number[] = [],
  act: readonly number[] = [],
  domain = '',
): Expr {
  return of.length === 0 ? ONE : { kind: 'prob', of, given, act, domain }
}

/** A product without nested products and ones. */
export function product(factors: readonly Expr[]): Expr {
  const flat: Expr[] = []
  const apart: Constant[] = []
  let constant = 1
  for (const factor of factors) {
    for (const part of factor.kind === 'product' ? factor.factors : [factor]) {
      if (part.kind !== 'constant') flat.push(part)
      else if (isInRange(constant, part.value)) constant *= part.value
      else apart.push(part)
    }
  }
  if (constant === 0) return ZERO
  flat.unshift(...apart)
  if (constant !== 1) flat.unshift({ kind: 'constant', value: constant })
  return flat.length === 0 ? ONE : flat.length === 1 ? flat[0]! : { kind: 'product', factors: flat }
}

/** Whether two numbers have a product that a double can hold: neither infinite, nor zero by underflow. */
function isInRange(a: number, b: number): boolean {
  return Number.isFinite(a * b) && (a * b !== 0 || a === 0 || b === 0)
}

export function ratio(top: Expr, bottom: Expr): Expr {
  return bottom.kind === 'constant' && bottom.value === 1 ? top : { kind: 'ratio', top, bottom }
}

/** A sum over symbols that are already its own. */
export function sum(over: readonly number[], body: Expr): Expr {
  return over.length === 0 ? body : { kind: 'sum', over, body }
}

/** The sum over some symbols that are free in the body: each is first replaced by one of its own. */
export function sumOut(symbols: Symbols, over: readonly number[], body: Expr): Expr {
  if (over.length === 0) return body
  const renamed = new Map<number, number>(over.map((s) => [s, freshSymbol(symbols, s)]))
  return sum([...renamed.values()], substitute(symbols, body, renamed))
}

/** The expression with free symbols replaced. Binders inside get fresh symbols: the result may stand beside the old one. */
export function substitute(symbols: Symbols, e: Expr, map: ReadonlyMap<number, number>): Expr {
  return calledAs('substitute', () => {
    const to = (s: number): number => map.get(s) ?? s
    switch (e.kind) {
      case 'constant':
        return e
      case 'prob':
        return { ...e, of: e.of.map(to), given: e.given.map(to), act: e.act.map(to) }
      case 'product':
        return { kind: 'product', factors: e.factors.map((f) => substitute(symbols, f, map)) }
      case 'ratio':
        return { kind: 'ratio', top: substitute(symbols, e.top, map), bottom: substitute(symbols, e.bottom, map) }
      default: {
        const inner = new Map(map)
        const over = e.over.map((s) => {
          const fresh = freshSymbol(symbols, s)
          inner.set(s, fresh)
          return fresh
        })
        return { kind: e.kind, over, body: substitute(symbols, e.body, inner) }
      }
    }
  })
}

const free = new WeakMap<Expr, ReadonlySet<number>>()
const none: ReadonlySet<number> = new Set()

/** The free symbols, kept with the expression. */
export function freeSymbols(e: Expr): ReadonlySet<number> {
  if (e.kind === 'constant') return none
  const known = free.get(e)
  if (known !== undefined) return known
  const found = new Set<number>()
  if (e.kind === 'prob') {
    for (const list of [e.of, e.given, e.act]) for (const s of list) found.add(s)
  } else if (e.kind === 'product') {
    for (const f of e.factors) for (const s of freeSymbols(f)) found.add(s)
  } else if (e.kind === 'ratio') {
    for (const s of freeSymbols(e.top)) found.add(s)
    for (const s of freeSymbols(e.bottom)) found.add(s)
  } else {
    for (const s of freeSymbols(e.body)) found.add(s)
    for (const s of e.over) found.delete(s)
  }
  free.set(e, found)
  return found
}
