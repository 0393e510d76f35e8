import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CausalGraph,
  cpdagOf,
  type Dag,
  dag,
  dagsOf,
  type Moments,
  magOf,
  orientByKnowledge,
  pagOf,
  possibleEffects,
} from '../../../src/index.js'
import { arbitraryDag } from '../../support/arbitrary.js'

/** Weights that no sum of products makes 0, by their place. */
const weight = (i: number) => (i % 2 === 0 ? 1 : -1) * (0.5 + ((i * 37) % 11) / 10)

/** A linear model of the graph: its covariance, and the total effect of each node on each other, by powers of the weights. */
function linearModel(graph: Dag): {
  moments: Moments
  total: (from: string, to: string, avoiding?: string[]) => number
} {
  const names = [...graph.nodes]
  const p = names.length
  const at = new Map(names.map((name, i) => [name, i]))
  const b = Array.from({ length: p }, () => new Float64Array(p))
  for (const [k, { from, to }] of graph.edges.entries()) b[at.get(from)!]![at.get(to)!] = weight(k)
  const effects = (barred: readonly number[]): number[][] => {
    const sum: number[][] = Array.from({ length: p }, (_, i) => Array.from({ length: p }, (_, j) => (i === j ? 1 : 0)))
    let power = sum.map((row) => [...row])
    for (let step = 0; step < p; step++) {
      power = power.map((row) =>
        row.map((_, j) => (barred.includes(j) ? 0 : row.reduce((s, value, k) => s + value * b[k]![j]!, 0))),
      )
      for (const [i, row] of power.entries()) for (const [j, value] of row.entries()) sum[i]![j]! += value
    }
    return sum
  }
  const all = effects([])
  const covariance = new Float64Array(p * p)
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++)
      for (let k = 0; k < p; k++) covariance[i * p + j]! += all[k]![i]! * all[k]![j]! * (1 + (k % 3))
  return {
    moments: { names, count: 500, mean: new Float64Array(p), covariance },
    total: (from, to, avoiding = []) => effects(avoiding.map((name) => at.get(name)!))[at.get(from)!]![at.get(to)!]!,
  }
}

const parentsIn = (graph: CausalGraph, node: string) =>
  graph.edges
    .filter((e) => e.to === node && e.fromMark === 'tail' && e.toMark === 'arrow')
    .map((e) => e.from)
    .sort()
const distinct = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((value, i) => i === 0 || Math.abs(value - sorted[i - 1]!) > 1e-7)
}
const closeLists = (a: readonly number[], b: readonly number[]) => {
  expect(a.length).toBe(b.length)
  for (const [i, value] of a.entries()) expect(Math.abs(value - b[i]!)).toBeLessThan(1e-6)
}

