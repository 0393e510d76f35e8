import { expect } from 'vitest'
import { fisherZ, moments, type Table, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Document {
  readonly cases: readonly Case[]
}
interface Case {
  readonly id: string
  readonly note: string
  readonly columns: readonly (readonly number[])[]
  readonly tests: readonly {
    readonly x: number
    readonly y: number
    readonly S: readonly number[]
    readonly partialCorrelation: number
    readonly z: number
    readonly p: number
  }[]
}

/** The columns as a table with the names v0, v1, … */
export function tableOf(columns: readonly (readonly number[])[]): Table {
  return table(Object.fromEntries(columns.map((values, i) => [`v${i}`, Float64Array.from(values)])))
}

conformance<Case, Document>(
  'discovery/ci_fisherz',
  'discovery/ci_fisherz.json',
  (document) => document.cases,
  ({ columns, tests, note }) => {
    const data = tableOf(columns)
    const fromRows = fisherZ(data)
    const fromMoments = fisherZ(moments(data))
    const near = note.includes('near-collinear') ? 1e-6 : 1e-9
    let made = 0
    for (const { x, y, S, partialCorrelation, p } of tests) {
      for (const test of [fromRows, fromMoments]) {
        const found = test(
          `v${x}`,
          `v${y}`,
          S.map((i) => `v${i}`),
        )
        const what = `${x} ${y} | ${S.join(' ')}:`
        // of a column that the others nearly determine the answer is "not tested", with the same estimate
        const estimate = found.tested ? found.estimate : found.witness.estimate
        expectClose(estimate, partialCorrelation, near, 0, `${what} partial correlation`)
        if (found.tested) made++
        if (found.tested && p > 1e-300) expectClose(found.pValue, p, 0, 1e-6, `${what} p`)
      }
    }
    expect(made).toBeGreaterThanOrEqual(note.includes('near-collinear') ? tests.length : 2 * tests.length)
  },
)
