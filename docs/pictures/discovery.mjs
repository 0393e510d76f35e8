// Tests, searches, experiments, environments.
import { readFileSync } from 'node:fs'
import * as causalkit from 'causalkit'
import { toSvg } from 'causalkit'
import { tests } from '../../bench/validity/tests.mjs'
import { nulls } from '../../bench/validity/worlds.mjs'
import { dots, drawn, lines } from './charts.mjs'
import { guideTable, guideValues } from './guide-values.mjs'
import { light, stacked } from './paper.mjs'

// cells with fewer data sets than the tables of the guide ask for are left out
const leastTested = 30
const number = (text) => Number(text.replace(/,/g, '').replace('−', '-'))
const pValue = (p) =>
  p < 1e-4
    ? `p < 10⁻${String(Math.floor(-Math.log10(p))).replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d])}`
    : `p = ${p.toFixed(2)}`

export const discovery = {
  'table-to-graph-widths': async () => {
    const { truth, edges } = await guideValues('table-to-graph', 'bootstrapGraph')
    const { pdag } = causalkit
    const counted = pdag({ nodes: truth.nodes, undirected: edges.map(({ x, y }) => [x, y]) })
    return stacked('The true graph, and what 50 resamples of 60 rows find', [
      { caption: 'The truth: four edges', svg: toSvg(truth) },
      {
        caption: '60 rows: how many of 50 resamples find the edge',
        svg: toSvg(counted, {
          positions: { A: [0, 0], B: [0, 1.6], C: [1.6, 0], D: [1.6, 1.6] },
          widths: edges.map(({ x, y, adjacent }) => ({ from: x, to: y, value: adjacent / 2 })),
          edges: edges.map(({ x, y, adjacent }) => ({ from: x, to: y, label: `${Math.round(50 * adjacent)}` })),
        }),
      },
    ])
  },

  'which-test-curve': async () => {
    const { speed, comfort, ride } = await guideValues('which-test')
    const { fisherZ, kci } = causalkit
    const [line, any] = [fisherZ, kci].map((test) => test(ride)('speed', 'comfort').pValue)
    const values = Array.from(speed, (x, i) => ({ x, y: comfort[i] }))
    const axis = (field, title) => ({ field, type: 'quantitative', title, axis: { tickCount: 5 } })
    return drawn('Comfort falls with the square of the speed', {
      width: 325,
      height: 240,
      title: [`a correlation (fisherZ): ${pValue(line)}`, `any form (kci): ${pValue(any)}`],
      data: { values },
      layer: [
        {
          mark: { type: 'point', filled: true, size: 28, color: light.blue, opacity: 0.8 },
          encoding: { x: axis('x', 'speed'), y: axis('y', 'comfort') },
        },
        {
          transform: [{ regression: 'y', on: 'x' }],
          mark: { type: 'line', color: light.red, strokeWidth: 2.5 },
          encoding: { x: axis('x', 'speed'), y: axis('y', 'comfort') },
        },
      ],
    })
  },

  'test-levels-at-five-percent': () => {
    const { cells } = JSON.parse(readFileSync(new URL('../../bench/validity/measured.json', import.meta.url), 'utf8'))
    const world = new Map(nulls.map((one) => [one.name, one]))
    const names = tests.map(({ name }) => name)
    const values = cells
      .filter(
        (cell) =>
          !cell.power &&
          cell.tested >= leastTested &&
          names.includes(cell.test) &&
          world.has(cell.world) &&
          world.get(cell.world).form !== 'determined',
      )
      .map((cell) => ({
        test: cell.test,
        rate: cell.rejected[1] / cell.tested,
        scope: tests.find(({ name }) => name === cell.test).scope(world.get(cell.world), cell.n)
          ? 'within its scope'
          : 'beyond it',
      }))
    const axis = {
      type: 'quantitative',
      title: 'share of true nulls rejected at the level 0.05',
      axis: { grid: false, values: [0, 0.25, 0.5, 0.75, 1], labelOverlap: false, format: '.2f' },
    }
    const color = {
      field: 'scope',
      type: 'nominal',
      scale: { domain: ['within its scope', 'beyond it'], range: [light.blue, light.red] },
      legend: { title: null, orient: 'top', symbolOpacity: 1 },
    }
    return drawn('Measured levels of the tests of independence', {
      width: 370,
      height: { step: 44 },
      data: { values },
      layer: [
        {
          data: { values: [{ at: 0.05 }] },
          mark: { type: 'rule', strokeDash: [5, 4], color: light.ink },
          encoding: { x: { field: 'at', type: 'quantitative' } },
        },
        {
          mark: { type: 'tick', thickness: 2, size: 15, opacity: 0.55, yOffset: 6 },
          encoding: {
            x: { field: 'rate', ...axis },
            y: { field: 'test', type: 'nominal', sort: names, axis: null },
            color,
          },
        },
        {
          data: { values: names.map((test) => ({ test })) },
          mark: { type: 'text', align: 'right', dy: -10, stroke: light.ground, strokeWidth: 4 },
          encoding: {
            x: { value: 370 },
            y: { field: 'test', type: 'nominal', sort: names, axis: null },
            text: { field: 'test' },
          },
        },
      ],
    })
  },

  'which-method-advice': () => {
    const { rows } = guideTable('which-method', '<!-- measured: advice -->')
    const [advised, hindsight] = ['what the advice names first', 'the best single method, known in hindsight']
    return dots(
      'Distance of the advised graph from the best that can be found',
      rows.map(([kind, , , , , named, best]) => ({
        label: kind,
        values: { [advised]: number(named), [hindsight]: number(best.slice(best.lastIndexOf(',') + 1)) },
      })),
      { x: 'mean structural Hamming distance, 20 tables each', colours: [light.blue, light.orange] },
    )
  },

  'interventions-chain': async () => {
    const { chain } = await guideValues('interventions', 'const chain')
    const { countDags, cpdagOf, interventionalCpdagOf } = causalkit
    const left = (graph) => `${countDags(graph)} graph${countDags(graph) === 1n ? '' : 's'} left`
    const after = (node) => interventionalCpdagOf(chain, [[], [node]])
    const part = (words, graph, nodes) => ({
      caption: `${words}: ${left(graph)}`,
      svg: toSvg(graph, { highlight: [{ nodes, edges: [] }] }),
    })
    return stacked('What is known of the chain A, B, C, D after an experiment', [
      part('Observed only', cpdagOf(chain), []),
      part('D set', after('D'), ['D']),
      part('C set', after('C'), ['C']),
      part('A set', after('A'), ['A']),
    ])
  },

  'when-environments-change-errors': () => {
    const { columns, rows } = guideTable('when-environments-change', '| score |')
    const places = columns.slice(1)
    return dots(
      'Error of five scores in hospitals like those seen and in others',
      rows.map(([label, ...errors]) => ({
        label,
        values: Object.fromEntries(errors.map((error, k) => [places[k], number(error)])),
      })),
      { x: 'mean squared error', colours: [light.blue, light.orange, light.red] },
    )
  },

  'verify-and-design-steps': () => {
    const { columns, rows } = guideTable('verify-and-design', '<!-- measured: design -->')
    const sizes = columns.slice(1).map((text) => Number.parseInt(text, 10))
    const curve = (name) => {
      const row = rows.find(([first]) => first === name)
      return row.slice(1).map((cell, i) => [sizes[i], Number.parseFloat(cell)])
    }
    return lines(
      'Experiments until one graph is left',
      [
        { label: 'nodes at random', points: curve('at random'), color: light.red, dash: true },
        { label: 'designExperiment, worst-members', points: curve('`worst-members`'), color: light.blue },
      ],
      { x: 'nodes of the graph', y: 'experiments, on average', marks: true, zero: true, height: 200 },
    )
  },
}
