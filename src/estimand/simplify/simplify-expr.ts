import { type Expr, freeSymbols, ONE, type Prob, prob, product, ratio, type Symbols, sum } from '../terms/expr.js'
import {
  type Context,
  cancelled,
  distinctBases,
  type Independent,
  parts,
  pruned,
  sameGiven,
  sameSet,
} from './cancel-factors.js'

/**
 * The expression in short form: sums over what nothing depends on go, chains `P(a | b) P(b)` that a sum runs over are
 * merged, fractions are cancelled, conditions that do not matter are dropped. Every step keeps the value.
 */
export function simplifyExpr(symbols: Symbols, expr: Expr, independent: Independent = () => false): Expr {
  const { base } = symbols
  const bases = (list: readonly number[]): number[] => list.map((s) => base[s]!)
  const context: Context = {
    symbols,
    independent: (a, b, given, act) =>
      a.length === 0 || b.length === 0 || independent(bases(a), bases(b), bases(given), bases(act)),
  }
  return joinChains(context, simplified(context, expr))
}

function simplified(c: Context, e: Expr): Expr {
  switch (e.kind) {
    case 'constant':
      return e
    case 'prob':
      return pruned(c, e)
    case 'product':
      return cancelled(
        c,
        e.factors.map((f) => simplified(c, f)),
        [],
      )
    case 'ratio':
      return cancelled(c, [simplified(c, e.top)], [simplified(c, e.bottom)])
    case 'any': {
      const body = simplified(c, e.body)
      const over = e.over.filter((s) => freeSymbols(body).has(s))
      return over.length === 0 ? body : { kind: 'any', over, body }
    }
    case 'sum':
      return simplifiedSum(c, e.over, simplified(c, e.body))
  }
}

/** A sum over a simplified body: what does not depend on the sum goes outside, each bound value is summed away if it can be. */
function simplifiedSum(c: Context, over: readonly number[], body: Expr): Expr {
  let bound = [...over]
  let { top, bottom } = parts(body)
  // nested sums become one: their bound values are their own
  for (;;) {
    const nested = top.findIndex((f) => f.kind === 'sum' && sharesWith(f, bound))
    if (nested < 0 || bottom.some((f) => sharesWith(f, bound))) break
    const inner = top[nested] as Extract<Expr, { kind: 'sum' }>
    const names = new Set(inner.over)
    if (top.some((f, i) => i !== nested && [...freeSymbols(f)].some((s) => names.has(s)))) break
    const flat = parts(inner.body)
    if (flat.bottom.length > 0) break
    bound = [...bound, ...inner.over]
    top = [...top.slice(0, nested), ...flat.top, ...top.slice(nested + 1)]
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const s of [...bound].reverse()) {
      if (bottom.some((f) => freeSymbols(f).has(s))) continue
      const holding = top.filter((f) => freeSymbols(f).has(s))
      if (holding.length === 0 || !holding.every(isProb)) continue
      const merged = chain(c, holding, s)
      if (merged === null) continue
      bound = bound.filter((t) => t !== s)
      const rest: Expr = prob(
        merged.of.filter((t) => t !== s),
        merged.given,
        merged.act,
        merged.domain,
      )
      const position = top.indexOf(holding[0]!)
      const gone: readonly Expr[] = holding
      top = top.filter((f) => !gone.includes(f))
      top.splice(position, 0, rest.kind === 'prob' ? pruned(c, rest) : rest)
      changed = true
    }
  }
  return grouped(c, bound, top, bottom)
}

function sharesWith(e: Expr, symbols: readonly number[]): boolean {
  const free = freeSymbols(e)
  return symbols.some((s) => free.has(s))
}

const isProb = (e: Expr): e is Prob => e.kind === 'prob'

