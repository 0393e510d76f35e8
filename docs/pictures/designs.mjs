// Panels, cut-offs and mediators.
import * as causalkit from 'causalkit'
import { plotEventStudy, plotRegressionDiscontinuity, toSvg } from 'causalkit'
import { drawn } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light } from './paper.mjs'

export const designs = {
  'designs-event-study': async () => {
    const { proper, usual } = await guideValues('designs', 'const proper')
    const { layer, ...rest } = plotEventStudy(proper)
    const usualLine = {
      data: { values: [{ estimate: usual.estimate, words: `two-way fixed effects: ${usual.estimate.toFixed(1)}` }] },
      layer: [
        {
          mark: { type: 'rule', color: light.red, strokeDash: [6, 4] },
          encoding: { y: { field: 'estimate', type: 'quantitative' } },
        },
        {
          mark: { type: 'text', align: 'left', dy: -9, stroke: light.ground, strokeWidth: 4 },
          encoding: { y: { field: 'estimate', type: 'quantitative' }, x: { value: 4 }, text: { field: 'words' } },
        },
      ],
    }
    return drawn('Effects by years since the new till, with intervals', {
      ...rest,
      width: 325,
      height: 250,
      layer: [usualLine, ...layer],
      config: {
        legend: { orient: 'top' },
        range: { category: [light.quiet, light.blue] },
      },
    })
  },

  'designs-cut-off': async () => {
    const { jump } = await guideValues('designs', 'const jump')
    return drawn('Later results by the score that decided about the grant', {
      ...plotRegressionDiscontinuity(jump),
      config: {
        legend: { disable: true },
        mark: { color: light.blue },
        axisX: { labelOverlap: 'greedy', labelSeparation: 10 },
      },
      width: 325,
      height: 230,
    })
  },

  'designs-mediation': () =>
    toSvg(causalkit.dag('drug -> pressure -> strokes; drug -> strokes'), {
      roles: { treatment: 'drug', outcome: 'strokes' },
      highlight: [
        {
          edges: [
            ['drug', 'pressure'],
            ['pressure', 'strokes'],
          ],
          label: 'indirect effect',
        },
        { edges: [['drug', 'strokes']], label: 'direct effect' },
      ],
      legend: true,
      title: 'Two ways from drug to strokes',
    }),
}
