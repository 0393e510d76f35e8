import { testImplications } from '../../identification/index.js'
import { graphAt, tableAt } from '../core/read-arguments.js'
import { graphSchema, number, records, type Tool, tableSchema, text } from '../core/tool.js'

export const testGraph: Tool = {
  name: 'test_graph',
  description:
    'Tests on a table what a graph implies: each independence with its p-value, corrected for their number. A graph that is contradicted should be changed before effects are believed.',
  takes: { graph: graphSchema, table: tableSchema },
  required: ['graph', 'table'],
  gives: {
    verdict: text('contradicted, not-contradicted, or uninformative.'),
    tested: number('How many implications were tested.'),
    untested: number('How many could not be.'),
    rejected: number('How many the data reject.'),
    implications: records('Each implication with its test.'),
  },
  answer: (input, tables) => {
    const { verdict, tested, untested, rejected, implications, explanation } = testImplications(
      graphAt(input) as never,
      tableAt(input, 'table', tables),
    )
    return { text: explanation, data: { verdict, tested, untested, rejected, implications } }
  },
}