/** Σ over independent groups of factors as a product of sums; what no bound value touches stands outside. */
function grouped(c: Context, bound: readonly number[], top: readonly Expr[], bottom: readonly Expr[]): Expr {
  const factors = [...top.map((e) => ({ e, below: false })), ...bottom.map((e) => ({ e, below: true }))]
  const left = new Set(bound)
  const done = new Uint8Array(factors.length)
  const above: Expr[] = []
  const under: Expr[] = []
  const idle: number[] = bound.filter((s) => !factors.some(({ e }) => freeSymbols(e).has(s)))
  for (const s of idle) left.delete(s)
  for (const [i, { e, below }] of factors.entries()) {
    if (done[i] === 1) continue
    done[i] = 1
    const group = [i]
    const mine: number[] = []
    for (const k of group) {
      for (const s of freeSymbols(factors[k]!.e)) {
        if (!left.delete(s)) continue
        mine.push(s)
        for (const [j, other] of factors.entries()) {
          if (done[j] === 1 || !freeSymbols(other.e).has(s)) continue
          done[j] = 1
          group.push(j)
        }
      }
    }
    if (mine.length === 0) (below ? under : above).push(e)
    else {
      group.sort((a, b) => a - b)
      const pick = (side: boolean): Expr[] => group.filter((k) => factors[k]!.below === side).map((k) => factors[k]!.e)
      above.push(
        sum(
          mine.sort((a, b) => a - b),
          ratio(product(pick(false)), product(pick(true))),
        ),
      )
    }
  }
  return cancelled(c, [sum(idle, ONE), ...above], under)
}

/**
 * Several terms as one, P(a₁ | …) P(a₂ | …) … = P(a₁, a₂, … | d), with `s` in its event: possible when the terms can
 * be ordered so that each is conditioned on d and all earlier events, up to conditions that do not matter.
 */
function chain(c: Context, terms: readonly Prob[], s: number): Prob | null {
  const [first] = terms
  if (!terms.some((t) => t.of.includes(s))) return null
  if (terms.length === 1) return first!
  if (terms.some((t) => t.domain !== first!.domain || !sameSet(t.act, first!.act))) return null
  const events = terms.flatMap((t) => [...t.of])
  if (new Set(events).size !== events.length) return null
  const conditions = [...new Set(terms.flatMap((t) => [...t.given]))].filter((t) => !events.includes(t))
  if (!distinctBases(c, [...events, ...conditions, ...first!.act])) return null
  const rest = [...terms]
  const before = [...conditions]
  while (rest.length > 0) {
    const next = rest.findIndex((t) => t.given.every((g) => before.includes(g)))
    if (next < 0) return null
    const [term] = rest.splice(next, 1)
    if (!sameGiven(c, term!, before)) return null
    before.push(...term!.of)
  }
  return { ...first!, of: events, given: conditions }
}

/** Last of all: terms side by side that are exactly a chain, P(a | b, c) P(b | c), are written as one, P(a, b | c). */
function joinChains(c: Context, e: Expr): Expr {
  switch (e.kind) {
    case 'ratio':
      return cancelled(c, [joinChains(c, e.top)], [joinChains(c, e.bottom)])
    case 'sum': {
      const body = joinChains(c, e.body)
      return nested(c, e.over, body.kind === 'product' ? body.factors : [body])
    }
    case 'any':
      return { ...e, body: joinChains(c, e.body) }
    case 'product': {
      const factors = e.factors.map((f) => joinChains(c, f))
      for (let i = 0; i < factors.length; i++) {
        const a = factors[i]!
        if (a.kind !== 'prob') continue
        const j = factors.findIndex(
          (b) =>
            b.kind === 'prob' &&
            b.domain === a.domain &&
            sameSet(b.act, a.act) &&
            sameSet(a.given, [...b.given, ...b.of]),
        )
        if (j < 0) continue
        const b = factors[j] as Prob
        factors[i] = { ...a, of: [...a.of, ...b.of], given: b.given }
        factors.splice(j, 1)
        i = -1
      }
      return product(factors)
    }
    default:
      return e
  }
}

/** A sum in which a value that would need a prime beside a free one of its variable has an inner sum of its own. */
function nested(c: Context, over: readonly number[], factors: readonly Expr[]): Expr {
  const whole = sum(over, product(factors))
  if (over.length < 2) return whole
  const free = new Set([...freeSymbols(whole)].map((s) => c.symbols.base[s]))
  for (const s of over) {
    if (!free.has(c.symbols.base[s])) continue
    const inside = factors.filter((f) => freeSymbols(f).has(s))
    if (inside.length === factors.length) continue
    const rest = over.filter((t) => t !== s && factors.some((f) => !inside.includes(f) && freeSymbols(f).has(t)))
    const within = over.filter((t) => !rest.includes(t))
    if (rest.length === 0) continue
    return nested(c, rest, [...factors.filter((f) => !inside.includes(f)), sum(within, product(inside))])
  }
  return whole
}
