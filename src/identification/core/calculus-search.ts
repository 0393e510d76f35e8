import { countBits, type MaskGraph } from './mask-graph.js'
import { TermTable } from './term-table.js'

/** P(of | do(act), given) of a population, as bit masks. */
export interface SearchTerm {
  readonly of: number
  readonly act: number
  readonly given: number
  /** The population, by position; left out for the first. */
  readonly domain?: number
}

/** What is searched for, and from what. */
export interface SearchProblem {
  readonly g: MaskGraph
  readonly known: readonly SearchTerm[]
  readonly target: SearchTerm
  /** The most terms that are taken up. */
  readonly budget: number
  /** For each population the nodes at which it may differ; one that differs nowhere, when left out. */
  readonly differs?: readonly number[]
  /** Nodes known at one value only: never summed, never set. */
  readonly fixed?: number
  /** Whether P(a) = P(a, b) / P(b | a) is a rule too, for fixed b, which cannot be summed. */
  readonly divides?: boolean
  /** Called after each thousand terms with how many were taken up, and how many are known. */
  readonly tick?: (taken: number, known: number) => void
}

const rules = ['known', 'rule 1', 'rule 2', 'rule 3', 'population', 'sum', 'condition', 'product', 'divide'] as const

/** How one term of the derivation came about: a do-calculus rule, another population, or a rule of probability. */
export interface SearchStep extends SearchTerm {
  readonly rule: (typeof rules)[number]
  /** The positions of the steps that it uses. */
  readonly from: readonly number[]
}

/** `found` with the steps; `exhausted` when nothing more can be derived; `budget` when the search was cut off. */
export type SearchAnswer =
  | { readonly status: 'found'; readonly steps: readonly SearchStep[] }
  | { readonly status: 'exhausted' | 'budget'; readonly terms: number; readonly taken: number }

/**
 * Search for a term by the do-calculus and the rules of probability (Tikka, Hyttinen & Karvanen 2021). Rules are applied to
 * one node at a time: steps with sets are sequences of these (semi-graphoid axioms). Terms with few steps behind them that look like
 * the target are taken up first; the order decides how soon a formula is found, not whether.
 */
export function calculusSearch(problem: SearchProblem): SearchAnswer {
  const { g, target, budget, differs = [0], fixed = 0, tick } = problem
  const terms = new TermTable()
  const waiting = new Waiting()
  const distance = (of: number, act: number, given: number, domain: number): number =>
    countBits(of ^ target.of) +
    countBits(act ^ target.act) +
    countBits(given ^ target.given) +
    (domain === (target.domain ?? 0) ? 0 : 1)
  const add: Add = (of, act, given, domain, rule, left, right) => {
    const at = terms.add(of, act, given, domain)
    if (at < 0) return
    const depth = left < 0 ? 0 : 1 + Math.max(terms.depth[left]!, right < 0 ? 0 : terms.depth[right]!)
    terms.rule[at] = rules.indexOf(rule)
    terms.left[at] = left
    terms.right[at] = right
    terms.depth[at] = depth
    waiting.add(at, depth + distance(of, act, given, domain))
  }
  for (const { of, act, given, domain = 0 } of problem.known) add(of, act, given, domain, 'known', -1, -1)
  const goal = (): number => terms.find(target.of, target.act, target.given, target.domain ?? 0)
  for (let taken = 0; goal() < 0; taken++) {
    const at = waiting.next()
    if (at < 0) return { status: 'exhausted', terms: terms.count, taken }
    if (taken >= budget) return { status: 'budget', terms: terms.count, taken }
    if (taken % 1024 === 0) tick?.(taken, terms.count)
    const term: Taken = {
      at,
      of: terms.of[at]!,
      act: terms.act[at]!,
      given: terms.given[at]!,
      domain: terms.domain[at]!,
    }
    terms.list(at)
    calculusMoves(g, term, fixed, differs, add)
    probabilityMoves(g.size, terms, term, fixed, problem.divides === true, add)
  }
  return { status: 'found', steps: stepsTo(terms, goal()) }
}

interface Taken extends Required<SearchTerm> {
  readonly at: number
}

type Add = (
  of: number,
  act: number,
  given: number,
  domain: number,
  rule: SearchStep['rule'],
  left: number,
  right: number,
) => void

/** Rules 1 to 3 for each node (Pearl 2009, theorem 3.4.1), and the same term in other populations. */
function calculusMoves(g: MaskGraph, term: Taken, fixed: number, differs: readonly number[], add: Add): void {
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
function probabilityMoves(
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

/** Terms that wait to be taken up, those of the least cost first, in the order in which they came. */
class Waiting {
  readonly #lists: { readonly terms: number[]; begin: number }[] = []
  #least = 0

  add(term: number, cost: number): void {
    while (this.#lists.length <= cost) this.#lists.push({ terms: [], begin: 0 })
    this.#lists[cost]!.terms.push(term)
    if (cost < this.#least) this.#least = cost
  }

  /** The next term, or −1. */
  next(): number {
    for (; this.#least < this.#lists.length; this.#least++) {
      const list = this.#lists[this.#least]!
      if (list.begin < list.terms.length) return list.terms[list.begin++]!
      list.terms.length = 0
      list.begin = 0
    }
    return -1
  }
}

/** The steps that a term rests on, in order. */
function stepsTo(terms: TermTable, goal: number): SearchStep[] {
  const needed = new Set<number>([goal])
  const sources = (at: number): number[] => [terms.left[at]!, terms.right[at]!].filter((from) => from >= 0)
  for (const at of needed) for (const from of sources(at)) needed.add(from)
  const order = [...needed].sort((a, b) => a - b)
  const position = new Map(order.map((at, k) => [at, k]))
  return order.map((at) => ({
    rule: rules[terms.rule[at]!]!,
    of: terms.of[at]!,
    act: terms.act[at]!,
    given: terms.given[at]!,
    domain: terms.domain[at]!,
    from: sources(at).map((from) => position.get(from)!),
  }))
}
