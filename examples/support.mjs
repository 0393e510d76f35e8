// @ts-check
// What the examples share: tables in plain text, numbers to the digits they deserve, pictures as files.
import { mkdirSync, writeFileSync } from 'node:fs'

const out = new URL('./out/', import.meta.url)

/** Prints rows under headings, numbers to the right. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function printTable(head, rows) {
  const width = head.map((title, j) => Math.max(title.length, ...rows.map((row) => (row[j] ?? '').length)))
  const isNumber = head.map((_, j) => rows.every((row) => /^[-−+(\d.–%<, ]*\)?$/.test(row[j] ?? '')))
  /** @param {readonly string[]} row */
  const line = (row) =>
    `  ${row.map((cell, j) => (isNumber[j] ? cell.padStart(width[j] ?? 0) : cell.padEnd(width[j] ?? 0))).join('   ')}`.trimEnd()
  console.log(line(head))
  console.log(`  ${width.map((w) => '─'.repeat(w)).join('   ')}`)
  for (const row of rows) console.log(line(row))
  console.log()
}

/** A number to `digits` decimals, halves away from 0, with a true minus sign. @param {number} value */
export function number(value, digits = 3) {
  return (value * (1 + 1e-12)).toFixed(digits).replace('-', '−')
}

/** A share as percent. @param {number} value */
export function percent(value, digits = 1) {
  return `${number(100 * value, digits)} %`
}

/** A p-value. @param {number} p */
export function pValue(p) {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4)
}

/** Writes a picture to examples/out and says where. @param {string} name @param {string} svg */
export function savePicture(name, svg) {
  mkdirSync(out, { recursive: true })
  writeFileSync(new URL(name, out), svg)
  console.log(`Picture: examples/out/${name}`)
}

/** Writes a plot (a Vega-Lite specification) to examples/out and says where. @param {string} name @param {unknown} specification */
export function savePlot(name, specification) {
  savePicture(`${name}.vl.json`, JSON.stringify(specification, null, 1))
}

/** The edges of a graph, one after another. @param {import('causalkit').CausalGraph} graph */
export function edgesInWords(graph) {
  const left = { tail: '', arrow: '<', circle: 'o' }
  const right = { tail: '', arrow: '>', circle: 'o' }
  const edges = graph.edges.map(({ from, to, fromMark, toMark }) =>
    fromMark === 'tail' && toMark === 'tail' ? `${from} -- ${to}` : `${from} ${left[fromMark]}-${right[toMark]} ${to}`,
  )
  return edges.length > 0 ? edges.join('; ') : '(no edge)'
}
