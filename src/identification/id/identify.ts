import { calledAs } from '../../errors.js'
import { type Expr, ratio, type Symbols, sumOut, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { indexed } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { ClassIdentification } from '../classes/class-types.js'
import { identifyInClass } from '../classes/identify-in-class.js'
import { type DerivationStep, references } from '../derivation/derivation.js'
import { namedSteps } from '../derivation/identification-step.js'
import { type CausalQuery, type MeasuredQuery, measuredQuery } from './causal-query.js'
import { type HedgeSets, type IdStep, idAlgorithm } from './id-algorithm.js'
import { simpleForm } from './simple-form.js'
import { estimandOf } from './simplified.js'

/**
 * Why an effect is not identifiable: two C-forests with the same roots, one inside the other, of which only the larger
 * meets the treatment (Shpitser & Pearl 2006, definition 6). Two models that agree on every observation then differ in
 * the effect.
 *
 * @category Identification
 */
export interface Hedge<N extends string = string> {
  /** The larger forest. */
  readonly F: readonly N[]
  /** The smaller one, inside it, without treatments. */
  readonly Fprime: readonly N[]
  /** The roots of both: ancestors of the outcome around the treatments. */
  readonly roots: readonly N[]
}

/**
 * What is known about an effect: the formula that gives it, or the hedge that forbids one.
 *
 * @category Identification
 */
export type Identification<N extends string = string> =
  | {
      /** A formula gives the effect in every model of the graph. */
      readonly identifiable: true
      /** The formula, in terms of the observed distribution; free are the query's values. */
      readonly estimand: Estimand<N>
      /** The first of these ways that works. */
      readonly strategy: 'no-effect' | 'back-door' | 'adjustment' | 'front-door' | 'general'
      /** The set adjusted for, or the front-door set; empty for the other strategies. */
      readonly set: readonly N[]
      /** The steps that lead to it. */
      readonly derivation: readonly DerivationStep<N>[]
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** The witness. */
      readonly hedge: Hedge<N>
      /** The steps that lead to it. */
      readonly derivation: readonly DerivationStep<N>[]
    }

/**
 * Whether P(outcome | do(do), given) follows from the observed distribution, and by which formula.
 *
 * Tried in this order: no effect at all, back-door adjustment (any valid adjustment for several treatments), the front
 * door, then algorithms ID and IDC, which are sound and complete (Shpitser & Pearl 2006; Huang & Valtorta 2006). Latent
 * nodes are projected out first. The formula is simplified; a value that may be chosen freely stands under `any`. Where
 * there is a choice, names decide: the same formula comes for any order of nodes, edges and lists.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ do, outcome, given? }`: each a node or several, disjoint and measured
 * @returns the formula with its strategy and derivation, or the hedge
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n² (n + m)) for the decision; simplification adds a few milliseconds at 100 nodes
 * @category Identification
 * @example
 * const r = identify(dag('Z -> X -> Y; Z -> Y'), { do: 'X', outcome: 'Y' })
 * r.identifiable ? toText(r.estimand) : r.hedge
 * //=> 'Σ_Z P(Y | X, Z) P(Z)'
 * const bow = identify(admg('X -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })
 * bow.identifiable ? toText(bow.estimand) : bow.hedge
 * //=> { F: ['X', 'Y'], Fprime: ['Y'], roots: ['Y'] }
 */
export function identify<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  query: CausalQuery<NoInfer<N>>,
): Identification<N>
export function identify<N extends string>(
  graph: CausalGraph<'pdag' | 'cpdag' | 'mpdag' | 'mag' | 'pag', N>,
  query: CausalQuery<NoInfer<N>>,
): ClassIdentification<N>
export function identify<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>>,
): Identification<N> | ClassIdentification<N>
export function identify<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>>,
): Identification<N> | ClassIdentification<N> {
  return calledAs('identify', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    indexed(graph)
    checkedObject('query', query)
    if (graph.kind !== 'dag' && graph.kind !== 'admg') return identifyInClass<N>(graph, query)
    const q = measuredQuery(graph, query)
    const answer = identified(q)
    const names = (positions: readonly number[]): readonly N[] => q.names(positions) as readonly N[]
    const set = (nodes: Uint8Array): readonly N[] => names(positionsOf(nodes))
    const derivation = namedSteps(answer.steps, references, set)
    if ('hedge' in answer) {
      const { forest, inner, roots } = answer.hedge
      const hedge = Object.freeze({ F: set(forest), Fprime: set(inner), roots: set(roots) })
      return Object.freeze({ identifiable: false, hedge, derivation })
    }
    const { symbols, strategy } = answer
    const estimand = estimandOf<N>(q, symbols, answer.expr)
    return Object.freeze({ identifiable: true, estimand, strategy, set: names(answer.set), derivation })
  })
}

type AnyStep = Omit<IdStep, 'rule'> & { readonly rule: DerivationStep['rule']; readonly given: Uint8Array }
type Answer =
  | {
      readonly symbols: Symbols
      readonly expr: Expr
      readonly strategy: Extract<Identification, { identifiable: true }>['strategy']
      readonly set: readonly number[]
      readonly steps: readonly AnyStep[]
    }
  | { readonly hedge: HedgeSets; readonly steps: readonly AnyStep[] }

function identified({ graph, g, x: treated, y, z: seen }: MeasuredQuery): Answer {
  const symbols = symbolsOf(g.names)
  const all = new Uint8Array(g.size).fill(1)
  const steps: AnyStep[] = []
  let x = treated
  let z = seen
  const step = (rule: AnyStep['rule'], sets: readonly (readonly number[])[]): void => {
    steps.push({
      rule,
      from: steps.length - 1,
      outcome: flags(g.size, y),
      act: flags(g.size, x),
      given: flags(g.size, z),
      nodes: all,
      sets: sets.map((set) => flags(g.size, set)),
    })
  }
  // IDC line 1: a condition that may as well be set
  for (let k = 0; k < z.length; ) {
    const node = z[k]!
    const others = z.filter((i) => i !== node)
    const cut = mutilated(g, flags(g.size, x), flags(g.size, [node]))
    if (openWalks(cut, [node], flags(g.size, [...x, ...others]), flags(g.size, y)) === null) {
      k++
      continue
    }
    step('exchange', [[node]])
    x = [...x, node]
    z = others
    k = 0
  }
  const simple = simpleForm(graph, g, symbols, x, y, z)
  if (simple !== null) {
    step(simple.strategy, [simple.set])
    return { ...simple, symbols, steps }
  }
  if (z.length > 0) step('condition', [z])
  const context = { g, order: kahnOrder(g), symbols, steps: [] as IdStep[] }
  const joint = { nodes: all, expr: null, act: [], domain: '' }
  const answer = idAlgorithm(context, flags(g.size, [...y, ...z]), flags(g.size, x), joint, -1)
  const offset = steps.length
  const none = new Uint8Array(g.size)
  for (const s of context.steps) steps.push({ ...s, from: s.from + offset, given: none })
  if ('hedge' in answer) return { hedge: answer.hedge, steps }
  const expr = z.length === 0 ? answer.expr : ratio(answer.expr, sumOut(symbols, y, answer.expr))
  return { expr, symbols, strategy: 'general', set: [], steps }
}
