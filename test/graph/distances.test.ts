import { describe, expect, it } from 'vitest'
import {
  adjacencyScores,
  admg,
  cpdag,
  dag,
  orientationScores,
  pag,
  structuralHammingDistance,
  structuralInterventionDistance,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
const chainOf = (names: readonly string[]) => names.slice(1).map((name, i) => [names[i]!, name] as const)

describe('structuralHammingDistance', () => {
  it('counts pairs whose edge differs in any way, whatever the order of the nodes', () => {
    expect(structuralHammingDistance(dag('A -> B -> C'), dag('C <- B <- A'))).toBe(0)
    expect(structuralHammingDistance(dag('A -> B -> C'), dag('A <- B; A -> C'))).toBe(3)
    expect(structuralHammingDistance(cpdag('A -- B'), dag('A -> B'))).toBe(1)
    expect(structuralHammingDistance(pag('A o-> B'), pag('A o-o B'))).toBe(1)
    expect(structuralHammingDistance(admg('A -> B; A <-> B'), dag('A -> B'))).toBe(1)
  })

  it('refuses graphs on other nodes', () => {
    expectCausalError(
      () => structuralHammingDistance(dag('A -> B'), dag('A -> C')),
      'structuralHammingDistance',
      'unknown-name',
    )
    expectCausalError(
      () => structuralHammingDistance(dag('A -> B; C'), dag('A -> B')),
      'structuralHammingDistance',
      'invalid-argument',
    )
  })

  it('takes odd names and long chains', () => {
    const odd = dag({ nodes: oddNames, directed: chainOf(oddNames) })
    const turned = dag({ nodes: oddNames, directed: chainOf([...oddNames].reverse()) })
    expect(structuralHammingDistance(odd, turned)).toBe(oddNames.length - 1)
    const long = dag({ nodes, directed: chainOf(nodes) })
    expect(structuralHammingDistance(long, dag({ nodes }))).toBe(99_999)
  })
})

describe('scores', () => {
  it('are null where there is nothing to divide by', () => {
    const scores = adjacencyScores(dag('A; B'), dag('A; B'))
    expect(scores).toEqual({
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 0,
      trueNegatives: 1,
      precision: null,
      recall: null,
      f1: null,
    })
  })

  it('count both arrowheads of a bidirected edge', () => {
    const { truePositives, falsePositives } = orientationScores(dag('A -> B'), pag('A <-> B'))
    expect({ truePositives, falsePositives }).toEqual({ truePositives: 1, falsePositives: 1 })
    expect(orientationScores(dag('A -> B'), dag('A <- B')).f1).toBe(0)
    expectCausalError(() => orientationScores(dag('A -> B'), dag('A -> C')), 'orientationScores', 'unknown-name')
    expectCausalError(() => adjacencyScores(dag('A -> B'), dag('A -> C')), 'adjacencyScores', 'unknown-name')
  })
})

describe('structuralInterventionDistance', () => {
  it('is zero for a graph that is too large but right, not for one that is too small', () => {
    expect(structuralInterventionDistance(dag('A -> B -> C'), dag('A -> B -> C; A -> C'))).toBe(0)
    expect(structuralInterventionDistance(dag('A -> B -> C; A -> C'), dag('A -> B -> C'))).toBeGreaterThan(0)
  })

  it('is a range for a CPDAG, and refuses a part with too many orientations', () => {
    expect(structuralInterventionDistance(dag('A -> B <- C'), cpdag('A -> B <- C'))).toEqual({ lower: 0, upper: 0 })
    const few = nodes.slice(0, 12)
    const undirected = few.flatMap((b, j) => few.slice(0, j).map((a) => [a, b] as const))
    expectCausalError(
      () => structuralInterventionDistance(dag({ nodes: few }), cpdag({ nodes: few, undirected })),
      'structuralInterventionDistance',
      'too-large',
    )
    expectCausalError(
      () => structuralInterventionDistance(dag('A -> B'), dag('A -> C')),
      'structuralInterventionDistance',
      'unknown-name',
    )
    expectCausalError(
      () => structuralInterventionDistance(admg('A <-> B') as never, dag('A -> B')),
      'structuralInterventionDistance',
      'invalid-argument',
    )
  })
})
