import { readTensors, type TensorRules } from '../semantics/tensor-semantics.js'
import type { Channel } from '../terms/channel.js'
import type { IndexedDiagram } from '../terms/indexed.js'

/** 0: impossible, 1: possible, 2 and more: hangs on something undefined. Zero annihilates all. */
const rules: TensorRules = {
  semiring: 'max-product',
  normalized: true,
  uniform: () => 1,
  certain: 1,
  impossible: 0,
  check: () => {},
}

/**
 * For each combination of a diagram's inputs whether some output hangs on an undefined row of a channel with positive
 * weight. One contraction in the semiring of maxima tells for all of them.
 */
export function taintedRows(
  d: IndexedDiagram,
  channels: ReadonlyMap<string, Channel>,
  defined: ReadonlyMap<string, readonly boolean[]>,
  states: ReadonlyMap<string, readonly string[]>,
): boolean[] {
  const marks = new Map<string, Channel>()
  for (const [name, channel] of channels) {
    const ok = defined.get(name)!
    const columns = channel.values.length / ok.length
    marks.set(name, {
      ...channel,
      values: channel.values.map((p, i) => (ok[Math.floor(i / columns)] ? (p > 0 ? 1 : 0) : 2)),
    })
  }
  const { variables, inputs, values } = readTensors(rules, d, (box) => marks.get(box.name)!, { states })
  const rows = variables.slice(0, inputs).reduce((size, v) => size * v.states.length, 1)
  const columns = values.length / rows
  return Array.from({ length: rows }, (_, r) => values.subarray(r * columns, (r + 1) * columns).some((x) => x > 1))
}
