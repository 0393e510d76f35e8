import type { Expr, Prob } from '../../estimand/terms/expr.js'
import { minus } from './proof-lines.js'

/** Σ_w P(y, w | …). */
export function isSum(a: Prob, b: Expr): boolean {
  if (b.kind !== 'sum' || b.body.kind !== 'prob') return false
  const { over, body } = b
  return isLike(a, body) && within(over, body.of) && same(minus(body.of, over), a.of) && same(body.given, a.given)
}

/** Σ_w P(y | w, …) P(w | …). */
export function isCases(a: Prob, b: Expr): boolean {
  if (b.kind !== 'sum' || b.body.kind !== 'product' || b.body.factors.length !== 2) return false
  const { over, body } = b
  return body.factors.some((inner, i) => {
    const outer = body.factors[1 - i]!
    return (
      isLike(a, inner) &&
      isLike(a, outer) &&
      same(inner.of, a.of) &&
      same(inner.given, [...a.given, ...over]) &&
      same(outer.of, over) &&
      same(outer.given, a.given)
    )
  })
}

/** P(y, z | …) / P(z | …). */
export function isCondition(a: Prob, b: Expr): boolean {
  if (b.kind !== 'ratio' || !isLike(a, b.top) || !isLike(a, b.bottom)) return false
  const { top, bottom } = b
  const left = minus(a.given, bottom.of)
  return (
    bottom.of.length > 0 &&
    within(bottom.of, a.given) &&
    same(top.of, [...a.of, ...bottom.of]) &&
    same(top.given, left) &&
    same(bottom.given, left)
  )
}

/** P(y, z | …) / P(z | y, …). */
export function isDivide(a: Prob, b: Expr): boolean {
  if (b.kind !== 'ratio' || !isLike(a, b.top) || !isLike(a, b.bottom)) return false
  const { top, bottom } = b
  return (
    bottom.of.length > 0 &&
    same(top.of, [...a.of, ...bottom.of]) &&
    same(top.given, a.given) &&
    same(bottom.given, [...a.given, ...a.of])
  )
}

/** P(a | …) P(b | a, …) …: some order of the factors in which each is given what came before. */
export function isChain(a: Prob, b: Expr): boolean {
  if (b.kind !== 'product' || !b.factors.every((f): f is Prob => isLike(a, f))) return false
  const factors = [...b.factors] as Prob[]
  const before = [...a.given]
  while (factors.length > 0) {
    const next = factors.findIndex((f) => same(f.given, before))
    if (next < 0) return false
    before.push(...factors.splice(next, 1)[0]!.of)
  }
  return same(before, [...a.given, ...a.of])
}

/** A term of the same population under the same experiment. */
function isLike(a: Prob, b: Expr): b is Prob {
  return b.kind === 'prob' && b.domain === a.domain && same(a.act, b.act)
}

/** The same members, each once. */
export function same(a: readonly number[], b: readonly number[]): boolean {
  const [own, all] = [new Set(b), new Set([...a, ...b])]
  return a.length === b.length && own.size === b.length && all.size === a.length
}

/** Whether all members of `a` are in `b`. */
export function within(a: readonly number[], b: readonly number[]): boolean {
  return a.every((i) => b.includes(i))
}
