import type { Expr, Symbols } from '../terms/expr.js'

/** Which symbol of the right stands for which of the left, both ways. */
interface Pairing {
  readonly right: Map<number, number>
  readonly left: Map<number, number>
}

/** Whether two expressions are the same up to the names of bound values and the order of factors and lists. */
export function equalExprs(symbols: Symbols, a: Expr, b: Expr): boolean {
  return shape(symbols, a) === shape(symbols, b) && match(symbols, a, b, { right: new Map(), left: new Map() }) !== null
}

const shapes = new WeakMap<Symbols, WeakMap<Expr, string>>()

/** A text that equal expressions share: variables without primes, parts sorted. */
export function shape(symbols: Symbols, e: Expr): string {
  let known = shapes.get(symbols)
  if (known === undefined) {
    known = new WeakMap()
    shapes.set(symbols, known)
  }
  const old = known.get(e)
  if (old !== undefined) return old
  const list = (of: readonly number[]): string =>
    of
      .map((s) => `${symbols.base[s]}${symbols.state[s] === undefined ? '' : `=${JSON.stringify(symbols.state[s])}`}`)
      .sort()
      .join()
  const text =
    e.kind === 'constant'
      ? String(e.value)
      : e.kind === 'prob'
        ? `P${JSON.stringify(e.domain)}(${list(e.of)}|${list(e.given)}|${list(e.act)})`
        : e.kind === 'product'
          ? `[${e.factors
              .map((f) => shape(symbols, f))
              .sort()
              .join('*')}]`
          : e.kind === 'ratio'
            ? `{${shape(symbols, e.top)}/${shape(symbols, e.bottom)}}`
            : `${e.kind}<${list(e.over)}>${shape(symbols, e.body)}`
  known.set(e, text)
  return text
}

/** The pairing extended so that the expressions agree, or null. Backtracks over factors of equal shape. */
function match(symbols: Symbols, a: Expr, b: Expr, p: Pairing): Pairing | null {
  if (a.kind !== b.kind) return null
  switch (a.kind) {
    case 'constant':
      return a.value === (b as typeof a).value ? p : null
    case 'prob': {
      const q = b as typeof a
      if (a.domain !== q.domain) return null
      return matchLists(
        symbols,
        [
          [a.of, q.of],
          [a.given, q.given],
          [a.act, q.act],
        ],
        p,
      )
    }
    case 'product': {
      const q = b as typeof a
      return a.factors.length === q.factors.length ? matchSets(symbols, a.factors, q.factors, p) : null
    }
    case 'ratio': {
      const q = b as typeof a
      const top = match(symbols, a.top, q.top, p)
      return top === null ? null : match(symbols, a.bottom, q.bottom, top)
    }
    default: {
      const q = b as typeof a
      return bindings(symbols, a.over, q.over, p, (bound) => {
        const inside = match(symbols, a.body, q.body, bound)
        return inside === null ? null : p
      })
    }
  }
}

function matchSets(symbols: Symbols, a: readonly Expr[], b: readonly Expr[], p: Pairing): Pairing | null {
  const [first, ...rest] = a
  if (first === undefined) return p
  for (const [i, candidate] of b.entries()) {
    if (shape(symbols, candidate) !== shape(symbols, first)) continue
    const paired = match(symbols, first, candidate, p)
    if (paired === null) continue
    const others = matchSets(symbols, rest, [...b.slice(0, i), ...b.slice(i + 1)], paired)
    if (others !== null) return others
  }
  return null
}

function matchLists(
  symbols: Symbols,
  lists: readonly (readonly [readonly number[], readonly number[]])[],
  p: Pairing,
): Pairing | null {
  for (const [left, right] of lists) {
    if (left.length !== right.length) return null
    const wanted = new Set(right)
    for (const s of left) {
      // a bound symbol has its partner; a free or fixed one is its own, or a fixed one of the same state
      const partner =
        p.right.get(s) ??
        (symbols.state[s] === undefined
          ? s
          : (right.find((t) => symbols.base[t] === symbols.base[s] && symbols.state[t] === symbols.state[s]) ?? -1))
      if (!wanted.has(partner) || (p.right.get(s) === undefined && p.left.has(partner))) return null
    }
  }
  return p
}

/** Tries the pairings of two lists of bound symbols of the same variables. */
function bindings(
  symbols: Symbols,
  a: readonly number[],
  b: readonly number[],
  p: Pairing,
  then: (bound: Pairing) => Pairing | null,
): Pairing | null {
  if (a.length !== b.length) return null
  const [first, ...rest] = a
  if (first === undefined) return then(p)
  for (const [i, candidate] of b.entries()) {
    if (symbols.base[candidate] !== symbols.base[first]) continue
    const bound: Pairing = {
      right: new Map(p.right).set(first, candidate),
      left: new Map(p.left).set(candidate, first),
    }
    const found = bindings(symbols, rest, [...b.slice(0, i), ...b.slice(i + 1)], bound, then)
    if (found !== null) return found
  }
  return null
}
