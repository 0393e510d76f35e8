import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { CodedRows } from './tables.js'

/** Combinations of states, as pairs of variable and code, that the formula conditions on and that no row has. */
export function unseenCells(root: Expr, symbols: Symbols, rows: CodedRows): (readonly [number, number])[][] {
  const found: (readonly [number, number])[][] = []
  const seen = new Set<string>()
  const visit = (e: Expr): void => {
    if (e.kind === 'product') e.factors.forEach(visit)
    else if (e.kind === 'ratio') [e.top, e.bottom].forEach(visit)
    else if (e.kind === 'sum' || e.kind === 'any') visit(e.body)
    else if (e.kind === 'prob') {
      const variables = [...new Set(e.given.map((s) => symbols.base[s]!))].sort((a, b) => a - b)
      const key = variables.join(' ')
      if (variables.length === 0 || seen.has(key)) return
      seen.add(key)
      found.push(...emptyCombinations(variables, rows))
    }
  }
  visit(root)
  return found
}

function emptyCombinations(variables: readonly number[], rows: CodedRows): (readonly [number, number])[][] {
  const sizes = variables.map((v) => rows.cardinalities[v]!)
  const counted = new Float64Array(sizes.reduce((n, k) => n * k, 1))
  for (let i = 0; i < rows.size; i++) {
    let cell = 0
    for (const [a, v] of variables.entries()) cell = cell * sizes[a]! + rows.codes[v]![i]!
    counted[cell]! += rows.weights[i]!
  }
  const empty: (readonly [number, number])[][] = []
  for (let cell = 0; cell < counted.length && empty.length < 100; cell++) {
    if (counted[cell]! > 0) continue
    let rest = cell
    const states: [number, number][] = []
    for (let a = variables.length - 1; a >= 0; a--) {
      states.unshift([variables[a]!, rest % sizes[a]!])
      rest = Math.floor(rest / sizes[a]!)
    }
    empty.push(states)
  }
  return empty
}
