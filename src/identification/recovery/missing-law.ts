import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import { filtered } from '../../graph/core/filtered.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { ancestorsWithin, difference, type NodeSet, sameNodes } from '../../graph/core/node-sets.js'
import { kahnOrder } from '../../graph/core/order.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import { blanketWithin } from '../id/district-factor.js'
import { idAlgorithm } from '../id/id-algorithm.js'
import type { MissingPair } from './missing-joint.js'

/** One step of a polynomial recovery: P(of | do(act), given), where the indicators among them are at 1. */
export interface LawStep {
  readonly rule: 'ordered' | 'weighted' | 'factor' | 'sum' | 'condition'
  readonly of: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  readonly from: readonly number[]
}

/** What is asked, in positions. */
interface Question {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly z: readonly number[]
}

/**
 * P(y | do(x), z) of an m-graph by its joint law over what matters, in polynomial time: the law as an ordered product of
 * P(vᵢ | what matters before, all of it observed) where each vᵢ is independent of these indicators (Mohan, Pearl & Tian 2013, theorem
 * 1), else as the complete cases divided by their chance (theorem 2, with indicators that drive one another); effects by ID in
 * that law. Null where neither holds.
 */
export function missingLaw(
  g: IndexedGraph,
  symbols: Symbols,
  pairs: readonly MissingPair[],
  question: Question,
): { readonly expr: Expr; readonly steps: readonly LawStep[] } | null {
  const indicators = flags(
    g.size,
    pairs.map(({ indicator }) => indicator),
  )
  const all = new Uint8Array(g.size).fill(1)
  const none = new Uint8Array(g.size)
  // an indicator that causes a variable belongs to the model, not to the record of it
  for (const { indicator } of pairs) {
    const { start, node } = g.children
    for (let k = start[indicator]!; k < start[indicator + 1]!; k++) if (indicators[node[k]!] === 0) return null
  }
  const asked = flags(g.size, [...question.y, ...question.z])
  const substantive = difference(all, indicators)
  const ancestral = ancestorsWithin(g, substantive, flags(g.size, [...question.y, ...question.z, ...question.x]))
  // a law without effects may leave ancestors out
  const laws = question.x.length === 0 ? [asked, ancestral] : [ancestral]
  let law: Law | null = null
  for (const find of [orderedLaw, weightedLaw])
    for (const nodes of laws) law ??= find(g, symbols, pairs, nodes, ancestral)
  if (law === null) return null
  const wanted = law.nodes
  const steps: LawStep[] = [{ rule: law.rule, of: wanted, act: none, given: none, from: [] }]
  const add = (rule: LawStep['rule'], of: NodeSet, act: NodeSet, given: NodeSet, from: readonly number[]): number =>
    steps.push({ rule, of, act, given, from }) - 1
  let joint: Expr
  const act = flags(g.size, question.x)
  if (question.x.length === 0) {
    joint = sumOut(symbols, positionsOf(difference(wanted, asked)), law.expr)
    add('sum', asked, none, none, [0])
  } else {
    const context = {
      g: filtered(g, (a, b) => wanted[a] === 1 && wanted[b] === 1),
      order: kahnOrder(g),
      symbols,
      steps: [],
    }
    const whole = { nodes: wanted, expr: law.expr, act: [], domain: '' }
    const answer = idAlgorithm(context, asked, act, whole, -1)
    if ('hedge' in answer) return null
    joint = answer.expr
    add('factor', asked, act, none, [0])
  }
  if (question.z.length === 0) return { expr: joint, steps }
  const below = add('sum', flags(g.size, question.z), act, none, [1])
  add('condition', flags(g.size, question.y), act, flags(g.size, question.z), [1, below])
  return { expr: ratio(joint, sumOut(symbols, question.y, joint)), steps }
}

/** The law of some nodes, and how it was recovered. */
interface Law {
  readonly rule: 'ordered' | 'weighted'
  readonly expr: Expr
  readonly nodes: NodeSet
}

/** Π P(vᵢ | bᵢ, R = 1 for vᵢ and bᵢ), bᵢ what vᵢ depends on before it: where vᵢ is independent of these R given bᵢ. */
function orderedLaw(
  g: IndexedGraph,
  _symbols: Symbols,
  pairs: readonly MissingPair[],
  wanted: NodeSet,
  ancestral: NodeSet,
): Law | null {
  const ofVariable = new Map(pairs.map((pair) => [pair.variable, pair]))
  const before = new Uint8Array(g.size)
  const factors: Expr[] = []
  for (const v of kahnOrder(g)) {
    if (wanted[v] === 0) continue
    const given = sameNodes(wanted, ancestral) ? blanketWithin(g, before, [v]) : positionsOf(before)
    const seen = [v, ...given].flatMap((i) => ofVariable.get(i) ?? [])
    const at = seen.map(({ indicator }) => indicator)
    if (at.length > 0 && !separated(g, [v], flags(g.size, at), flags(g.size, given))) return null
    factors.push(prob([v], [...given, ...seen.map(({ one }) => one)]))
    before[v] = 1
  }
  return { rule: 'ordered', expr: product(factors.reverse()), nodes: wanted }
}

/**
 * P(v, R = 1) / Π P(Rᵢ = 1 | pa(Rᵢ), the indicators of pa(Rᵢ) = 1), over v and all that drives the indicators of v. Each indicator of a
 * driver must be a parent of Rᵢ too, or no descendant of it (then independent of it given pa(Rᵢ)); Rᵢ may share no hidden cause,
 * and no variable may drive its own.
 */
function weightedLaw(g: IndexedGraph, symbols: Symbols, pairs: readonly MissingPair[], wanted: NodeSet): Law | null {
  const ofVariable = new Map(pairs.map((pair) => [pair.variable, pair]))
  const ofIndicator = new Map(pairs.map((pair) => [pair.indicator, pair]))
  const variables = new Set(positionsOf(wanted))
  const recorded = new Set<MissingPair>()
  const queue: MissingPair[] = []
  const record = (pair: MissingPair | undefined): void => {
    if (pair === undefined || recorded.has(pair)) return
    recorded.add(pair)
    queue.push(pair)
  }
  for (const v of variables) record(ofVariable.get(v))
  const factors: Expr[] = []
  for (const { variable, indicator, one } of queue) {
    if (g.spouses.start[indicator] !== g.spouses.start[indicator + 1]) return null
    const parents = [...g.parents.node.subarray(g.parents.start[indicator]!, g.parents.start[indicator + 1]!)]
    if (parents.includes(variable)) return null
    const below = reach(g.children, [indicator])
    const given = new Set<number>()
    for (const parent of parents) {
      const other = ofIndicator.get(parent)
      if (other !== undefined) {
        given.add(other.one)
        record(other)
        continue
      }
      given.add(parent)
      variables.add(parent)
      const driver = ofVariable.get(parent)
      if (driver === undefined) continue
      if (!parents.includes(driver.indicator) && below[driver.indicator] === 1) return null
      given.add(driver.one)
      record(driver)
    }
    factors.push(prob([one], [...given]))
  }
  const list = [...variables].sort((a, b) => a - b)
  const ones = [...recorded].sort((a, b) => a.variable - b.variable).map(({ one }) => one)
  const joint = ratio(prob([...list, ...ones]), product(factors))
  const gone = list.filter((i) => wanted[i] === 0)
  return { rule: 'weighted', expr: sumOut(symbols, gone, joint), nodes: wanted }
}
