import { rootCauses } from '../../attribution/index.js'
import { graphAt, tableAt } from '../core/read-arguments.js'
import { graphSchema, names, records, type Tool, tableSchema, text, yesNo } from '../core/tool.js'

export const findRootCauses: Tool = {
  name: 'find_root_causes',
  description:
    'What broke? Compares rows before and after something went wrong and ranks the variables whose own mechanism changed, by a causal graph.',
  takes: {
    before: tableSchema,
    after: tableSchema,
    graph: graphSchema,
    target: text('The variable that raised the alert; only what leads to it is accused.'),
  },
  required: ['before', 'after', 'graph'],
  gives: {
    found: yesNo('Whether any mechanism changed.'),
    causes: records('Those accused: variable, rank, score, evidence, path, tiedWith.'),
    untold: records('What the data cannot say, and why.'),
    warnings: names('What to mind.'),
  },
  answer: (input, tables) => {
    const [before, after] = [tableAt(input, 'before', tables), tableAt(input, 'after', tables)]
    const target = input['target'] as string | undefined
    const found = rootCauses(
      before as never,
      after as never,
      { graph: graphAt(input), ...(target === undefined ? {} : { target }) } as never,
    )
    const untold = found.untold.map(({ message }) => `Not told: ${message}`)
    if (!found.found) {
      const data = { found: false, causes: [], untold: found.untold, warnings: found.warnings }
      return { text: [found.message, ...untold, ...found.warnings].join('\n'), data }
    }
    const lines = found.causes.map(
      ({ variable, rank, path }) => `${rank}. ${variable}${path === null ? '' : ` (${path.join(' → ')})`}`,
    )
    return {
      text: ['The mechanisms that changed:', ...lines, ...untold, ...found.warnings].join('\n'),
      data: { found: true, causes: found.causes, untold: found.untold, warnings: found.warnings },
    }
  },
}
