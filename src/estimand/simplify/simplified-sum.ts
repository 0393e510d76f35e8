import { type Expr, freeSymbols, ONE, type Prob, prob, product, ratio, sum } from '../terms/expr.js'
import { type Context, cancelled, parts, pruned } from './cancel-factors.js'
import { chain } from './chain.js'

/** A sum over a simplified body: what does not depend on the sum goes outside, each bound value is summed away if it can be. */
export function simplifiedSum(c: Context, over: readonly number[], body: Expr): Expr {
  const { bound, top, bottom } = flattened(over, body)
  return grouped(c, ...summedAway(c, bound, top, bottom), bottom)
}

/** Nested sums become one: their bound values are their own. */
function flattened(over: readonly number[], body: Expr): { bound: number[]; top: Expr[]; bottom: Expr[] } {
  const bound = [...over]
  const isBound = new Set(over)
  let { top, bottom } = parts(body)
  const touches = (e: Expr): boolean => {
    for (const s of freeSymbols(e)) if (isBound.has(s)) return true
    return false
  }
  for (;;) {
    const nested = top.findIndex((f) => f.kind === 'sum' && touches(f))
    if (nested < 0 || bottom.some(touches)) break
    const inner = top[nested] as Extract<Expr, { kind: 'sum' }>
    const names = new Set(inner.over)
    if (top.some((f, i) => i !== nested && [...freeSymbols(f)].some((s) => names.has(s)))) break
    const flat = parts(inner.body)
    if (flat.bottom.length > 0) break
    for (const s of inner.over) {
      bound.push(s)
      isBound.add(s)
    }
    top = [...top.slice(0, nested), ...flat.top, ...top.slice(nested + 1)]
  }
  return { bound, top, bottom }
}

/** Sums away each bound value whose terms are a chain; the last one first, again as long as one more goes. */
function summedAway(
  c: Context,
  bound: readonly number[],
  top: readonly Expr[],
  bottom: readonly Expr[],
): [bound: number[], top: Expr[]] {
  const slots: (Expr | null)[] = [...top]
  const places = placesOf(bound, top)
  const below = new Set(bottom.flatMap((f) => [...freeSymbols(f)]))
  let left = bound.filter((s) => !below.has(s))
  const gone = new Set<number>()
  /** Terms that were found to be no chain, by the first of them. */
  const failed = new Map<Expr, readonly Expr[]>()
  for (let changed = true; changed; ) {
    changed = false
    for (const s of left.reverse()) {
      if (gone.has(s)) continue
      const held = [...places.get(s)!].sort((i, j) => i - j)
      const terms = held.map((i) => slots[i]!)
      if (!terms.every(isProb) || !terms.some((t) => t.of.includes(s)) || sameList(failed.get(terms[0]!), terms))
        continue
      const merged = chain(c, terms)
      if (merged === null) {
        failed.set(terms[0]!, terms)
        continue
      }
      // all bound values that stand in these terms alone go at once
      const going = new Set(
        merged.of.filter((t) => t === s || (!below.has(t) && samePlaces(places.get(t), places.get(s)!))),
      )
      for (const t of going) gone.add(t)
      const rest = prob(
        merged.of.filter((t) => !going.has(t)),
        merged.given,
        merged.act,
        merged.domain,
      )
      for (const i of held) {
        for (const t of freeSymbols(slots[i]!)) places.get(t)?.delete(i)
        slots[i] = null
      }
      const term = rest.kind === 'prob' ? pruned(c, rest) : rest
      slots[held[0]!] = term
      for (const t of freeSymbols(term)) places.get(t)?.add(held[0]!)
      changed = true
    }
    left = left.reverse().filter((s) => !gone.has(s))
  }
  return [bound.filter((s) => !gone.has(s)), slots.filter((f) => f !== null)]
}

const isProb = (e: Expr): e is Prob => e.kind === 'prob'

function sameList(a: readonly Expr[] | undefined, b: readonly Expr[]): boolean {
  return a !== undefined && a.length === b.length && a.every((e, i) => e === b[i])
}

function samePlaces(a: ReadonlySet<number> | undefined, b: ReadonlySet<number>): boolean {
  if (a === undefined || a.size !== b.size) return false
  for (const i of a) if (!b.has(i)) return false
  return true
}

/** In which factors each of the symbols stands free. */
function placesOf(symbols: readonly number[], factors: readonly Expr[]): Map<number, Set<number>> {
  const places = new Map(symbols.map((s) => [s, new Set<number>()]))
  for (const [i, f] of factors.entries()) for (const s of freeSymbols(f)) places.get(s)?.add(i)
  return places
}

/** Σ over independent groups of factors as a product of sums; what no bound value touches stands outside. */
function grouped(c: Context, bound: readonly number[], top: readonly Expr[], bottom: readonly Expr[]): Expr {
  const factors = [...top, ...bottom]
  const isBelow = (i: number): boolean => i >= top.length
  const places = placesOf(bound, factors)
  const idle = bound.filter((s) => places.get(s)!.size === 0)
  const left = new Set(bound)
  const done = new Uint8Array(factors.length)
  const above: Expr[] = []
  const under: Expr[] = []
  for (const [i, e] of factors.entries()) {
    if (done[i] === 1) continue
    done[i] = 1
    const group = [i]
    const mine: number[] = []
    for (const k of group) {
      for (const s of freeSymbols(factors[k]!)) {
        if (!left.delete(s)) continue
        mine.push(s)
        for (const j of places.get(s)!) {
          if (done[j] === 1) continue
          done[j] = 1
          group.push(j)
        }
      }
    }
    if (mine.length === 0) (isBelow(i) ? under : above).push(e)
    else {
      group.sort((a, b) => a - b)
      const pick = (side: boolean): Expr[] => group.filter((k) => isBelow(k) === side).map((k) => factors[k]!)
      const body = ratio(product(pick(false)), product(pick(true)))
      above.push(
        sum(
          mine.sort((a, b) => a - b),
          body,
        ),
      )
    }
  }
  return cancelled(c, [sum(idle, ONE), ...above], under)
}
