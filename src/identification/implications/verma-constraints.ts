import { calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { indexed } from '../../graph/core/indexed.js'
import { vermaChains } from '../../graph/implied/verma-chains.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { CausalGraph } from '../../graph/types.js'
import { vermaFormula } from './verma-formula.js'

/**
 * A c-factor Q[S], and how it is got from the one before (Tian & Pearl 2002, Lemmas 1 and 2).
 *
 * @category Identification
 */
export interface CFactor<N extends string = string> {
  /** The set S. */
  readonly nodes: readonly N[]
  /** `'sum'`: by summing out the nodes that are gone; `'district'`: as the district of the last node, by ratios of sums. */
  readonly by: 'sum' | 'district'
}

/**
 * A constraint on the distribution of the measured variables that is no conditional independence.
 *
 * @category Identification
 */
export interface VermaConstraint<N extends string = string> {
  /** The last node in causal order that it is about. */
  readonly node: N
  /** `node` and what comes before it in the causal order: the distribution that the first c-factor is taken from. */
  readonly among: readonly N[]
  /** The c-factors on the way, from the district of `node` in that graph to the one that is constrained. */
  readonly cFactors: readonly CFactor<N>[]
  /** The last c-factor, as a function of the observed distribution, does not vary with these nodes. */
  readonly independentOf: readonly N[]
  /** That function: an expression in which the values of `independentOf` are free, and whose value does not vary with them. */
  readonly formula: Estimand<N>
}

/**
 * The Verma constraints of a graph with hidden causes: what it implies for the data beyond conditional independence.
 *
 * The c-factor Q[S] of a district S is the product of P(v | what comes before v) over v in S. Summing out a set without
 * descendants in what stays gives the c-factor of what stays, which depends on its own parents only; where the formula at
 * hand has further variables, their dropping out can be tested (Tian & Pearl 2002, section 4; {@link testImplications}
 * does). What conditional independences imply is left out: as far as summing is plain marginalisation, districts part and
 * each is a function of its own parents by those alone; see {@link impliedIndependencies}.
 *
 * @param graph - an ADMG, or a DAG whose latents are projected out first
 * @returns the constraints, by their last node in causal order
 * @throws CausalError `too-large` when the districts have too many sets to try, before the search where that can be seen; `invalid-argument` for another kind
 * @complexity O(n + m) for each set that is tried, exponential in the size of the largest district at worst
 * @category Identification
 * @example
 * const [constraint] = vermaConstraints(admg('A -> B -> C -> D; B <-> D'))
 * constraint && toText(constraint.formula)
 * //=> 'Σ_B P(D | A, C, B) P(B | A)'
 * constraint?.independentOf
 * //=> ['A']
 */
export function vermaConstraints<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
): readonly VermaConstraint<N>[] {
  return calledAs('vermaConstraints', () => {
    indexed(graph, 'dag', 'admg')
    const seen = graph.latents.length === 0 ? graph : (latentProjection(graph) as CausalGraph<'admg', N>)
    const g = indexed(seen)
    const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => seen.nodes[i]!))
    return Object.freeze(
      vermaChains(g).map((found) =>
        Object.freeze({
          node: seen.nodes[found.node]!,
          among: names(found.among),
          cFactors: Object.freeze(found.chain.map(({ nodes, by }) => Object.freeze({ nodes: names(nodes), by }))),
          independentOf: names(found.independentOf),
          formula: vermaFormula<N>(g, found),
        }),
      ),
    )
  })
}
