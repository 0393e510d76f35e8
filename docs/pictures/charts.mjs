// Charts by Vega-Lite, as wide as a phone: words stand above their line, not beside it.

import * as vega from 'vega'
import { compile } from 'vega-lite'
import { light, rounded, sheet } from './paper.mjs'

// without a canvas Vega takes texts for wider than they are
vega.textMetrics.width = (item, text) => 0.56 * (item.fontSize ?? 11) * String(text ?? '').length

const font = 'system-ui, sans-serif'
const width = 370
const config = {
  background: null,
  font,
  padding: 12,
  view: { stroke: null },
  axis: {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    labelColor: light.ink,
    titleColor: light.ink,
    domainColor: light.quiet,
    tickColor: light.quiet,
    gridColor: light.faint,
    titlePadding: 8,
  },
  legend: { labelFontSize: 13, labelColor: light.ink, titleColor: light.ink, labelLimit: 0, symbolStrokeWidth: 3 },
  title: { fontSize: 14, color: light.ink, fontWeight: 'normal', anchor: 'start' },
  header: { labelFontSize: 13, labelColor: light.ink },
  text: { fontSize: 13, color: light.ink },
  range: { category: [light.blue, light.red, light.green, light.orange] },
}

/** The SVG of a Vega-Lite specification. */
export async function drawn(title, spec) {
  const { $schema, description, ...rest } = structuredClone(spec)
  const whole = {
    width,
    ...rest,
    config: { ...config, ...rest.config, legend: { ...config.legend, ...rest.config?.legend } },
  }
  const view = new vega.View(vega.parse(compile(whole, { logger: vega.logger(vega.Error) }).spec), {
    renderer: 'none',
    logLevel: vega.Error,
  })
  const svg = await view.toSVG()
  const [, w, h] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)
  const content = rounded(svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')))
    .replace(/ (aria-[a-z]+|role)="[^"]*"/g, '')
    .replace(/ font-family="[^"]*"/g, '')
    .replace(/ class="[^"]*"/g, '')
  return sheet({ width: Math.ceil(Number(w)), height: Math.ceil(Number(h)), title, content })
}

const shown = (value) =>
  (Number.isInteger(value) ? String(value) : String(Math.round(1000 * value) / 1000)).replace('-', '−')
const quantitative = (title, scale = {}, axis = {}) => ({
  type: 'quantitative',
  title,
  scale: { zero: false, nice: true, ...scale },
  axis: { grid: true, tickCount: 5, ...axis },
})
const rows = (values) => values.map((row, i) => ({ color: light.blue, ...row, order: i }))
const line = { field: 'order', type: 'ordinal', axis: null, scale: { paddingInner: 0, paddingOuter: 0 } }
const words = (values, field, align, x) => ({
  data: { values },
  mark: { type: 'text', align, dy: -14, baseline: 'middle', stroke: light.ground, strokeWidth: 4 },
  encoding: { y: line, x: { value: x }, text: { field } },
})
const atValue = ({ value, label }) => [
  {
    data: { values: [{ value }] },
    mark: { type: 'rule', strokeDash: [5, 4], strokeWidth: 1.5, color: light.ink },
    encoding: { x: { field: 'value', type: 'quantitative' } },
  },
  {
    data: { values: [{ value, label }] },
    mark: { type: 'text', baseline: 'bottom', dy: -4, fontStyle: 'italic' },
    encoding: { x: { field: 'value', type: 'quantitative' }, y: { value: 0 }, text: { field: 'label' } },
  },
]

/**
 * Estimates with their intervals, one line each.
 *
 * @param {string} title
 * @param {readonly { label: string, estimate?: number, interval?: readonly number[], text?: string, color?: string }[]} values
 * @param {{ x: string, reference?: { value: number, label: string }, domain?: readonly number[] }} options
 */
export function intervals(title, values, { x, reference, domain }) {
  const data = rows(values).map((row) => ({
    ...row,
    lower: row.interval?.[0] ?? row.estimate,
    upper: row.interval?.[1] ?? row.estimate,
    text: row.text ?? shown(row.estimate),
  }))
  const axis = quantitative(x, domain === undefined ? { padding: 10 } : { domain, nice: false })
  const color = { field: 'color', type: 'nominal', scale: null }
  return drawn(title, {
    height: { step: 46 },
    data: { values: data },
    layer: [
      ...(reference === undefined ? [] : atValue(reference)),
      {
        mark: { type: 'rule', strokeWidth: 4, strokeCap: 'round' },
        encoding: { y: line, x: { field: 'lower', ...axis }, x2: { field: 'upper' }, color },
      },
      {
        transform: [{ filter: 'isValid(datum.estimate)' }],
        mark: { type: 'point', filled: true, size: 110, opacity: 1 },
        encoding: { y: line, x: { field: 'estimate', ...axis }, color },
      },
      words(data, 'label', 'left', 0),
      words(data, 'text', 'right', width),
    ].map((layer) => ({ ...layer })),
  })
}

