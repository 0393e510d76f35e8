import { CausalError } from '../../../errors.js'
import { momentsOfSeries } from '../../moments/lagged-moments.js'
import { checkSeries } from '../../series/check-series.js'
import { correlationOverTime } from '../../tests/lagged-correlation.js'
import type { LaggedTest, Series } from '../../types.js'

/** The test itself, or that of partial correlations where a series is given: so far back as the search asks. */
export function testOf<N extends string>(
  name: string,
  given: Series<unknown, N> | LaggedTest<N>,
  reach: number,
): LaggedTest<N> {
  if (typeof given === 'function') return given
  if (typeof given !== 'object' || given === null || !('stretches' in given)) {
    const message =
      'expected a series, or a test over time such as laggedCorrelation(series, { maxLag }) or laggedSeparation(graph).'
    throw new CausalError('invalid-argument', message)
  }
  checkSeries(given)
  return correlationOverTime(name, momentsOfSeries(given, { maxLag: reach }), given.warnings)
}
