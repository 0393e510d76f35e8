import type { Table } from '../../../data/types.js'
import type { TreatmentContrast } from '../question/contrast.js'
import type { EffectProblem } from '../types/estimator.js'
import { covariateOf } from './coded-columns.js'
import { type CodedTreatment, treatmentOf } from './coded-treatment.js'
import { requireCompleteColumns } from './require-complete-columns.js'

/** Two arms and their covariates, for what looks at these alone: the treatment stands in for the outcome. */
export function armsOfTable(
  table: Table<unknown, string>,
  {
    treatment,
    covariates,
    contrast,
  }: {
    readonly treatment: string
    readonly covariates: readonly string[]
    readonly contrast: TreatmentContrast | undefined
  },
): { readonly problem: EffectProblem; readonly coded: CodedTreatment } {
  requireCompleteColumns(table, [treatment, ...covariates])
  const coded = treatmentOf(table, treatment, contrast, false)
  const problem: EffectProblem = {
    n: table.rowCount,
    treatment: coded.values,
    treatmentName: treatment,
    arms: coded.arms,
    outcome: coded.values,
    outcomeName: treatment,
    ...(coded.levels === undefined ? {} : { treatmentLevels: coded.levels }),
    covariates: covariates.map((name) => covariateOf(table, name)),
    through: [],
  }
  return { problem, coded }
}
