// The pages for those who come from elsewhere: what the scripts of both sides found.
import { adjustmentSets, differenceInMeans, instruments, toSvg } from 'causalkit'
import { intervals } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light } from './paper.mjs'

/** Effects of `treated` on `recovery` below the raw difference of means, beside the truth of 2. */
const beside = (title, visits, rows) =>
  intervals(
    title,
    [
      row('nothing adjusted for', differenceInMeans(visits, { treatment: 'treated', outcome: 'recovery' }), light.red),
      ...rows,
    ],
    { x: 'effect on recovery, 95 % interval', reference: { value: 2, label: 'truth' } },
  )

/** A line of a chart of intervals. */
const row = (label, { estimate, interval }, color = light.blue) => ({
  label,
  estimate,
  interval,
  color,
  text: estimate.toFixed(2),
})

export const peers = {
  'coming-from-dowhy-graph': async () => {
    const { graph } = await guideValues('coming-from-dowhy', 'const ask')
    const question = { treatment: 'treated', outcome: 'recovery' }
    const [set] = adjustmentSets(graph, question)
    const [{ instrument }] = instruments(graph, question)
    return toSvg(graph, {
      direction: 'down',
      roles: { ...question, adjusted: set, instrument },
      legend: true,
      title: 'What is adjusted for, and the instrument',
    })
  },

  'coming-from-econml-estimates': async () => {
    const { visits, partial, interactive } = await guideValues('coming-from-econml', 'const interactive')
    return beside('The effect of the treatment by the raw difference and by double machine learning', visits, [
      row('partially linear', partial),
      row('interactive (doubly robust)', interactive),
    ])
  },

  'coming-from-causal-learn-graphs': async () => {
    const { found } = await guideValues('coming-from-causal-learn', 'directLingam')
    return toSvg(found.graph, { title: 'What DirectLiNGAM finds in both libraries' })
  },

  'coming-from-dagitty-graph': async () => {
    const { g1 } = await guideValues('coming-from-dagitty', 'parseDagitty')
    return toSvg(g1, {
      direction: 'down',
      roles: { treatment: 'X', outcome: 'Y' },
      legend: true,
      title: 'The first graph of the page',
    })
  },

  'coming-from-pgmpy-graph': async () => {
    const { graph } = await guideValues('coming-from-pgmpy', 'adjustmentSets')
    const question = { treatment: 'treatment', outcome: 'recovered' }
    const [adjusted] = adjustmentSets(graph, question)
    return toSvg(graph, {
      roles: { ...question, adjusted },
      legend: true,
      title: 'The size of the stone is adjusted for',
    })
  },

  'coming-from-tigramite-graph': async () => {
    const { withHidden } = await guideValues('coming-from-tigramite', 'lpcmci')
    return toSvg(withHidden.graph, { lags: 'summary', direction: 'down', title: 'What LPCMCI finds in both libraries' })
  },

  'coming-from-matchit-estimates': async () => {
    const { visits, nearest, greedy } = await guideValues('coming-from-matchit', 'subclassification')
    return beside(
      'The effect on the treated by the raw difference and by matching with and without replacement',
      visits,
      [row('nearest, without replacement', greedy, light.orange), row('nearest, with replacement', nearest)],
    )
  },

  'coming-from-r-estimates': async () => {
    const { visits, hc3, iv } = await guideValues('coming-from-r', 'twoStageLeastSquares')
    return beside('The effect by the raw difference, by regression and by an instrument', visits, [
      row('regression (HC3)', hc3),
      row('instrument', iv),
    ])
  },
}
