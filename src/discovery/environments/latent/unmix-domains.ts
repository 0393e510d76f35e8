import { CausalError } from '../../../errors.js'
import { fastIca } from '../../../numeric/fast-ica.js'
import { symmetricEigen } from '../../../numeric/symmetric-eigen.js'
import { generator, seedStream } from '../../../probability/streams/stream.js'
import { scatterOf } from '../../lingam/numeric-data.js'
import type { DomainData } from './read-domains.js'

/** The change of a row of the unmixing matrix, 1 − |cos|, that ends the search. */
const TOLERANCE = 1e-13

/** Unmixing matrices from raw data, and the share of the variance that was kept. */
export interface UnmixedDomains {
  readonly unmixings: readonly (readonly Float64Array[])[]
  readonly varianceKept: number
}

/**
 * Principal components of the covariance within domains, their mean over domains, then independent component analysis of these in each
 * domain. In the columns' own units: a column in larger units weighs more.
 */
export function unmixDomains(
  { domains, names }: DomainData,
  count: number,
  seed: number | string,
  onDomain: (domain: number) => void,
): UnmixedDomains {
  const p = names.length
  const pooled = new Float64Array(p * p)
  for (const columns of domains) {
    const scatter = scatterOf(columns)
    for (let k = 0; k < pooled.length; k++) pooled[k]! += scatter[k]! / (columns[0]!.length - 1) / domains.length
  }
  const { values, vectors } = symmetricEigen(pooled, p)
  const total = values.reduce((sum, v) => sum + Math.max(0, v), 0)
  const kept = values.subarray(p - count).reduce((sum, v) => sum + v, 0)
  if (!(values[p - count]! > 1e-12 * values[p - 1]!)) {
    throw new CausalError('collinear', `the columns vary in fewer than ${count} directions: ask for fewer latents.`, {
      latents: count,
    })
  }
  const components = Array.from({ length: count }, (_, c) => vectors.slice((p - 1 - c) * p, (p - c) * p))
  const unmixings = domains.map((columns, k) => {
    onDomain(k)
    const n = columns[0]!.length
    const scores = components.map((weights) => {
      const score = new Float64Array(n)
      for (let c = 0; c < p; c++)
        for (let i = 0; i < n; i++) score[i]! += weights[c]! * (columns[c]![i]! - columns[c]![0]!)
      return score
    })
    const random = generator(seedStream(seed))
    const start = Float64Array.from({ length: count * count }, () => random.normal())
    const found = fastIca(scores, start, { tolerance: TOLERANCE })
    if (!found.ok) {
      const isCollinear = found.why === 'collinear'
      throw new CausalError(
        isCollinear ? 'collinear' : 'not-invertible',
        isCollinear
          ? `in domain ${k} the columns vary in fewer than ${count} directions: ask for fewer latents, or leave the domain out.`
          : `independent component analysis did not converge in domain ${k}: its sources may be too close to Gaussian, or its rows too few. Try another seed, or leave the domain out.`,
        { domain: k },
      )
    }
    return Array.from({ length: count }, (_, r) => {
      const row = new Float64Array(p)
      for (let c = 0; c < count; c++)
        for (let j = 0; j < p; j++) row[j]! += found.unmixing[r * count + c]! * components[c]![j]!
      return row
    })
  })
  return { unmixings, varianceKept: total > 0 ? kept / total : 1 }
}
