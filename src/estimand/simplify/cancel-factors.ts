import { type Expr, type Prob, product, ratio, type Symbols } from '../terms/expr.js'
import { equalExprs, shape } from './equal-expr.js'

/**
 * Whether variables are independent given others when `act` is set, in a population. Positions in the table of names; the
 * lists are disjoint.
 */
export interface Independent {
  (
    a: readonly number[],
    b: readonly number[],
    given: readonly number[],
    act: readonly number[],
    domain: string,
  ): boolean
  /**
   * Those of `given` that `a` depends on given the others, all at once, where that can be said. Separation in a graph is
   * a compositional graphoid with intersection, so dropping all the others at once is the same as one by one.
   */
  readonly relevant?: (
    a: readonly number[],
    given: readonly number[],
    act: readonly number[],
    domain: string,
  ) => ReadonlySet<number>
  /** Whether a term may stand in the result: left out, every term may. It speaks of symbols. */
  readonly allows?: (symbols: Symbols, term: Prob) => boolean
}

/** What the rules work with: the table, and independence where a graph is known. */
export interface Context {
  readonly symbols: Symbols
  /** The same for symbols. */
  readonly independent: Independent
  /** Whether a term may stand in the result. */
  readonly allows: (term: Prob) => boolean
}

/** The same questions about symbols as about the variables that they are values of. */
export function contextOf(symbols: Symbols, independent: Independent): Context {
  const { base } = symbols
  const { relevant, allows } = independent
  const bases = (list: readonly number[]): number[] => list.map((s) => base[s]!)
  const ofSymbols: Independent = (a, b, given, act, domain) =>
    a.length === 0 || b.length === 0 || independent(bases(a), bases(b), bases(given), bases(act), domain)
  return {
    symbols,
    allows: allows === undefined ? () => true : (term) => allows(symbols, term),
    independent:
      relevant === undefined
        ? ofSymbols
        : Object.assign(ofSymbols, {
            relevant: (a: readonly number[], given: readonly number[], act: readonly number[], domain: string) =>
              relevant(bases(a), bases(given), bases(act), domain),
          }),
  }
}

/** P(a | b, c) = P(a | c) when a ⊥ b | c. Conditions are tried one by one, the last given first. */
export function pruned(c: Context, p: Prob): Expr {
  if (p.given.length === 0) return p
  if (c.independent.relevant !== undefined && distinctBases(c, [...p.of, ...p.given, ...p.act])) {
    const kept = c.independent.relevant(p.of, p.given, p.act, p.domain)
    if (kept.size === p.given.length) return p
    const matters = (s: number): boolean => kept.has(c.symbols.base[s]!)
    const short = { ...p, given: p.given.filter(matters) }
    // some of what does not matter may be dropped too (weak union)
    return c.allows(short) ? short : shortened(p, (s, others) => !matters(s) && c.allows({ ...p, given: others }))
  }
  const isIdle = (s: number, others: readonly number[]): boolean =>
    c.allows({ ...p, given: others }) && c.independent(p.of, [s], others, p.act, p.domain)
  return shortened(p, isIdle)
}

/** Without the conditions that may go, each beside those that are left. */
function shortened(p: Prob, mayGo: (s: number, others: readonly number[]) => boolean): Prob {
  let given = p.given
  for (const s of [...p.given].reverse()) {
    const others = given.filter((t) => t !== s)
    if (mayGo(s, others)) given = others
  }
  return given.length === p.given.length ? p : { ...p, given }
}

/** The factors of a product, of a fraction above and below its bar, or of any other expression. */
export function parts(e: Expr): { top: Expr[]; bottom: Expr[] } {
  if (e.kind === 'product') {
    const all = e.factors.map(parts)
    return { top: all.flatMap((p) => p.top), bottom: all.flatMap((p) => p.bottom) }
  }
  if (e.kind === 'ratio') {
    const [top, bottom] = [parts(e.top), parts(e.bottom)]
    return { top: [...top.top, ...bottom.bottom], bottom: [...top.bottom, ...bottom.top] }
  }
  return e.kind === 'constant' && e.value === 1 ? { top: [], bottom: [] } : { top: [e], bottom: [] }
}

