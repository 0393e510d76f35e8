import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import type { Factor, Variable } from '../../probability/types.js'
import { checkedNumber } from '../../scm/mechanisms/checks.js'
import { show } from '../../show.js'
import { checkedChannel, checkedTable } from '../semantics/check-table.js'
import { checkedJoint, rowText } from '../semantics/table.js'
import { alignedValues, positionsByName } from '../terms/by-names.js'
import type { Channel } from '../terms/channel.js'

/**
 * A number for each state of what a channel makes: by the names of the states where it makes one object, as a factor (or a
 * channel without inputs) otherwise.
 *
 * @category Diagrams
 */
export type NumbersByState = Readonly<Record<string, number>> | Factor

/** The outputs of a channel, and the prior in the order of its inputs. */
export function priorAndChannel(
  prior: Factor,
  channel: Channel,
): { inputs: readonly Variable[]; outputs: readonly Variable[]; weights: Float64Array } {
  const { variables, inputs: count } = checkedChannel('the channel', channel)
  const [inputs, outputs] = [variables.slice(0, count), variables.slice(count)]
  checkedJoint(prior)
  const axes = positionsByName(
    { what: "the channel's inputs are", names: inputs.map((v) => v.name) },
    { what: 'the prior', names: prior.variables.map((v) => v.name) },
  )
  const weights = alignedValues('the prior', prior, axes, inputs)
  checkRows(channel, inputs, weights)
  return { inputs, outputs, weights }
}

/** Wherever the prior has weight, the channel must be one. */
function checkRows({ values }: Channel, inputs: readonly Variable[], weights: Float64Array): void {
  const columns = values.length / weights.length
  for (const [row, p] of weights.entries()) {
    if (p === 0) continue
    const sum = values.subarray(row * columns, (row + 1) * columns).reduce((t, x) => (x >= 0 ? t + x : Number.NaN), 0)
    if (Math.abs(sum - 1) <= 1e-8) continue
    const at = rowText(inputs, row)
    throw Number.isNaN(sum)
      ? new CausalError(
          'zero-support',
          `the channel is undefined or negative at ${at}, where the prior is ${show(p)}.`,
          {
            row,
          },
        )
      : new CausalError('not-probability', `the channel sums to ${sum} at ${at}, not to 1.`, { row })
  }
}

/** The numbers in the order of the outputs' states; every state must be named, and none besides. */
export function numbersByState(what: string, given: NumbersByState, outputs: readonly Variable[]): Float64Array {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new CausalError(
      'invalid-argument',
      `${what} must be a number for each state, such as { yes: 0.8, no: 0.2 }, or a factor, got ${show(given)}.`,
    )
  }
  if ('variables' in given && 'values' in given) {
    const table = checkedTable(what, given as Factor)
    const axes = positionsByName(
      { what: "the channel's outputs are", names: outputs.map((v) => v.name) },
      { what, names: table.variables.map((v) => v.name) },
    )
    return alignedValues(what, table, axes, outputs)
  }
  const [only] = outputs
  if (only === undefined || outputs.length > 1) {
    throw new CausalError(
      'type-mismatch',
      `the channel makes ${outputs.length} objects: give ${what} as a factor over ${outputs.map((v) => show(v.name)).join(', ')}.`,
    )
  }
  for (const state of Object.keys(given)) {
    if (!only.states.includes(state)) throw unknownName('state', state, only.states)
  }
  return Float64Array.from(only.states, (state) => {
    const x = (given as Readonly<Record<string, number>>)[state]
    if (x === undefined || !Object.hasOwn(given, state)) {
      throw new CausalError(
        'invalid-argument',
        `${what} says nothing of the state ${show(state)} of ${show(only.name)}.`,
        {
          state,
        },
      )
    }
    checkedNumber(`${what} at ${show(state)}`, x)
    return x
  })
}
