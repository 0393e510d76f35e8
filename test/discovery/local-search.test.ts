import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dag,
  dSeparation,
  fisherZ,
  markovBlanket,
  markovBlanketSearch,
  parentsAndChildren,
  pc,
  simulateDag,
  simulateLinear,
  table,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { reordered, whimsicalTest } from './support.js'

describe('local search, proved against the oracle', () => {
  it('finds the Markov blanket', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 8), fc.nat(), (graph, k) => {
        const target = graph.nodes[k % graph.nodes.length]!
        const found = markovBlanketSearch(dSeparation(graph), { target })
        expect([...found.blanket].sort()).toEqual([...markovBlanket(graph, target)].sort())
        expect(found.untested).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('finds parents and children by either method, and sets that separate the others', () => {
    let oneSided = 0
    fc.assert(
      fc.property(arbitraryDag(1, 7), fc.nat(), fc.constantFrom('hiton-pc', 'pc-select'), (graph, k, method) => {
        const target = graph.nodes[k % graph.nodes.length]!
        const oracle = dSeparation(graph)
        const found = parentsAndChildren(oracle, { target, method: method as 'hiton-pc' })
        const wanted = graph.edges.flatMap(({ from, to }) => (from === target ? [to] : to === target ? [from] : []))
        expect([...found.neighbors].sort()).toEqual(wanted.sort())
        expect(found.separatingSets.length).toBe(graph.nodes.length - 1 - wanted.length)
        for (const { x, y, given } of found.separatingSets) expect(oracle(x, y, given).pValue).toBeGreaterThan(0.05)
        const plain = parentsAndChildren(oracle, { target, method: method as 'hiton-pc', symmetric: false })
        expect(plain.neighbors).toEqual(expect.arrayContaining([...found.neighbors]))
        expect(new Set(plain.neighbors)).toEqual(new Set([...found.neighbors, ...found.oneSided]))
        oneSided += found.oneSided.length
      }),
      { numRuns: 300 },
    )
    expect(oneSided).toBeGreaterThan(0)
  })

  it('does not depend on the order of columns', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F']
    fc.assert(
      fc.property(fc.nat(1e6), fc.shuffledSubarray(names, { minLength: 6, maxLength: 6 }), (seed, order) => {
        const test = whimsicalTest(names, seed)
        const other = reordered(test, order)
        const options = { target: 'C', alpha: 0.5 } as const
        expect([...markovBlanketSearch(other, options).blanket].sort()).toEqual(
          [...markovBlanketSearch(test, options).blanket].sort(),
        )
        for (const method of ['hiton-pc', 'pc-select'] as const)
          expect([...parentsAndChildren(other, { ...options, method }).neighbors].sort()).toEqual(
            [...parentsAndChildren(test, { ...options, method }).neighbors].sort(),
          )
      }),
    )
  })
})

describe('local search on data', () => {
  const graph = simulateDag(15, { degree: 2, seed: 4 })
  const { data } = simulateLinear(graph, 2000, { seed: 5 })
  it('agrees with pc about most neighbours, with far fewer tests', () => {
    const test = fisherZ(data)
    const whole = pc(test, { alpha: 0.01 })
    let same = 0
    let tests = 0
    for (const target of graph.nodes) {
      const found = parentsAndChildren(test, { target, alpha: 0.01 })
      tests = Math.max(tests, found.tests)
      const wanted = whole.graph.edges.flatMap(({ from, to }) => (from === target ? [to] : to === target ? [from] : []))
      if ([...found.neighbors].sort().join() === wanted.sort().join()) same++
    }
    expect(same).toBeGreaterThan(11)
    expect(tests).toBeLessThan(whole.tests)
  })
  it('lets a test that could not be made speak neither way', () => {
    const x = Array.from({ length: 60 }, (_, i) => Math.sin(i * i))
    const y = x.map((v, i) => v + 0.5 * Math.cos(3 * i * i))
    const twice = table({ x, copy: x.map((v) => 2 * v), y })
    const found = parentsAndChildren(fisherZ(twice), { target: 'y' })
    expect(found.neighbors).toEqual(['x', 'copy'])
    expect(found.untested.length).toBeGreaterThan(0)
    expect(found.warnings.length).toBeGreaterThan(0)
    expect(markovBlanketSearch(fisherZ(twice), { target: 'y' }).untested.length).toBeGreaterThan(0)
  })
  it('refuses unknown names and options', () => {
    const test = dSeparation(dag('A -> B'))
    expectCausalError(() => markovBlanketSearch(test, { target: 'C' as 'A' }), 'markovBlanketSearch', 'unknown-name')
    expectCausalError(
      () => parentsAndChildren(test, { target: 'A', alpha: 2 }),
      'parentsAndChildren',
      'invalid-argument',
    )
    expectCausalError(
      () => parentsAndChildren(test, { target: 'A', method: 'mmpc' as 'hiton-pc' }),
      'parentsAndChildren',
      'invalid-argument',
    )
    const aborted = { target: 'A', signal: { aborted: true } } as const
    expectCausalError(() => markovBlanketSearch(test, aborted), 'markovBlanketSearch', 'aborted')
  })
})
