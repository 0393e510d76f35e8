import { diagnosisAt } from '../core/read-arguments.js'
import { number, records, type Tool, tableSchema, text } from '../core/tool.js'

export const diagnoseTable: Tool = {
  name: 'diagnose_table',
  description:
    'What in the data decides which methods fit: types, gaps, linearity, Gaussian noise, dependence of rows, determined columns, sample size, domains.',
  takes: {
    table: tableSchema,
    time: text('The column that says when a row was taken, if there is one.'),
    environment: text('The column that says which domain or experiment a row is from, if there is one.'),
  },
  required: ['table'],
  gives: {
    rowCount: number('How many rows.'),
    findings: records('What was found, each with a sentence.'),
    notLooked: records('What was not looked at, and why.'),
  },
  answer: (input, tables) => {
    const { rowCount, findings, notLooked } = diagnosisAt(input, tables)
    const lines = findings.map(({ message }) => `- ${message}`)
    const text = lines.length === 0 ? 'Nothing stands against the usual methods.' : lines.join('\n')
    return { text, data: { rowCount, findings, notLooked } }
  },
}