describe('possibleEffects', () => {
  it('finds the parents that some DAG of the class has, with and without knowledge', () => {
    let oriented = 0
    fc.assert(
      fc.property(arbitraryDag(2, 6), fc.nat(), fc.nat(), (truth, node, known) => {
        const essential = cpdagOf(truth)
        const free = essential.edges.filter((e) => e.toMark === 'tail')
        const edge = free[known % Math.max(1, free.length)]
        const way = truth.edges.find(
          (e) => edge && [edge.from, edge.to].includes(e.from) && [edge.from, edge.to].includes(e.to),
        )
        const graph =
          known % 2 === 0 || way === undefined
            ? essential
            : orientByKnowledge(essential, { required: [[way.from, way.to]] })
        if (graph.kind === 'mpdag') oriented++
        const x = truth.nodes[node % truth.nodes.length]!
        const y = truth.nodes[(node + 1) % truth.nodes.length]!
        const { moments } = linearModel(truth)
        const wanted = new Set(Array.from(dagsOf(graph), (member) => parentsIn(member, x).join()))
        const found = possibleEffects(graph, moments, { treatment: x, outcome: y })
        expect(new Set(found.effects.map(({ parents: [set] }) => [...set!].sort().join()))).toEqual(wanted)
        expect(found.effects.length).toBe(wanted.size)
      }),
    )
    expect(oriented).toBeGreaterThan(5)
  })

  it('gives the same distinct effects by all methods, the true one among them', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), fc.nat(), (truth, node) => {
        const graph = cpdagOf(truth)
        const treatment = truth.nodes[node % truth.nodes.length]!
        const outcome = truth.nodes[(node + 1) % truth.nodes.length]!
        const { moments, total } = linearModel(truth)
        const [local, optimal, global] = (['local', 'optimal', 'global'] as const).map((method) =>
          possibleEffects(graph, moments, { treatment, outcome, method }),
        )
        closeLists(distinct(optimal!.multiset), distinct(local!.multiset))
        closeLists(distinct(global!.multiset), distinct(local!.multiset))
        expect(global!.multiset.length).toBe([...dagsOf(graph)].length)
        const effect = total(treatment, outcome)
        expect(local!.multiset.some((value) => Math.abs(value - effect) < 1e-6)).toBe(true)
        const [only] = possibleEffects(truth, moments, { treatment, outcome }).multiset
        expect(Math.abs(only! - effect)).toBeLessThan(1e-6)
      }),
    )
  })

  it('sets several treatments together', () => {
    fc.assert(
      fc.property(arbitraryDag(4, 6), fc.nat(), (truth, node) => {
        const at = (k: number) => truth.nodes[(node + k) % truth.nodes.length]!
        const treatment = [at(0), at(1), at(2)]
        const outcome = at(3)
        const { moments, total } = linearModel(truth)
        const wanted = treatment.map((x) =>
          total(
            x,
            outcome,
            treatment.filter((other) => other !== x),
          ),
        )
        closeLists(possibleEffects(truth, moments, { treatment, outcome }).multiset[0]!, wanted)
        const graph = cpdagOf(truth)
        const local = possibleEffects(graph, moments, { treatment, outcome })
        const global = possibleEffects(graph, moments, { treatment, outcome, method: 'global' })
        const isNear = (a: readonly number[], b: readonly number[]) =>
          a.every((value, i) => Math.abs(value - b[i]!) < 1e-6)
        expect(local.effects.some(({ effect }) => isNear(effect, wanted))).toBe(true)
        expect(local.effects.length).toBe(global.effects.length)
        for (const { effect } of local.effects)
          expect(global.effects.some((other) => isNear(effect, other.effect))).toBe(true)
      }),
    )
  })

  it('holds the truth behind a PAG, or leaves it open', () => {
    let closed = 0
    fc.assert(
      fc.property(arbitraryDag(3, 6), fc.nat(), (truth, hide) => {
        const hidden = truth.nodes[hide % truth.nodes.length]!
        const latents = hide % 3 === 0 ? [] : [hidden]
        const graph = pagOf(truth, { latents })
        fc.pre(graph.edges.flatMap((e) => [e.fromMark, e.toMark]).filter((mark) => mark === 'circle').length <= 10)
        const treatment = graph.nodes[hide % graph.nodes.length]!
        const outcome = graph.nodes[(hide + 1) % graph.nodes.length]!
        const { moments, total } = linearModel(truth)
        const found = possibleEffects(graph, moments, { treatment, outcome })
        expect(found.bounds === null).toBe(found.open > 0)
        const own = possibleEffects(pagOf(magOf(truth, { latents })), moments, { treatment, outcome })
        expect(own).toEqual(found)
        if (found.open > 0) return
        closed++
        const effect = total(treatment, outcome)
        expect(found.multiset.some((value) => Math.abs(value - effect) < 1e-6)).toBe(true)
      }),
    )
    expect(closed).toBeGreaterThan(10)
  })

  it('does not depend on the order of nodes and columns, or on units', () => {
    fc.assert(
      fc.property(arbitraryDag(3, 5), fc.nat(), (truth, node) => {
        const x = truth.nodes[node % truth.nodes.length]!
        const y = truth.nodes[(node + 1) % truth.nodes.length]!
        const { moments } = linearModel(truth)
        const p = moments.names.length
        const turned = {
          names: [...moments.names].reverse(),
          count: 500,
          mean: new Float64Array(p),
          covariance: Float64Array.from(moments.covariance).reverse(),
        }
        const back = dag({
          nodes: [...truth.nodes].reverse(),
          directed: truth.edges.map((e) => [e.from, e.to] as const),
        })
        const a = possibleEffects(cpdagOf(truth), moments, { treatment: x, outcome: y })
        const b = possibleEffects(cpdagOf(back), turned, { treatment: x, outcome: y })
        closeLists(a.multiset, b.multiset)
        const scaled = { ...moments, covariance: moments.covariance.map((value) => value * 1e-12) }
        closeLists(possibleEffects(cpdagOf(truth), scaled, { treatment: x, outcome: y }).multiset, a.multiset)
      }),
    )
  })
})
