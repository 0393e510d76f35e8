import { separationIn } from '../../../estimand/simplify/simplify-estimand.js'
import { flatEdges } from '../../../graph/core/flat-edges.js'
import { indexed } from '../../../graph/core/indexed.js'
import { flags, positionsOf } from '../../../graph/core/sets.js'
import { makeGraph } from '../../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../../graph/kinds/marks.js'
import type { CausalGraph } from '../../../graph/types.js'
import { type AvailableDistribution, isWhole, readAvailable } from '../../id/available.js'
import { type CausalQuery, measuredQuery } from '../../id/causal-query.js'
import type { Experiment } from '../../id/general-identification.js'
import { identifyFromExperiments } from '../../id/identify-from-experiments.js'
import { freshName } from '../../recovery/selected-graph.js'
import { domainsOf, type TransportQuery, transport } from '../../transport/transport.js'
import { expandTerms } from '../expand-terms.js'
import { Lines, minus, term } from '../proof-lines.js'
import { type AskedEffect, conditional, exchanged } from './effect-question.js'
import { districtLines } from './id-lines.js'
import { joinedLines, type Question } from './question.js'
import { factorFromExperiments } from './source-lines.js'

/** The proof of an effect from several experiments. */
export function experimentsQuestion(
  graph: CausalGraph,
  query: CausalQuery & { readonly available: readonly AvailableDistribution[] },
): Question {
  // the verb itself checks the query
  const answer = identifyFromExperiments(graph, query)
  const { g } = measuredQuery(graph, query)
  // what leaves nodes out has no place in these lines
  const experiments = readAvailable(g, query.available)
    .filter((known) => isWhole(g, known))
    .map(({ act }): Experiment => ({ act: flags(g.size, act), domain: '', differs: new Uint8Array(g.size) }))
  return sourcesQuestion(graph, query, '', experiments, answer.identifiable)
}

/** The proof of an effect carried over from other populations. */
export function transportQuestion(graph: CausalGraph, query: TransportQuery): Question {
  // the verb itself checks the query
  const answer = transport(graph, query)
  const { g } = measuredQuery(graph, query)
  const position = (name: string): number => g.index.get(name)!
  const differs = new Map<string, Uint8Array>([['target', new Uint8Array(g.size)]])
  for (const { domain, nodes } of domainsOf(query.selection)) differs.set(domain, flags(g.size, nodes.map(position)))
  const available =
    query.available ??
    [...differs.keys()].map((domain) => (domain === 'target' ? { domain } : { domain, do: query.do }))
  const experiments = available
    .filter((entry) => isWhole(g, readAvailable(g, [entry], ['domain'])[0]!))
    .map(
      ({ domain, do: act = [] }): Experiment => ({
        act: flags(g.size, [act].flat().map(position)),
        domain,
        differs: differs.get(domain)!,
      }),
    )
  return sourcesQuestion(graph, query, 'target', experiments, answer.identifiable, differs)
}

function sourcesQuestion(
  graph: CausalGraph,
  query: CausalQuery,
  population: string,
  experiments: readonly Experiment[],
  isIdentified: boolean,
  populations: ReadonlyMap<string, Uint8Array> = new Map(),
): Question {
  const q = measuredQuery(graph, query)
  const { size } = q.g
  const names = [...q.g.names]
  const edges = flatEdges(q.g)
  const indicators = new Map<string, number[]>()
  const others = [...populations].filter(([domain]) => domain !== population)
  for (const [domain, differs] of others) {
    const nodes = positionsOf(differs).map((i) => {
      const wanted = others.length === 1 ? `S_${names[i]!}` : `S_${domain}_${names[i]!}`
      const indicator = names.push(freshName(names, wanted)) - 1
      edges.push(indicator, i, TAIL, ARROW)
      return indicator
    })
    indicators.set(domain, nodes)
  }
  const g = indexed(makeGraph('admg', names, edges))
  const universe = flags(g.size, [...q.g.names.keys()])
  const widened = experiments.map(
    ({ act, domain, differs }): Experiment => ({
      act: flags(g.size, positionsOf(act)),
      domain,
      differs: flags(g.size, positionsOf(differs)),
    }),
  )
  const effect = term(q.y, q.x, q.z, population)
  return {
    g,
    setting: (symbols) => ({
      g,
      size,
      symbols,
      population,
      indicators,
      selected: null,
      isKnown: ({ act, domain }) => {
        const set = flags(
          g.size,
          act.map((s) => symbols.base[s]!),
        )
        return widened.some((e) => e.domain === domain && e.act.every((flag, i) => flag === set[i]))
      },
    }),
    effect,
    asked: new Set([...q.x, ...q.y, ...q.z]),
    oracle: separationIn(q.graph),
    prove: (setting) => {
      if (!isIdentified) return null
      for (const experiment of q.z.length === 0 ? widened : []) {
        const short = new Lines(setting)
        if (admissible(short, q, experiment) && expandTerms(setting, short.list, effect) !== null) return short.list
      }
      return joinedLines(setting, effect, (lines) => {
        const prove = factorFromExperiments(lines, universe, widened)
        conditional(lines, exchanged(lines, q), (x, y) => districtLines(lines, universe, x, y, prove))
      })
    },
  }
}

/**
 * The proof that readers know: cases by what may differ in another population (an S-admissible set, Pearl & Bareinboim 2014, theorem 2),
 * its experiment or observations within each case, and the cases as they are here. False where one of its rules does not hold.
 */
function admissible(lines: Lines, { x, y }: AskedEffect, { act, domain, differs }: Experiment): boolean {
  const { population } = lines.setting
  const effect = term(y, x, [], population)
  if (!lines.needs(effect)) return true
  const set = positionsOf(act)
  const over = positionsOf(differs)
  if (minus(set, x).length > 0 || minus(over, [...x, ...y]).length < over.length) return false
  if (over.length > 0) {
    const [within, cases] = lines.cases(effect, over)
    const idle = lines.calculus(3, cases, term(over, [], [], population))
    if (!idle || !lines.population(within, domain)) return false
  } else if (domain !== population && !lines.population(effect, domain)) return false
  const inner = term(y, x, over, domain)
  return !lines.needs(inner) || lines.calculus(2, inner, term(y, set, [...minus(x, set), ...over], domain))
}
