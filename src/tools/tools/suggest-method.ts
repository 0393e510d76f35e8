import { type AdviceQuestion, suggest } from '../../advise/index.js'
import { CausalError } from '../../errors.js'
import { diagnosisAt, graphAt } from '../core/read-arguments.js'
import { graphSchema, names, oneOf, records, type Tool, tableSchema, text, yesNo } from '../core/tool.js'

export const suggestMethod: Tool = {
  name: 'suggest_method',
  description:
    'Which methods fit these data and this question, with settings, reasons and references; and what is advised against.',
  takes: {
    table: tableSchema,
    question: oneOf(
      ['graph', 'test', 'effect'],
      'What is asked: "graph" (which causes which), "test" (of conditional independence) or "effect".',
    ),
    hiddenCauses: yesNo('Whether causes may be missing from the table, for "graph".'),
    treatment: text('What is changed, for "effect".'),
    outcome: text('What it may change, for "effect".'),
    graph: graphSchema,
    time: text('The column that says when a row was taken, if there is one.'),
    environment: text('The column that says which domain a row is from, if there is one.'),
  },
  required: ['table', 'question'],
  gives: {
    suggestions: records('Methods, the best first: method, code, reason, assumes, reference.'),
    against: records('Methods that do not fit, and why.'),
    warnings: names('What to mind.'),
  },
  answer: (input, tables) => {
    const { question, treatment, outcome, hiddenCauses } = input as {
      readonly question: 'graph' | 'test' | 'effect'
      readonly treatment?: string
      readonly outcome?: string
      readonly hiddenCauses?: boolean
    }
    const diagnosis = diagnosisAt(input, tables)
    if (question === 'effect' && (treatment === undefined || outcome === undefined)) {
      throw new CausalError('invalid-argument', 'a question of an effect needs `treatment` and `outcome`.')
    }
    const asked: Readonly<Record<typeof question, () => AdviceQuestion>> = {
      graph: () => ({ ask: 'graph', hiddenCauses: hiddenCauses ?? false }),
      test: () => ({ ask: 'test' }),
      effect: () => ({
        ask: 'effect',
        treatment: treatment!,
        outcome: outcome!,
        ...(input['graph'] === undefined ? {} : { graph: graphAt(input) }),
      }),
    }
    const advice = suggest(diagnosis, asked[question]())
    const suggestions = advice.suggestions.map(({ method, code, reason, assumes, reference }) => ({
      method,
      code,
      reason,
      assumes,
      reference,
    }))
    const lines = suggestions.map(({ method, reason, code }) => `- ${method}: ${reason} \`${code}\``)
    const against = advice.against.map(({ method, reason }) => `- not ${method}: ${reason}`)
    return {
      text: [...lines, ...against, ...advice.warnings].join('\n'),
      data: { suggestions, against: advice.against, warnings: advice.warnings },
    }
  },
}
