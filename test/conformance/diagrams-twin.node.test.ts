import { expect } from 'vitest'
import {
  box,
  type Diagram,
  disintegrate,
  doValue,
  fromProgram,
  interpret,
  stochastic,
  twinDiagram,
  type Wire,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  exogenous: { name: string; card: number; prior: number[] }[]
  variables: { name: string; card: number; parents: string[]; exogenous: string; table: number[] }[]
  evidence: Record<string, number>
  do: Record<string, number>
  target: string
  expected: {
    evidenceProbability: number
    counterfactual: number[]
    factual: number[]
    interventionalOnly: number[]
    exogenousPosteriorMarginals: Record<string, number[]>
  }
}

const close = (actual: ArrayLike<number>, wanted: readonly number[], what: string): void => {
  expect(actual.length, what).toBe(wanted.length)
  for (const [i, x] of wanted.entries()) expectClose(actual[i]!, x, 1e-12, 0, `${what}[${i}]`)
}

conformance<Case, { cases: Case[] }>(
  'diagrams/twin',
  'diagrams/twin.json',
  (document) => document.cases,
  (item) => {
    const { exogenous, variables, evidence, target, expected } = item
    const names = [...exogenous, ...variables].map((v) => v.name)
    const model = (outputs: readonly string[]): Diagram =>
      fromProgram([], (run) => {
        const wires = new Map<string, Wire>()
        for (const { name } of exogenous) wires.set(name, run(box(name, [], [name]))[0]!)
        for (const { name, parents, exogenous: own } of variables) {
          const reads = [...parents, own]
          const f = box(name, reads, [name], { deterministic: true })
          wires.set(name, run(f, ...reads.map((read) => wires.get(read)!))[0]!)
        }
        return outputs.map((name) => wires.get(name)!)
      })
    const sizes = new Map([...exogenous, ...variables].map((v) => [v.name, v.card]))
    const boxes = new Map<string, Float64Array>()
    for (const { name, prior } of exogenous) boxes.set(name, Float64Array.from(prior))
    for (const { name, card, table } of variables) {
      boxes.set(
        name,
        Float64Array.from(table.flatMap((value) => Array.from({ length: card }, (_, k) => +(k === value)))),
      )
    }
    const seen = Object.keys(evidence)
    const row = seen.reduce((index, name) => index * sizes.get(name)! + evidence[name]!, 0)
    // evidence first, then what is asked: the row of the evidence
    const given = (d: Diagram): { p: number; values: Float64Array } => {
      const joint = interpret(d, stochastic, boxes, { sizes })
      const { marginal, channel } = disintegrate(
        joint,
        seen.map((_, i) => i),
      )
      const columns = channel.values.length / marginal.values.length
      return { p: marginal.values[row]!, values: channel.values.slice(row * columns, (row + 1) * columns) }
    }
    const twin = twinDiagram(model(names), { do: item.do, given: seen, query: target })
    const answer = given(twin.diagram)
    expectClose(answer.p, expected.evidenceProbability, 1e-12, 0, 'evidence')
    close(answer.values, expected.counterfactual, 'counterfactual')
    close(
      given(twinDiagram(model(names), { do: {}, given: seen, query: target }).diagram).values,
      expected.factual,
      'factual',
    )
    const done: Diagram = Object.entries(item.do).reduce((was, [x, v]) => doValue(was, x, v).diagram, model([target]))
    close(interpret(done, stochastic, boxes, { sizes }).values, expected.interventionalOnly, 'interventional')
    for (const [name, posterior] of Object.entries(expected.exogenousPosteriorMarginals)) {
      close(given(model([...seen, name])).values, posterior, name)
    }
  },
)
