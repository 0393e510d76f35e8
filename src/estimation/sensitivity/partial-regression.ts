import { tableMoments } from '../../data/statistics/table-moments.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, lookUp } from '../../names.js'
import { cholesky, solveLower } from '../../numeric/cholesky.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { treatmentOf } from '../core/columns/coded-treatment.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import type { TreatmentContrast } from '../core/question/contrast.js'
import { type ReadSource, rowsOfCells } from '../core/question/effect-source.js'
import { designOf } from '../core/regression/design.js'
import { collinearIn, gramOf } from '../outcome/slope-from-moments.js'
import type { Coefficient, MeasuredStrength } from './omitted-variable-bias.js'

/** The columns of a regression. */
export interface RegressionQuestion {
  readonly treatment: string
  readonly outcome: string
  readonly adjustment: readonly string[]
  readonly contrast?: TreatmentContrast
  readonly event?: string
}

/** The treatment's coefficient, and how strong each covariate is. */
export interface PartialRegression extends Coefficient {
  readonly benchmark: (name: string) => MeasuredStrength
}

/** Covariances of a design: which of its columns stand for each covariate. */
interface DesignMoments {
  readonly covariance: Float64Array
  readonly names: readonly string[]
  readonly count: number
  readonly treatment: number
  readonly outcome: number
  readonly groups: ReadonlyMap<string, readonly number[]>
}

/** The regression of the outcome on treatment and covariates, by covariances alone. */
export function partialRegression(source: ReadSource, question: RegressionQuestion): PartialRegression {
  const columns = source.kind === 'moments' ? source.moments.names : source.table.columns
  const index = new Map(columns.map((name, i) => [name, i]))
  const { treatment, outcome, adjustment } = question
  const used = [treatment, outcome, ...checkedList('adjustment', adjustment)]
  for (const name of used) lookUp('column', index, name)
  if (new Set(used).size < used.length) {
    throw new CausalError('overlap', 'treatment, outcome and adjustment must be different columns, each named once.', {
      columns: used,
    })
  }
  const m = source.kind === 'moments' ? ofMoments(source.moments, question) : ofRows(source, question)
  const covariates = [...m.groups.values()].flat()
  const k = covariates.length + 2
  const df = m.count - k
  if (!(df > 1)) {
    throw new CausalError('too-few-rows', `there are ${m.count} rows for ${k} coefficients: adjust for less.`, {
      rows: m.count,
      coefficients: k,
    })
  }
  const [tt, ty, yy] = leftBy(m, covariates)
  const estimate = ty / tt
  const rest = yy - (ty * ty) / tt
  if (!(tt > 0 && rest > 0)) {
    throw new CausalError('constant-column', `${show(treatment)} or ${show(outcome)} is determined by the others.`, {})
  }
  return {
    estimate,
    standardError: Math.sqrt(rest / df / tt),
    degreesOfFreedom: df,
    benchmark: (name) => {
      const own = new Set(m.groups.get(name)!)
      const [ttWithout, tyWithout, yyWithout] = leftBy(
        m,
        covariates.filter((j) => !own.has(j)),
      )
      const restWithout = yyWithout - (tyWithout * tyWithout) / ttWithout
      return { treatment: 1 - tt / ttWithout, outcome: 1 - rest / restWithout }
    },
  }
}

/** What covariates leave of treatment and outcome: sums of squares and products. */
function leftBy(m: DesignMoments, covariates: readonly number[]): [tt: number, ty: number, yy: number] {
  const p = m.names.length
  const q = covariates.length
  const root = cholesky(gramOf(m.covariance, p, covariates), q)
  if (!root.ok) throw collinearIn(m.names, covariates, root.column)
  const along = (target: number): Float64Array =>
    solveLower(
      root.factor,
      q,
      Float64Array.from(covariates, (j) => m.covariance[j * p + target]!),
    )
  const [t, y] = [along(m.treatment), along(m.outcome)]
  const left = (i: number, j: number, a: Float64Array, b: Float64Array): number =>
    (m.count - 1) * (m.covariance[i * p + j]! - a.reduce((sum, value, s) => sum + value * b[s]!, 0))
  return [left(m.treatment, m.treatment, t, t), left(m.treatment, m.outcome, t, y), left(m.outcome, m.outcome, y, y)]
}

function ofMoments(
  moments: Extract<ReadSource, { kind: 'moments' }>['moments'],
  { treatment, outcome, adjustment }: RegressionQuestion,
): DesignMoments {
  const place = (name: string): number => moments.names.indexOf(name)
  return {
    ...moments,
    treatment: place(treatment),
    outcome: place(outcome),
    groups: new Map(adjustment.map((name) => [name, [place(name)]])),
  }
}

function ofRows(source: Exclude<ReadSource, { kind: 'moments' }>, question: RegressionQuestion): DesignMoments {
  const table: Table<unknown, string> = source.kind === 'counts' ? rowsOfCells(source) : source.table
  const { treatment, outcome, adjustment, contrast, event } = question
  requireCompleteColumns(table, [treatment, outcome, ...adjustment])
  const coded = treatmentOf(table, treatment, contrast, true)
  if (coded.levels !== undefined) {
    throw new CausalError(
      'not-supported',
      `${show(treatment)} has more than two categories: take the rows of two with where(table, …).`,
      { treatment },
    )
  }
  const n = table.rowCount
  const design = designOf(
    adjustment.map((name) => covariateOf(table, name)),
    n,
  )
  const terms = Array.from({ length: design.k - 1 }, (_, a) =>
    Float64Array.from({ length: n }, (_, i) => design.x[i * design.k + a + 1]!),
  )
  const names = [...design.terms.slice(1), `${treatment} (treatment)`, `${outcome} (outcome)`]
  const data = [...terms, coded.values, outcomeOf(table, outcome, event).values]
  const { covariance, count } = tableMoments(makeTable<unknown>(names, n, data) as Table<unknown, string>)
  const groups = new Map<string, number[]>(adjustment.map((name) => [name, []]))
  for (let a = 1; a < design.k; a++) groups.get(adjustment[design.source[a]!]!)!.push(a - 1)
  return { covariance, count, names, treatment: design.k - 1, outcome: design.k, groups }
}
