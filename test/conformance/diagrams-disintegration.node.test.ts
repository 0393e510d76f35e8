import { expect } from 'vitest'
import { bayesianInverse, type Channel, channelMatrix, disintegrate, type Factor } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  op: 'disintegrate' | 'bayesianInversion'
  cards: number[]
  joint: number[]
  given: number[]
  marginal: number[]
  channelRows: (number | null)[][]
  priorState: number[]
  channel: number[][]
  pushforward: number[]
  inverseRows: ((number | null)[] | null)[]
  unique: boolean
}

const variable = (name: string, size: number) => ({ name, states: Array.from({ length: size }, (_, k) => String(k)) })
const list = (values: ArrayLike<number>, wanted: readonly number[], what: string): void => {
  expect(values.length, what).toBe(wanted.length)
  for (const [i, value] of wanted.entries()) expectClose(values[i]!, value, 1e-12, 0, `${what}[${i}]`)
}
/** Rows of the channel; an undefined row is null as a whole or cell by cell. */
const rows = (channel: Channel, support: readonly boolean[], wanted: ((number | null)[] | null)[]): void => {
  const actual = channelMatrix(channel).to2DArray()
  expect(actual.length).toBe(wanted.length)
  for (const [r, row] of wanted.entries()) {
    const defined = row?.every((x) => x !== null) ?? false
    expect(support[r], `row ${r} defined`).toBe(defined)
    if (defined) list(actual[r]!, row as number[], `row ${r}`)
    else expect(actual[r]!.every(Number.isNaN)).toBe(true)
  }
}

conformance<Case, { cases: Case[] }>(
  'diagrams/disintegration',
  'diagrams/disintegration.json',
  (document) => document.cases,
  (item) => {
    if (item.op === 'disintegrate') {
      const variables = item.cards.map((size, i) => variable(`V${i}`, size))
      const joint: Factor = { variables, values: Float64Array.from(item.joint) }
      const result = disintegrate(joint, item.given)
      list(result.marginal.values, item.marginal, 'marginal')
      rows(result.channel, result.support, item.channelRows)
      expect(result.unique).toBe(item.unique)
      return
    }
    const [from, to] = [variable('X', item.channel.length), variable('Y', item.channel[0]!.length)]
    const channel: Channel = { variables: [from, to], inputs: 1, values: Float64Array.from(item.channel.flat()) }
    const result = bayesianInverse(channel, { variables: [from], values: Float64Array.from(item.priorState) })
    list(result.marginal.values, item.pushforward, 'pushforward')
    rows(result.channel, result.support, item.inverseRows)
    expect(result.unique).toBe(item.unique)
  },
)
