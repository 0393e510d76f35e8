import { show } from '../../show.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import type { Estimate } from '../core/types/estimate.js'
import type { EffectMeasure } from '../core/types/terms.js'
import type { Specification } from '../specification/types.js'

const whose: Readonly<Record<string, string>> = {
  ATE: 'everybody',
  ATT: 'everybody who was treated',
  ATC: 'everybody who was not treated',
  ATO: 'everybody of the overlap population (who might have had either)',
  LATE: 'everybody whom the instrument moves',
}

const compared: Readonly<Record<EffectMeasure, string>> = {
  difference: 'mean',
  'risk-ratio': 'risk',
  'rate-ratio': 'rate',
  'odds-ratio': 'odds',
}

/** What was asked, in a sentence, for each kind of answer that names its design. */
export function askedBy(effect: Estimate, specification: Specification): string {
  const { treatment: t, outcome: y } = specification
  switch (specification.strategy) {
    case 'difference-in-differences':
    case 'synthetic-control':
      return `by how much ${t} changed the mean of ${y} in each ${specification.unit} that had it, after it began (${specification.population ?? 'ATT'}).`
    case 'regression-discontinuity':
      // a sharp design names the side as its treatment
      return t === `${specification.runningVariable} >= ${specification.cutoff}`
        ? `what it does to the mean of ${y} to have ${t}, for those who stand there.`
        : `what ${t} does to the mean of ${y}, for those at ${specification.runningVariable} = ${specification.cutoff} whom the cut-off moves.`
    case 'panel':
      return `by how much the mean of ${y} changes with one unit more of ${t}, the same for every ${specification.unit}.`
    case 'mediation':
      return `how much of the effect of ${t} on ${y}${betweenLevels(specification)} goes through ${specification.mediator} (the indirect effect).`
    default:
      return contrasted(effect, specification)
  }
}

/** Two treatments compared in a population. */
function contrasted(effect: Estimate, specification: Specification): string {
  const { measure = 'difference', contrast } = effect as Estimate & Partial<EstimatedEffect>
  const { treatment, outcome, population = 'ATE' } = specification
  const own = specification.contrast
  const level = (end: 'from' | 'to'): string =>
    contrast?.[end] ??
    (own === undefined ? `its ${end === 'to' ? 'second' : 'first'} value` : `${treatment} = ${own[end]}`)
  const { quantile } = effect.diagnostics as { readonly quantile?: unknown }
  const denominator = specification.strategy === 'experiment' ? specification.denominator : undefined
  const what =
    denominator !== undefined
      ? `the sum of ${outcome} over that of ${denominator}`
      : typeof quantile === 'number'
        ? `the ${quantile} quantile of ${outcome}`
        : `the ${compared[measure]} of ${outcome}`
  const who = whose[population] ?? show(population)
  const direct = specification.strategy === 'back-door' && specification.effect === 'direct'
  return `${what} if ${who} had ${level('to')}, ${measure === 'difference' ? 'less' : 'over'} that if ${who} had ${level('from')} (${population}${direct ? ', along the edge from treatment to outcome alone' : ''}).`
}

function betweenLevels({ treatment, contrast }: Specification): string {
  return contrast === undefined ? '' : ` (${treatment} from ${contrast.from} to ${contrast.to})`
}
