import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, indexNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { ContingencyTable } from '../types.js'
import { mostCells } from './counts.js'

/**
 * The counts of two sets of rows taken together: they can be made in parts, by several machines or by a database, and no row needs to
 * move. Exact, whatever the order in which parts are merged.
 *
 * A state that only one of them has is a state of the whole. States keep the order of `a`, those that only `b` has come behind.
 *
 * @param a - counts of some rows
 * @param b - counts of other rows; the same variables, in any order
 * @returns the counts of all rows, variables in the order of `a`
 * @throws CausalError `invalid-argument` where the variables differ, or for what is no table of counts; `too-large` above 2²⁶ cells
 * @complexity O(cells)
 * @category Data
 * @example
 * const north = counts(table({ page: ['old', 'new', 'old'] }))
 * const south = counts(table({ page: ['old', 'other', 'old'] }))
 * mergeCounts(north, south)
 * //=> { variables: [{ name: 'page', states: ['new', 'old', 'other'] }], values: [1, 4, 1] }
 */
export function mergeCounts<N extends string>(
  a: ContingencyTable<N>,
  b: ContingencyTable<NoInfer<N>>,
): ContingencyTable<N> {
  return calledAs('mergeCounts', () => {
    checkCounts(a)
    checkCounts(b)
    const names = a.variables.map(({ name }) => name)
    const others = b.variables.map(({ name }) => name)
    if (names.length !== others.length || names.some((name) => !others.includes(name))) {
      throw new CausalError(
        'invalid-argument',
        `the first counts ${quoteNames(names)}, the second ${quoteNames(others)}: both must count the same variables.`,
        { first: names, second: others },
      )
    }
    const states = a.variables.map(({ name, states: own }) => {
      const found = b.variables[others.indexOf(name)]!.states
      return [...own, ...found.filter((state) => !own.includes(state))]
    })
    const size = states.reduce((product, list) => product * list.length, 1)
    if (size > mostCells) {
      throw new CausalError('too-large', `the table would have ${size} cells: count fewer variables.`, {
        cells: size,
        limit: mostCells,
      })
    }
    const values = new Float64Array(size)
    for (const table of [a, b]) addCells(values, table, names, states)
    return Object.freeze({
      variables: Object.freeze(names.map((name, k) => Object.freeze({ name, states: Object.freeze(states[k]!) }))),
      values,
    })
  })
}

/** Adds each cell of a table to that of the same states in the whole. */
function addCells(
  values: Float64Array,
  { variables, values: own }: ContingencyTable,
  names: readonly string[],
  states: readonly (readonly string[])[],
): void {
  // how far a step along each of the table's own variables goes in the whole
  const strides = new Map<string, number>()
  let stride = 1
  for (let k = names.length - 1; k >= 0; k--) {
    strides.set(names[k]!, stride)
    stride *= states[k]!.length
  }
  let places = [0]
  for (const { name, states: list } of variables) {
    const place = new Map(states[names.indexOf(name)]!.map((state, s) => [state, s]))
    const steps = list.map((state) => place.get(state)! * strides.get(name)!)
    places = places.flatMap((at) => steps.map((step) => at + step))
  }
  for (const [cell, at] of places.entries()) values[at]! += own[cell]!
}

function checkCounts(table: ContingencyTable): void {
  const { variables, values } = checkedObject('counts', table)
  const names = checkedList('variables', variables).map((variable) => {
    const { name, states } = checkedObject('variable', variable)
    indexNames('state', states)
    return name
  })
  indexNames('variable', names)
  const size = variables.reduce((product, { states }) => product * states.length, 1)
  if (!(values instanceof Float64Array && values.length === size)) {
    throw new CausalError(
      'invalid-argument',
      `${size} cells need a Float64Array of as many counts, got ${show(values)}.`,
    )
  }
  const wrong = values.findIndex((count) => !(count >= 0 && Number.isFinite(count)))
  if (wrong < 0) return
  throw new CausalError('invalid-argument', `counts are numbers from 0, got ${show(values[wrong])} in cell ${wrong}.`, {
    cell: wrong,
  })
}
