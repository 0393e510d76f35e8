import { quoteNames } from '../../names.js'
import type { Estimate } from '../core/types/estimate.js'
import type { MediationEffects } from '../mediation/types.js'
import type { Specification } from '../specification/types.js'

/** On what an answer stands, and what would overturn it. */
export interface Grounds {
  readonly assumed: string
  readonly overturned: string
}

/** The grounds of each strategy, with the names of the columns. */
export function groundsOf(effect: Estimate, specification: Specification): Grounds {
  const { treatment: t, outcome: y, adjustment } = specification
  const given =
    adjustment.length > 0 ? ` once ${quoteNames([...adjustment])} ${adjustment.length > 1 ? 'are' : 'is'} equal` : ''
  switch (specification.strategy) {
    case 'back-door':
      return {
        assumed: `nothing hidden causes both ${t} and ${y}${given}; both treatments occur among all kinds of rows; a row's outcome hangs on its own treatment alone.`,
        overturned:
          'a hidden common cause that is strong enough (sensitivity, eValue), a negative control that shows an effect, or a placebo that does not show none (refute).',
      }
    case 'front-door':
      return {
        assumed: `all of the effect goes through ${quoteNames([...specification.mediators])}, and nothing hidden causes these and ${t}, or these and ${y} apart from ${t}.`,
        overturned: 'an arrow past the mediators, or a hidden cause that reaches them.',
      }
    case 'instrument': {
      const one = specification.instruments.length === 1
      return {
        assumed: `${quoteNames([...specification.instruments])} ${one ? 'moves' : 'move'} ${y} through ${t} alone${given}, ${one ? 'shares' : 'share'} no hidden cause with it, and ${one ? 'moves' : 'move'} nobody's ${t} the other way.`,
        overturned:
          'another way from the instrument to the outcome, a hidden cause that it shares, or its weakness (see firstStageF and andersonRubin in the diagnostics).',
      }
    }
    case 'experiment':
      return {
        assumed: `which ${t} ${specification.cluster === undefined ? 'a row' : `each ${specification.cluster}`} had was drawn by chance${withinStrata(specification.strata)}; nobody was lost because of it; an outcome hangs on its own treatment alone.`,
        overturned:
          'arms whose sizes do not fit the draw (sampleRatioMismatch), rows lost in one arm more than in the other, or treatment that reached the other arm.',
      }
    case 'difference-in-differences':
      return {
        assumed: `without ${t} the mean of ${y} would have changed in the treated as it did in the others${given} (parallel trends); nothing changed ahead of treatment, and it reached nobody else.`,
        overturned:
          'trends that differed before treatment already (preTrend and eventStudy of groupTimeEffects), an effect at a time or on an outcome where there can be none, or something else that befell the treated then.',
      }
    case 'synthetic-control':
      return {
        assumed: `the weighted donors, which follow ${y} of the treated before, would have followed it after; nothing changed ahead of ${t}, it reached no donor, and nothing else befell either of them then.`,
        overturned:
          'a poor fit before treatment (preRmse), placebos with effects as large, or a donor without which the effect goes.',
      }
    case 'regression-discontinuity':
      return {
        assumed: `but for the treatment the mean of ${y} would not jump at ${specification.runningVariable} = ${specification.cutoff}; nobody could place himself on the one side exactly; nothing else changes there.`,
        overturned:
          'rows that crowd on one side (manipulationTest), a covariate from before that jumps there too, a jump at cut-offs where nothing happens, or an estimate that another bandwidth turns.',
      }
    case 'panel':
      return {
        assumed: `beyond what the formula takes out nothing hidden causes both ${t} and ${y} (where it takes out no level of each ${specification.unit}, these levels do not move ${t}); earlier outcomes do not move later treatment; the effect is a line.`,
        overturned: `a hidden cause that changes over time within a ${specification.unit}, outcomes that move later treatment, or levels that move treatment (hausmanTest).`,
      }
    case 'mediation':
      return {
        assumed: `nothing hidden causes any two of ${t}, ${specification.mediator} and ${y}${given}, and nothing that ${t} moves causes both ${specification.mediator} and ${y}.`,
        overturned: `a hidden cause of ${specification.mediator} and ${y}${needed(effect as MediationEffects)}.`,
      }
    default:
      return {
        assumed: 'the graph is right: every missing arrow and every missing hidden cause counts.',
        overturned: 'an arrow or a hidden cause that the graph leaves out.',
      }
  }
}

const withinStrata = (strata: readonly string[] | undefined): string =>
  strata === undefined || strata.length === 0 ? '' : ` within ${quoteNames([...strata])}`

/** How strong the hidden cause of mediator and outcome would have to be. */
function needed({ sensitivity }: MediationEffects): string {
  if (sensitivity === null || sensitivity === undefined) return ''
  return `: errors of both that correlate by ${Number(sensitivity.zeroAt.toPrecision(4))} take the indirect effect away`
}