/**
 * Bars, each with its words above it.
 *
 * @param {string} title
 * @param {readonly { label: string, value: number, text?: string, color?: string }[]} values
 * @param {{ x: string, reference?: { value: number, label: string }, domain?: readonly number[] }} options
 */
export function bars(title, values, { x, reference, domain }) {
  const data = rows(values).map((row) => ({ ...row, text: row.text ?? shown(row.value), zero: 0 }))
  const axis = quantitative(x, domain === undefined ? { zero: true } : { domain, nice: false })
  return drawn(title, {
    height: { step: 42 },
    data: { values: data },
    layer: [
      {
        mark: { type: 'bar', height: 12, yOffset: 4 },
        encoding: {
          y: line,
          x: { field: 'value', ...axis },
          x2: { field: 'zero' },
          color: { field: 'color', type: 'nominal', scale: null },
        },
      },
      ...(reference === undefined ? [] : atValue(reference)),
      words(data, 'label', 'left', 0),
      words(data, 'text', 'right', width),
    ],
  })
}

/**
 * Several values a line, each kind with its colour and shape.
 *
 * @param {string} title
 * @param {readonly { label: string, values: Readonly<Record<string, number>> }[]} lines
 * @param {{ x: string, colours: readonly string[], reference?: { value: number, label: string } }} options
 */
export function dots(title, lines, { x, colours, reference }) {
  const kinds = Object.keys(lines[0].values)
  const values = lines.flatMap(({ values: at }, order) =>
    kinds.filter((kind) => at[kind] !== undefined).map((kind) => ({ order, kind, value: at[kind] })),
  )
  const axis = quantitative(x)
  const legend = { title: null, orient: 'top', direction: 'vertical', labelLimit: 0 }
  return drawn(title, {
    height: { step: 42 },
    data: { values },
    layer: [
      ...(reference === undefined ? [] : atValue(reference)),
      {
        mark: { type: 'rule', color: light.quiet, strokeWidth: 1.5, yOffset: 7 },
        encoding: {
          y: line,
          x: { aggregate: 'min', field: 'value', ...axis },
          x2: { aggregate: 'max', field: 'value' },
        },
      },
      // the first kind has the largest marks, so that equal values are seen
      ...kinds.map((kind, k) => ({
        transform: [{ filter: { field: 'kind', equal: kind } }],
        mark: { type: 'point', filled: true, opacity: 1, yOffset: 7, size: [190, 80, 40][k] },
        encoding: {
          y: line,
          x: { field: 'value', ...axis },
          color: { field: 'kind', type: 'nominal', scale: { domain: kinds, range: colours }, legend },
          shape: { field: 'kind', type: 'nominal', scale: { domain: kinds }, legend },
        },
      })),
      words(
        lines.map(({ label }, order) => ({ label, order })),
        'label',
        'left',
        0,
      ),
    ],
  })
}

/**
 * Curves, each with its colour and its words in the legend.
 *
 * @param {string} title
 * @param {readonly { label: string, color?: string, points: readonly (readonly [number, number])[], dash?: boolean }[]} curves
 * @param {{ x: string, y: string, marks?: boolean, logX?: boolean, logY?: boolean, zero?: boolean, layers?: readonly object[], height?: number }} options
 */
export function lines(
  title,
  curves,
  { x, y, marks = false, logX = false, logY = false, zero = false, layers = [], height = 230 },
) {
  const colours = [light.blue, light.red, light.green, light.orange]
  const values = curves.flatMap(({ label, points }) => points.map(([at, value]) => ({ label, x: at, y: value })))
  const labels = curves.map(({ label }) => label)
  const scale = { domain: labels, range: curves.map(({ color }, i) => color ?? colours[i]) }
  const dashes = { domain: labels, range: curves.map(({ dash }) => (dash ? [6, 4] : [1, 0])) }
  const legend = {
    title: null,
    orient: 'top',
    direction: 'vertical',
    symbolType: 'stroke',
    symbolSize: 300,
    offset: 10,
    labelLimit: 0,
  }
  return drawn(title, {
    width: 325,
    height,
    data: { values },
    layer: [
      ...layers,
      {
        mark: { type: 'line', strokeWidth: 2.5, ...(marks ? { point: { filled: true, size: 50 } } : {}) },
        encoding: {
          x: {
            field: 'x',
            ...quantitative(x, logX ? { type: 'log', nice: false } : { nice: false }, {
              grid: false,
              ...(logX ? { values: [...new Set(values.map((v) => v.x))] } : {}),
            }),
          },
          y: { field: 'y', ...quantitative(y, logY ? { type: 'log' } : { zero }) },
          color: { field: 'label', type: 'nominal', scale, legend },
          strokeDash: { field: 'label', type: 'nominal', scale: dashes, legend },
        },
      },
    ],
  })
}
