import type { Categorical, Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { finite } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import type { Lesson } from './lesson.js'

/** The most states a numeric column may have in a table. */
const MOST_STATES = 1000

/** Frequencies, with `smoothing` added to each count. */
export function tableOfFrequencies({ name, parents, columns, rows, smoothing, response }: Lesson): Law {
  const own = codesOf(name, columns.get(name)!)
  const others = parents.map((parent) => codesOf(parent, columns.get(parent)!))
  const k = own.states.length
  const size = others.reduce((product, { states }) => product * states.length, 1)
  if (size * k > 2 ** 24) {
    const message = `the table of ${show(name)} would have ${size * k} cells: it has too many parents or states.`
    throw new CausalError('too-large', message, { variable: name, cells: size * k })
  }
  const table = new Float64Array(size * k)
  for (let i = 0; i < rows; i++) {
    let row = 0
    for (const { codes, states } of others) row = row * states.length + codes[i]!
    table[row * k + own.codes[i]!]!++
  }
  for (let r = 0; r < size; r++) {
    let total = smoothing * k
    for (let s = 0; s < k; s++) total += table[r * k + s]!
    if (total === 0) {
      const message = `no row of the data has one of the combinations of the parents of ${show(name)}: give { smoothing: 1 }, or fewer parents.`
      throw new CausalError('zero-support', message, { variable: name, row: r })
    }
    for (let s = 0; s < k; s++) table[r * k + s] = (table[r * k + s]! + smoothing) / total
  }
  if (parents.length === 0)
    return Object.freeze({ family: 'root', parents: Object.freeze([]), noise: finite(own.states, [...table]) })
  return Object.freeze({
    family: 'choice',
    parents: Object.freeze([...parents]),
    states: own.states,
    parentStates: Object.freeze(others.map(({ states }) => Object.freeze(states.map(String)))),
    table,
    logits: null,
    response,
  })
}

function codesOf(name: string, column: Float64Array | Categorical): { codes: Int32Array; states: readonly Cell[] } {
  if (!(column instanceof Float64Array)) return { codes: column.codes, states: column.levels }
  const states = Object.freeze([...new Set(column)].sort((a, b) => a - b))
  if (states.length > MOST_STATES) {
    const message = `${show(name)} has ${states.length} different numbers: group them before making a table.`
    throw new CausalError('invalid-data', message, { variable: name, states: states.length })
  }
  const code = new Map(states.map((state, s) => [state, s]))
  return { codes: Int32Array.from(column, (value) => code.get(value)!), states }
}
