import type { Factor } from '../../src/index.js'
import { assignments, type EnumeratedModel, enumerate } from './enumerated-model.js'

/** P(others | do(act)) for every value of `act`, as one table over all nodes. */
export function experimentalJoint(model: EnumeratedModel, act: readonly string[]): Factor {
  const { variables } = enumerate(model)
  const values = new Float64Array(2 ** variables.length)
  for (const set of assignments(act)) {
    for (const [cell, p] of enumerate(model, set).values.entries()) values[cell]! += p
  }
  return { variables, values }
}
