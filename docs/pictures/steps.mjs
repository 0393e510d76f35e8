// The guides that one reads first: a question, a graph, what to adjust for, what goes wrong.
import * as causalkit from 'causalkit'
import { counts, dag, toSvg } from 'causalkit'
import { bars, intervals, lines } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light, stacked } from './paper.mjs'

const percent = (share) => `${Math.round(100 * share)} %`

export const steps = {
  'getting-started-simpson': async () => {
    const { patients } = await guideValues('getting-started')
    const { values, variables } = counts(patients, ['stone', 'treatment', 'recovered'])
    const [stones, treatments, recovered] = variables.map(({ states }) => states)
    const yes = recovered.indexOf('yes')
    const cell = (s, t, r) => values[(s * treatments.length + t) * recovered.length + r]
    const rate = (group, t) => {
      const sum = (r) => group.reduce((all, s) => all + cell(s, t, r), 0)
      return { share: sum(yes) / (sum(0) + sum(1)), n: sum(0) + sum(1) }
    }
    const groups = [...stones.map((name, s) => [`${name} stones`, [s]]), ['all patients', stones.map((_, s) => s)]]
    const bar = groups.flatMap(([label, group]) =>
      treatments.map((treatment, t) => {
        const { share, n } = rate(group, t)
        return {
          label: `${label}, ${treatment}`,
          value: share,
          text: `${percent(share)} of ${n}`,
          color: treatment === 'open' ? light.blue : light.orange,
        }
      }),
    )
    return bars('Recovery by treatment, among small stones, large stones, and all patients', bar, {
      x: 'share that recovered',
      domain: [0, 1],
    })
  },

  'getting-started-graph': async () => {
    const { graph, answer } = await guideValues('getting-started')
    const roles = { treatment: 'treatment', outcome: 'recovered', adjusted: answer.adjustment }
    return toSvg(graph, {
      roles,
      legend: true,
      title: 'The stone decides about treatment and recovery: it is adjusted for',
    })
  },

  'graphs-and-names-roles': async () => (await guideValues('graphs-and-names')).pictured,

  'graphs-and-names-class': async () => {
    const { seen, unseen } = await guideValues('graphs-and-names')
    return stacked('Two equivalence classes: with a collider, and without', [
      { caption: 'A collider shows three directions', svg: toSvg(seen) },
      { caption: 'A chain shows none: a line is an edge\nwhose direction is open', svg: toSvg(unseen) },
    ])
  },

  'choosing-adjustment-graph': async () => {
    const { wages } = await guideValues('choosing-adjustment')
    const best = causalkit.optimalAdjustmentSet(wages, { treatment: 'X', outcome: 'Y' }).set
    const { witness } = causalkit.isAdjustmentSet(wages, { treatment: 'X', outcome: 'Y' }, ['S', 'M'])
    return toSvg(wages, {
      direction: 'down',
      roles: { treatment: 'X', outcome: 'Y', adjusted: best },
      highlight: [
        {
          nodes: ['peers', 'M'],
          edges: witness.slice(1).map((node, i) => [witness[i], node]),
          label: 'opened by adjusting for M',
        },
      ],
      labels: { X: 'training', Y: 'wage', S: 'schooling', R: 'region', C: 'certificate', M: 'membership' },
      legend: true,
      title: 'What to adjust for, and the path that membership opens',
    })
  },

  'popular-mistakes-estimates': async () => {
    const v = await guideValues('popular-mistakes')
    const wrongMediator = Object.entries(v).find(
      ([, value]) => value?.estimated && value.adjustment?.includes('pressure'),
    )?.[1]
    const rightMediator = Object.entries(v).find(
      ([, value]) =>
        value?.estimated && value.contrast && value.adjustment?.length === 0 && Math.abs(value.estimate - 0.306) < 0.01,
    )?.[1]
    if (!wrongMediator || !rightMediator) throw new Error('popular-mistakes.md has changed.')
    const pair = (label, wrong, right, truth) => [
      {
        label: `${label}, adjusted`,
        ...wrong,
        color: light.red,
        text: `${wrong.estimate.toFixed(2)}`.replace('-', '−'),
      },
      { label: `${label}, left alone (truth ${truth})`, ...right, color: light.blue, text: right.estimate.toFixed(2) },
    ]
    return intervals(
      'Estimates with and without the wrong adjustment',
      [
        ...pair('collider', v.wrong, v.right, '0.5'),
        ...pair('mediator', wrongMediator, rightMediator, '0.3'),
        ...pair('M-bias', v.biased, v.unbiased, '0'),
      ].map(({ label, estimate, interval, color, text }) => ({ label, estimate, interval, color, text })),
      { x: 'estimated effect, 95 % interval', reference: { value: 0, label: 'no effect' } },
    )
  },

  'popular-mistakes-collider': async () => {
    const { team } = await guideValues('popular-mistakes')
    return toSvg(causalkit.graphOf(team), {
      roles: { treatment: 'training', outcome: 'fitness', selected: 'picked' },
      highlight: [
        {
          edges: [
            ['training', 'picked'],
            ['fitness', 'picked'],
          ],
          label: 'tied together when picked is held fixed',
        },
      ],
      legend: true,
      title: 'The pick is a common effect of training and fitness',
    })
  },

  'coming-from-agree': async () => {
    const { stones, ask } = await guideValues('coming-from')
    const { standardization, ipw, matching, estimateEffect, differenceInMeans } = causalkit
    const raw = differenceInMeans(stones, { treatment: 'treatment', outcome: 'recovered' })
    const row = (label, e, color) => ({
      label,
      estimate: e.estimate,
      interval: e.interval,
      color,
      text: e.estimate.toFixed(3).replace('-', '−'),
    })
    const of = (estimator) => estimateEffect(stones, { ...ask, estimator })
    return intervals(
      'Kidney stones: three estimators agree, and differ from the raw difference',
      [
        row('nothing adjusted for', raw, light.red),
        row('standardization()', of(standardization())),
        row('ipw()', of(ipw())),
        row("matching({ distance: 'exact' })", of(matching({ distance: 'exact', population: 'ATE' }))),
      ].map(({ color, ...rest }) => ({ ...rest, ...(color ? { color } : {}) })),
      { x: 'open against percutaneous: change in recovery', reference: { value: 0, label: 'no effect' } },
    )
  },

  'question-to-number-estimates': async () => {
    const { effect, naive, either, people } = await guideValues('question-to-number')
    const raw = causalkit.differenceInMeans(people, { treatment: 'training', outcome: 'earnings' })
    const row = (label, e, color) => ({
      label,
      estimate: e.estimate,
      interval: e.interval,
      color,
      text: e.estimate.toFixed(2).replace('-', '−'),
    })
    return intervals(
      'Four answers about the training',
      [
        row('difference of means', raw, light.red),
        row('motivation left out of the graph', naive, light.red),
        row('the graph, aipw()', effect, light.blue),
        row("the graph, ipw({ population: 'ATO' })", either, light.blue),
      ],
      { x: 'effect on earnings, 95 % interval', reference: { value: 2, label: 'truth' } },
    )
  },

  'chance-tails': async () => {
    const { upperTail, cumulative, normal } = causalkit
    const points = Array.from({ length: 41 }, (_, i) => 2 + i * 0.2)
    const [right, wrong] = [upperTail, (law, z) => 1 - cumulative(law, z)].map((tail) =>
      points.map((z) => ({ z, p: tail(normal(0, 1), z) })),
    )
    const curve = (rows) => rows.filter(({ p }) => p > 0).map(({ z, p }) => [z, Math.log10(p)])
    const lost = wrong.find(({ p }) => p === 0).z.toFixed(1)
    return lines(
      'The tail of the normal distribution, computed in two ways',
      [
        { label: 'upperTail', points: curve(right) },
        { label: `1 − cumulative: exactly 0 from z = ${lost} on`, points: curve(wrong), dash: true },
      ],
      { x: 'z', y: 'log₁₀ of the p-value' },
    )
  },

  // which verb leads from what to what; every name is checked against the library
  'verbs-map': () => {
    const ways = [
      ['file', 'table', 'readCsv'],
      ['table', 'test', 'fisherZ'],
      ['table', 'score', 'bicScore'],
      ['test', 'graph', 'pc'],
      ['score', 'graph', 'boss'],
      ['graph', 'formula', 'identify'],
      ['formula', 'effect', 'estimateEffect'],
      ['table', 'effect', ''],
      ['effect', 'doubt', 'refute'],
      ['graph', 'model', 'fitScm'],
      ['model', 'other_world', 'counterfactual'],
    ]
    for (const [, , verb] of ways) if (verb !== '' && !(verb in causalkit)) throw new Error(`there is no verb ${verb}.`)
    return toSvg(
      dag({
        nodes: [...new Set(ways.flat().filter((_, i) => i % 3 < 2))],
        directed: ways.map(([from, to]) => [from, to]),
      }),
      {
        direction: 'down',
        labels: { other_world: 'other world' },
        edges: ways.filter(([, , verb]) => verb !== '').map(([from, to, label]) => ({ from, to, label })),
        title: 'Values, and a verb that leads from one to the next',
      },
    )
  },
}
