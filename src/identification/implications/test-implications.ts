import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Independence } from '../../graph/implied/implied-independencies.js'
import type { CausalGraph, GraphKind } from '../../graph/types.js'
import { corrections } from '../../independence/core/correction.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { suitableTest } from '../../independence/graphs/suitable-test.js'
import { type Answer, answersOf, tabulated } from '../../independence/graphs/tested-statements.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { ImplicationOptions, ImplicationTests } from './implication-types.js'
import { impliedStatements } from './implied-statements.js'
import { type VermaConstraint, vermaConstraints } from './verma-constraints.js'
import { untested, vermaTest } from './verma-test.js'

/**
 * Tests everything that a graph implies on data, in one table: each independence and each Verma constraint with its p-value,
 * its effect size and interval, corrected for their number; what could not be tested stands there with the reason.
 *
 * A rejected implication speaks against the graph, as far as the assumptions of its test hold. That none is rejected shows no
 * graph to be right: few rows reject nothing, and graphs that imply the same fare the same. For a comparison with graphs of the
 * same shape see {@link falsify}.
 *
 * @param graph - a graph of any kind; of a class of graphs what all members imply
 * @param data - a table (tested by {@link fisherZ}, {@link gSquare} or {@link conditionalGaussian}, as its columns are), or a
 *   test of independence
 * @param options - which statements, the correction, `alpha`, `confidence`; `table` for Verma constraints beside a test
 * @returns the table, the numbers of tested, untested and rejected implications, and a verdict with its reasons
 * @throws CausalError `unknown-name`, `invalid-argument`; `too-large` for too many statements or constraints; those of the test
 * @complexity one test for each statement; for a Verma constraint one evaluation of its formula for each cell of its table
 * @category Identification
 * @example
 * const model = scm({
 *   A: normal(), B: linear({ A: 1 }, normal()), C: linear({ B: 1, A: 0.5 }, normal()),
 * })
 * const { implications, verdict } = testImplications(dag('A -> B -> C'), sample(model, 500, { seed: 1 }))
 * implications.map((row) => row.kind === 'independence' && row.tested && [row.x, row.y, row.given, row.effect, row.interval])
 * //=> [['C', 'A', ['B'], 0.3185, [0.2374, 0.3953]]]
 * verdict
 * //=> 'contradicted'
 */
export function testImplications<N extends string, T>(
  graph: CausalGraph<GraphKind, N>,
  data: Table<T> | IndependenceTest<NoInfer<N>>,
  options: ImplicationOptions = {},
): ImplicationTests<N> {
  return calledAs('testImplications', () => {
    checkOptions('options', options, ['statements', 'verma', 'table', 'correction', 'alpha', 'confidence'], {
      verma: 'boolean',
    })
    const { correction = 'holm', alpha = 0.05, confidence = 0.95 } = checkedObject('options', options)
    for (const [name, level] of Object.entries({ alpha, confidence }))
      if (!(level > 0 && level < 1))
        throw new CausalError('invalid-argument', `${name} must lie strictly between 0 and 1, got ${show(level)}.`, {
          [name]: level,
        })
    if (!corrections.includes(correction))
      throw new CausalError(
        'invalid-argument',
        `correction must be one of ${corrections.map(show).join(', ')}, got ${show(correction)}.`,
        { correction },
      )
    const statements = impliedStatements(graph, options.statements)
    const test = suitableTest(data as Table<unknown, string> | IndependenceTest)
    const known = new Map(test.variables.map((name, i) => [name, i]))
    for (const name of graph.nodes) if (!graph.latents.includes(name)) lookUp('column', known, name)
    const table = options.table ?? (typeof data === 'function' ? null : (data as Table<unknown, string>))
    if (table !== null) checkTable(table)
    const { verma = graph.kind === 'admg' || graph.latents.length > 0 } = options
    const constraints = verma ? vermaConstraints(graph as CausalGraph<'dag' | 'admg', N>) : []
    const answers = [
      ...answersOf(test, statements),
      ...constraints.map((constraint): Answer => ({ ...answerOf(constraint, table), given: [] })),
    ]
    const rows = tabulated(answers, { alpha, confidence, correction })
    const implications = rows.map((row, i) => {
      const constraint = constraints[i - statements.length]
      return constraint === undefined
        ? Object.freeze({ kind: 'independence' as const, ...(statements[i] as Independence<N>), ...row })
        : Object.freeze({ kind: 'verma' as const, constraint, ...row })
    })
    const tested = rows.filter((row) => row.tested).length
    const rejected = rows.filter((row) => row.tested && row.rejected).length
    return Object.freeze({
      implications: Object.freeze(implications),
      tested,
      untested: rows.length - tested,
      rejected,
      ...judged(
        rows.length,
        tested,
        rejected,
        `${alpha}${correction === 'none' ? '' : `, corrected by ${named[correction]}`}`,
      ),
    })
  })
}

function answerOf(constraint: VermaConstraint, table: Table<unknown, string> | null): Omit<Answer, 'given'> {
  const result =
    table === null
      ? untested('no-table', 'a Verma constraint is tested on rows: give a table, or the option table beside a test.')
      : vermaTest(constraint, table)
  return { result, n: table?.rowCount }
}

const named = {
  holm: 'Holm',
  'benjamini-hochberg': 'Benjamini and Hochberg',
  'benjamini-yekutieli': 'Benjamini and Yekutieli',
}

function judged(
  all: number,
  tested: number,
  rejected: number,
  level: string,
): Pick<ImplicationTests, 'verdict' | 'explanation'> {
  if (all === 0)
    return { verdict: 'uninformative', explanation: 'The graph implies nothing that data could contradict.' }
  if (tested === 0) return { verdict: 'uninformative', explanation: `None of the ${all} implications could be tested.` }
  const left = all > tested ? ` (${all - tested} more could not be tested)` : ''
  const of = `of ${tested} tested implications${left}`
  return rejected > 0
    ? {
        verdict: 'contradicted',
        explanation: `${rejected} ${of} ${rejected === 1 ? 'is' : 'are'} rejected at ${level}: the data contradict the graph, as far as the assumptions of the tests hold.`,
      }
    : {
        verdict: 'not-contradicted',
        explanation: `None ${of} is rejected at ${level}. This does not show that the graph is right: other graphs imply the same, and few rows reject nothing.`,
      }
}
