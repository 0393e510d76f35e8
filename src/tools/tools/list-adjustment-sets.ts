import { adjustmentSets, optimalAdjustmentSet } from '../../identification/index.js'
import { graphAt } from '../core/read-arguments.js'
import { graphSchema, list, type Tool, text, yesNo } from '../core/tool.js'

/** More minimal sets than an agent reads. */
const MOST = 20

export const listAdjustmentSets: Tool = {
  name: 'list_adjustment_sets',
  description:
    'Which sets of measured variables to adjust for so that the effect of a treatment is not confounded, each minimal; and the one with the least variance.',
  takes: { graph: graphSchema, treatment: text('What is changed.'), outcome: text('What it may change.') },
  required: ['graph', 'treatment', 'outcome'],
  gives: {
    sets: list(
      { type: 'array', items: { type: 'string' } },
      `Minimal adjustment sets, ${MOST} at most; empty where none exists.`,
    ),
    more: yesNo('Whether there are more than are listed.'),
    optimal: {
      type: ['array', 'null'],
      items: { type: 'string' },
      description: 'The set with the least asymptotic variance; null where there is none.',
    },
  },
  answer: (input) => {
    const graph = graphAt(input)
    const query = input as { readonly treatment: string; readonly outcome: string }
    const asked = { treatment: query.treatment, outcome: query.outcome }
    const sets: (readonly string[])[] = []
    let more = false
    for (const set of adjustmentSets(graph, asked)) {
      if (sets.length === MOST) {
        more = true
        break
      }
      sets.push(set)
    }
    const best = optimalAdjustmentSet(graph, asked)
    const shown = sets.map((set) => `{ ${set.join(', ')} }`.replace('{  }', '{ } (nothing)'))
    const none = `No set of measured variables makes the effect of ${asked.treatment} on ${asked.outcome} unconfounded by adjustment; identify_effect may know another way.`
    return {
      text:
        sets.length === 0
          ? none
          : `Adjust for one of: ${shown.join('; ')}${more ? '; and more' : ''}.${best.found ? ` Least variance: { ${best.set.join(', ')} }.` : ''}`,
      data: { sets, more, optimal: best.found ? best.set : null },
    }
  },
}
