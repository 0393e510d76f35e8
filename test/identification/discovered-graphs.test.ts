import { describe, expect, it } from 'vitest'
import {
  adjustmentSets,
  CausalError,
  type CausalGraph,
  dag,
  diagramOf,
  dSeparation,
  fci,
  frontDoorSets,
  identify,
  instruments,
  knowledge,
  pc,
  pdag,
} from '../../src/index.js'

/** The error of a call, or null where it answers. */
function refusal(call: () => unknown): CausalError | null {
  try {
    call()
    return null
  } catch (error) {
    if (error instanceof CausalError) return error
    throw error
  }
}

const truth = dag('Z -> X -> M -> Y; W -> X; W -> Y')
const query = { treatment: 'X', outcome: 'Y' } as const

describe('what a search returns', () => {
  const directed = pc(dSeparation(dag('A -> X <- B; X -> Y'))).graph
  const open = pc(dSeparation(truth)).graph
  const known = pc(dSeparation(dag('X -> M -> Y')), { knowledge: knowledge({ required: [['X', 'M']] }) }).graph
  const hidden = fci(dSeparation(truth)).graph
  const both = pdag('X <-> Y; Z -> X')
  const unfinished = pdag('Z -> X -- Y')

  it('goes straight into what takes a class', () => {
    expect(known.kind).toBe('mpdag')
    for (const graph of [directed, open, known, hidden] as CausalGraph[]) {
      expect(typeof identify(graph, { do: 'X', outcome: 'Y' }).identifiable).toBe('boolean')
      expect(Array.from(adjustmentSets(graph, query)).length).toBeGreaterThanOrEqual(0)
    }
    expect(identify(known, { do: 'X', outcome: 'Y' })).toMatchObject({
      identifiable: true,
      strategy: 'adjustment',
      set: [],
    })
  })

  it('goes straight into what takes one graph where it is one', () => {
    for (const graph of [directed, known] as CausalGraph[]) {
      expect(Array.from(frontDoorSets(graph, query))).toBeDefined()
      expect(Array.from(instruments(graph, query))).toBeDefined()
      expect(diagramOf(graph).boxes.length).toBe(graph.nodes.length)
    }
    expect(Array.from(instruments(directed, query), (i) => i.instrument)).toEqual(['A', 'B'])
  })

  it('is refused with the edge that stands in the way', () => {
    for (const graph of [open, hidden, both, unfinished] as CausalGraph[]) {
      for (const call of [
        () => frontDoorSets(graph, query),
        () => instruments(graph, query),
        () => diagramOf(graph),
        ...(graph.kind === 'pdag'
          ? [() => identify(graph, { do: 'X', outcome: 'Y' }), () => adjustmentSets(graph, query)]
          : []),
      ]) {
        const error = refusal(call)
        if (error === null) {
          // the truth has one undirected edge or none
          expect(graph.edges.every((e) => e.toMark === 'arrow' && e.fromMark === 'tail')).toBe(true)
          continue
        }
        expect(error.code).toBe('not-supported')
        const { from, to } = error.details as { from: string; to: string }
        expect(graph.edges.some((e) => [e.from, e.to].sort().join() === [from, to].sort().join())).toBe(true)
        expect(error.message).toContain(from)
      }
    }
    expect(refusal(() => identify(unfinished, { do: 'X', outcome: 'Y' }))?.details).toMatchObject({
      from: 'X',
      to: 'Y',
    })
    expect(refusal(() => identify(both, { do: 'X', outcome: 'Y' }))?.details).toMatchObject({ from: 'X', to: 'Y' })
  })
})
