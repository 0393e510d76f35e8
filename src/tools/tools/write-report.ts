import { report } from '../../advise/index.js'
import { estimateEffect, regressionAdjustment, sensitivity } from '../../estimation/index.js'
import { identify } from '../../identification/index.js'
import { effectOf, effectTakes } from '../core/effect-arguments.js'
import { diagnosisAt } from '../core/read-arguments.js'
import { records, type Tool, text, yesNo } from '../core/tool.js'
import { refutationsOf, refuteTakes } from './refute-effect.js'

export const writeReport: Tool = {
  name: 'write_report',
  description:
    'A report in Markdown of one effect, made anew from the table: diagnosis, graph, identification, estimate or refusal, refutations, and sensitivity to hidden causes. Write it last, with the arguments that led to the estimate.',
  takes: {
    ...effectTakes,
    ...refuteTakes,
    title: text('The title; the effect that is asked for unless told.'),
  },
  required: ['table', 'graph', 'treatment', 'outcome'],
  gives: {
    markdown: text('The report; pictures and plots stand in it by the names of their files.'),
    estimated: yesNo('Whether there is an estimate.'),
    pictures: records('The pictures: file, svg.'),
    plots: records('The plots: file, specification (Vega-Lite).'),
  },
  answer: (input, tables) => {
    const { effect, graph, question, table } = effectOf(input, tables)
    const { treatment, outcome } = input as { readonly treatment: string; readonly outcome: string }
    const parts: Record<string, unknown> = {
      'The table': diagnosisAt({ table: input['table'] }, tables),
      'The graph': graph,
      Identification: identify(graph as never, { do: treatment, outcome } as never),
      'The estimate': effect,
    }
    if (effect.estimated) {
      parts['Attempts at refutation'] = refutationsOf(input, table, question)
      const regression = regressionAdjustment({ interactions: false })
      const plain = estimateEffect(table, { ...question, estimator: regression } as never)
      if (plain.estimated) parts['Sensitivity to hidden causes'] = sensitivity(plain)
    }
    const title = (input['title'] as string | undefined) ?? `The effect of ${treatment} on ${outcome}`
    const { markdown, pictures, plots } = report(parts, { title })
    return { text: markdown, data: { markdown, estimated: effect.estimated, pictures, plots } }
  },
}
