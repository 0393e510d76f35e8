import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  cut,
  diagramOf,
  doValue,
  interpret,
  intervene,
  meaningsOf,
  openAt,
  query,
  queryTerms,
  replaceBox,
  setState,
  stochastic,
  twinDiagram,
  withOutputs,
  worldsDiagram,
} from '../../../src/index.js'
import { randomFiniteModel } from './random-model.js'
import { expectSameLaw } from './same-law.js'

const seeds = fc.nat(1_000_000)

describe('a finite model is a functor', () => {
  it('its diagram means its joint, surgery its interventions', () => {
    let wired = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const { model, names, next } = randomFiniteModel(seed)
        const diagram = diagramOf(model)
        const meanings = meaningsOf(model, stochastic)
        if (diagram.boxes.length > names.length) wired++
        expectSameLaw(interpret(diagram, stochastic, meanings), query(model, names))
        const x = names[Math.floor(next() * names.length)]!
        // X may be unable to be 1 naturally: it is then no state of its wire
        const states = interpret(withOutputs(diagram, x), stochastic, meanings).variables[0]!.states
        const value = Number(states.at(-1))
        const done = query(model, names, { do: { [x]: value } })
        expectSameLaw(interpret(doValue(diagram, x, value).diagram, stochastic, meanings), done)
        const open = interpret(openAt(withOutputs(diagram, names), x).diagram, stochastic, meanings)
        const cells = open.values.length / states.length
        const row = { variables: open.variables.slice(1), values: open.values.slice(-cells) }
        expectSameLaw(row, done)
        const coin = query(intervene(model, { [x]: bernoulli(0.5) }), names)
        if (states.length === 2) {
          expectSameLaw(interpret(cut(diagram, x).diagram, stochastic, meanings), coin)
          const told = new Map([...meanings, ['coin', Float64Array.of(0.5, 0.5)]])
          expectSameLaw(interpret(setState(diagram, x, 'coin').diagram, stochastic, told), coin)
        }
        // a copy of the first variable in place of the last
        const [first, last] = [names[0]!, names.at(-1)!]
        const ends = [first, last].map(
          (name) => interpret(withOutputs(diagram, name), stochastic, meanings).values.length,
        )
        if (ends.every((size) => size === 2)) {
          const policy = replaceBox(diagram, last, 'copy it', [first]).diagram
          const told = new Map([...meanings, ['copy it', Float64Array.of(1, 0, 0, 1)]])
          const joint = interpret(withOutputs(policy, [first, last]), stochastic, told)
          expect(joint.values[1]! + joint.values[2]!).toBe(0)
        }
      }),
      { numRuns: 40 },
    )
    expect(wired).toBeGreaterThan(10)
  })

  it('its twins and worlds mean its counterfactuals', () => {
    let apart = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const { model, names, next } = randomFiniteModel(seed)
        const [x, y] = [names[Math.floor(next() * (names.length - 1))]!, names.at(-1)!]
        const diagram = diagramOf(model)
        const meanings = meaningsOf(model, stochastic)
        const { states } = interpret(withOutputs(diagram, x), stochastic, meanings).variables[0]!
        const value = Number(states[0])
        const twin = twinDiagram(diagram, { given: [x, y], do: { [x]: value }, query: y })
        const mine = interpret(twin.diagram, stochastic, meanings)
        const terms = [{ variable: x }, { variable: y }, { variable: y, do: { [x]: value } }]
        expectSameLaw(mine, queryTerms(model, terms as never))
        if (mine.values.some((p, cell) => p > 0 && ((cell >> 1) & 1) !== (cell & 1))) apart++
        const worlds = worldsDiagram(
          diagram,
          states.map((state) => ({ do: { [x]: state }, outputs: [y] })),
        )
        const both = queryTerms(model, states.map((state) => ({ variable: y, do: { [x]: Number(state) } })) as never)
        expectSameLaw(interpret(worlds.diagram, stochastic, meanings), both)
      }),
      { numRuns: 40 },
    )
    expect(apart).toBeGreaterThan(2)
  })
})
