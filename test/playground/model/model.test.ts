import { expect, it } from 'vitest'
import { answersOf } from '../../../examples/playground/src/model/answers'
import { histogramOf, summaryOf } from '../../../examples/playground/src/model/histogram'
import {
  alteredValues,
  equationOf,
  firstSettings,
  isSettings,
  mechanismOf,
  setValues,
  tidy,
} from '../../../examples/playground/src/model/settings'
import { measuredOf, structureOfGraph } from '../../../examples/playground/src/model/structure'
import { whatIf } from '../../../examples/playground/src/model/what-if'
import { readGraph } from '../../../examples/playground/src/reading'
import { structure } from './support'

const frontDoor = structure('smoking -> tar -> cancer; smoking <-> cancer')

it('makes a hidden cause of each <-> and hides the latents of the graph and of the work', () => {
  expect(frontDoor.nodes).toEqual([
    { name: 'U_smoking_cancer', parents: [], hidden: true },
    { name: 'smoking', parents: ['U_smoking_cancer'], hidden: false },
    { name: 'tar', parents: ['smoking'], hidden: false },
    { name: 'cancer', parents: ['U_smoking_cancer', 'tar'], hidden: false },
  ])
  expect(measuredOf(structure('dag { U [latent] U -> X U -> Y V -> Y }', ['V', 'gone']))).toEqual(['X', 'Y'])
  // a node of that name is there already
  expect(structure('a <-> b; U_a_b -> a').nodes.map(({ name }) => name)).toContain('U_a_b_')
})

it('says why other graphs have no model', () => {
  const refusal = (text: string, latents: string[] = []): string => {
    const read = readGraph(text)
    if (!read.read) throw new Error(read.message)
    const found = structureOfGraph(read.graph, latents)
    if (found.possible) throw new Error('it has a model')
    return found.message
  }
  expect(refusal('pag { a o-> b }')).toMatch(/direction of every arrow.*PAG/)
  expect(refusal('pdag { a -- b }')).toMatch(/direction of every arrow/)
  expect(refusal('a -> b', ['a', 'b'])).toMatch(/Every node is marked as latent/)
  expect(refusal(Array.from({ length: 41 }, (_, i) => `a -> n${i}`).join('; '))).toMatch(/at most 40/)
  expect(refusal('')).toMatch(/nothing to model yet/)
})

it('computes the textbook numbers of the front-door graph: seen 1.5, done 1', () => {
  const { seeDo, means, intervened } = answersOf({
    settings: { ...firstSettings, rowCount: 1000, set: { smoking: 2 } },
    structure: frontDoor,
    cause: 'smoking',
    effect: 'cancer',
  })
  expect(seeDo!.seenTo.value! - seeDo!.seenFrom.value!).toBeCloseTo(1.5, 12)
  expect(seeDo!.done).toEqual({ value: expect.closeTo(1, 12), error: 0, exact: true })
  expect(means.map((each) => each!.intervened!.value)).toEqual([2, 2, 2].map((value) => expect.closeTo(value, 12)))
  expect(summaryOf(intervened![1]!).sd).toBeCloseTo(1, 1)
})

it('finds the noise of a row by hand-made arithmetic, and keeps it in the other world', () => {
  const chain = structure('X -> Y -> Z')
  const settings = {
    ...firstSettings,
    mechanisms: { Y: { intercept: 1, coefficients: { X: 2 } }, Z: { coefficients: { Y: -1 } } },
    altered: { X: 3 },
  }
  const lines = whatIf(settings, chain, { X: 1, Y: 4, Z: -3 })
  expect(lines.map(({ noise }) => noise)).toEqual([1, 1, 1])
  expect(lines.map(({ wouldBe }) => wouldBe.value)).toEqual([3, 8, -7].map((value) => expect.closeTo(value, 12)))
  // what lies before the altered value stays as it was
  const later = whatIf({ ...settings, altered: { Y: 0 } }, chain, { X: 1, Y: 4, Z: -3 })
  expect(later.map(({ wouldBe }) => wouldBe.value)).toEqual([1, 0, expect.closeTo(1, 12)])
})

it('says why a noise is not one number', () => {
  const settings = { ...firstSettings, mechanisms: { tar: { kind: 'logistic' as const } } }
  const lines = whatIf(settings, frontDoor, { smoking: 1, tar: 1, cancer: 2 })
  expect(lines.map(({ why }) => why)).toEqual([undefined, 'hidden cause', 'yes or no', 'hidden cause'])
  expect(lines[0]!.believed!.value).toBeTypeOf('number')
})

it('takes only settings that it wrote itself, and holds a yes or no at 0 or 1', () => {
  expect(isSettings(firstSettings)).toBe(true)
  for (const bad of [
    null,
    {},
    { ...firstSettings, seed: -1 },
    { ...firstSettings, seed: 0.5 },
    { ...firstSettings, row: Number.NaN },
    { ...firstSettings, rowCount: 1e9 },
    { ...firstSettings, set: { X: 'two' } },
    { ...firstSettings, set: { X: Number.POSITIVE_INFINITY } },
    { ...firstSettings, altered: [1] },
    { ...firstSettings, shown: [1] },
    { ...firstSettings, mechanisms: { X: { kind: 'cubic' } } },
    { ...firstSettings, mechanisms: { X: { noise: 0 } } },
    { ...firstSettings, mechanisms: { X: { coefficients: { Y: 99 } } } },
  ])
    expect(isSettings(bad)).toBe(false)
  const settings = {
    ...firstSettings,
    mechanisms: { tar: { kind: 'logistic' as const } },
    set: { tar: 3.3, gone: 1 },
    altered: { tar: 0.2, smoking: 0.2 },
  }
  expect(setValues(settings, frontDoor)).toEqual({ tar: 1 })
  expect(alteredValues(settings, frontDoor)).toEqual({ smoking: 0.2, tar: 0 })
})

it('knows nodes that are called like parts of every object', () => {
  const odd = structure('constructor -> toString')
  const node = odd.nodes[1]!
  expect(equationOf(node, mechanismOf(firstSettings, node))).toBe('toString = 0 + 1 × constructor + noise of size 1')
  const found = answersOf({
    settings: { ...firstSettings, rowCount: 1000 },
    structure: odd,
    cause: 'constructor',
    effect: 'toString',
  })
  expect(found.seeDo!.done.value).toBeCloseTo(1, 12)
})

it('counts every row once in its histogram', () => {
  const one = Float64Array.from([0, 1, 2, 3, 4, 5])
  const two = Float64Array.from([5, 5, 5])
  const { edges, shares, isBinary } = histogramOf([one, two], 5)
  expect(isBinary).toBe(false)
  expect(edges).toEqual([0, 1, 2, 3, 4, 5])
  expect(shares[0]).toEqual([1, 1, 1, 1, 2].map((count) => count / 6))
  expect(shares[1]).toEqual([0, 0, 0, 0, 1])
  expect(histogramOf([Float64Array.from([0, 1, 1, 1])]).shares).toEqual([[0.25, 0.75]])
  expect(histogramOf([Float64Array.from([7, 7])], 2).shares).toEqual([[0, 1]])
  expect(tidy(-0.33333)).toBe('−0.333')
  expect(tidy(-1e-9)).toBe('0')
})
