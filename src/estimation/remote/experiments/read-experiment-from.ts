import { makeTable } from '../../../data/tables/make-table.js'
import { CausalError } from '../../../errors.js'
import { asList, unknownName } from '../../../names.js'
import { show } from '../../../show.js'
import { groupOf } from '../../../sql/statements/gram-fragment.js'
import type { Gram } from '../../../sql/types.js'
import { type Asking, asking } from '../../../sql/warehouse/ask.js'
import { checkAsked } from '../../../sql/warehouse/from.js'
import { gramsOf } from '../../../sql/warehouse/grams-of.js'
import type { ColumnKind, RemoteOptions, RemoteRows } from '../../../sql/warehouse/types.js'
import { treatmentOf } from '../../core/columns/coded-treatment.js'
import { checkStrategy, requireOneRoleEach, requireRoles } from '../../core/designs/read-question.js'
import { checkExperimentPopulation, experimentSpecification } from '../../experiments/read-experiment.js'
import type { ExperimentQuestion, ExperimentSpecification } from '../../experiments/types.js'
import { checkClustersInOnePart } from '../clusters-in-one-part.js'
import { columnOfStates } from '../unique-rows.js'

/** The rows of one arm in one stratum, summed up: covariates first, the outcome last. */
export interface ArmSums {
  readonly arm: 0 | 1
  /** The states of the strata, and these in words; undefined without strata. */
  readonly stratum: string | undefined
  readonly states: readonly string[]
  readonly gram: Gram
}

/** An experiment whose rows stay in their engine. */
export interface RemoteExperiment {
  readonly asked: Asking
  readonly sums: readonly ArmSums[]
  /** The two treatments in words, and as the engine has them. */
  readonly arms: readonly [string, string]
  readonly treatmentStates: readonly [string, string]
  /** Whether the treatment holds numbers. */
  readonly isNumber: boolean
  readonly names: {
    readonly treatment: string
    readonly outcome: string
    readonly covariates: readonly string[]
    readonly strata: readonly string[]
    readonly cluster: string | undefined
  }
  readonly n: number
  readonly specification: ExperimentSpecification
  readonly warnings: readonly string[]
}

/** Checks the question and sums the rows up by arm and stratum: one scan. */
export async function readExperimentFrom(
  rows: RemoteRows,
  question: ExperimentQuestion,
  options: RemoteOptions,
  checkCovariates: (covariates: readonly string[]) => void,
): Promise<RemoteExperiment> {
  const asked = asking(rows, options)
  const { kinds, names } = rolesIn(rows, question)
  checkCovariates(names.covariates)
  checkClustersInOnePart(asked, names.cluster)
  const { treatment, outcome, covariates, strata } = names
  const columns = [...covariates, outcome]
  const by = [treatment, ...strata].map((name) => ({
    ...{ name, column: name },
    text: (dialect: Parameters<typeof groupOf>[1]) => groupOf(name, dialect),
  }))
  const groups = await gramsOf(asked, { names: columns, columns: columns.map((name) => [name]), by })
  const values = [...new Set(groups.map(({ states }) => states[0]!))]
  if (values.length === 0) throw new CausalError('too-few-rows', 'there is no row.')
  const column = columnOfStates(values, kinds.get(treatment)!, treatment)
  const coded = treatmentOf(
    makeTable<unknown>([treatment], values.length, [column]) as Parameters<typeof treatmentOf>[0],
    treatment,
    question.contrast,
    false,
  )
  if (coded.arms === null || coded.states === null) {
    throw new CausalError(
      'not-supported',
      `the treatment ${show(treatment)} takes more than two numbers: say which two are compared, such as { contrast: { from: 0, to: 1 } }.`,
      { treatment },
    )
  }
  const armOf = new Map(
    values.flatMap((state, i) => (coded.values[i]! >= 0 ? [[state, coded.values[i] as 0 | 1]] : [])),
  )
  const sums = groups.flatMap(({ states: [own, ...rest], gram }) => {
    const arm = armOf.get(own!)
    const stratum = strata.length === 0 ? undefined : rest.map((state, s) => `${strata[s]} = ${state}`).join(', ')
    return arm === undefined ? [] : [{ arm, stratum, states: rest, gram }]
  })
  return {
    asked,
    sums,
    arms: coded.arms,
    treatmentStates: coded.states,
    isNumber: kinds.get(treatment) === 'number',
    names,
    n: sums.reduce((sum, { gram }) => sum + gram.count, 0),
    specification: experimentSpecification(
      { ...question, adjustment: covariates, ...(question.strata === undefined ? {} : { strata }) },
      coded.asked,
    ),
    warnings: coded.warnings,
  }
}

/** The columns of the question, each of them told in `from` and each in one role. */
function rolesIn(
  rows: RemoteRows,
  question: ExperimentQuestion,
): { readonly kinds: ReadonlyMap<string, ColumnKind>; readonly names: RemoteExperiment['names'] } {
  checkStrategy(question, 'experiment')
  requireRoles(question, ['treatment', 'outcome'])
  checkExperimentPopulation(question)
  const { treatment, outcome, cluster, event } = question
  if (rows.columns === undefined) {
    throw new CausalError(
      'invalid-argument',
      'say in `from` what the columns hold: { columns: { spend: "number", arm: "category" } }.',
    )
  }
  const kinds = new Map(Object.entries(rows.columns))
  const covariates = asList<string>(question.adjustment)
  const strata = asList<string>(question.strata)
  const all = [treatment, outcome, ...covariates, ...strata, ...(cluster === undefined ? [] : [cluster])]
  for (const name of all) if (!kinds.has(name)) throw unknownName('column', name, kinds.keys())
  requireOneRoleEach(all)
  if (kinds.get(outcome) === 'category' || event !== undefined) {
    throw new CausalError(
      'not-supported',
      `the outcome ${show(outcome)} must hold numbers where rows are summed up: make its event 0 and 1 in a query, and leave \`event\` out.`,
      { outcome },
    )
  }
  checkAsked(rows, [outcome, ...covariates], 'number')
  return { kinds, names: { treatment, outcome, covariates, strata, cluster } }
}
