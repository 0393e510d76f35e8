import { isAdjacent } from '../../graph/classes/marked.js'
import { minus, PRIME, plus, reduceRows, times } from '../../numeric/prime-field.js'
import type { LinearPoint } from './linear-point.js'

/** Whether the coefficients are locally identifiable at a point, one by one, and the rank of all parameters. */
export interface LocalIdentifiability {
  /** 1 where finitely many values fit the covariances. */
  readonly finite: Uint8Array
  /** The rank of the Jacobian of coefficients and error covariances: as many as there are parameters when all is finite. */
  readonly rank: number
  readonly parameters: number
}

/**
 * The kernel of the Jacobian of F_ij = [(I − Λ)ᵀ Σ (I − Λ)]_ij, over the pairs without a bidirected edge: with
 * N = Σ (I − Λ), ∂F_ij / ∂λ_kl = −[l = i] N_kj − [l = j] N_ki. A coefficient that some direction of the kernel moves takes infinitely
 * many values.
 */
export function localIdentifiability({ g, edges, lambda, sigma }: LinearPoint): LocalIdentifiability {
  const n = g.size
  const noise = sigma.slice()
  for (const [e, [a, b]] of edges.entries()) {
    for (let i = 0; i < n; i++) noise[i * n + b] = minus(noise[i * n + b]!, times(sigma[i * n + a]!, lambda[e]!))
  }
  const rows: Float64Array[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (isAdjacent(g.spouses, i, j)) continue
      const row = new Float64Array(edges.length)
      for (const [e, [k, l]] of edges.entries()) {
        const value = plus(l === i ? noise[k * n + j]! : 0, l === j ? noise[k * n + i]! : 0)
        row[e] = value === 0 ? 0 : PRIME - value
      }
      rows.push(row)
    }
  }
  const pivots = reduceRows(rows, edges.length)
  const isPivot = new Uint8Array(edges.length)
  for (const column of pivots) isPivot[column] = 1
  // a coefficient is fixed where its row of the echelon form has no free column
  const finite = new Uint8Array(edges.length)
  for (const [i, column] of pivots.entries()) {
    finite[column] = rows[i]!.every((value, j) => j === column || value === 0 || isPivot[j] === 1) ? 1 : 0
  }
  const errors = n + g.spouses.node.length / 2
  return { finite, rank: pivots.length + errors, parameters: edges.length + errors }
}
