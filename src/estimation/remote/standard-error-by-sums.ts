import { alias, type Fragment, sql } from '../../sql/text/fragment.js'
import { clusterFactor, clusterReport, oneCluster } from '../core/clusters/cluster-error.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { SumsAsked, SumsProblem } from '../core/types/sums.js'

/** The influence values of an estimate, as an expression over the row. */
export interface Influence {
  /** Columns that it uses, computed once a row. */
  readonly columns: SumsAsked['columns']
  readonly influence: Fragment
  /** How many coefficients the model has, for the factor of CR1. */
  readonly coefficients?: number
  /** How the standard error is computed for independent rows, in words. */
  readonly method: string
  /** What else is summed up. */
  readonly more?: readonly Fragment[]
}

/** A standard error by sums, as a fit says it, and the rest of what was summed up. */
export interface ErrorBySums {
  readonly error: Pick<EstimatorFit, 'standardError' | 'degreesOfFreedom' | 'standardErrorMethod'>
  readonly warnings: readonly string[]
  readonly more: Float64Array
}

/** The root of the sum of squared influence values, over n: one scan; of their sums within clusters: one for each way. */
export async function standardErrorBySums(problem: SumsProblem, asked: Influence): Promise<ErrorBySums> {
  const { n, ask, clusters } = problem
  const { columns: before, influence, more = [], method } = asked
  const columns = [...before, { name: 'psi', is: influence }]
  const psi = alias('psi')
  if (clusters === null) {
    const { sums } = await ask({ columns, sums: [sql`${psi} * ${psi}`, ...more] })
    const error = { standardError: Math.sqrt(sums[0]!) / n, standardErrorMethod: method }
    return { error, warnings: [], more: sums.subarray(1) }
  }
  const { sums } = more.length === 0 ? { sums: new Float64Array(0) } : await ask({ columns, sums: more })
  return { ...(await clusteredError(problem, asked, columns)), more: sums }
}

/** Liang & Zeger 1986; two ways, Cameron, Gelbach & Miller 2011. */
async function clusteredError(
  { n, clusters }: SumsProblem,
  { coefficients = null }: { readonly coefficients?: number | null },
  columns: SumsAsked['columns'],
): Promise<Omit<ErrorBySums, 'more'>> {
  const { groups, kind, ask, columns: names } = clusters!
  const ways = groups.length === 1 ? [groups] : [...groups.map((group) => [group]), groups]
  const variances: number[] = []
  const counts: number[] = []
  for (const [w, way] of ways.entries()) {
    const { count, squares } = await ask(columns, alias('psi'), way)
    if (count < 2) throw oneCluster(names[w]!.name)
    variances.push((squares / n ** 2) * clusterFactor({ kind, rows: n, coefficients }, count))
    counts.push(count)
  }
  const { warnings, degreesOfFreedom, method } = clusterReport(
    { columns: names, kind, coefficients },
    Math.min(...counts.slice(0, groups.length)),
  )
  const [a, b = 0, both = 0] = variances as [number, number?, number?]
  const negative = a + b - both <= 0
  return {
    error: {
      standardError: Math.sqrt(negative ? Math.max(a, b) : a + b - both),
      degreesOfFreedom,
      standardErrorMethod: method,
    },
    warnings: negative
      ? [...warnings, 'the variance of both ways is negative: the larger of the two stands in.']
      : warnings,
  }
}
