import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { pick } from '../../probability/streams/fill.js'
import { show } from '../../show.js'
import type { ChoiceLaw, TableLaw } from '../mechanisms/law.js'
import type { Evaluation } from './evaluation.js'
import { asNumbers, codeColumn, type NodeColumn } from './node-column.js'

/** For each row, the position of its combination of parents' states in a table: last parent fastest. */
export function tableRows(at: Evaluation, parentStates: readonly (readonly string[])[]): Int32Array {
  const out = new Int32Array(at.rows)
  for (const [k, states] of parentStates.entries()) {
    const column = at.inputs[k]!
    const position = new Map(states.map((state, s) => [state, s]))
    const find = (value: Cell): number => {
      const s = position.get(String(value))
      if (s !== undefined) return s
      const message = `the table of ${show(at.name)} has no row for ${show(at.inputNames[k])} = ${show(value)}.`
      throw new CausalError('invalid-argument', message, { child: at.name, parent: at.inputNames[k], value })
    }
    const size = states.length
    if (column.codes !== null) {
      const used = new Uint8Array(column.states!.length)
      for (const code of column.codes) used[code] = 1
      const to = Int32Array.from(column.states!, (state, s) => (used[s] === 1 ? find(state) : 0))
      const codes = column.codes
      for (let i = 0; i < out.length; i++) out[i] = out[i]! * size + to[codes[i]!]!
    } else for (let i = 0; i < out.length; i++) out[i] = out[i]! * size + find(column.numbers![i]!)
  }
  return out
}

export function tableCodes(law: TableLaw, at: Evaluation): Int32Array {
  const rows = tableRows(at, law.parentStates)
  for (let i = 0; i < rows.length; i++) rows[i] = law.entries[rows[i]!]!
  return rows
}

/** Calls `use` with each row's probabilities: an array and where they start in it. */
export function eachChoice(
  law: ChoiceLaw,
  at: Evaluation,
  use: (i: number, p: Float64Array, start: number) => void,
): void {
  const k = law.states.length
  if (law.table !== null) {
    const rows = tableRows(at, law.parentStates!)
    for (let i = 0; i < rows.length; i++) use(i, law.table, rows[i]! * k)
    return
  }
  const parents = at.inputs.map((column, j) => asNumbers(column, at.inputNames[j]!))
  const p = new Float64Array(k)
  for (let i = 0; i < at.rows; i++) {
    softmaxRow(law.logits!, (j) => parents[j]![i]!, p)
    use(i, p, 0)
  }
}

/** Probabilities proportional to exp(intercept + Σ weight × parent). */
export function softmaxRow(
  logits: readonly (readonly number[])[],
  parent: (j: number) => number,
  out: Float64Array,
): void {
  let top = Number.NEGATIVE_INFINITY
  for (const [s, weights] of logits.entries()) {
    let z = weights[0]!
    for (let j = 1; j < weights.length; j++) z += weights[j]! * parent(j - 1)
    out[s] = z
    if (z > top) top = z
  }
  let sum = 0
  for (let s = 0; s < out.length; s++) sum += out[s] = portableExp(out[s]! - top)
  for (let s = 0; s < out.length; s++) out[s]! /= sum
}

export function choiceColumn(law: ChoiceLaw, at: Evaluation): NodeColumn {
  const codes = new Int32Array(at.rows)
  const u = at.noise!.numbers!
  const k = law.states.length
  if (law.response === 'gumbel-max') {
    eachChoice(law, at, (i, p, start) => {
      let best = Number.NEGATIVE_INFINITY
      for (let s = 0; s < k; s++) {
        const z = u[i * k + s]! + portableLog(p[start + s]!)
        if (z > best) {
          best = z
          codes[i] = s
        }
      }
    })
  } else
    eachChoice(law, at, (i, p, start) => {
      codes[i] = pick(p, start, k, u[i]!)
    })
  return codeColumn(codes, law.states)
}
