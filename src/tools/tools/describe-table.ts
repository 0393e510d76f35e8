import { describe } from '../../data/index.js'
import { tableAt } from '../core/read-arguments.js'
import { number, records, type Tool, tableSchema } from '../core/tool.js'

/** An answer is read by a model: of a column of names a few are enough, `distinct` says how many there are. */
const mostLevels = 20

const figure = (value: number | null): string => (value === null ? '–' : String(Number(value.toPrecision(4))))

export const describeTable: Tool = {
  name: 'describe_table',
  description: 'What is in a table: its columns, their types, ranges, levels and missing values. Call this first.',
  takes: { table: tableSchema },
  required: ['table'],
  gives: {
    rowCount: number('How many rows.'),
    columns: records(
      'One entry a column: name, kind, count, missing, distinct, and quartiles or levels (the 20 with most rows).',
    ),
  },
  answer: (input, tables) => {
    const table = tableAt(input, 'table', tables)
    const columns = describe(table)
    const lines = columns.map((one) => {
      const gaps = one.missing > 0 ? `, ${one.missing} missing` : ''
      if (one.kind === 'categories') {
        const shown = one.levels.slice(0, 6).map(({ level, rows }) => `${level} (${rows})`)
        return `${one.name}: ${one.distinct} categories: ${shown.join(', ')}${one.levels.length > 6 ? ', …' : ''}${gaps}`
      }
      const [least, , median, , most] = one.quartiles ?? [null, null, null, null, null]
      return `${one.name}: numbers from ${figure(least)} to ${figure(most)}, median ${figure(median)}${gaps}`
    })
    return {
      text: `${table.rowCount} rows, ${columns.length} columns.\n${lines.join('\n')}`,
      data: {
        rowCount: table.rowCount,
        columns: columns.map((one) =>
          one.kind === 'categories' ? { ...one, levels: one.levels.slice(0, mostLevels) } : one,
        ),
      },
    }
  },
}
