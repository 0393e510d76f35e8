import { type Expr, freeSymbols, type Prob, product, sum } from '../terms/expr.js'
import { type Context, cancelled } from './cancel-factors.js'

/** Last of all: terms side by side that are exactly a chain, P(a | b, c) P(b | c), are written as one, P(a, b | c). */
export function joinChains(c: Context, e: Expr): Expr {
  switch (e.kind) {
    case 'ratio':
      return cancelled(c, [joinChains(c, e.top)], [joinChains(c, e.bottom)])
    case 'sum': {
      const body = joinChains(c, e.body)
      return nested(c, e.over, body.kind === 'product' ? body.factors : [body])
    }
    case 'any':
      return { ...e, body: joinChains(c, e.body) }
    case 'product':
      return product(joined(e.factors.map((f) => joinChains(c, f))))
    default:
      return e
  }
}

/**
 * Each term P(a | b, c) in turn takes in the first P(b | c), as long as there is one. Taking one in does not change which
 * values a term speaks of, so that terms before it find no more than they did.
 */
function joined(factors: readonly Expr[]): Expr[] {
  const list: (Expr | null)[] = [...factors]
  /** Where the terms stand that speak of these values, first to last. */
  const places = new Map<string, number[]>()
  for (const [i, f] of factors.entries()) {
    if (f.kind !== 'prob') continue
    const key = keyOf(f, [...f.given, ...f.of])
    const known = places.get(key)
    if (known === undefined) places.set(key, [i])
    else known.push(i)
  }
  for (let i = 0; i < list.length; i++) {
    for (let a = list[i]; a?.kind === 'prob'; a = list[i]) {
      const j = places.get(keyOf(a, a.given))?.find((at) => list[at] !== null)
      if (j === undefined) break
      const b = list[j] as Prob
      list[i] = { ...a, of: [...a.of, ...b.of], given: b.given }
      list[j] = null
    }
  }
  return list.filter((f) => f !== null)
}

/** A text that terms share when they stand for the same population and intervention and list the same values. */
function keyOf({ domain, act }: Prob, values: readonly number[]): string {
  const sorted = (of: readonly number[]): string => Int32Array.from(of).sort().join()
  return `${sorted(act)}|${sorted(values)}|${domain}`
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
