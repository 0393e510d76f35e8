import type { Finding } from '../../advise/index.js'
import { diagnosisAt } from '../core/read-arguments.js'
import { number, records, type Tool, tableSchema, text } from '../core/tool.js'

/** The sentences; what was looked for and not found, in one line a topic where it is the same of many columns. */
function shortened(findings: readonly Finding[]): string[] {
  const told = new Map<string, Finding[]>()
  for (const one of findings) if (!one.found) told.set(one.topic, [...(told.get(one.topic) ?? []), one])
  return findings.flatMap((one) => {
    const alike = told.get(one.topic) ?? []
    if (one.found || alike.length <= mostAlike) return [one.message]
    return one === alike[0]
      ? [`${one.message.replace(/\.$/, '')}; the same holds of ${alike.length - 1} other columns.`]
      : []
  })
}

const mostAlike = 3

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
    const lines = shortened(findings).map((line) => `- ${line}`)
    const text = lines.length === 0 ? 'Nothing stands against the usual methods.' : lines.join('\n')
    return { text, data: { rowCount, findings, notLooked } }
  },
}
