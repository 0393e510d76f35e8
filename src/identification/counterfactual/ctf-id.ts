import { type Expr, ONE, ZERO } from '../../estimand/terms/expr.js'
import { complement } from '../../graph/core/node-sets.js'
import { connectedTo } from './ancestral-components.js'
import { type CtfContext, type Formula, fraction, type Inconsistent } from './fraction.js'
import { ancestorsOf, type Copy, inOrder, kept, type Moved, type Network, type Reading, unroll } from './network.js'
import { type Contradiction, settle } from './settle.js'

/** A variable having a value in a world. */
export interface Atom extends Reading {
  readonly value: string
}

/** A condition wants of a variable that is set a value other than that. */
export interface Forced {
  readonly variable: number
  readonly value: string
  readonly set: string
}

/** The formula, or why there is none: a factor that is inconsistent, or conditions that are impossible. */
export type CtfAnswer = Formula | Inconsistent | Contradiction | Forced

/** The copies that a probability is a fraction of, and those that are alike above and below its bar. */
export interface CtfNetworks {
  readonly numerator: Network
  readonly denominator: Network
  readonly rest: Network
}

/** P(event | given) by ctf-ID and ctf-IDC: the fraction of its networks. */
export function ctfId(c: CtfContext, event: readonly Atom[], given: readonly Atom[]): CtfAnswer {
  const found = ctfNetworks(c, event, given)
  if ('decided' in found) return { experimental: found.decided, observational: found.decided, hedge: null }
  return 'numerator' in found ? fraction(c, found.numerator, found.denominator) : found
}

/**
 * P(event | given) by ctf-ID and ctf-IDC (Correa, Lee & Bareinboim 2021): Σ Π of the ctf-factors of the ancestral
 * components that hold the event, over the same sum for the conditions alone.
 *
 * Values are used for consistency as far as they are known: those of the conditions everywhere, those of the event in the
 * numerator alone, since P(given) is not about them. The denominator leaves out the copies that only the event needs, so
 * that P(x | y_x) = P(x, y) / P(y | do(x)) is found behind a hidden common cause.
 */
export function ctfNetworks(
  c: CtfContext,
  event: readonly Atom[],
  given: readonly Atom[],
): CtfNetworks | { readonly decided: Expr } | Contradiction | Forced {
  // what consistency alone decides
  const known = unroll(c.g, c.rank, given)
  const conditions = facts(c, given, known.at)
  if (conditions.forced !== null) return conditions.forced
  const past = settle(known.copies, conditions.told)
  if ('contradiction' in past) return past
  const { copies, at } = unroll(c.g, c.rank, [...event, ...given])
  const asked = facts(c, event, at.slice(0, event.length))
  const seen = facts(c, given, at.slice(event.length))
  if (asked.forced !== null) return { decided: ZERO }
  const whole = settle(copies, [...seen.told, ...asked.told])
  if ('contradiction' in whole) return { decided: ZERO }
  const impliedBy = new Set(seen.told.map(([i]) => whole.place[i]!))
  const left = [...new Set(asked.told.map(([i]) => whole.place[i]!))].filter((i) => !impliedBy.has(i))
  if (left.length === 0) return { decided: ONE }

  // the rest of the event, where parents that are known are set, beside the conditions
  const unvalued = whole.copies.map((copy): Copy => ({ ...copy, value: null }))
  const above = kept(unvalued, ancestorsOf(whole.copies, left))
  const below = kept(past.copies, ancestorsOf(past.copies, valued(past.copies)))
  const both = inOrder([...above.copies, ...shifted(below.copies, above.copies.length)], c.rank)
  const settled = settle(both.copies) as Moved // it holds fewer values than `whole`, which had no contradiction
  const roots = left.map((i) => settled.place[both.place[above.place[i]!]!]!)

  // D*: the ancestral components that hold the event
  const connected = connectedTo(c.g, settled.copies, roots)
  const inside = kept(settled.copies, connected)
  const rest = kept(settled.copies, complement(connected)).copies
  const values = left.map((i, k) => [inside.place[roots[k]!]!, whole.copies[i]!.value!] as const)
  const numerator = settle(inside.copies, values) as Moved
  const denominator = kept(inside.copies, ancestorsOf(inside.copies, valued(inside.copies)))
  return { numerator: numerator.copies, denominator: denominator.copies, rest }
}

/** The values told of copies, and the first that a variable cannot have, since its world sets it to another. */
function facts(
  { rank }: CtfContext,
  atoms: readonly Atom[],
  at: readonly (string | number)[],
): { readonly told: (readonly [copy: number, value: string])[]; readonly forced: Forced | null } {
  const told: (readonly [number, string])[] = []
  let forced: Forced | null = null
  for (const [k, { variable, value }] of atoms.entries()) {
    const set = at[k]!
    if (typeof set === 'number') told.push([set, value])
    else if (set !== value) {
      const one = { variable, value, set }
      if (forced === null || comesBefore(rank, one, forced)) forced = one
    }
  }
  return { told, forced }
}

function comesBefore(rank: Int32Array, a: Forced, b: Forced): boolean {
  if (a.variable !== b.variable) return rank[a.variable]! < rank[b.variable]!
  return a.set === b.set ? a.value < b.value : a.set < b.set
}

/** The copies whose values are known. */
function valued(copies: Network): number[] {
  return copies.flatMap(({ value }, i) => (value === null ? [] : [i]))
}

function shifted(copies: Network, by: number): Copy[] {
  return copies.map((copy) => ({ ...copy, parents: copy.parents.map((p) => (typeof p === 'number' ? p + by : p)) }))
}
