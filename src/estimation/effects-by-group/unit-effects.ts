import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { rowsOf } from '../../learners/core/checked-learner.js'
import { partedBy } from '../../learners/core/folds.js'
import { show } from '../../show.js'
import type { EffectLearner, EffectLearningProblem, UnitEffects } from './types.js'

/** Effects of the rows from models that did not see them, and the model of all rows. */
export function unitEffects(
  learner: EffectLearner,
  full: EffectLearningProblem,
  fold: Int32Array | null,
): UnitEffects & { readonly predict: (table: Table) => UnitEffects } {
  full.step()
  const { arm, weights } = full
  // a row without weight is predicted, and is nothing to learn from
  const counts = (i: number): boolean => weights === null || weights[i]! > 0
  const all = Int32Array.from(arm.keys())
  const learned = all.filter(counts)
  const model = learner.fit(learned.length < all.length ? problemAt(full, learned) : full)
  if (typeof model?.predict !== 'function') {
    throw new CausalError(
      'invalid-argument',
      `the learner ${show(learner.name)} must fit to a record with predict, got ${show(model)}.`,
    )
  }
  // a table that has the covariates, and maybe other columns
  const predict = (table: Table): UnitEffects => {
    checkTable(table)
    return model.predict(learner.ofSome ? chosen(table, full.features.columns) : chosen(table, full.covariates.columns))
  }
  const effects = new Float64Array(arm.length)
  const errors = new Float64Array(arm.length)
  let known = true
  const held = (rows: Int32Array): Table => rowsOf(learner.ofSome ? full.features : full.covariates, rows)
  const write = (rows: Int32Array, found: UnitEffects): void => {
    known &&= found.standardErrors !== null
    for (const [k, i] of rows.entries()) {
      effects[i] = found.effects[k]!
      errors[i] = found.standardErrors?.[k] ?? 0
    }
  }
  if (model.outOfBag !== undefined && fold !== null) {
    if (learned.length === all.length) return { ...model.outOfBag, predict }
    write(learned, model.outOfBag)
    const others = all.filter((i) => !counts(i))
    write(others, model.predict(held(others)))
    return { effects, standardErrors: known ? errors : null, predict }
  }
  const folds = fold === null ? [null] : [...new Set(fold)].sort((a, b) => a - b)
  for (const f of folds) {
    const { inside, outside } = f === null ? { inside: all, outside: all } : partedBy(fold!, f)
    if (f !== null) full.step()
    const part = f === null ? model : learner.fit(problemAt(full, outside.filter(counts)))
    write(inside, part.predict(held(inside)))
  }
  return { effects, standardErrors: known ? errors : null, predict }
}

function problemAt(full: EffectLearningProblem, rows: Int32Array): EffectLearningProblem {
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
  return {
    ...full,
    covariates: rowsOf(full.covariates, rows),
    features: rowsOf(full.features, rows),
    arm: at(full.arm),
    outcome: at(full.outcome),
    propensity: at(full.propensity),
    mean: full.mean === null ? null : at(full.mean),
    weights: full.weights === null ? null : at(full.weights),
    arms: full.arms === null ? null : [at(full.arms[0]), at(full.arms[1])],
  }
}

/** Some columns of a table by name. */
export function chosen(table: Table, names: readonly string[]): Table {
  const missing = names.find((name) => !table.columns.includes(name))
  if (missing !== undefined) {
    throw new CausalError('unknown-name', `there is no column ${show(missing)}, by which effects differ.`, {
      name: missing,
    })
  }
  return makeTable(
    names,
    table.rowCount,
    names.map((name) => table.data[table.columns.indexOf(name)]!),
  )
}
