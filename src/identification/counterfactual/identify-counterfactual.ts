import { CausalError, calledAs } from '../../errors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { type Expr, ratio, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { indexed } from '../../graph/core/indexed.js'
import { kahnOrder } from '../../graph/core/order.js'
import { positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { measuredGraph } from '../id/causal-query.js'
import type { Hedge } from '../id/identify.js'
import { type CounterfactualAtom, counterfactualGraph } from './counterfactual-graph.js'
import { type Conflict, exchangeConditions, idStar, type StarContext } from './id-star.js'

/**
 * A variable having a value in a world: `{ variable: 'Y', value: 1, do: { X: 0 } }` is Y = 1 had X been 0.
 *
 * @category Identification
 */
export interface CounterfactualEvent<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** Its value: a state, or a number, which stands for the state of that name. */
  readonly value: string | number
  /** What is set in this world; nothing, when left out, is the world as it is. */
  readonly do?: Readonly<Partial<Record<N, string | number>>>
}

/**
 * A counterfactual query: P(event | given), each a conjunction over any number of worlds.
 *
 * @category Identification
 */
export interface CounterfactualQuery<N extends string = string> {
  /** What is asked for. */
  readonly event: CounterfactualEvent<N> | readonly CounterfactualEvent<N>[]
  /** What is known. */
  readonly given?: CounterfactualEvent<N> | readonly CounterfactualEvent<N>[]
}

/**
 * What is known about a counterfactual probability.
 *
 * @category Identification
 */
export type CounterfactualIdentification<N extends string = string> =
  | {
      /** A formula gives it in every model of the graph. */
      readonly identifiable: true
      /** Whether observations suffice, or experiments are needed. */
      readonly from: 'observations' | 'experiments'
      /** The formula in the observed distribution, or, where that is impossible, in experiments. */
      readonly estimand: Estimand<N>
      /** The formula in experiments, one for each district with its parents set. */
      readonly experimental: Estimand<N>
      /** Why observations do not suffice. */
      readonly hedge: Hedge<N> | null
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** `conflict`: a district would need a variable at two values at once; `impossible-condition`: given has probability 0. */
      readonly reason: 'conflict' | 'impossible-condition'
      /** The variables of that district; empty for an impossible condition. */
      readonly district: readonly N[]
      /** The variable that would have two values; null for an impossible condition. */
      readonly variable: N | null
    }

/**
 * Whether a counterfactual probability is identifiable, from experiments or from observations, and by which formula:
 * algorithms ID* and IDC*.
 *
 * Covers the probabilities of necessity, `event: { variable: 'Y', value: 0, do: { X: 0 } }, given: [{ variable: 'X',
 * value: 1 }, { variable: 'Y', value: 1 }]`, of sufficiency, of both (two worlds in one event), the effect on the
 * treated, and any other conjunction. Sound and complete (Shpitser & Pearl 2008; Correa, Lee & Bareinboim 2021). A
 * formula with constant 0 says that the event is impossible.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ event, given? }`
 * @returns the formula, over fixed states, or the conflict
 * @throws CausalError `unknown-name`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(w² n²) for w worlds, and ID for each district
 * @category Identification
 * @example
 * const g = dag('X -> M -> Y')
 * const treated = identifyCounterfactual(g, {
 *   event: { variable: 'Y', value: 1, do: { X: 0 } },
 *   given: { variable: 'X', value: 1 },
 * })
 * treated.identifiable ? toText(treated.estimand) : treated.reason
 * //=> 'P(Y = 1 | X = 0)'
 * const both = identifyCounterfactual(g, {
 *   event: [{ variable: 'Y', value: 1, do: { X: 1 } }, { variable: 'Y', value: 0, do: { X: 0 } }],
 * })
 * both.identifiable ? toText(both.estimand) : both.variable
 * //=> 'M'
 */
export function identifyCounterfactual<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CounterfactualQuery<NoInfer<N>>,
): CounterfactualIdentification<N> {
  return calledAs('identifyCounterfactual', () => {
    checkOptions('query', query, ['event', 'given'])

    const whole = indexed(graph)
    const measured = measuredGraph(graph)
    const g = indexed(measured)
    const atom = (event: CounterfactualEvent<string>): CounterfactualAtom => {
      if (typeof event !== 'object' || event === null) {
        throw new CausalError('invalid-argument', 'an event is an object such as { variable: "Y", value: 1 }.')
      }
      measuredPositions(whole, 'event', [event.variable])
      const act = Object.entries(event.do ?? {}).filter(([, value]) => value !== undefined)
      measuredPositions(
        whole,
        'do',
        act.map(([name]) => name),
        true,
      )
      return {
        variable: g.index.get(event.variable)!,
        value: stateOf(event.variable, event.value),
        act: new Map(act.map(([name, value]) => [g.index.get(name)!, stateOf(name, value)])),
      }
    }
    const list = <T>(input: T | readonly T[] | undefined): readonly T[] =>
      input === undefined ? [] : Array.isArray(input) ? input : [input as T]
    const event = list<CounterfactualEvent<string>>(query?.event).map(atom)
    const given = list<CounterfactualEvent<string>>(query?.given).map(atom)
    if (event.length === 0) throw new CausalError('invalid-argument', 'event must hold at least one event.')

    const context: StarContext = { g, order: kahnOrder(g), symbols: symbolsOf(g.names) }
    const { symbols } = context
    const oracle = separationIn(measured)
    const tidy = (e: Expr): Estimand<N> => toEstimand<N>({ symbols, expr: simplifyExpr(symbols, e, oracle) })
    const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => g.names[i] as N))
    const conflict = ({ district, variable }: Conflict): CounterfactualIdentification<N> =>
      Object.freeze({
        identifiable: false,
        reason: 'conflict',
        district: names([...district].sort((a, b) => a - b)),
        variable: g.names[variable] as N,
      })

    // IDC* line 1
    if (given.length > 0 && counterfactualGraph(g, context.order, given) === null) {
      return Object.freeze({ identifiable: false, reason: 'impossible-condition', district: names([]), variable: null })
    }
    // lines 2 to 4
    const moved = exchangeConditions(context, event, given)
    const zero: Expr = { kind: 'constant', value: 0 }
    if (moved === null) {
      return Object.freeze({
        identifiable: true,
        from: 'observations',
        estimand: tidy(zero),
        experimental: tidy(zero),
        hedge: null,
      })
    }
    // line 5
    const above = idStar(context, [...moved.event, ...moved.given])
    if ('conflict' in above) return conflict(above.conflict)
    let { experimental, observational, hedge } = above
    if (moved.given.length > 0) {
      const below = idStar(context, moved.given)
      if ('conflict' in below) return conflict(below.conflict)
      experimental = ratio(experimental, below.experimental)
      observational =
        observational === null || below.observational === null ? null : ratio(observational, below.observational)
      hedge ??= below.hedge
    }
    return Object.freeze({
      identifiable: true,
      from: observational === null ? 'experiments' : 'observations',
      estimand: tidy(observational ?? experimental),
      experimental: tidy(experimental),
      hedge:
        hedge === null
          ? null
          : Object.freeze({
              F: names(positionsOf(hedge.forest)),
              Fprime: names(positionsOf(hedge.inner)),
              roots: names(positionsOf(hedge.roots)),
            }),
    })
  })
}

function stateOf(name: string, value: unknown): string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  throw new CausalError(
    'invalid-argument',
    `the value of ${show(name)} must be a state or a finite number, got ${show(value) ?? 'none'}.`,
    { name, value },
  )
}