/** One fraction of simplified factors: equal factors go, and P(a, b | c) / P(b | c) becomes P(a | b, c). */
export function cancelled(c: Context, above: readonly Expr[], below: readonly Expr[]): Expr {
  const split = parts(ratio(product(above), product(below)))
  if (split.bottom.length === 0) return product(split.top)
  const top: (Expr | null)[] = [...split.top]
  const bottom: Expr[] = []
  const shapes = new Places<string>()
  const events = new Places<number>()
  const enter = (a: Expr, i: number): void => {
    shapes.add(shape(c.symbols, a), i)
    if (a.kind === 'prob') for (const s of a.of) events.add(s, i)
  }
  for (const [i, a] of split.top.entries()) enter(a, i)
  for (const b of split.bottom) {
    const same = shapes.first(shape(c.symbols, b), (i) => top[i] !== null && equalExprs(c.symbols, top[i]!, b))
    if (same !== undefined) {
      top[same] = null
      continue
    }
    let quotient: Expr | null = null
    const at =
      b.kind !== 'prob'
        ? undefined
        : events.first(b.of[0]!, (i) => {
            const a = top[i]!
            quotient = a?.kind === 'prob' ? conditioned(c, a, b) : null
            return quotient !== null
          })
    if (at === undefined) bottom.push(b)
    else {
      top[at] = quotient
      enter(quotient!, at)
    }
  }
  return ratio(product(top.filter((a) => a !== null)), product(bottom))
}

/** Where things stand in a list, ascending; a place may be entered again when what stands there has changed. */
class Places<K> {
  readonly #places = new Map<K, number[]>()

  add(key: K, place: number): void {
    const list = this.#places.get(key)
    if (list === undefined) this.#places.set(key, [place])
    else if (!list.includes(place)) list.splice(list.filter((i) => i < place).length, 0, place)
  }

  first(key: K, isRight: (place: number) => boolean): number | undefined {
    return this.#places.get(key)?.find(isRight)
  }
}

/** P(a, b | g) / P(b | h) as P(a | b, g), when g and h are the same or their difference does not matter. */
function conditioned(c: Context, a: Prob, b: Prob): Expr | null {
  if (a.domain !== b.domain || !sameSet(a.act, b.act)) return null
  if (b.of.length >= a.of.length || !isWithin(b.of, a.of) || !sameGiven(c, b, a.given)) return null
  const gone = new Set(b.of)
  const quotient: Prob = { ...a, of: a.of.filter((s) => !gone.has(s)), given: [...a.given, ...b.of] }
  return c.allows(quotient) ? pruned(c, quotient) : null
}

/** Whether P(p.of | p.given) = P(p.of | given). */
export function sameGiven(c: Context, p: Prob, given: readonly number[]): boolean {
  const extra = minus(given, p.given)
  const missing = minus(p.given, given)
  if (extra.length === 0 && missing.length === 0) return true
  if (!distinctBases(c, [...p.of, ...p.given, ...extra, ...p.act])) return false
  return c.independent(p.of, extra, p.given, p.act, p.domain) && c.independent(p.of, missing, given, p.act, p.domain)
}

function minus(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0 || b.length === 0) return a
  const gone = new Set(b)
  return a.filter((s) => !gone.has(s))
}

function isWithin(a: readonly number[], b: readonly number[]): boolean {
  if (b.length < 16) return a.every((s) => b.includes(s))
  const whole = new Set(b)
  return a.every((s) => whole.has(s))
}

export function sameSet(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && isWithin(a, b)
}

export function distinctBases({ symbols }: Context, list: readonly number[]): boolean {
  return new Set(list.map((s) => symbols.base[s])).size === list.length
}
