// Series, incidents, changes.
import * as causalkit from 'causalkit'
import { toSvg } from 'causalkit'
import { bars, lines } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light, stacked } from './paper.mjs'

const { impulseResponse, sustainedEffect } = causalkit

const moves = (by) => (Math.round(by) === 0 ? 'did not move' : `moved ${by > 0 ? '+' : '−'}${Math.abs(Math.round(by))}`)

export const overTime = {
  'effects-over-time-responses': async () => {
    const { model } = await guideValues('effects-over-time', 'sustainedEffect(model')
    const horizon = 12
    const push = impulseResponse(model, { horizon, kind: 'structural' })
    const at = push.names.indexOf('sales') * push.names.length + push.names.indexOf('ads')
    const held = sustainedEffect(model, { cause: 'ads', effect: 'sales', horizon })
    const curve = (values) => Array.from(values, (v, t) => [t, v])
    return lines(
      'Sales after one push of advertising, and after a lasting change',
      [
        { label: 'one push: one more of ads on day 0', points: curve(push.responses.map((r) => r[at])) },
        { label: 'held: one more of ads from day 0 on', points: curve(held.responses), color: light.orange },
      ],
      { x: 'days later', y: 'change of sales', marks: true, zero: true },
    )
  },

  'effects-over-time-event': async () => {
    const { impact } = await guideValues('effects-over-time', 'eventImpact(campaign')
    const { times, observed, expected, lower, upper } = impact
    const from = impact.before - 15
    const points = (values) => Array.from(values, (v, i) => [times[i], v]).slice(from)
    const band = Array.from(times, (t, i) => ({ x: t, lower: lower[i], upper: upper[i] })).slice(from)
    return lines(
      'Orders around the campaign, observed and expected without it',
      [
        { label: 'observed', points: points(observed), color: light.red },
        {
          label: 'expected without the campaign',
          points: points(expected),
          color: light.blue,
          dash: true,
        },
      ],
      {
        x: 'day (the campaign starts on day 100)',
        y: 'orders',
        layers: [
          {
            data: { values: band },
            mark: { type: 'area', color: light.faint },
            encoding: {
              x: { field: 'x', type: 'quantitative' },
              y: { field: 'lower', type: 'quantitative' },
              y2: { field: 'upper' },
            },
          },
          {
            data: { values: [{ at: impact.event }] },
            mark: { type: 'rule', color: light.ink, strokeDash: [5, 4] },
            encoding: { x: { field: 'at', type: 'quantitative' } },
          },
        ],
      },
    )
  },

  'metrics-over-time-graphs': async () => {
    const { naive, found } = await guideValues('metrics-over-time', 'const found')
    return stacked('The same 300 minutes, searched as rows and as a series', [
      { caption: 'As rows, pc: the disk comes in', svg: toSvg(naive.graph) },
      { caption: 'As a series, pcmciPlus: numbers are lags', svg: toSvg(found.graph, { lags: 'summary' }) },
    ])
  },

  'what-broke-causes': async () => {
    const { graph, why, moved } = await guideValues('what-broke', 'const why')
    const [cause] = why.causes
    const by = new Map(moved)
    const labels = Object.fromEntries(graph.nodes.map((name) => [name, `${name} ${moves(by.get(name))}`]))
    return toSvg(graph, {
      direction: 'down',
      labels,
      roles: { outcome: 'page' },
      highlight: [
        {
          nodes: [cause.variable],
          edges: cause.path.slice(1).map((node, i) => [cause.path[i], node]),
          label: 'accused, and its way to the alert',
        },
      ],
      legend: true,
      title: 'The page moved most, and the cache broke',
    })
  },

  'why-did-it-change-shares': async () => {
    const { change, fall } = await guideValues('why-did-it-change', 'const change')
    return bars(
      'How far each column fell, and what its mechanism did to revenue',
      change.contributions.map(({ variable, value }) => ({
        label: `mechanism of ${variable} (the column fell by ${Math.abs(Math.round(10 * fall(variable)) / 10)})`,
        value,
        text: String(Math.round(value)).replace('-', '−'),
        color: Math.abs(value) > 1e-9 ? light.red : light.quiet,
      })),
      { x: `share of the change of revenue (${Math.round(change.total)})`.replace('-', '−') },
    )
  },
}
