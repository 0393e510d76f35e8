// Models: seeing, doing, imagining, and series that a model makes again.
import * as causalkit from 'causalkit'
import { bars, intervals, lines } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light } from './paper.mjs'

const { column, counterfactual, expectation, smokingModel } = causalkit

export const models = {
  'three-rungs-answers': () => {
    const cancer = (model, question) => expectation(model, 'cancer', question).value
    const she = counterfactual(smokingModel, { given: { smoking: 1, cancer: 1 }, do: { smoking: 0 } })
    const rows = [
      ['seeing: those who smoke', cancer(smokingModel, { given: { smoking: 1 } }), light.blue],
      ['seeing: those who do not', cancer(smokingModel, { given: { smoking: 0 } }), light.blue],
      ['doing: everybody is made to smoke', cancer(smokingModel, { do: { smoking: 1 } }), light.green],
      ['doing: nobody smokes', cancer(smokingModel, { do: { smoking: 0 } }), light.green],
      ['imagining: a smoker with cancer, had she not', expectation(she, 'cancer').value, light.orange],
    ]
    return bars(
      'The same model asked on three rungs',
      rows.map(([label, value, color]) => ({ label, value, color, text: `${(100 * value).toFixed(1)} %` })),
      { x: 'probability of cancer', domain: [0, 1] },
    )
  },

  'what-would-have-happened-scores': async () => {
    const { she, men, asMan, direct } = await guideValues('what-would-have-happened')
    const score = (label, estimate, color) => ({ label, estimate, color, text: estimate.toFixed(1) })
    return intervals(
      'The score of the applicant, observed and in other worlds',
      [
        score('she, as she was', she.score, light.ink),
        score('some man with her experience and skill', men.mean[0], light.red),
        score('she as a man, with the experience she has', direct.mean[0], light.blue),
        score('she as a man, all else responding', expectation(asMan, 'score').value, light.blue),
      ],
      { x: 'score', reference: { value: 8.5, label: 'hired from here' }, domain: [7.5, 9.5] },
    )
  },

  'simulated-series-night': async () => {
    const { night, without } = await guideValues('simulated-series')
    const latency = (run) => Array.from(column(run.table, 'latency'), (v, t) => [t, v]).slice(20)
    return lines(
      'Latency in the night of the burst, as it was and without the burst',
      [
        { label: 'the night as it was', points: latency(night), color: light.red },
        {
          label: 'the same night, replayed without the burst',
          points: latency(without),
          color: light.blue,
          dash: true,
        },
      ],
      {
        x: 'step',
        y: 'latency',
        layers: [
          {
            data: { values: [{ from: 30, to: 33 }] },
            mark: { type: 'rect', color: light.faint },
            encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
          },
        ],
      },
    )
  },
}
