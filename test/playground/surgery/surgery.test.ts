import { admg, type CausalGraph, dag, pdag } from 'causalkit/graph'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numbersOf } from '../../../examples/playground/src/surgery/numbers.js'
import { cutEdges, refusal, storyOf } from '../../../examples/playground/src/surgery/story.js'

it('tells what is cut, hidden causes too', () => {
  const graph = admg('Z -> X -> Y; X <-> Y; W -> X')
  expect(cutEdges(graph, 'X').map(({ from, to }) => `${from} ${to}`)).toEqual(['Z X', 'X Y', 'W X'])
  expect(storyOf(graph, 'X')).toContain('the arrows from “Z” and “W” and the hidden common cause with “Y”')
  expect(storyOf(graph, 'Z')).toContain('nothing is cut')
})

it('says of other kinds of graphs why there is no surgery', () => {
  expect(refusal(pdag('A -- B'))).toContain('either direction')
  expect(refusal(dag('A -> B'))).toBeNull()
})

it('surgery on the observed distribution agrees with surgery on the model, wherever there is a comb', () => {
  let live = 0
  const graphs: readonly CausalGraph[] = [
    dag('Z -> X -> Y; Z -> Y'),
    admg('X -> M -> Y; X <-> Y'),
    dag({
      nodes: ['U', 'X', 'M', 'Y'],
      directed: [
        ['U', 'X'],
        ['X', 'M'],
        ['M', 'Y'],
        ['U', 'Y'],
      ],
      latents: ['U'],
    }),
    admg('Z -> X -> Y; X <-> Y'),
  ]
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom(...graphs), (seed, graph) => {
      const numbers = numbersOf(graph, 'X', 'Y', seed)
      if (!numbers.shown) throw new Error(numbers.message)
      for (const p of [...numbers.seen, ...numbers.set]) expect(p > 0 && p < 1).toBe(true)
      if (typeof numbers.byComb === 'string') return
      live++
      for (const k of [0, 1] as const) expect(numbers.byComb[k]).toBeCloseTo(numbers.set[k], 10)
    }),
  )
  expect(live).toBeGreaterThan(20)
})

it('large graphs have no numbers, and say so', () => {
  const large = dag('A -> B -> C -> D -> E -> F -> G -> H -> X -> Y')
  expect(numbersOf(large, 'X', 'Y', 1)).toMatchObject({ shown: false })
  expect(typeof (numbersOf(admg('X -> Y; X <-> Y'), 'X', 'Y', 1) as { byComb: unknown }).byComb).toBe('string')
})
