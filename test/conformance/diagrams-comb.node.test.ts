import { expect } from 'vitest'
import { admg, combDisintegrate, disintegrate, effectByComb, type Factor, findComb } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

export interface CombCase {
  id: string
  graph: { directed: [string, string][]; bidirected: [string, string][] }
  order: string[]
  cards: Record<string, number>
  observational: number[]
  fullSupport: boolean
  intervene: string
  target: string
  combApplicable: boolean
  combApplicableAfterPruning: boolean
  identifiableByID: boolean
  cComponentOfX: string[]
  expected: { targetGivenDo: number[][]; jointGivenDo: number[][]; jointOrder: string[] }
  observedConditional: (number[] | null)[]
  roles?: { A: string[]; X: string; B: string[]; C: string[] }
  comb?: { g: number[][]; f: number[]; fShape: number[] }
  computableValuesOfX?: boolean[]
  status: 'ok' | 'not-applicable' | 'not-full-support'
}

const close = (actual: ArrayLike<number>, wanted: readonly number[], what: string): void => {
  expect(actual.length, what).toBe(wanted.length)
  for (const [i, x] of wanted.entries()) expectClose(actual[i]!, x, 1e-9, 0, `${what}[${i}]`)
}

conformance<CombCase, { cases: CombCase[] }>(
  'diagrams/comb',
  'diagrams/comb.json',
  (document) => document.cases,
  (item) => {
    const { order, cards, intervene, target, expected } = item
    const joint: Factor = {
      variables: order.map((name) => ({ name, states: Array.from({ length: cards[name]! }, (_, k) => String(k)) })),
      values: Float64Array.from(item.observational),
    }
    const graph = admg({ nodes: order, ...item.graph })
    const whole = findComb(graph, intervene)
    const comb = findComb(graph, intervene, target)
    expect(whole.applicable).toBe(item.combApplicable)
    expect(comb.applicable).toBe(item.combApplicableAfterPruning)
    const { channel, support } = disintegrate({ ...joint }, intervene)
    for (const [x, row] of item.observedConditional.entries()) expect(support[x]).toBe(row !== null)
    expect(channel.inputs).toBe(1)
    if (whole.applicable) expect([...whole.component].sort()).toEqual([...item.cComponentOfX].sort())
    if (!comb.applicable) {
      // the certificate: each pair of neighbours shares a hidden cause, and the path ends in a child
      const hidden = item.graph.bidirected.map((pair) => [...pair].sort().join())
      for (const [i, name] of comb.path.slice(1).entries())
        expect(hidden).toContain([comb.path[i]!, name].sort().join())
      expect(comb.path[0]).toBe(intervene)
      expect(item.graph.directed).toContainEqual([intervene, comb.path.at(-1)])
      return
    }
    const effect = effectByComb(joint, comb)
    const columns = cards[target]!
    const computable = item.computableValuesOfX ?? expected.targetGivenDo.map(() => true)
    for (const [x, row] of expected.targetGivenDo.entries()) {
      const actual = effect.channel.values.slice(x * columns, (x + 1) * columns)
      if (effect.support[x]) close(actual, row, `target given do ${x}`)
      else expect(actual.every(Number.isNaN)).toBe(true)
      expect(effect.support[x], `do ${x} is computable`).toBe(computable[x])
    }
    if (!item.fullSupport) return
    if (whole.applicable) {
      const all = effectByComb(joint, { ...whole, outcome: expected.jointOrder })
      close(all.channel.values, expected.jointGivenDo.flat(), 'joint given do')
    }
    if (item.roles !== undefined && whole.applicable) {
      expect(whole.roles).toEqual({
        context: item.roles.A,
        treatment: item.roles.X,
        screen: item.roles.B,
        outcome: item.roles.C,
      })
    }
    if (item.comb === undefined || item.roles === undefined) return
    const { A, X, B, C } = item.roles
    const parts = combDisintegrate(joint, { context: A, treatment: X, screen: B, outcome: C })
    close(parts.g.channel.values, item.comb.g.flat(), 'g')
    close(parts.f.values, item.comb.f, 'f')
  },
)
