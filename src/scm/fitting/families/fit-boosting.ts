import { makeTable } from '../../../data/tables/make-table.js'
import type { Categorical, Cell, Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { rowsOf } from '../../../learners/core/checked-learner.js'
import { partedBy, randomFolds } from '../../../learners/core/folds.js'
import { gradientBoosting } from '../../../learners/trees/gradient-boosting.js'
import { normal } from '../../../probability/families/normal.js'
import { show } from '../../../show.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { type Lesson, numbers } from './lesson.js'

const folds = 5

/** A sum of trees plus normal noise, whose size is that of errors on rows that the trees were not grown on. */
export function boostedLaw(lesson: Lesson): FunctionLaw {
  const { name, parents, columns, rows } = lesson
  const y = numbers(lesson)
  if (parents.length === 0)
    throw new CausalError('invalid-data', `${show(name)} has no parents to grow trees on: use linear or empirical.`, {
      variable: name,
    })
  if (rows < 10 * folds)
    throw new CausalError(
      'too-few-rows',
      `trees for ${show(name)} need ${10 * folds} rows at least, and the table has ${rows}.`,
      { variable: name, rows },
    )
  const names = parents.map((_, j) => `x${j}`)
  const inputs = parents.map((parent) => columns.get(parent)!)
  const data = makeTable([...names, 'y'], rows, [...inputs, y]) as Table
  const learner = gradientBoosting()
  const fold = randomFolds(rows, folds, 'boosting')
  let squares = 0
  for (let k = 0; k < folds; k++) {
    const { inside, outside } = partedBy(fold, k)
    const predicted = learner.fit(rowsOf(data, outside), 'y').predict(rowsOf(data, inside))
    for (const [r, i] of inside.entries()) squares += (y[i]! - predicted[r]!) ** 2
  }
  const sd = Math.sqrt(squares / rows)
  if (!(sd > 0))
    throw new CausalError(
      'collinear',
      `the parents of ${show(name)} give it without error, so it has no noise: state it as a deterministic mechanism.`,
      {
        variable: name,
      },
    )
  const { predict } = learner.fit(data, 'y')
  const location = (pa: Readonly<Record<string, Cell>>): number =>
    predict(
      makeTable(
        names,
        1,
        parents.map((parent, j) => oneCell(inputs[j]!, pa[parent]!, parent)),
      ) as Table,
    )[0]!
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: normal(0, sd),
    evaluate: (pa, u) => location(pa) + (u as number),
    invert: (x, pa) => (x as number) - location(pa),
    logSlope: () => 0,
  } satisfies FunctionLaw)
}

function oneCell(seen: Float64Array | Categorical, value: Cell, parent: string): Float64Array | Categorical {
  if (seen instanceof Float64Array) return Float64Array.of(value as number)
  const code = seen.levels.indexOf(value as string)
  if (code >= 0) return { codes: Int32Array.of(code), levels: seen.levels }
  throw new CausalError('unknown-name', `${show(parent)} = ${show(value)} is no state that was learnt from.`, {
    parent,
    value,
  })
}
