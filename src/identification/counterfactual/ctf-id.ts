import { type Expr, ONE, product, ratio, type Symbols, sum, ZERO } from '../../estimand/expr.js'
import type { IndexedGraph } from '../../graph/indexed.js'
import type { HedgeSets } from '../id-algorithm.js'
import {
  type Conflict,
  experimentalFactor,
  type Factor,
  factorsOf,
  observationalFactor,
  type StateSymbols,
  shareCause,
  stateSymbols,
  valueSymbols,
} from './factors.js'
import { ancestorsOf, type Copy, inOrder, kept, type Moved, type Network, type Reading, unroll } from './network.js'
import { type Contradiction, settle } from './settle.js'

/** A variable having a value in a world. */
export interface Atom extends Reading {
  readonly value: string
}

export interface CtfContext {
  readonly g: IndexedGraph
  /** A topological order, and the rank of each node in it. */
  readonly order: ArrayLike<number>
  readonly rank: Int32Array
  readonly symbols: Symbols
}

/** The formula in experiments and, where there is one, in observations; or why there is none. */
export type CtfAnswer =
  | { readonly experimental: Expr; readonly observational: Expr | null; readonly hedge: HedgeSets | null }
  /** A factor is inconsistent: already one of the conditions' own, or only with the event. */
  | { readonly copies: Network; readonly conflict: Conflict; readonly part: 'event' | 'given' }
  /** The conditions contradict each other. */
  | Contradiction
  /** A condition wants of a variable that is set a value other than that. */
  | { readonly set: number; readonly value: string; readonly other: string }

const known = (expr: Expr): CtfAnswer => ({ experimental: expr, observational: expr, hedge: null })

/**
 * ctf-ID and ctf-IDC (Correa, Lee & Bareinboim 2021, algorithms 1 and 2): P(event | given) as Σ Π of the ctf-factors of
 * the ancestral components that hold the event, over the same sum without the event.
 *
 * What differs from the paper: the values of the event serve consistency in the numerator alone, since the denominator
 * sums over them; and the denominator is that of the conditions, without copies that only the event needs, so that
 * P(x | y_x) = P(x, y) / P(y | do(x)) is found behind a hidden common cause.
 */
export function ctfId(c: CtfContext, event: readonly Atom[], given: readonly Atom[]): CtfAnswer {
  const { copies, at } = unroll(c.g, c.rank, [...event, ...given])
  const asked = at.slice(0, event.length)
  const seen = at.slice(event.length)
  const trivial = (atoms: readonly Atom[], sources: readonly (string | number)[]): Atom | undefined =>
    atoms.find(({ value }, k) => typeof sources[k] === 'string' && sources[k] !== value)
  const told = (atoms: readonly Atom[], sources: readonly (string | number)[]): (readonly [number, string])[] =>
    atoms.flatMap(({ value }, k) => (typeof sources[k] === 'number' ? [[sources[k], value] as const] : []))

  const forced = trivial(given, seen)
  if (forced !== undefined) {
    return { set: forced.variable, value: forced.value, other: seen[given.indexOf(forced)] as string }
  }
  const conditions = told(given, seen)
  const past = settle(copies, conditions)
  if ('contradiction' in past) return past
  if (trivial(event, asked) !== undefined) return known(ZERO)
  const events = told(event, asked)
  const whole = settle(copies, [...conditions, ...events])
  if ('contradiction' in whole) return known(ZERO)

  // by consistency: the event without what the conditions and the rest of it imply, its known parents set
  const impliedBy = new Set(conditions.map(([i]) => whole.place[i]!))
  const left = [...new Set(events.map(([i]) => whole.place[i]!))].filter((i) => !impliedBy.has(i))
  if (left.length === 0) return known(ONE)
  const plain = whole.copies.map((copy): Copy => ({ ...copy, value: null }))
  const above = kept(plain, ancestorsOf(whole.copies, left))
  const below = kept(
    past.copies,
    ancestorsOf(
      past.copies,
      past.copies.flatMap(({ value }, i) => (value === null ? [] : [i])),
    ),
  )
  const both = inOrder([...above.copies, ...shifted(below.copies, above.copies.length)], c.rank)
  const mid = settle(both.copies) as Moved // fewer values than before: no contradiction
  const roots = left.map((i) => mid.place[both.place[above.place[i]!]!]!)

  // D*: the ancestral components that hold the event
  const inside = kept(mid.copies, connectedTo(c.g, mid.copies, roots))
  const values = left.map((i, k) => [inside.place[roots[k]!]!, whole.copies[i]!.value!] as const)
  const numerator = settle(inside.copies, values) as Moved
  const evidence = inside.copies.flatMap(({ value }, i) => (value === null ? [] : [i]))
  const denominator = kept(inside.copies, ancestorsOf(inside.copies, evidence)).copies
  return fraction(c, numerator.copies, denominator)
}

function shifted(copies: Network, by: number): Copy[] {
  return copies.map((copy) => ({ ...copy, parents: copy.parents.map((p) => (typeof p === 'number' ? p + by : p)) }))
}

/**
 * What hangs together with the roots: through unknown values, which are summed over, and through hidden causes. Known
 * values separate, so edges out of the conditions are gone (definition 4.1).
 */
function connectedTo(g: IndexedGraph, copies: Network, roots: readonly number[]): Uint8Array {
  const found = new Uint8Array(copies.length)
  const stack = [...new Set(roots)]
  for (const i of stack) found[i] = 1
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let j = 0; j < copies.length; j++) {
      if (found[j] === 1) continue
      const joined =
        shareCause(g, copies[i]!.variable, copies[j]!.variable) ||
        copies[i]!.parents.includes(j) ||
        copies[j]!.parents.includes(i)
      if (!joined) continue
      found[j] = 1
      stack.push(j)
    }
  }
  return found
}

/** Σ Π numerator / Σ Π denominator, unless a factor of either is inconsistent. */
function fraction(c: CtfContext, numerator: Network, denominator: Network): CtfAnswer {
  const above = factorsOf(c.g, numerator)
  if ('variable' in above) return { copies: numerator, conflict: above, part: 'event' }
  const below = factorsOf(c.g, denominator)
  if ('variable' in below) return { copies: denominator, conflict: below, part: 'given' }
  const states = stateSymbols(c.symbols)
  const top = side(c, states, numerator, above)
  const bottom = side(c, states, denominator, below)
  const over = (t: Expr | null, b: Expr | null): Expr | null =>
    t === null || b === null ? null : t.kind === 'sum' ? sum(t.over, ratio(t.body, b)) : ratio(t, b)
  return {
    experimental: over(top.experimental, bottom.experimental)!,
    observational: over(top.observational, bottom.observational),
    hedge: top.hedge ?? bottom.hedge,
  }
}

function side(
  c: CtfContext,
  states: StateSymbols,
  copies: Network,
  factors: readonly Factor[],
): { readonly experimental: Expr; readonly observational: Expr | null; readonly hedge: HedgeSets | null } {
  const symbolOf = valueSymbols(c.symbols, states)
  const unknowns = copies.flatMap(({ variable, value }, i) => (value === null ? [symbolOf(variable, i)] : []))
  const experimental = sum(unknowns, product(factors.map((factor) => experimentalFactor(factor, symbolOf))))
  const found: Expr[] = []
  for (const factor of factors) {
    const answer = observationalFactor(c, factor, symbolOf)
    if ('hedge' in answer) return { experimental, observational: null, hedge: answer.hedge }
    found.push(answer.expr)
  }
  return { experimental, observational: sum(unknowns, product(found)), hedge: null }
}
