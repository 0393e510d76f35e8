import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { choiceColumn, tableCodes } from './choice-column.js'
import type { Evaluation } from './evaluation.js'
import { functionColumn } from './function-column.js'
import { linearColumn } from './linear-column.js'
import { asNumbers, codeColumn, constantColumn, type NodeColumn, numberColumn } from './node-column.js'
import type { NodeLaw } from './worlds.js'

/** The values of a node from those of its parents and its noise, a column at a time. */
export function evaluateNode(law: NodeLaw, at: Evaluation): NodeColumn {
  switch (law.family) {
    case 'root':
      return at.noise!
    case 'constant':
      return constantColumn(law.value, at.rows)
    case 'input':
      throw new CausalError(
        'invalid-argument',
        `${show(at.name)} is an input of an open model: set it, with do or intervene.`,
      )
    case 'linear':
      return linearColumn(law, at)
    case 'function':
      return functionColumn(law, at)
    case 'choice':
      return choiceColumn(law, at)
    case 'table':
      return codeColumn(tableCodes(law, at), law.states)
    case 'change':
      return changeColumn(law, at)
  }
}

function changeColumn(law: NodeLaw & { family: 'change' }, at: Evaluation): NodeColumn {
  const column = at.inputs[0]!
  if (law.change === 'shift' && at.states !== null && column.codes !== null) {
    const last = at.states.length - 1
    const position = new Map(at.states.map((state, s) => [state, s]))
    const to = Int32Array.from(column.states!, (s) => Math.max(0, Math.min(last, position.get(s)! + law.amount)))
    return codeColumn(
      column.codes.map((code) => to[code]!),
      at.states,
    )
  }
  const numbers = asNumbers(column, at.name)
  const { amount } = law
  return numberColumn(law.change === 'shift' ? numbers.map((x) => x + amount) : numbers.map((x) => x * amount))
}
