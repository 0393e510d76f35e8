import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { Act } from './actions.js'
import type { RollingModel } from './rolling-model.js'
import type { SeriesSituation } from './types.js'

/** The values of the parents of variable `i` at a row. */
export function parentValues(
  { parents }: RollingModel,
  columns: readonly Float64Array[],
  i: number,
  row: number,
): Float64Array {
  const list = parents[i]!
  const values = new Float64Array(list.length / 2)
  for (let k = 0; k < values.length; k++) values[k] = columns[list[2 * k]!]![row - list[2 * k + 1]!]!
  return values
}

/**
 * Fills rows `from` to `to` of the columns, one step after another.
 *
 * @param natural - what variable `i` is at a row, causes and noise, if nothing is done to it there
 * @param timeOf - how the series counts the row
 */
export function rollOut(
  model: RollingModel,
  columns: readonly Float64Array[],
  [from, to]: readonly [number, number],
  natural: (i: number, row: number) => number,
  act: Act,
  timeOf: (row: number) => number,
): void {
  const { order, largest, names, index } = model
  for (let row = from; row < to; row++) {
    const past = (variable: string, lag: number): number => {
      if (Number.isInteger(lag) && lag >= 1 && lag <= row)
        return columns[lookUp('variable', index, variable)]![row - lag]!
      const message = `a policy asked for ${show(variable)} ${show(lag)} steps before time ${timeOf(row)}: it sees 1 to ${row} steps back.`
      throw new CausalError('invalid-argument', message, { variable, lag })
    }
    for (const i of order) {
      const value = natural(i, row)
      if (!(Math.abs(value) <= largest[i]!)) explodes(names[i]!, value, timeOf(row))
      const situation: SeriesSituation = { time: timeOf(row), natural: value, past }
      columns[i]![row] = act(i, situation) ?? value
    }
  }
}

function explodes(variable: string, value: number, time: number): never {
  throw new CausalError(
    'not-supported',
    `the roll-out explodes: ${show(variable)} is ${value} at time ${time}, a million times what the model was made from. Its feedback grows from step to step, so that nothing can be said of a long run: fit differences, take fewer steps, or another learner.`,
    { variable, time, value },
  )
}
