import { type Categorical, completeRows, type Table } from 'causalkit/data'
import {
  bdeuScore,
  bicScore,
  bootstrapGraph,
  boss,
  degenerateGaussianScore,
  fci,
  ges,
  type Knowledge,
  knowledge,
  pc,
  type Score,
  type SearchOptions,
} from 'causalkit/discovery'
import { toSvg } from 'causalkit/draw'
import { type CausalGraph, toDagitty } from 'causalkit/graph'
import { degenerateGaussian, fisherZ, gSquare, type IndependenceTest, kci } from 'causalkit/independence'
import { capital } from '../ui/capital'
import { type Again, edgesOf, type Found, marks, rowsOf } from './found'
import { knowledgeOf, untiered } from './known'
import { type Hear, rounds, type Tell } from './rounds'
import { everySo } from './rows-used'
import type { Settings } from './settings'

/** A graph among the columns of rows that are drawn independently of each other. */
export function amongRows(table: Table, settings: Settings, tell: Tell): Found {
  const notes: string[] = []
  const whole = completeRows(table)
  if (whole.rowCount < table.rowCount)
    notes.push(
      `${rowsOf(table.rowCount - whole.rowCount)} with missing values left out; ${rowsOf(whole.rowCount)} used.`,
    )
  if (whole.rowCount === 0)
    throw new Error('No row is complete: in the Data panel, ignore the columns with many missing values.')
  const rows = settings.method === 'kernelPc' ? everySo(whole, settings.kernelRows) : whole
  if (rows.rowCount < whole.rowCount)
    notes.push(
      `Kernel tests take time with the cube of the rows: ${rows.rowCount} of ${whole.rowCount} rows, drawn by a fixed seed, were used.`,
    )
  const told = knowledgeOf(settings, rows.columns)
  const search = searchOf(settings, told === undefined ? {} : { knowledge: knowledge(told) }, notes)
  const others = untiered(settings, rows.columns)
  if (others.length > 0) notes.push(`The tiers say nothing of ${others.join(', ')}.`)
  const round = rounds(settings.draws, tell)
  const { graph, separatingSets, warnings } = search(rows, round(0))
  const again = settings.draws > 0 ? againOf(rows, search, settings, round, notes) : []
  const shareOf = new Map(
    again.flatMap(({ x, y, share }) => [
      [JSON.stringify([x, y]), share],
      [JSON.stringify([y, x]), share],
    ]),
  )
  return {
    svg: toSvg(graph, {
      title: 'The graph that was found',
      ...(settings.draws > 0 && {
        widths: graph.edges.map(({ from, to }) => ({ from, to, value: shareOf.get(JSON.stringify([from, to])) ?? 0 })),
      }),
    }),
    edges: edgesOf(graph),
    text: toDagitty(graph),
    whyNoText: '',
    names: rows.columns,
    separating: separatingSets ?? [],
    joined: graph.edges.map(({ from, to }) => [from, to] as const),
    tested: separatingSets !== undefined,
    again,
    notes,
    warnings: warnings.map(onThePage),
  }
}

/** A warning of the library in the words of the page: the page has no field or function of that name. */
function onThePage(warning: string): string {
  const told = warning
    .replace(/ \(see `?\w+`?\)/g, '')
    .replace(
      'Then series(table, { time }) and pcmciPlus, which test given the past.',
      'Then choose PCMCI+, which tests given the past.',
    )
  return capital(told)
}

interface SearchFound {
  readonly graph: CausalGraph
  readonly separatingSets?: Found['separating']
  readonly warnings: readonly string[]
}
type Search = (rows: Table, hear: Hear) => SearchFound

function searchOf({ method, alpha }: Settings, known: { readonly knowledge?: Knowledge }, notes: string[]): Search {
  let said = false
  const say = (sentence: string): void => {
    if (!said) notes.push(sentence)
    said = true
  }
  return (rows, onProgress) => {
    const options: SearchOptions & typeof known = { ...known, onProgress }
    if (method === 'boss') return boss(scoreOf(rows, say), options)
    if (method === 'ges') return ges(scoreOf(rows, say), options)
    const test = method === 'kernelPc' ? kci(rows) : testOf(rows, say)
    return method === 'fci' ? fci(test, { ...options, alpha }) : pc(test, { ...options, alpha })
  }
}

const kindOf = (rows: Table): 'numbers' | 'categories' | 'mixed' => {
  const numbers = rows.data.filter((column: Float64Array | Categorical) => column instanceof Float64Array).length
  return numbers === rows.data.length ? 'numbers' : numbers === 0 ? 'categories' : 'mixed'
}

function testOf(rows: Table, say: (sentence: string) => void): IndependenceTest {
  const kind = kindOf(rows)
  if (kind === 'numbers') {
    say('Test: partial correlations (Fisher z), for linear dependence among numbers.')
    return fisherZ(rows)
  }
  if (kind === 'categories') {
    say('Test: G² of the tables of counts, as all columns are categories.')
    return gSquare(rows)
  }
  say('Test: degenerate Gaussian, as there are numbers and categories.')
  return degenerateGaussian(rows)
}

function scoreOf(rows: Table, say: (sentence: string) => void): Score {
  const kind = kindOf(rows)
  if (kind === 'numbers') {
    say('Score: BIC of linear Gaussian models.')
    return bicScore(rows)
  }
  if (kind === 'categories') {
    say('Score: BDeu of tables, as all columns are categories.')
    return bdeuScore(rows)
  }
  say('Score: BIC of the degenerate Gaussian, as there are numbers and categories.')
  return degenerateGaussianScore(rows)
}

type AgainOfPair = Again & { readonly x: string; readonly y: string }

/** The same search on rows drawn anew, with replacement. */
function againOf(
  rows: Table,
  search: Search,
  { draws }: Settings,
  round: (of: number) => Hear,
  notes: string[],
): AgainOfPair[] {
  let done = 0
  const { edges, failed } = bootstrapGraph(rows, (replicate) => search(replicate as Table, round(++done)).graph, {
    draws,
    seed: 1,
  })
  if (failed > 0) notes.push(`${failed} of ${draws} replicates were refused and count in no share.`)
  return edges.map(({ x, y, adjacent, marks: found }) => ({
    x,
    y,
    pair: `${x} – ${y}`,
    share: adjacent,
    as: found.map(({ atX, atY, frequency }) => ({ marks: marks(atX, atY), share: frequency })),
    strength: undefined,
  }))
}
