import { type Categorical, completeRows, type Table } from 'causalkit/data'
import {
  bdeuScore,
  bicScore,
  bootstrapGraph,
  boss,
  degenerateGaussianScore,
  type EdgeFrequency,
  fci,
  ges,
  knowledge,
  pc,
  type Score,
  type SearchOptions,
  type SearchProgress,
} from 'causalkit/discovery'
import { toSvg } from 'causalkit/draw'
import { type CausalGraph, toDagitty } from 'causalkit/graph'
import { degenerateGaussian, fisherZ, gSquare, type IndependenceTest, kci } from 'causalkit/independence'
import { laggedCorrelation, pcmciPlus, series, summaryDag } from 'causalkit/timeseries'
import type { Progress } from '../worker/protocol'
import { readKnowledge } from './knowledge-text'
import { everySo } from './rows-used'
import type { Settings } from './settings'

/** What a search found, ready to be shown. */
export interface Found {
  readonly svg: string
  readonly edges: readonly string[]
  /** The graph as text for the work; or why there is none. */
  readonly text: string | undefined
  readonly whyNoText: string
  readonly names: readonly string[]
  readonly separating: readonly { readonly x: string; readonly y: string; readonly given: readonly string[] }[]
  /** The pairs with an edge. */
  readonly joined: readonly (readonly [string, string])[]
  /** Whether the search asked for separating sets at all. */
  readonly tested: boolean
  readonly frequencies: readonly EdgeFrequency[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

export interface DiscoverJobs {
  readonly discover: {
    readonly input: { readonly table: Table; readonly settings: Settings }
    readonly output: Found
  }
}

type Tell = (progress: Progress) => void
type Graph = CausalGraph

const marksOf = { arrow: ['<', '>'], tail: ['-', '-'], circle: ['o', 'o'] } as const

/** The edges in one line each: `a -> b`. */
const edgesOf = (graph: Graph): string[] =>
  graph.edges.map(({ from, to, fromMark, toMark }) => `${from} ${marksOf[fromMark][0]}-${marksOf[toMark][1]} ${to}`)

export const discoverJobs = {
  discover({ table, settings }: DiscoverJobs['discover']['input'], tell: Tell): Found {
    const notes: string[] = []
    const whole = completeRows(table)
    if (whole.rowCount < table.rowCount)
      notes.push(
        `${table.rowCount - whole.rowCount} rows with missing values were left out; ${whole.rowCount} were used.`,
      )
    if (whole.rowCount === 0)
      throw new Error('No row is complete: in the Data panel, ignore the columns with many missing values.')
    return settings.method === 'pcmciPlus' ? overTime(table, settings, tell) : amongRows(whole, settings, tell, notes)
  },
}

function amongRows(whole: Table, settings: Settings, tell: Tell, notes: string[]): Found {
  const rows = settings.method === 'kernelPc' ? everySo(whole, settings.kernelRows) : whole
  if (rows.rowCount < whole.rowCount)
    notes.push(
      `Kernel tests take time with the cube of the rows: ${rows.rowCount} of ${whole.rowCount} rows, drawn by a fixed seed, were used.`,
    )
  const told = readKnowledge(settings, rows.columns)
  const known = knowledge(told)
  const hasKnowledge = Object.values(told).some((list) => list.length > 0)
  const search = searchOf(settings, hasKnowledge ? { knowledge: known } : {}, notes)
  const found = search(rows, (p) =>
    tell({
      share: p.total > 0 ? p.done / p.total : undefined,
      doing: `${p.stage}, sets of ${p.level}: ${p.tests} asked`,
    }),
  )
  const frequencies = settings.draws > 0 ? widthsOf(rows, search, settings, tell) : undefined
  const { graph } = found
  const widths = frequencies?.edges.map(({ x, y, adjacent }) => [x, y, adjacent] as const) ?? []
  const shown = new Set(graph.edges.flatMap(({ from, to }) => [JSON.stringify([from, to])]))
  if (frequencies !== undefined && frequencies.failed > 0)
    notes.push(`${frequencies.failed} replicates were refused and count in no share.`)
  return {
    svg: toSvg(graph, {
      title: 'The graph that was found',
      widths: widths.flatMap(([x, y, value]) => {
        if (shown.has(JSON.stringify([x, y]))) return [{ from: x, to: y, value }]
        return shown.has(JSON.stringify([y, x])) ? [{ from: y, to: x, value }] : []
      }),
    }),
    edges: edgesOf(graph),
    text: toDagitty(graph),
    whyNoText: '',
    names: rows.columns,
    separating: found.separatingSets ?? [],
    joined: graph.edges.map(({ from, to }) => [from, to] as const),
    tested: found.separatingSets !== undefined,
    frequencies: frequencies?.edges ?? [],
    notes,
    warnings: found.warnings,
  }
}

interface SearchFound {
  readonly graph: Graph
  readonly separatingSets?: Found['separating']
  readonly warnings: readonly string[]
}
type Search = (rows: Table, onProgress?: (progress: SearchProgress) => void) => SearchFound

function searchOf(
  { method, alpha }: Settings,
  known: { readonly knowledge?: ReturnType<typeof knowledge> },
  notes: string[],
): Search {
  let said = false
  const say = (sentence: string): void => {
    if (!said) notes.push(sentence)
    said = true
  }
  return (rows, onProgress) => {
    const options: SearchOptions & typeof known = { ...known, ...(onProgress === undefined ? {} : { onProgress }) }
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

function widthsOf(rows: Table, search: Search, { draws }: Settings, tell: Tell) {
  return bootstrapGraph(rows, (replicate) => search(replicate as Table).graph, {
    draws,
    seed: 1,
    onProgress: ({ done, total }) => tell({ share: done / total, doing: `bootstrap: ${done} of ${total} searches` }),
  })
}

function overTime(table: Table, settings: Settings, tell: Tell): Found {
  const { time, maxLag, alpha } = settings
  const told = readKnowledge(settings, table.columns)
  if (told.required.length + told.forbidden.length + told.tiers.length > 0)
    throw new Error(
      'Here PCMCI+ takes no knowledge beside the order of time: empty the fields of what is known, or choose another method.',
    )
  const data = series(table, time === '' ? {} : { time })
  const { graph, warnings, links } = pcmciPlus(laggedCorrelation(data, { maxLag: 2 * maxLag }) as never, {
    maxLag,
    alpha,
    onProgress: (p) =>
      tell({ share: p.total > 0 ? p.done / p.total : undefined, doing: `${p.stage}: ${p.tests} tests` }),
  })
  let text: string | undefined
  let whyNoText = ''
  try {
    text = toDagitty(summaryDag(graph))
  } catch (error) {
    whyNoText = error instanceof Error ? error.message.replace(/^summaryDag: /, '') : String(error)
  }
  return {
    svg: toSvg(graph, { title: 'The graph over time that was found' }),
    edges: graph.edges.map(({ from, to, lag, fromMark, toMark }) => {
      const link = links.find((l) => l.from === from && l.to === to && l.lag === lag)
      const value = link?.value == null ? '' : ` (partial correlation ${link.value.toFixed(3)})`
      return `${from}${lag > 0 ? ` ${lag} ${lag === 1 ? 'step' : 'steps'} before` : ''} ${marksOf[fromMark][0]}-${marksOf[toMark][1]} ${to}${value}`
    }),
    text,
    whyNoText,
    names: graph.nodes,
    separating: [],
    joined: [],
    tested: false,
    frequencies: [],
    notes: [time === '' ? 'The rows were taken in their order, one step of time each.' : `Time is "${time}".`],
    warnings,
  }
}
