import { calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { type CovarianceFormula, formulaOf, formulaText } from './covariance-formula.js'
import { fibreDegree } from './fibre-degree.js'
import { linearClosure } from './linear-closure.js'
import { linearGraph, linearPoint } from './linear-point.js'
import { localIdentifiability } from './local-identifiability.js'

/**
 * What the covariances say about one coefficient of a linear model, for almost all values of the parameters:
 *
 * - `identified`: one value fits; `formula` gives it where linear equations do, and is null where only the count of solutions does
 * - `finite`: `degree` values fit, over the complex numbers
 * - `infinite`: infinitely many fit
 * - `unknown`: finitely many fit, and how many was too dear to find out
 *
 * @category Identification
 */
export type LinearCoefficient<N extends string = string> = {
  /** The cause. */
  readonly from: N
  /** The effect. */
  readonly to: N
} & (
  | {
      readonly status: 'identified'
      /** The coefficient as a ratio of determinants of covariances, or null. */
      readonly formula: CovarianceFormula<N> | null
      /** The formula as text, with σ(a, b) for covariances and λ(a, b) for coefficients identified before. */
      readonly text: string | null
    }
  | {
      readonly status: 'finite'
      /** How many values fit. */
      readonly degree: number
    }
  | { readonly status: 'infinite' | 'unknown' }
)

/**
 * What the covariances say about the coefficients of a linear model.
 *
 * @category Identification
 */
export interface LinearIdentification<N extends string = string> {
  /** One entry for each directed edge, those with a formula in the order in which the formulas need one another. */
  readonly coefficients: readonly LinearCoefficient<N>[]
  /** How many coefficients and error covariances there are. */
  readonly parameters: number
  /** How many independent directions of them the covariances tell apart; with `parameters` of them all are finite. */
  readonly rank: number
  /** How many solutions there are for all coefficients together: 1 when all are identified; null when infinite or unknown. */
  readonly degree: number | null
}

/**
 * Which coefficients of a linear structural equation model follow from the covariances, and by which formula.
 *
 * Errors of nodes with a bidirected edge may be correlated. Linear equations come first: those of the half-trek criterion (Foygel,
 * Draisma & Drton 2012), taken edge by edge (Weihs et al. 2018), which hold instruments, conditional instruments and
 * instrumental sets with known coefficients as corrections. The rank of the Jacobian over a prime field says which of the others
 * are finite, and a count of the solutions how many values they have. The tests are made at a point that looks random: wrong with a
 * chance below 10⁻⁵.
 *
 * @param graph - a DAG or an ADMG without latent nodes, with n nodes
 * @returns an entry for each coefficient, the rank, and the number of solutions
 * @throws CausalError `latent`; `not-supported` for a class with open edges
 * @complexity O(n² m²) for the linear equations and the rank; the count is tried for up to about seven coefficients
 * @category Identification
 * @see Foygel, Draisma & Drton 2012, "Half-trek criterion for generic identifiability of linear structural equation models"
 * @example
 * const { coefficients } = linearIdentification(admg('Z -> X -> Y; X <-> Y'))
 * coefficients.map((c) => (c.status === 'identified' ? `${c.from} -> ${c.to}: ${c.text}` : c.status))
 * //=> ['Z -> X: σ(Z, X) / σ(Z, Z)', 'X -> Y: σ(Z, Y) / σ(Z, X)']
 * linearIdentification(admg('X -> Y; X <-> Y')).coefficients[0]
 * //=> { from: 'X', to: 'Y', status: 'infinite' }
 */
export function linearIdentification<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
): LinearIdentification<N> {
  return calledAs('linearIdentification', () => {
    const g = linearGraph(graph, 'a linear model')
    const point = linearPoint(g, 1)
    const { finite, rank, parameters } = localIdentifiability(point)
    const solutions = linearClosure(point)
    const isKnown = new Uint8Array(point.edges.length)
    const ends = (e: number): { from: N; to: N } => ({
      from: g.names[point.edges[e]![0]] as N,
      to: g.names[point.edges[e]![1]] as N,
    })
    const coefficients = solutions.map((solution): LinearCoefficient<N> => {
      isKnown[solution.edge] = 1
      const formula = formulaOf<N>(point, solution)
      return Object.freeze({ ...ends(solution.edge), status: 'identified', formula, text: formulaText(formula) })
    })
    const fibre = rank === parameters ? fibreDegree(point, isKnown) : null
    for (const e of point.edges.keys()) {
      if (isKnown[e] === 1) continue
      const degree = fibre?.values.get(e)
      coefficients.push(
        Object.freeze(
          finite[e] === 0
            ? { ...ends(e), status: 'infinite' as const }
            : degree === undefined
              ? { ...ends(e), status: 'unknown' as const }
              : degree === 1
                ? { ...ends(e), status: 'identified' as const, formula: null, text: null }
                : { ...ends(e), status: 'finite' as const, degree },
        ),
      )
    }
    return Object.freeze({
      coefficients: Object.freeze(coefficients),
      parameters,
      rank,
      degree: fibre?.solutions ?? null,
    })
  })
}
