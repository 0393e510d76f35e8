import { logNormalUpperTail, normalCdf, normalUpperTail } from '../../../numeric/special/normal.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../../numeric/special/portable-log.js'
import type { Distribution } from '../../../probability/families/distribution.js'
import { lawOf } from '../../../probability/families/law-of.js'
import { pick } from '../../../probability/streams/fill.js'
import type { ChoiceLaw } from '../../mechanisms/law.js'
import { codeColumn, type NodeColumn, numberColumn } from '../node-column.js'
import type { Noise } from '../worlds.js'

/** Whether one normal number a row says the noise. */
export function hasScores({ distribution, law }: Noise): boolean {
  return distribution !== null || (law as ChoiceLaw).response !== 'gumbel-max'
}

/** A noise from standard normal numbers: its quantile at the probability below each. */
export function fromScores({ distribution: d }: Noise, scores: Float64Array): NodeColumn {
  if (d === null) return numberColumn(scores.map(normalCdf))
  if (d.values !== null) {
    const p = d.probabilities!
    return codeColumn(
      Int32Array.from(scores, (z) => pick(p, 0, p.length, normalCdf(z))),
      d.values,
    )
  }
  return numberColumn(scores.map(quantileOfScore(d as Distribution<number>)))
}

/** Beyond this the distance of a probability to one has no digits left. */
const FARTHEST = 8

/** Quantiles that keep their digits in both tails, where the family allows it. */
function quantileOfScore(d: Distribution<number>): (z: number) => number {
  const p = d.parameters as Record<string, number>
  const { quantile } = lawOf(d)
  switch (d.family) {
    case 'normal':
      return (z) => p['mean']! + p['sd']! * z
    case 'logNormal':
      return (z) => portableExp(p['mean']! + p['sd']! * z)
    case 'uniform':
      return (z) =>
        z < 0 ? quantile(normalCdf(z)) : Math.max(p['low']!, p['low']! + p['width']! - p['width']! * normalUpperTail(z))
    case 'exponential':
      return (z) => -logNormalUpperTail(z) / p['rate']!
    case 'laplace':
    case 'logistic':
    case 'studentT':
      return (z) => (z < 0 ? quantile(normalCdf(z)) : 2 * p['location']! - quantile(normalUpperTail(z)))
    case 'gumbel':
      return (z) =>
        p['location']! -
        p['scale']! * portableLog(z < 0 ? -portableLog(normalCdf(z)) : -portableLog1p(-normalUpperTail(z)))
    default:
      return (z) => quantile(normalCdf(Math.min(FARTHEST, Math.max(-FARTHEST, z))))
  }
}
