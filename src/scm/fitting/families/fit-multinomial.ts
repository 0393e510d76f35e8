import { CausalError } from '../../../errors.js'
import { multinomialLogit } from '../../../independence/mixed/multinomial-logit.js'
import { show } from '../../../show.js'
import type { Law } from '../../mechanisms/law.js'
import { inOwnUnits, unitColumns } from './fit-design.js'
import { plainDesign } from './fit-regression.js'
import { codesOf } from './fit-table.js'
import type { Lesson } from './lesson.js'

/** Beyond this a weight of a standardised parent says that the states are parted without error. */
const parted = 30

/** Log odds of each state against the last, linear in numeric parents. */
export function multinomialLaw(lesson: Lesson): Law {
  const { name, parents, columns, rows, response } = lesson
  for (const parent of parents) {
    if (columns.get(parent) instanceof Float64Array) continue
    const message = `${show(parent)} is categorical: a multinomial mechanism needs numeric parents. Code it as numbers, or use cpt.`
    throw new CausalError('invalid-data', message, { variable: name, parent })
  }
  const { codes, states } = codesOf(name, columns.get(name)!)
  if (states.length < 2)
    throw new CausalError(
      'constant-column',
      `${show(name)} does not vary, so that nothing can be learnt about its mechanism: leave it out.`,
      {
        variable: name,
      },
    )
  const k = parents.length + 1
  if (rows <= k * (states.length - 1))
    throw new CausalError(
      'too-few-rows',
      `${show(name)} has ${k * (states.length - 1)} weights, and the table only ${rows} rows: give more rows, or ${show(name)} fewer parents.`,
      {
        variable: name,
        rows,
      },
    )
  const { columns: unit } = unitColumns(name, plainDesign(lesson))
  const { coefficients } = multinomialLogit(
    codes,
    states.length,
    unit.map(({ column }) => column),
  )
  if (coefficients.some((value) => !(Math.abs(value) < parted)))
    throw new CausalError(
      'invalid-data',
      `the parents of ${show(name)} part some of its states without error, so the weights have no maximum: use a table, or more data.`,
      {
        variable: name,
      },
    )
  const logits = states.map((_, s) =>
    Object.freeze(
      s + 1 < states.length
        ? [...inOwnUnits(coefficients.slice(s * k, (s + 1) * k), unit)]
        : Array.from({ length: k }, () => 0),
    ),
  )
  return Object.freeze({
    family: 'choice',
    parents: Object.freeze([...parents]),
    states,
    parentStates: null,
    table: null,
    logits: Object.freeze(logits),
    response,
  })
}
