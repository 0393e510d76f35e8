import { calledAs } from '../../errors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { ratio, sumOut, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { Admg, Dag } from '../../graph/types.js'
import { type MeasuredQuery, measuredQuery } from '../../identification/id/causal-query.js'
import { chooseFree } from '../../identification/id/choose-free.js'
import { checkOptions } from '../../options.js'
import type { Diagram } from '../terms/types.js'
import { formulaOfMoves, type IndexedMove } from './comb-formula.js'
import { graphOrNetwork } from './comb-graph.js'
import type { CombIdentification, CombMove, CombQuery } from './comb-moves.js'
import { exchanged, type Recorder, searchCombs } from './comb-recursion.js'

/**
 * Identifies an effect by string surgery alone: a recursion of three moves on diagrams.
 *
 * Cut: the treatments become inputs, and what the outcome still hears of falls apart into c-components. For each of them,
 * starting from the whole observed diagram: discard what it does not hear of, split the rest into combs by c-components,
 * and go on inside the comb that holds it. This is algorithm ID, and complete: it succeeds exactly when {@link identify}
 * does. A condition (`given`) is set by hand where that makes no difference, and normalised away at the end.
 *
 * @param graph - a DAG (latents are projected out), an ADMG, or a network diagram
 * @param query - `{ do, outcome, given? }`: each a variable or several
 * @returns the formula and the moves that lead to it, or the stuck c-component
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`
 * @complexity O(n² (n + m)), and the simplification of the formula
 * @reference Tian & Pearl 2002; Shpitser & Pearl 2006; Huang & Valtorta 2006 for completeness
 * @category Diagrams
 * @example
 * const napkin = identifyByCombs(admg('W -> Z -> X -> Y; W <-> X; W <-> Y'), { do: 'X', outcome: 'Y' })
 * napkin.trace.map((step) => step.move)
 * //=> ['cut', 'split', 'discard', 'split']
 * const bow = identifyByCombs(admg('X -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })
 * bow.identifiable ? bow.estimand : bow.hedge
 * //=> { F: ['X', 'Y'], Fprime: ['Y'] }
 */
export function identifyByCombs<N extends string>(
  graph: Dag<N> | Admg<N> | Diagram,
  query: CombQuery<NoInfer<N>>,
): CombIdentification<N> {
  return calledAs('identifyByCombs', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const given = graphOrNetwork(graph)
    const q = measuredQuery(given, query)
    const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => q.g.names[i] as N))
    const moves: IndexedMove[] = []
    const record: Recorder = (move, from, nodes, kept, cut = { parts: [], inputs: [], outputs: [] }) =>
      moves.push({ move, from, nodes, kept, ...cut }) - 1
    const asked = Object.freeze({ do: names(q.x), outcome: names(q.y), given: names(q.z) })
    const { treated, seen } = exchanged(q.g, q.x, q.y, q.z, record)
    const refused = searchCombs(q.g, treated, [...q.y, ...seen], record)
    const trace = Object.freeze(moves.map((step) => named(step, names)))
    if (refused !== null) {
      const hedge = Object.freeze({ F: names(refused.stuck), Fprime: names(refused.component) })
      return Object.freeze({ identifiable: false, query: asked, hedge, trace })
    }
    return Object.freeze({ identifiable: true, query: asked, estimand: estimandOfMoves<N>(q, moves, seen), trace })
  })
}

function named<N extends string>(
  { move, from, nodes, kept, parts, inputs, outputs }: IndexedMove,
  names: (positions: readonly number[]) => readonly N[],
): CombMove<N> {
  return Object.freeze({
    move,
    from,
    nodes: names(nodes),
    kept: names(kept),
    parts: Object.freeze(parts.map(names)),
    inputs: names(inputs),
    outputs: names(outputs),
  })
}

/** The simplified formula of P(y | do x, z) that moves lead to; `seen` are the conditions that were not exchanged. */
export function estimandOfMoves<N extends string>(
  { g, graph, x, y, z }: MeasuredQuery,
  moves: readonly IndexedMove[],
  seen: readonly number[],
): Estimand<N> {
  const symbols = symbolsOf(g.names)
  const joint = formulaOfMoves(g, symbols, moves, [...y, ...seen])
  const whole = seen.length === 0 ? joint : ratio(joint, sumOut(symbols, y, joint))
  const free = chooseFree(symbols, whole, new Set([...x, ...y, ...z]))
  return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, free, separationIn(graph)) })
}
