import type { Categorical } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import { codesOf } from './families/fit-table.js'

/** Probabilities from fewer rows than this are said to rest on few. */
const fewRows = 5

/** Throws for a table without rows. */
export function checkSomeRows(rows: number): void {
  if (rows > 0) return
  throw new CausalError('too-few-rows', 'the table has no rows: there is nothing to learn from.', { rows })
}

/** A sentence on the columns that the graph does not name; none where it names all. */
export function spareColumns(columns: readonly string[], isNamed: (name: string) => boolean): string[] {
  const spare = columns.filter((name) => !isNamed(name)).sort()
  return spare.length > 0 ? [`the graph does not name the columns ${quoteNames(spare)}: they are not used.`] : []
}

/** Sentences on a table that rests on few rows somewhere, or on a state that is the only one. */
export function thinTable(
  name: string,
  law: Law,
  columns: ReadonlyMap<string, Float64Array | Categorical>,
  rows: number,
): string[] {
  if (law.family === 'root')
    return law.noise.values?.length === 1
      ? [`${show(name)} does not vary: its one state has the probability 1 in the model.`]
      : []
  if (law.family !== 'choice' || law.parentStates === null) return []
  const size = law.parentStates.reduce((product, states) => product * states.length, 1)
  const seen = new Int32Array(size)
  const codes = law.parents.map((parent) => codesOf(parent, columns.get(parent)!).codes)
  for (let i = 0; i < rows; i++) {
    let row = 0
    for (const [k, states] of law.parentStates.entries()) row = row * states.length + codes[k]![i]!
    seen[row]!++
  }
  const thin = seen.filter((count) => count < fewRows).length
  if (thin === 0) return []
  return [
    `the table of ${show(name)} rests on fewer than ${fewRows} rows at ${thin} of ${size} combinations of its parents: its probabilities there are hardly known.`,
  ]
}
