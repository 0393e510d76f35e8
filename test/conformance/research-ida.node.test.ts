import { expect } from 'vitest'
import { cpdag, possibleEffects } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly cpdag: {
    readonly nodes: string[]
    readonly directed: [string, string][]
    readonly undirected: [string, string][]
  }
  readonly covariance: number[][]
  readonly expected: {
    readonly dags: unknown[]
    readonly single: {
      readonly x: string
      readonly y: string
      readonly global: number[]
      readonly local: { parentsAdded: string[]; effect: number }[]
      readonly distinct: number[]
      readonly minAbs: number
      readonly identified: boolean
    }[]
    readonly joint?: { readonly x: string[]; readonly y: string; readonly perDag: number[][] }[]
  }
}

const near = (got: readonly number[], wanted: readonly number[], what: string): void => {
  expect(got.length, what).toBe(wanted.length)
  const order = (list: readonly number[]) => [...list].sort((a, b) => a - b)
  for (const [i, value] of order(wanted).entries()) expectClose(order(got)[i], value, 1e-6, 1e-6, what)
}

conformance<Case, Case[]>(
  'research/ida',
  'research/ida.json',
  (all) => all,
  (item) => {
    const graph = cpdag(item.cpdag)
    const names = item.cpdag.nodes
    const moments = {
      names,
      count: 1000,
      mean: new Float64Array(names.length),
      covariance: Float64Array.from(item.covariance.flat()),
    }
    for (const { x, y, global, local, identified } of item.expected.single) {
      const question = { treatment: x, outcome: y }
      const all = possibleEffects(graph, moments, { ...question, method: 'global' })
      near(all.multiset, global, `${x} on ${y}, global`)
      expect(all.identified).toBe(identified)
      const byParents = possibleEffects(graph, moments, { ...question, method: 'local' })
      near(
        byParents.multiset,
        local.map(({ effect }) => effect),
        `${x} on ${y}, local`,
      )
      const sets = (list: readonly (readonly string[])[]) => list.map((set) => [...set].sort().join()).sort()
      const fixed = graph.edges
        .filter((e) => e.to === x && e.fromMark === 'tail' && e.toMark === 'arrow')
        .map((e) => e.from)
      expect(sets(byParents.effects.map(({ parents }) => parents[0]!))).toEqual(
        sets(local.map(({ parentsAdded }) => [...fixed, ...parentsAdded])),
      )
      near(possibleEffects(graph, moments, { ...question, method: 'optimal' }).bounds!, all.bounds!, 'optimal')
    }
    for (const { x, y, perDag } of item.expected.joint ?? []) {
      const all = possibleEffects(graph, moments, { treatment: x, outcome: y, method: 'global' })
      const sorted = (list: readonly (readonly number[])[]) =>
        [...list].sort((a, b) => (Math.abs(a[0]! - b[0]!) > 1e-7 ? a[0]! - b[0]! : a[1]! - b[1]!)).flat()
      expect(all.multiset.length).toBe(perDag.length)
      for (const [i, value] of sorted(perDag).entries())
        expectClose(sorted(all.multiset)[i], value, 1e-6, 1e-6, 'joint')
    }
  },
)
