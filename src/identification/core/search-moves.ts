import type { MaskGraph } from './mask-graph.js'
import type { SearchStep, SearchTerm } from './search-types.js'
import type { TermTable } from './term-table.js'

/** A term that is taken up. */
export interface Taken extends Required<SearchTerm> {
  readonly at: number
}

/** Adds a term where it is new, with its rule and the terms that it came from. */
export type Add = (
  of: number,
  act: number,
  given: number,
  domain: number,
  rule: SearchStep['rule'],
  left: number,
  right: number,
) => void

/** Rules 1 to 3 for each node (Pearl 2009, theorem 3.4.1), and the same term in other populations. */
export function calculusMoves(g: MaskGraph, term: Taken, fixed: number, differs: readonly number[], add: Add): void {
  const { at, of, act, given, domain } = term
  const seen = act | given
  const joined = g.reached(of, 0, seen, act, 0)
  const aboveOf = g.above(of, act)
  const aboveGiven = g.above(given, act)
  const apart = (bit: number, by: number, cut: number, under: number): boolean =>
    (g.reached(bit, 0, by, cut, under) & of) === 0
  for (let v = 0; v < g.size; v++) {
    const bit = 1 << v
    const isFixed = (fixed & bit) !== 0
    if ((of & bit) !== 0) continue
    if ((given & bit) !== 0) {
      const rest = given & ~bit
      const isIdle = apart(bit, act | rest, act, 0)
      if (isIdle) add(of, act, rest, domain, 'rule 1', at, -1)
      if (!isFixed && (isIdle || apart(bit, act | rest, act, bit))) {
        add(of, act | bit, rest, domain, 'rule 2', at, -1)
      }
    } else if ((act & bit) !== 0) {
      const rest = act & ~bit
      if (apart(bit, rest | given, rest, bit)) add(of, rest, given | bit, domain, 'rule 2', at, -1)
      // rule 3: above a condition as in rule 1, else the node must not be above the event
      const isIdle = (aboveGiven & bit) === 0 ? (aboveOf & bit) === 0 : apart(bit, rest | given, rest, 0)
      if (isIdle) add(of, rest, given, domain, 'rule 3', at, -1)
    } else {
      const isApart = (joined & bit) === 0
      if (isApart) add(of, act, given | bit, domain, 'rule 1', at, -1)
      const isIdle = (aboveGiven & bit) === 0 ? (aboveOf & bit) === 0 : isApart
      if (!isFixed && isIdle) add(of, act | bit, given, domain, 'rule 3', at, -1)
    }
  }
  // an arrow of selection into each node that may differ (Bareinboim & Pearl 2012, theorem 1)
  for (let other = 0; other < differs.length; other++) {
    if (other === domain) continue
    const into = (differs[domain]! | differs[other]!) & ~act
    if ((g.reached(0, into, seen, act, 0) & of) === 0) add(of, act, given, other, 'population', at, -1)
  }
}

/** Sums, conditions and products, with the terms that were taken up before. */
export function probabilityMoves(
  size: number,
  terms: TermTable,
  { at, of, act, given, domain }: Taken,
  fixed: number,
  divides: boolean,
  add: Add,
): void {
  const isSingle = (of & (of - 1)) === 0
  for (let v = 0; v < size; v++) {
    const bit = 1 << v
    const isFixed = (fixed & bit) !== 0
    if ((of & bit) !== 0) {
      const rest = of & ~bit
      if (rest === 0) continue
      if (!isFixed) add(rest, act, given, domain, 'sum', at, -1)
      else if (divides) {
        const last = terms.find(bit, act, given | rest, domain)
        if (last >= 0) add(rest, act, given, domain, 'divide', at, last)
      }
      const single = terms.find(bit, act, given, domain)
      if (single >= 0) add(rest, act, given | bit, domain, 'condition', at, single)
      const others = terms.find(rest, act, given, domain)
      if (others >= 0) add(bit, act, given | rest, domain, 'condition', at, others)
    } else if ((given & bit) !== 0) {
      const rest = given & ~bit
      const factor = terms.find(bit, act, rest, domain)
      if (factor >= 0) add(of | bit, act, rest, domain, 'product', at, factor)
    } else if ((act & bit) === 0) {
      // this is all but one node of a joint
      const whole = terms.find(of | bit, act, given, domain)
      if (whole >= 0) add(bit, act, given | of, domain, 'condition', whole, at)
    }
  }
  if (isSingle) {
    // P(v | given) is the last factor of all P(u | given, v)
    for (let other = terms.firstWith(act, given | of, domain); other >= 0; other = terms.next[other]! - 1) {
      add(terms.of[other]! | of, act, given, domain, 'product', other, at)
    }
  }
  // a term that came before its part was known can now be conditioned; parts of many nodes are several steps where sums can be taken
  if (isSingle || fixed !== 0) {
    for (let whole = terms.firstWith(act, given, domain); whole >= 0; whole = terms.next[whole]! - 1) {
      const joint = terms.of[whole]!
      if ((joint & of) === of && joint !== of) add(joint & ~of, act, given | of, domain, 'condition', whole, at)
    }
  }
  if (divides && isSingle && (of & fixed) === of) {
    // P(b | a) is known now: P(a, b) can be divided by it, and what of a is seen there is seen in the joint
    for (let seen = given; ; seen = (seen - 1) & given) {
      const whole = terms.find((given & ~seen) | of, act, seen, domain)
      if (whole >= 0 && seen !== given) add(given & ~seen, act, seen, domain, 'divide', whole, at)
      if (seen === 0) break
    }
  }
}
