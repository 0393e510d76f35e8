import { type Learner, ridge, type Table, table } from '../../src/index.js'

/** Ordinary least squares on all monomials of the columns up to degree 2: a learner of two functions. */
export const secondDegree: Learner = {
  name: 'least squares on monomials up to degree 2',
  fit: (rows, outcome, options) => {
    const fitted = ridge({ penalty: 0 }).fit(monomials(rows, outcome), outcome, options)
    return { features: fitted.features, predict: (other) => fitted.predict(monomials(other, outcome)) }
  },
}

function monomials(rows: Table, outcome: string): Table {
  const names = rows.columns.filter((name) => name !== outcome)
  const column = (name: string): Float64Array => rows.data[rows.columns.indexOf(name)] as Float64Array
  const columns = new Map(names.map((name) => [name, column(name)]))
  for (const [i, p] of names.entries())
    for (const q of names.slice(i))
      columns.set(
        `${p}*${q}`,
        column(p).map((value, k) => value * column(q)[k]!),
      )
  if (rows.columns.includes(outcome)) columns.set(outcome, column(outcome))
  return table(Object.fromEntries(columns)) as unknown as Table
}
