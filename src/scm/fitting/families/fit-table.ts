import type { Categorical, Cell } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { finite } from '../../../probability/families/distribution.js'
import { show } from '../../../show.js'
import type { Law } from '../../mechanisms/law.js'
import type { Lesson } from './lesson.js'

/** The most states a numeric column may have in a table. */
const MOST_STATES = 1000

/** How often each state occurs at each combination of the parents' states, and the law that a table of chances makes. */
export interface StateCounts {
  /** Combination by state, row-major, the last parent fastest. */
  readonly counts: Float64Array
  /** How many states the variable has. */
  readonly k: number
  readonly others: readonly { readonly codes: ArrayLike<number>; readonly states: readonly Cell[] }[]
  readonly lawOf: (table: Float64Array) => Law
}

/** Counts the rows of a variable of states. */
export function stateCounts({ name, parents, columns, rows, response }: Lesson): StateCounts {
  const own = codesOf(name, columns.get(name)!)
  const others = parents.map((parent) => codesOf(parent, columns.get(parent)!))
  const k = own.states.length
  const size = others.reduce((product, { states }) => product * states.length, 1)
  if (size * k > 2 ** 24) {
    const message = `the table of ${show(name)} would have ${size * k} cells: it has too many parents or states.`
    throw new CausalError('too-large', message, { variable: name, cells: size * k })
  }
  const counts = new Float64Array(size * k)
  for (let i = 0; i < rows; i++) {
    let row = 0
    for (const { codes, states } of others) row = row * states.length + codes[i]!
    counts[row * k + own.codes[i]!]!++
  }
  const lawOf = (table: Float64Array): Law => {
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
  return { counts, k, others, lawOf }
}

/** Frequencies, with `smoothing` added to each count. */
export function tableOfFrequencies(lesson: Lesson): Law {
  const { name, parents, smoothing } = lesson
  const { counts: table, k, others, lawOf } = stateCounts(lesson)
  for (let r = 0; r < table.length / k; r++) {
    let total = smoothing * k
    for (let s = 0; s < k; s++) total += table[r * k + s]!
    if (total === 0) throw unseen(name, parents, others, r, table, k)
    for (let s = 0; s < k; s++) table[r * k + s] = (table[r * k + s]! + smoothing) / total
  }
  return lawOf(table)
}

/** Names the first combination of the parents' states that no row has, and says how many there are. */
function unseen(
  name: string,
  parents: readonly string[],
  others: readonly { readonly states: readonly Cell[] }[],
  row: number,
  table: Float64Array,
  k: number,
): CausalError {
  const combination: Record<string, Cell> = {}
  let left = row
  for (let j = others.length - 1; j >= 0; j--) {
    const { states } = others[j]!
    combination[parents[j]!] = states[left % states.length]!
    left = Math.floor(left / states.length)
  }
  let missing = 1
  for (let r = row + 1; r * k < table.length; r++)
    if (table.subarray(r * k, (r + 1) * k).every((count) => count === 0)) missing++
  const text = parents.map((parent) => `${parent} = ${show(combination[parent])}`).join(', ')
  const message = `no row of the data has ${text}, so the table of ${show(name)} cannot be learnt there${missing > 1 ? ` (nor at ${missing - 1} other combinations)` : ''}: give fewer parents or coarser states, or { smoothing: 1 } to assume even odds where nothing was seen.`
  return new CausalError('zero-support', message, { variable: name, combination, missing })
}

export function codesOf(
  name: string,
  column: Float64Array | Categorical,
): { codes: Int32Array; states: readonly Cell[] } {
  if (!(column instanceof Float64Array)) return { codes: column.codes, states: column.levels }
  const states = Object.freeze([...new Set(column)].sort((a, b) => a - b))
  if (states.length > MOST_STATES) {
    const message = `${show(name)} has ${states.length} different numbers: group them before making a table.`
    throw new CausalError('invalid-data', message, { variable: name, states: states.length })
  }
  const code = new Map(states.map((state, s) => [state, s]))
  return { codes: Int32Array.from(column, (value) => code.get(value)!), states }
}
