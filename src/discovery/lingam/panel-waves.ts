import { positionOf } from '../../data/tables/column.js'
import { discreteColumn } from '../../data/tables/discrete-column.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'

/** The columns of each wave, subjects in the same order in all. */
export function readPanel<N extends string>(
  data: Table<unknown, string>,
  { subject, time }: { readonly subject: string; readonly time: string },
): {
  readonly names: readonly N[]
  readonly waves: readonly string[]
  readonly columns: Float64Array[][]
  readonly n: number
} {
  const [s, w] = [positionOf(data, subject), positionOf(data, time)]
  if (s === w)
    throw new CausalError('overlap', `${show(subject)} cannot be both subject and time.`, { names: [subject] })
  const names = data.columns.filter((_, i) => i !== s && i !== w) as readonly string[] as readonly N[]
  if (names.length === 0) throw new CausalError('invalid-data', 'the table has no column beside subject and time.')
  const who = discreteColumn(data, subject)
  const when = discreteColumn(data, time)
  const seen = (codes: Int32Array, size: number): number[] =>
    Array.from({ length: size }, (_, i) => i).filter((code) => codes.includes(code))
  const subjects = seen(who.codes, who.states.length)
  const waves = seen(when.codes, when.states.length)
  const row = new Map<number, number>()
  for (let i = 0; i < data.rowCount; i++) {
    const key = when.codes[i]! * who.states.length + who.codes[i]!
    if (row.has(key)) throw notOnce(who.states[who.codes[i]!]!, when.states[when.codes[i]!]!, 'more than once')
    row.set(key, i)
  }
  const columns = waves.map((wave) => {
    const rows = subjects.map((person) => {
      const at = row.get(wave * who.states.length + person)
      if (at === undefined) throw notOnce(who.states[person]!, when.states[wave]!, 'not')
      return at
    })
    const constant: string[] = []
    const found = names.map((name) => {
      const column = numericColumn(data, name)
      const values = Float64Array.from(rows, (at) => column[at]!)
      if (values.every((value) => value === values[0])) constant.push(name)
      return values
    })
    if (constant.length > 0) {
      throw new CausalError(
        'constant-column',
        `${quoteNames(constant)} does not vary in the wave ${show(when.states[wave])}: leave it out.`,
        { columns: constant, time: when.states[wave] },
      )
    }
    return found
  })
  return { names, waves: waves.map((wave) => when.states[wave]!), columns, n: subjects.length }
}

function notOnce(subject: string, time: string, how: string): CausalError {
  return new CausalError(
    'invalid-data',
    `the subject ${show(subject)} is seen ${how} in the wave ${show(time)}, and each must be seen once in each wave: leave out the subject, or the wave.`,
    { subject, time },
  )
}
