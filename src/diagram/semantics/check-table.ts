import { CausalError } from '../../errors.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import { sizeOf } from '../terms/size-of.js'

/** A table from outside, its form checked: variables with names and states, a number for each cell. Names may repeat. */
export function checkedTable<F extends Factor>(what: string, table: F): F {
  const given = table as unknown as { variables?: unknown; values?: unknown } | null | undefined
  if (typeof given !== 'object' || given === null || !Array.isArray(given.variables)) {
    throw wrongForm(what, 'it must be { variables, values }, such as interpret and factor give')
  }
  if (!(given.values instanceof Float64Array)) throw wrongForm(what, 'its values must be a Float64Array')
  for (const [axis, variable] of (given.variables as unknown[]).entries()) {
    const { name, states } = (typeof variable === 'object' && variable !== null ? variable : {}) as Partial<Variable>
    if (typeof name !== 'string' || name === '') throw wrongForm(what, `variable ${axis + 1} has no name`)
    const listed = Array.isArray(states) && states.length > 0 && states.every((s: unknown) => typeof s === 'string')
    if (!listed || new Set(states).size < states.length) {
      throw wrongForm(what, `${show(name)} needs a list of one or more states, each a text, each once`)
    }
  }
  const cells = sizeOf(table.variables)
  if (table.values.length !== cells) {
    throw new CausalError(
      'type-mismatch',
      `${what} has ${table.values.length} numbers, but its variables make ${cells} cells.`,
      { actual: table.values.length, expected: cells },
    )
  }
  return table
}

/** A channel from outside, its form checked. */
export function checkedChannel(what: string, channel: Channel): Channel {
  const { inputs, variables } = checkedTable(what, channel)
  if (Number.isInteger(inputs) && inputs >= 0 && inputs <= variables.length) return channel
  throw wrongForm(what, `inputs must say how many of its ${variables.length} variables are inputs`)
}

function wrongForm(what: string, why: string): CausalError {
  return new CausalError('invalid-argument', `${what} is no table: ${why}.`)
}
