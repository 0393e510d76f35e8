import { cut, interpret, openAt, stochastic } from '../../src/index.js'
import { diagramOfNet, type Net, sizesOf, tablesOf } from '../diagram/nets.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  net: Net
  target: string
  intervene: string
  expected: { marginal: number[]; targetGivenDo: number[][]; observationalJoint: number[]; cutJoint: number[] }
}

conformance<Case, { cases: Case[] }>(
  'diagrams/contraction',
  'diagrams/contraction.json',
  (document) => document.cases,
  ({ net, target, intervene, expected }) => {
    const sizes = sizesOf(net)
    const tables = tablesOf(net)
    const same = (actual: Float64Array, wanted: number[], what: string): void => {
      if (actual.length !== wanted.length) throw new Error(`${what}: ${actual.length} cells`)
      for (const [i, value] of wanted.entries()) expectClose(actual[i]!, value, 1e-10, 0, `${what}[${i}]`)
    }
    const one = diagramOfNet(net, [target])
    const pair = diagramOfNet(net, [intervene, target])
    same(interpret(one, stochastic, tables, { sizes }).values, expected.marginal, 'marginal')
    const open = interpret(openAt(one, intervene).diagram, stochastic, tables, { sizes })
    same(open.values, expected.targetGivenDo.flat(), 'do')
    same(interpret(pair, stochastic, tables, { sizes }).values, expected.observationalJoint, 'joint')
    same(interpret(cut(pair, intervene).diagram, stochastic, tables, { sizes }).values, expected.cutJoint, 'cut')
  },
)
