import { takeRows } from '../../data/tables/make-table.js'
import { CausalError, sentenceOf } from '../../errors.js'
import { partedBy, randomFolds } from '../../learners/core/folds.js'
import type { NodeColumn } from '../engines/node-column.js'
import type { Law } from '../mechanisms/law.js'
import { fitters } from './families/fit-families.js'
import type { Lesson, MechanismFamily } from './families/lesson.js'
import { logConditional } from './log-conditional.js'

/**
 * What a family scored on rows left out.
 *
 * @category Models
 */
export interface FamilyScore {
  /** The family. */
  readonly family: MechanismFamily
  /** The mean log density, or log probability, a row; null where it could not be fitted. */
  readonly score: number | null
  /** How far behind the best; null where it could not be fitted. */
  readonly behind: number | null
  /** The standard error of `behind`, from the differences row by row; null where it could not be fitted. */
  readonly standardError: number | null
  /** Why it could not be fitted, or gave a row no probability; null where it could. */
  readonly refused: string | null
}

/** What is added to each cell of a table while it is scored: rows left out may hold what the others do not. */
const smoothingOfScores = 0.5

export function crossValidated(
  lesson: Lesson,
  candidates: readonly MechanismFamily[],
  folds: number,
  seed: number | string,
): FamilyScore[] {
  const fold = randomFolds(lesson.rows, folds, seed)
  const results = candidates.map((family) => ({ family, ...rowScores(lesson, family, fold, folds) }))
  const meanOf = (rows: Float64Array): number => rows.reduce((sum, value) => sum + value, 0) / rows.length
  const means = results.map(({ rows }) => (rows === null ? null : meanOf(rows)))
  let best = -1
  for (const [f, mean] of means.entries()) if (mean !== null && (best < 0 || mean > means[best]!)) best = f
  const scores = results.map(({ family, rows, refused }, f): FamilyScore => {
    if (rows === null) return { family, score: null, behind: null, standardError: null, refused }
    const gaps = results[best]!.rows!.map((value, i) => value - rows[i]!)
    const behind = meanOf(gaps)
    let squares = 0
    for (const gap of gaps) squares += (gap - behind) ** 2
    return {
      family,
      score: means[f]!,
      behind,
      standardError: Math.sqrt(squares / (gaps.length - 1) / gaps.length),
      refused: null,
    }
  })
  return scores
    .sort((a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY))
    .map((score) => Object.freeze(score))
}

/** The log density of every row under the mechanism that was fitted without its fold. */
function rowScores(
  lesson: Lesson,
  family: MechanismFamily,
  fold: Int32Array,
  folds: number,
): { readonly rows: Float64Array | null; readonly refused: string | null } {
  const out = new Float64Array(lesson.rows)
  try {
    for (let k = 0; k < folds; k++) {
      const { inside, outside } = partedBy(fold, k)
      const law = fitters[family]({ ...part(lesson, outside), smoothing: smoothingOfScores })
      const scores = logDensities(law, part(lesson, inside))
      for (const [r, i] of inside.entries()) out[i] = scores[r]!
    }
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    return { rows: null, refused: sentenceOf(error) }
  }
  const lost = out.findIndex((value) => !Number.isFinite(value))
  return lost < 0
    ? { rows: out, refused: null }
    : { rows: null, refused: `it gives row ${lost} (counting from 0) no probability.` }
}

function part(lesson: Lesson, rows: Int32Array): Lesson {
  const columns = new Map(
    [lesson.name, ...lesson.parents].map((name) => [name, takeRows(lesson.columns.get(name)!, rows)]),
  )
  return { ...lesson, columns, rows: rows.length }
}

function logDensities(law: Law, { name, parents, columns, rows }: Lesson): Float64Array {
  const read = (of: string): NodeColumn => {
    const column = columns.get(of)!
    return column instanceof Float64Array
      ? { codes: null, states: null, numbers: column }
      : { codes: column.codes, states: column.levels, numbers: null }
  }
  const at = { name, inputs: parents.map(read), inputNames: law.parents, noise: null, rows, states: null }
  return logConditional(law as Exclude<Law, { family: 'modified' }>, at, read(name))
}
