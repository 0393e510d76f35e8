import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { pick } from '../../probability/streams/fill.js'
import { show } from '../../show.js'
import type { ChoiceLaw, FunctionLaw, LinearLaw, TableLaw } from '../mechanisms/law.js'
import { asNumbers, cellAt, codeColumn, constantColumn, type NodeColumn, numberColumn } from './node-column.js'
import type { NodeLaw } from './worlds.js'

/** What a law's computation reads: its name, its parents' names and columns, its noise, and the number of rows. */
export interface Evaluation {
  readonly name: string
  readonly inputs: readonly NodeColumn[]
  readonly inputNames: readonly string[]
  readonly noise: NodeColumn | null
  readonly rows: number
  /** Declared states of the variable, for a shift. */
  readonly states: readonly Cell[] | null
}

/** The values of a node from those of its parents and its noise, a column at a time. */
export function evaluateNode(law: NodeLaw, at: Evaluation): NodeColumn {
  switch (law.family) {
    case 'root':
      return at.noise!
    case 'constant':
      return constantColumn(law.value, at.rows)
    case 'input':
      throw new CausalError('invalid-argument', `${show(at.name)} is an input: set it.`)
    case 'linear':
      return linearColumn(law, at)
    case 'function':
      return functionColumn(law, at)
    case 'choice':
      return choiceColumn(law, at)
    case 'table':
      return codeColumn(tableCodes(law, at), law.states)
    case 'change':
      return changeColumn(law, at)
  }
}

function linearColumn(law: LinearLaw, at: Evaluation): NodeColumn {
  const out = new Float64Array(at.rows)
  if (at.noise !== null) out.set(asNumbers(at.noise, at.name))
  addLinear(
    law,
    at.inputs.map((column, k) => asNumbers(column, at.inputNames[k]!)),
    out,
    0,
    at.rows,
  )
  return numberColumn(out)
}

/** Adds intercept and weighted parents to rows `from … to − 1` of `out`, which holds the noise. */
export function addLinear(
  law: LinearLaw,
  parents: readonly Float64Array[],
  out: Float64Array,
  from: number,
  to: number,
): void {
  const { coefficients, intercept } = law
  let k = 0
  for (; k + 1 < parents.length; k += 2) {
    const [a, b, x, y] = [coefficients[k]!, coefficients[k + 1]!, parents[k]!, parents[k + 1]!]
    for (let i = from; i < to; i++) out[i]! += a * x[i]! + b * y[i]!
  }
  if (k < parents.length) {
    const [a, x] = [coefficients[k]!, parents[k]!]
    for (let i = from; i < to; i++) out[i]! += a * x[i]!
  }
  if (intercept !== 0) for (let i = from; i < to; i++) out[i]! += intercept
}

/** One object that holds a row of parents, filled anew for each row; safe for names such as `__proto__`. */
export function rowReader(
  names: readonly string[],
  columns: readonly NodeColumn[],
): (i: number) => Record<string, Cell> {
  const row: Record<string, Cell> = {}
  for (const name of names)
    Object.defineProperty(row, name, { value: 0, writable: true, enumerable: true, configurable: true })
  return (i) => {
    for (let k = 0; k < columns.length; k++) row[names[k]!] = cellAt(columns[k]!, i)
    return row
  }
}

function functionColumn(law: FunctionLaw, at: Evaluation): NodeColumn {
  const read = rowReader(at.inputNames, at.inputs)
  const { noise } = at
  const call = (i: number): Cell => law.evaluate(read(i), noise === null ? (null as never) : cellAt(noise, i))
  return columnOfCells(at.rows, call, (value, i) => badValue(at, value, read(i)))
}

/** A column from a function of the row: all numbers, or all states. */
export function columnOfCells(
  n: number,
  call: (i: number) => Cell,
  bad: (value: unknown, i: number) => CausalError,
): NodeColumn {
  if (n === 0) return numberColumn(new Float64Array(0))
  const first = call(0)
  if (typeof first === 'number') {
    const out = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const value = i === 0 ? first : call(i)
      if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(value, i)
      out[i] = value
    }
    return numberColumn(out)
  }
  const codes = new Int32Array(n)
  const seen = new Map<Cell, number>()
  for (let i = 0; i < n; i++) {
    const value = i === 0 ? first : call(i)
    if (typeof value !== 'string') throw bad(value, i)
    let code = seen.get(value)
    if (code === undefined) {
      code = seen.size
      seen.set(value, code)
    }
    codes[i] = code
  }
  return codeColumn(codes, [...seen.keys()])
}

export function badValue(at: { name: string }, value: unknown, parents: Record<string, Cell>): CausalError {
  const message = `the mechanism of ${show(at.name)} gave ${typeof value === 'string' ? JSON.stringify(value) : String(value)} at ${show(parents)}: it must give finite numbers only, or states only.`
  return new CausalError('invalid-argument', message, { variable: at.name, parents: { ...parents } })
}

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

function tableCodes(law: TableLaw, at: Evaluation): Int32Array {
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

function choiceColumn(law: ChoiceLaw, at: Evaluation): NodeColumn {
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

function changeColumn(law: NodeLaw & { family: 'change' }, at: Evaluation): NodeColumn {
  const column = at.inputs[0]!
  if (law.change === 'shift' && at.states !== null && column.codes !== null) {
    const last = at.states.length - 1
    const position = new Map(at.states.map((state, s) => [state, s]))
    const to = Int32Array.from(column.states!, (s) => Math.max(0, Math.min(last, position.get(s)! + law.amount)))
    return codeColumn(
      column.codes.map((code) => to[code]!),
      at.states,
    )
  }
  const numbers = asNumbers(column, at.name)
  const { amount } = law
  return numberColumn(law.change === 'shift' ? numbers.map((x) => x + amount) : numbers.map((x) => x * amount))
}
