import { completeRows, type Table } from 'causalkit/data'
import { toSvg } from 'causalkit/draw'
import { toDagitty } from 'causalkit/graph'
import {
  bagged,
  type LaggedGraph,
  laggedCorrelation,
  pcmciPlus,
  type Series,
  series,
  summaryDag,
} from 'causalkit/timeseries'
import { type Again, before, edgeInWords, type Found, linkKey, marks, rowsOf } from './found'
import { laggedKnowledgeOf, untiered } from './known'
import { rounds, type Tell } from './rounds'
import type { Settings } from './settings'

/** A graph over time, of rows that follow each other. */
export function overTime(table: Table, settings: Settings, tell: Tell): Found {
  const { time, maxLag, alpha, draws } = settings
  if (time !== '' && !table.columns.includes(time))
    throw new Error(`Time is "${time}", which is no column of these rows: choose another one.`)
  const names = table.columns.filter((name) => name !== time)
  const told = laggedKnowledgeOf(settings, names, maxLag)
  const words = table.columns.filter((name, i) => name !== time && !(table.data[i] instanceof Float64Array))
  if (words.length > 0)
    throw new Error(
      `PCMCI+ tests partial correlations here, which need numbers, and ${words.join(', ')} ${words.length === 1 ? 'holds' : 'hold'} categories: in the Data panel, ignore ${words.length === 1 ? 'it' : 'them'}.`,
    )
  const data = series(table, time === '' ? {} : { time }) as unknown as Series<unknown, string>
  const notes = [time === '' ? 'The rows were taken in their order, one step of time each.' : `Time is "${time}".`]
  const gaps = table.rowCount - completeRows(table).rowCount
  if (gaps > 0)
    notes.push(`Missing values in ${rowsOf(gaps)}: every step that needs one of them, at a lag too, is left out.`)
  const others = untiered(settings, names)
  if (others.length > 0) notes.push(`The tiers say nothing of ${others.join(', ')}.`)
  const round = rounds(draws, tell)
  const options = { maxLag, alpha, ...(told && { knowledge: told }) }
  const { graph, warnings, links } = pcmciPlus(laggedCorrelation(data, { maxLag: 2 * maxLag }), {
    ...options,
    onProgress: round(0),
  })

  let done = 0
  const again =
    draws === 0
      ? undefined
      : bagged(data, (test) => pcmciPlus(test, { ...options, onProgress: round(++done) }), {
          maxLag: 2 * maxLag,
          draws,
          seed: 1,
          blockLength: settings.blockLength,
        })
  if (again !== undefined && again.refused > 0)
    notes.push(`${again.refused} of ${draws} replicates were refused and count in no share.`)
  const shareOf = new Map(again?.links.map((link) => [linkKey(link), 1 - link.votes.absent]))
  const strengthOf = new Map(links.map((link) => [linkKey(link), link.value]))
  return {
    svg: toSvg(graph, {
      title: 'The graph over time that was found',
      ...(again && {
        widths: graph.edges.map((edge) => ({
          from: edge.from,
          to: edge.to,
          lag: edge.lag,
          value: shareOf.get(linkKey(edge)) ?? 0,
        })),
      }),
    }),
    edges: graph.edges.map((edge) => {
      const value = strengthOf.get(linkKey(edge))
      const strength = value == null ? '' : ` (partial correlation ${value.toFixed(3)})`
      return `${edgeInWords(before(edge.from, edge.lag), edge.fromMark, edge.toMark, edge.to)}${strength}`
    }),
    ...textOf(graph),
    names: graph.nodes,
    separating: [],
    joined: [],
    tested: false,
    again: again === undefined ? [] : again.links.filter(({ votes }) => votes.absent < 1).map(againOf),
    notes,
    warnings,
  }
}

/** The graph of the variables without their times, as text; or why there is none. */
function textOf(graph: LaggedGraph): Pick<Found, 'text' | 'whyNoText'> {
  try {
    return { text: toDagitty(summaryDag(graph)), whyNoText: '' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { text: undefined, whyNoText: message.replace(/^summaryDag: /, '') }
  }
}

function againOf({ from, to, lag, votes, value, interval }: ReturnType<typeof bagged>['links'][number]): Again {
  const earlier = before(from, lag)
  const as = [
    { marks: marks('tail', 'arrow'), share: votes.forward },
    { marks: marks('arrow', 'tail'), share: votes.backward },
    { marks: marks('tail', 'tail'), share: votes.undirected },
    { marks: 'in conflict', share: votes.conflict },
  ]
  return {
    pair: lag === 0 ? `${from} – ${to}` : `${earlier} – ${to}`,
    share: 1 - votes.absent,
    as: as.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share),
    strength: value === null || interval === null ? undefined : { mean: value, interval },
  }
}
