import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { FunctionLaw } from '../mechanisms/law.js'
import type { Evaluation } from './evaluation.js'
import { cellAt, codeColumn, type NodeColumn, numberColumn } from './node-column.js'

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

export function functionColumn(law: FunctionLaw, at: Evaluation): NodeColumn {
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
