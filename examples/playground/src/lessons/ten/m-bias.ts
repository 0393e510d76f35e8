import { dag } from 'causalkit/graph'
import { isAdjustmentSet } from 'causalkit/identification'
import { normal } from 'causalkit/probability'
import { averageTreatmentEffect, linear, populationRegression, scm } from 'causalkit/scm'
import { judgeAdjustment, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const text = 'income -> education\nincome -> mother_ill\ngenes -> mother_ill\ngenes -> diabetes\neducation -> diabetes'
const graph = dag(text.replaceAll('\n', '; '))
const model = scm({
  income: normal(0, 1),
  genes: normal(0, 1),
  mother_ill: linear({ income: -1, genes: 1 }, normal(0, 0.5)),
  education: linear({ income: 1 }, normal(0, 1)),
  diabetes: linear({ genes: 1, education: -0.5 }, normal(0, 1)),
})
const query = { treatment: 'education', outcome: 'diabetes' } as const
const effect = averageTreatmentEffect(model, query).value!

export const mBias: Lesson = {
  name: 'm-bias',
  title: 'M-bias',
  idea: 'That something came before the treatment does not make it safe to hold still.',
  load: {
    text,
    treatment: 'education',
    outcome: 'diabetes',
    latents: ['income', 'genes'],
    places: {
      income: [60, 40],
      genes: [300, 40],
      education: [60, 180],
      mother_ill: [180, 110],
      diabetes: [300, 180],
    },
  },
  graph,
  sentences: [
    'Does education protect from diabetes? We know whether the mother had diabetes, and it goes together with both.',
    'Many would hold it still "to be safe": it came before, and it is related to everything.',
    'But look at the arrows: family income and genes, which nobody measured, meet in it. It is a collider.',
    'Left alone it blocks the path from education over income and genes to diabetes.',
    'Held still it opens that path. The picture has the shape of an M, hence the name.',
    'Bias means: the comparison gives another number than the effect.',
  ],
  play: {
    invite: 'Hold the mother’s illness still, and see how far the comparison is from the true effect.',
    toggles: ['mother_ill'],
    show: ({ chosen }) => {
      const { why, path } = judgeAdjustment(graph, query, chosen)
      const slopes: Readonly<Record<string, number>> = populationRegression(model, 'diabetes', [
        'education',
        ...(chosen as 'mother_ill'[]),
      ])
      return {
        numbers: [
          ['what the comparison shows', slopes['education']],
          ['true effect of education', effect],
        ],
        sentence: why,
        ...(path === undefined ? {} : { path }),
      }
    },
  },
  questions: [
    {
      kind: 'nodes',
      ask: 'You measured only education, diabetes and the mother’s illness. What should you hold still?',
      nodes: ['mother_ill'],
      none: 'nothing',
      judge: (chosen) => judgeAdjustment(graph, query, chosen),
    },
    {
      kind: 'nodes',
      ask: 'A reviewer insists that the mother’s illness is held still, and lets you measure more. What do you hold still beside it?',
      nodes: ['income', 'genes'],
      none: 'nothing',
      judge: (chosen) => judgeAdjustment(graph, query, ['mother_ill', ...chosen]),
    },
    {
      kind: 'choice',
      ask: 'True or false: whatever happened before the treatment may be held still without harm.',
      options: ['True', 'False'],
      judge: (option) =>
        judgeChoice(
          option,
          isAdjustmentSet(graph, query, ['mother_ill']).valid ? 'True' : 'False',
          'The mother fell ill before, and yet holding it still opens a path. Arrows decide, not dates.',
          'The mother fell ill before her child went to school, and yet holding that still led the comparison astray. Arrows decide, not dates.',
        ),
    },
  ],
}
