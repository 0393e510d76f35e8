import { countBits } from './mask-graph.js'
import { type Add, calculusMoves, probabilityMoves, type Taken } from './search-moves.js'
import { type SearchAnswer, type SearchProblem, type SearchStep, searchRules } from './search-types.js'
import { TermTable } from './term-table.js'

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
    terms.rule[at] = searchRules.indexOf(rule)
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
    rule: searchRules[terms.rule[at]!]!,
    of: terms.of[at]!,
    act: terms.act[at]!,
    given: terms.given[at]!,
    domain: terms.domain[at]!,
    from: sources(at).map((from) => position.get(from)!),
  }))
}
