import { CausalError } from '../errors.js'
import type { Factor, Variable } from '../probability/types.js'
import type { Channel } from './channel.js'
import { sizeOf } from './size-of.js'

/** A table from outside, its form checked: variables with names and states, a number for each cell. Names may repeat. */
export function checkedTable<F extends Factor>(where: string, what: string, table: F): F {
  const given = table as unknown as { variables?: unknown; values?: unknown } | null | undefined
  if (typeof given !== 'object' || given === null || !Array.isArray(given.variables)) {
    throw wrongForm(where, what, 'it must be { variables, values }, such as interpret and factor give')
  }
  if (!(given.values instanceof Float64Array)) throw wrongForm(where, what, 'its values must be a Float64Array')
  for (const [axis, variable] of (given.variables as unknown[]).entries()) {
    const { name, states } = (typeof variable === 'object' && variable !== null ? variable : {}) as Partial<Variable>
    if (typeof name !== 'string' || name === '') throw wrongForm(where, what, `variable ${axis + 1} has no name`)
    const listed = Array.isArray(states) && states.length > 0 && states.every((s: unknown) => typeof s === 'string')
    if (!listed || new Set(states).size < states.length) {
      throw wrongForm(where, what, `${JSON.stringify(name)} needs a list of one or more states, each a text, each once`)
    }
  }
  const cells = sizeOf(table.variables)
  if (table.values.length !== cells) {
    throw new CausalError(
      where,
      'type-mismatch',
      `${what} has ${table.values.length} numbers, but its variables make ${cells} cells.`,
      { actual: table.values.length, expected: cells },
    )
  }
  return table
}

/** A channel from outside, its form checked. */
export function checkedChannel(where: string, what: string, channel: Channel): Channel {
  const { inputs, variables } = checkedTable(where, what, channel)
  if (Number.isInteger(inputs) && inputs >= 0 && inputs <= variables.length) return channel
  throw wrongForm(where, what, `inputs must say how many of its ${variables.length} variables are inputs`)
}

function wrongForm(where: string, what: string, why: string): CausalError {
  return new CausalError(where, 'invalid-argument', `${what} is no table: ${why}.`)
}
