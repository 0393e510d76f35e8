import { expect } from 'vitest'
import { fisherZ, pc, table, testwiseDeletion } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Found {
  readonly r: number
  readonly p: number
}
interface Case {
  readonly id: string
  readonly nVars: number
  readonly counts: readonly (readonly number[])[]
  readonly alpha: number
  readonly tests: readonly {
    readonly x: number
    readonly y: number
    readonly given: readonly number[]
    readonly zerosKept: Found
    readonly testWise: Found & { readonly rows: number }
  }[]
  readonly skeletons: {
    readonly withZeros: readonly (readonly [number, number])[]
    readonly testWise: readonly (readonly [number, number])[]
  }
}

const name = (i: number): string => `g${i}`

conformance<Case, readonly Case[]>(
  'seeds/dropout_ci',
  'seeds/dropout_ci.json',
  (document) => document,
  ({ nVars, counts, alpha, tests, skeletons }) => {
    const data = table(
      Object.fromEntries(
        Array.from({ length: nVars }, (_, j) => [name(j), Float64Array.from(counts, (row) => row[j]!)]),
      ),
    )
    const kept = fisherZ(data)
    const deleted = testwiseDeletion(data, fisherZ)
    for (const { x, y, given, zerosKept, testWise } of tests) {
      const query = [name(x), name(y), given.map(name)] as const
      const a = kept(...query)
      expectClose(a.estimate!, zerosKept.r, 1e-6, 0, 'r')
      expectClose(a.pValue, zerosKept.p, 1e-6, 0, 'p')
      const b = deleted(...query)
      expect(b.rowsUsed).toBe(testWise.rows)
      expectClose(b.estimate!, testWise.r, 1e-6, 0, 'test-wise r')
      expectClose(b.pValue, testWise.p, 1e-6, 0, 'test-wise p')
    }
    const skeleton = (test: typeof kept): string[] =>
      pc(test, { alpha })
        .graph.edges.map(({ from, to }) => [from, to].sort().join(' '))
        .sort()
    const wanted = (pairs: readonly (readonly [number, number])[]): string[] =>
      pairs.map(([i, j]) => [name(i), name(j)].sort().join(' ')).sort()
    expect(skeleton(kept)).toEqual(wanted(skeletons.withZeros))
    expect(skeleton(deleted)).toEqual(wanted(skeletons.testWise))
  },
)
