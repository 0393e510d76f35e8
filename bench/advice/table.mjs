// The tables of docs/guides/which-method.md, between their marks.
import { writeBetween } from '../validity/tables.mjs'

export function writeAdvice({ worlds = [], costs = {}, node, date }) {
  const short = (code) => (code.length > 60 ? `${code.slice(0, code.indexOf('('))}(…)` : code)
  const lines = worlds.map(({ world, first, best, near, offered, suggested, methods }) => {
    const [name, least] = methods[0]
    return `| ${world} | \`${short(first[0][0])}\`, ${first[0][1]} | ${best} | ${near} | ${offered} | ${suggested} | ${name}, ${least} |`
  })
  const head =
    '| table | named first, in how many | the best | within 10 % of it | of how many methods | mean distance of what was named | the best method for all, in hindsight |\n|---|---|---|---|---|---|---|'
  writeBetween(
    'which-method.md',
    'advice',
    `${head}\n${lines.join('\n')}\n\n${worlds[0]?.seeds ?? 0} tables of each kind, measured on ${date} with Node ${node}.`,
  )
  const topics = Object.keys(worlds[0]?.found ?? {})
  const rates = worlds.map(
    ({ world, seeds, found }) =>
      `| ${world} | ${topics.map((topic) => (found[topic] / seeds).toFixed(2)).join(' | ')} |`,
  )
  writeBetween(
    'which-method.md',
    'looks',
    `| table | ${topics.join(' | ')} |\n|---|${topics.map(() => '---').join('|')}|\n${rates.join('\n')}`,
  )
  const priced = Object.entries(costs).map(
    ([key, [units, rows, columns]]) => `| ${key} | ${units} | ${rows} | ${columns} |`,
  )
  writeBetween(
    'which-method.md',
    'costs',
    `| method | units at 500 rows of 10 columns | exponent in rows | in columns |\n|---|---|---|---|\n${priced.join('\n')}`,
  )
}
