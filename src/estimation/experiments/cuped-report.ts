import { inference } from '../core/inference/inference.js'
import type { ArmMeans } from './arm-means.js'
import type { ComparedArms } from './compare-arms.js'
import { type ExperimentRows, reportExperiment } from './report-experiment.js'
import type { ExperimentEstimate, ExperimentSpecification } from './types.js'

/** A difference before treatment this improbable by chance is told. */
const imbalance = 0.001

/** What CUPED compares: the outcome as it is, and less what the covariates tell; and each term of the covariates. */
export interface CupedComparison {
  readonly adjusted: ComparedArms
  readonly plain: Omit<ComparedArms, 'influence'>
  readonly terms: readonly { readonly name: string; readonly compared: Omit<ComparedArms, 'influence'> | null }[]
}

/** Whether the means of what was measured before treatment differ by more than chance. */
function isUneven({ means, standardError }: Omit<ComparedArms, 'influence'>): boolean {
  return standardError > 0 && inference(gapOf(means), standardError, means.degreesOfFreedom, 0.95).pValue < imbalance
}

const gapOf = ({ treated, control }: ArmMeans): number => treated - control

/** CUPED as an answer. */
export function cupedReport(
  rows: ExperimentRows,
  { adjusted, plain, terms }: CupedComparison,
  about: {
    readonly arms: readonly [string, string]
    readonly outcome: string
    readonly covariates: readonly string[]
    readonly specification: ExperimentSpecification
  },
  confidence: number,
): ExperimentEstimate {
  const uneven = terms.flatMap(({ name, compared }) => (compared !== null && isUneven(compared) ? [name] : []))
  const saved = plain.standardError > 0 ? 1 - (adjusted.standardError / plain.standardError) ** 2 : 0
  return reportExperiment(
    rows,
    adjusted,
    {
      estimator: 'difference in means after CUPED',
      specification: about.specification,
      formula: `E[Y* | ${about.arms[1]}] − E[Y* | ${about.arms[0]}] with Y* = ${about.outcome} − θ (C − mean C), C = ${about.covariates.join(', ')}`,
      diagnostics: { varianceReduction: saved, unadjusted: gapOf(plain.means) },
      warnings: [
        ...(uneven.length > 0
          ? [
              `${uneven.join(', ')} differed between the arms before treatment (p < ${imbalance}): was treatment drawn at random, and was this measured before it?`,
            ]
          : []),
        ...(saved < 0 ? ['the covariates explain so little that the adjustment adds noise: leave it out.'] : []),
      ],
    },
    confidence,
  )
}
