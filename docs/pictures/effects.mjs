// Estimates: whom to compare, how sure to be, and whom to treat.
import * as causalkit from 'causalkit'
import { plotLove, toSvg } from 'causalkit'
import { bars, dots, drawn, intervals, lines } from './charts.mjs'
import { guideTable, guideValues } from './guide-values.mjs'
import { light } from './paper.mjs'

const { column, table } = causalkit
const signed = (value, digits = 2) => value.toFixed(digits).replace('-', '−')
const row = (label, e, color = light.blue) => ({
  label,
  estimate: e.estimate,
  interval: e.interval,
  color,
  text: signed(e.estimate),
})

export const effects = {
  'ab-tests-intervals': async () => {
    const { plain, sharper, now } = await guideValues('ab-tests')
    return intervals(
      'The effect of the new page, by three intervals',
      [
        row('differenceInMeans', plain, light.quiet),
        row('the same, valid at every look', { estimate: plain.estimate, interval: now.interval }, light.orange),
        row('cuped, with what was spent before', sharper),
      ],
      { x: 'effect on money spent, 95 % interval', reference: { value: 1, label: 'truth' } },
    )
  },

  'who-benefits-effects': async () => {
    const { effects: learned, byEffect } = await guideValues('who-benefits')
    const ages = Array.from({ length: 101 }, (_, i) => -2.5 + i / 20)
    const predicted = learned.predict(table({ age: ages })).effects
    if (byEffect.groups.length !== 2) throw new Error('who-benefits.md has changed.')
    return lines(
      'The effect of the drug by age, learned by a causal forest',
      [
        { label: 'predicted by causalForest', points: ages.map((a, i) => [a, predicted[i]]) },
        {
          label: 'truth',
          points: [
            [-2.5, 1],
            [-0.0001, 1],
            [0, 3],
            [2.5, 3],
          ],
          color: light.ink,
          dash: true,
        },
      ],
      { x: 'age (standardised)', y: 'effect on recovery', zero: true },
    )
  },

  'who-benefits-mistake': async () => {
    const { straight, mended } = await guideValues('who-benefits', 'const mended')
    return intervals(
      'The effect of a dose, by a regression and by double machine learning',
      [
        row('regressionAdjustment: age along a line', straight, light.red),
        row('doubleMachineLearning: age along a curve', mended),
      ],
      { x: 'effect of one more unit of the dose', reference: { value: 2, label: 'truth' } },
    )
  },

  'when-not-to-believe-it-coverage': () => {
    const { rows } = guideTable('when-not-to-believe-it', '| expected worth of the rows of an arm |')
    return bars(
      'How often intervals by weighting hold the truth, by the expected worth of rows',
      rows.map(([worth, share], i) => ({
        label: `worth ${worth}: ${share}`,
        value: (Number.parseFloat(share) + Number.parseFloat(/(\d+) %/.exec(share)[1])) / 2,
        text: '',
        color: i < 2 ? light.red : i < 4 ? light.orange : light.blue,
      })),
      { x: '95 % intervals of ipw() that hold the truth, %', reference: { value: 95, label: '95' }, domain: [0, 100] },
    )
  },

  'units-that-touch-network': async () => {
    const { friends, seen, found } = await guideValues('units-that-touch', 'const found')
    const names = column(seen, 'name')
    const list = names.values ?? Array.from({ length: seen.rowCount }, (_, i) => names.levels[names.codes[i]])
    const words = { '00': 'nothing', '01': 'a friend saw it', 10: 'saw it', 11: 'saw it, and a friend' }
    const own = list.filter((_, i) => found.exposure[i].startsWith('1'))
    const near = list.filter((_, i) => found.exposure[i] === '01')
    return toSvg(friends, {
      direction: 'down',
      labels: Object.fromEntries(list.map((name, i) => [name, `${name}: ${words[found.exposure[i]]}`])),
      highlight: [
        { nodes: own, edges: [], label: 'saw the notice' },
        { nodes: near, edges: [], label: 'has a friend who saw it' },
      ],
      legend: true,
      title: 'Who saw the notice, and whom it reached by a friend',
    })
  },

  'deciding-regret': () => {
    const { columns, rows } = guideTable('deciding', '| KL-UCB on |')
    const pulls = columns.slice(2).map((text) => Number.parseInt(text.replace(/,/g, ''), 10))
    return lines(
      'Regret of a bandit on three sets of arms',
      rows.map(([arms, n, ...regret], i) => ({
        label: `${arms}: ${n} arms`,
        points: regret.map((cell, k) => [pulls[k], Number(cell)]),
        color: [light.blue, light.orange, light.red][i],
        dash: i === 2,
      })),
      { x: 'pulls', y: 'mean regret', marks: true, logX: true, zero: true, height: 210 },
    )
  },

  'a-billion-rows-digits': () => {
    const n = 1000
    const noise = causalkit.normals(causalkit.randomStream('digits'), n).values
    const mean = (values) => values.reduce((a, b) => a + b, 0) / n
    const centred = noise.map((v) => v - mean(noise))
    const scale = Math.sqrt(centred.reduce((sum, v) => sum + v * v, 0) / (n - 1))
    const unit = centred.map((v) => v / scale)
    const errors = Array.from({ length: 10 }, (_, power) => {
      const values = unit.map((v) => v + 10 ** power)
      const raw = (values.reduce((sum, v) => sum + v * v, 0) - n * mean(values) ** 2) / (n - 1)
      return [raw, causalkit.moments(table({ values })).covariance[0]].map((variance) =>
        Math.log10(Math.max(Math.abs(variance - 1), 1e-16)),
      )
    })
    const curve = (k) => errors.map((pair, power) => [power, pair[k]])
    return lines(
      'Error of a variance of 1, by the size of the mean',
      [
        { label: 'raw sums of squares', points: curve(0), color: light.red },
        { label: 'moments: sums of deviations', points: curve(1), color: light.blue },
      ],
      { x: 'log₁₀ of the mean', y: 'log₁₀ of the error', marks: true },
    )
  },

  'all-cores-ratios': () => {
    const { rows } = guideTable('all-cores', '| verb | alone, s |')
    return dots(
      'Two workers against one: how much faster by the clock, and the work in all',
      rows.map(([verb, , , ratio, work]) => ({
        label: verb.replace(/`/g, ''),
        values: { 'faster by the clock, times': Number(ratio), 'processor time in all, times': Number(work) },
      })),
      {
        x: 'two workers over one, on a busy machine',
        colours: [light.blue, light.orange],
        reference: { value: 1, label: 'alone' },
      },
    )
  },

  'matching-and-weighting-love': async () => {
    const { weighted } = await guideValues('matching-and-weighting')
    return drawn('Balance of the covariates before and after weighting', {
      ...plotLove(weighted),
      width: 320,
      height: { step: 36 },
      config: {
        legend: { orient: 'top' },
        range: { category: [light.red, light.blue] },
      },
    })
  },

  'matching-and-weighting-estimates': async () => {
    const { raw, matched, weights, robust } = await guideValues('matching-and-weighting')
    return intervals(
      'The effect of the programme by four ways of comparing',
      [
        row('nothing adjusted for', raw, light.red),
        row('matching on the propensity score', matched),
        row('inverse probability weighting', weights),
        row('both a weight and a regression (aipw)', robust),
      ],
      { x: 'effect, 95 % interval', reference: { value: 2, label: 'truth' } },
    )
  },

  'instruments-graph': async () => {
    const { graph } = await guideValues('instruments')
    return toSvg(graph, {
      roles: { instrument: 'letter', treatment: 'training', outcome: 'wage' },
      legend: true,
      title: 'The letter moves the training and nothing else that moves the wage',
    })
  },

  'instruments-estimates': async () => {
    const { regression, twoStages } = await guideValues('instruments')
    return intervals(
      'The effect of the training, by regression and by the instrument',
      [
        row('regression on the training', regression, light.red),
        row('two-stage least squares by the letter', twoStages),
      ],
      { x: 'effect on the wage, 95 % interval', reference: { value: 1, label: 'truth' } },
    )
  },
}
