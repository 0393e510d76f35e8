import { cut, type Diagram, doValue, interpret, openAt, setState, stochastic } from '../../src/index.js'
import { diagramOfNet, type Net, sizesOf, tablesOf } from '../diagram/nets.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  net: Net
  cut: string[]
  order: string[]
  observational: number[]
  cutJoint: number[]
  target?: string
  pointInterventions?: { do: Record<string, number>; marginal: number[] }[]
  replaceState?: { variable: string; state: number[]; joint: number[] }
}

const same = (actual: Float64Array, wanted: number[], what: string): void => {
  if (actual.length !== wanted.length) throw new Error(`${what}: ${actual.length} cells instead of ${wanted.length}`)
  for (const [i, value] of wanted.entries()) expectClose(actual[i]!, value, 1e-12, 0, `${what}[${i}]`)
}

conformance<Case, { cases: Case[] }>(
  'diagrams/cut',
  'diagrams/cut.json',
  (document) => document.cases,
  (item) => {
    const sizes = sizesOf(item.net)
    const tables = tablesOf(item.net)
    const joint = diagramOfNet(item.net, item.order)
    const cutAll = (d: Diagram, names: string[]): Diagram => names.reduce((was, name) => cut(was, name).diagram, d)
    same(interpret(joint, stochastic, tables, { sizes }).values, item.observational, 'observational')
    same(interpret(cutAll(joint, item.cut), stochastic, tables, { sizes }).values, item.cutJoint, 'cut')
    for (const point of item.pointInterventions ?? []) {
      let d = diagramOfNet(item.net, [item.target!])
      for (const [name, value] of Object.entries(point.do)) d = doValue(d, name, value).diagram
      same(interpret(d, stochastic, tables, { sizes }).values, point.marginal, 'point')
    }
    // the open channel answers every point intervention at once
    if (item.pointInterventions !== undefined) {
      const names = Object.keys(item.pointInterventions[0]!.do)
      const open = names.reduce(
        (was, name) => openAt(was, name).diagram,
        diagramOfNet(item.net, [item.target!]) as Diagram,
      )
      const all = interpret(open, stochastic, tables, { sizes }).values
      const columns = sizes.get(item.target!)!
      for (const point of item.pointInterventions) {
        const row = names.reduce((index, name) => index * sizes.get(name)! + point.do[name]!, 0)
        same(all.slice(row * columns, (row + 1) * columns), point.marginal, 'open')
      }
    }
    if (item.replaceState !== undefined) {
      const { variable, state, joint: wanted } = item.replaceState
      const others = item.cut.filter((name) => name !== variable)
      const d = setState(cutAll(joint, others), variable, 'new state').diagram
      const boxes = new Map(tables).set('new state', Float64Array.from(state))
      same(interpret(d, stochastic, boxes, { sizes }).values, wanted, 'replaced')
    }
  },
)
