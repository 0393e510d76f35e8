import { toText } from '../../estimand/index.js'
import { explainIdentification, identify } from '../../identification/index.js'
import { graphAt, namesAt } from '../core/read-arguments.js'
import { graphSchema, names, type Tool, text, yesNo } from '../core/tool.js'

export const identifyEffect: Tool = {
  name: 'identify_effect',
  description:
    'Whether an effect can be known from data at all under a graph, and by which formula, with the reason; or what stands in the way.',
  takes: {
    graph: graphSchema,
    treatment: text('What is changed.'),
    outcome: text('What it may change.'),
    given: names('Variables that the effect is asked within; none unless told.'),
  },
  required: ['graph', 'treatment', 'outcome'],
  gives: {
    identifiable: yesNo('Whether it follows from the observed distribution.'),
    formula: { type: ['string', 'null'], description: 'The formula; null where there is none.' },
    explanation: names('Why, step by step.'),
  },
  answer: (input) => {
    const graph = graphAt(input)
    const { treatment, outcome } = input as { readonly treatment: string; readonly outcome: string }
    const given = namesAt(input, 'given')
    const answer = identify(graph as never, { do: treatment, outcome, ...(given.length > 0 ? { given } : {}) } as never)
    const explanation = explainIdentification(answer as never)
    const found = answer as { readonly identifiable: boolean; readonly estimand?: never }
    const formula = found.identifiable ? toText(found.estimand!) : null
    const head = found.identifiable
      ? `The effect of ${treatment} on ${outcome} is identifiable: ${formula}.`
      : `The effect of ${treatment} on ${outcome} cannot be known from these variables under this graph.`
    return { text: [head, ...explanation].join('\n'), data: { identifiable: found.identifiable, formula, explanation } }
  },
}
