import { completeRows, select, type Table } from '../../data/index.js'
import { fci, pc } from '../../discovery/index.js'
import { CausalError } from '../../errors.js'
import { toDagitty } from '../../graph/index.js'
import { conditionalGaussian, fisherZ, gSquare, type IndependenceTest } from '../../independence/index.js'
import { show } from '../../show.js'
import { namesAt, tableAt } from '../core/read-arguments.js'
import { names, number, records, type Tool, tableSchema, text, yesNo } from '../core/tool.js'

/** The test for a table's types of columns. */
function testOf(table: Table): { readonly name: string; readonly test: IndependenceTest } {
  const numeric = table.data.map((column) => column instanceof Float64Array)
  if (numeric.every((one) => one)) return { name: "Fisher's z", test: fisherZ(table) }
  if (numeric.every((one) => !one)) return { name: 'G²', test: gSquare(table) }
  return { name: 'conditional-Gaussian', test: conditionalGaussian(table) }
}

/** Columns with a category for every other row, or for each: they have no states to learn from. */
function namesOfRows(table: Table): string[] {
  return table.columns.filter((_, j) => {
    const column = table.data[j]!
    return !(column instanceof Float64Array) && column.levels.length > 20 && 2 * column.levels.length > table.rowCount
  })
}

export const learnGraph: Tool = {
  name: 'learn_graph',
  description:
    'Learns from a table which columns cause which, as far as tests of conditional independence can tell: PC, or FCI where causes may be hidden. What data cannot direct stays undirected. Rows are taken to be independent.',
  takes: {
    table: tableSchema,
    columns: names('The columns to look at; all unless told.'),
    hiddenCauses: yesNo('Whether causes may be missing from the table (FCI); false unless told.'),
    alpha: {
      type: 'number',
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: 'The level of the tests, between 0 and 1; 0.05 unless told.',
    },
  },
  required: ['table'],
  gives: {
    graph: text('The graph as dagitty text.'),
    edges: names('Its edges in words.'),
    method: text('The search and the test.'),
    tests: number('How many tests were made.'),
    nearAlpha: records('Decisions that hung by a thread.'),
    untested: records('What could not be tested.'),
    warnings: names('What to mind.'),
  },
  answer: (input, tables) => {
    const whole = tableAt(input, 'table', tables)
    const asked = namesAt(input, 'columns')
    const labels = asked.length === 0 ? namesOfRows(whole) : []
    const columns = asked.length === 0 ? whole.columns.filter((name) => !labels.includes(name)) : asked
    if (columns.length === 0)
      throw new CausalError('invalid-argument', 'every column names the rows: none is left to learn from.')
    const chosen = select(whole, columns as never) as Table
    const table = completeRows(chosen) as Table
    if (table.rowCount === 0) throw new CausalError('too-few-rows', 'no row is complete in these columns.')
    const { name, test } = testOf(table)
    const alpha = (input['alpha'] as number | undefined) ?? 0.05
    const result = input['hiddenCauses'] === true ? fci(test, { alpha }) : pc(test, { alpha })
    const dropped = chosen.rowCount - table.rowCount
    const warnings = [
      ...result.warnings,
      ...labels.map(
        (name) => `${show(name)} names the rows and was left out; ask for it in \`columns\` if it does not.`,
      ),
      ...(dropped > 0
        ? [`${dropped} of ${chosen.rowCount} rows miss a value in these columns and were left out.`]
        : []),
    ]
    const edges = result.graph.edges.map(({ from, to, fromMark, toMark }) => {
      if (fromMark === 'tail' && toMark === 'arrow') return `${from} causes ${to}`
      if (fromMark === 'arrow' && toMark === 'tail') return `${to} causes ${from}`
      if (fromMark === 'arrow' && toMark === 'arrow') return `${from} and ${to} have a hidden common cause`
      if (fromMark === 'tail' && toMark === 'tail') return `${from} and ${to} are joined, which way is not known`
      const known =
        fromMark === 'arrow'
          ? `${from} does not cause ${to}`
          : toMark === 'arrow'
            ? `${to} does not cause ${from}`
            : null
      return `${from} and ${to} are joined${known === null ? ', how is not known' : `; ${known}`}`
    })
    const method = `${input['hiddenCauses'] === true ? 'FCI' : 'PC'} with the ${name} test at ${alpha}`
    const head = `${method}, ${table.rowCount} rows: ${edges.length === 0 ? 'no edge' : `${edges.length} edges`}.`
    return {
      text: [head, ...edges.map((edge) => `- ${edge}`), ...warnings.map((warning) => `Mind: ${warning}`)].join('\n'),
      data: {
        graph: toDagitty(result.graph),
        edges,
        method,
        tests: result.tests,
        nearAlpha: result.nearAlpha,
        untested: result.untested,
        warnings,
      },
    }
  },
}
