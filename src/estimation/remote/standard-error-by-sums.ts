import { alias, type Fragment, sql } from '../../sql/text/fragment.js'
import type { SumsAsked, SumsProblem } from '../core/types/sums.js'

/** The root of the sum of squared influence values, over n: one scan; the rest of what is summed up in it. */
export async function standardErrorBySums(
  { n, ask }: SumsProblem,
  columns: SumsAsked['columns'],
  influence: Fragment,
  more: readonly Fragment[] = [],
): Promise<{ readonly standardError: number; readonly more: Float64Array }> {
  const psi = alias('psi')
  const { sums } = await ask({
    columns: [...columns, { name: 'psi', is: influence }],
    sums: [sql`${psi} * ${psi}`, ...more],
  })
  return { standardError: Math.sqrt(sums[0]!) / n, more: sums.subarray(1) }
}
