import { type Admg, admg, type ProofQuery } from '../../src/index.js'
import { numbers, randomModel } from './enumerated-model.js'
import { functionalModel } from './functional-model.js'
import { modelTerms, type TermValue, worldTerms } from './proof-values.js'

/** A random question with a random model in which its terms have values. */
export interface ProofQuestion {
  readonly kind: 'effect' | 'experiments' | 'transport' | 'selection' | 'missingness' | 'counterfactual'
  readonly graph: Admg
  readonly query: ProofQuery
  readonly term: () => TermValue
}

/** One question of each kind over a random ADMG of `size` nodes. */
export function* proofQuestions(size: number, seed: number): Generator<ProofQuestion> {
  const next = numbers(seed * 31 + size)
  const below = (n: number): number => Math.floor(next() * n)
  const nodes = [...'ABCDEFG'].slice(0, size)
  const directed: (readonly [string, string])[] = []
  const bidirected: (readonly [string, string])[] = []
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) {
      if (next() < 0.45) directed.push([a, b])
      if (next() < 0.22) bidirected.push([a, b])
    }
  }
  const lists = { nodes, directed, bidirected }
  const graph = admg<string>(lists)
  const some = (of: readonly string[], least: number, most: number): string[] => {
    const left = [...of]
    const wanted = Math.min(of.length, least + below(most - least + 1))
    return Array.from({ length: wanted }, () => left.splice(below(left.length), 1)[0]!)
  }
  const outcome = some(nodes, 1, 2)
  const rest = nodes.filter((v) => !outcome.includes(v))
  const act = some(rest, 1, 2)
  const given =
    next() < 0.4
      ? some(
          rest.filter((v) => !act.includes(v)),
          0,
          1,
        )
      : []
  const asked = { do: act, outcome, given }
  const plain = (): TermValue => modelTerms(new Map([['', { model: randomModel(lists, seed) }]]))
  yield { kind: 'effect', graph, query: asked, term: plain }
  const available = [{ do: some(nodes, 0, 1) }, { do: some(nodes, 0, 2) }]
  yield { kind: 'experiments', graph, query: { ...asked, available }, term: plain }

  const selection = some(nodes, 1, 2)
  const populations = (): TermValue => {
    const target = randomModel(lists, seed)
    const other = randomModel(lists, seed + 7919)
    const bias = new Map([...target.bias].map(([v, own]) => [v, selection.includes(v) ? other.bias.get(v)! : own]))
    return modelTerms(
      new Map([
        ['target', { model: target }],
        ['source', { model: { ...target, bias } }],
      ]),
    )
  }
  yield { kind: 'transport', graph, query: { ...asked, selection }, term: populations }

  const by = some(nodes, 1, 1)
  const external = next() < 0.8 ? [{ selected: true }, { selected: false, over: some(nodes, 1, 2) }] : null
  const selectedTerms = (): TermValue => {
    const s = 'selected_'
    const model = randomModel(
      { ...lists, nodes: [...nodes, s], directed: [...directed, ...by.map((a) => [a, s] as const)] },
      seed,
    )
    return modelTerms(
      new Map([
        ['', { model }],
        ['selected', { model, seen: new Map([[s, 1]]) }],
      ]),
    )
  }
  const selected = { ...asked, selectedBy: by, ...(external === null ? {} : { available: external }) }
  yield { kind: 'selection', graph, query: selected, term: selectedTerms }

  const variables = nodes.slice(0, Math.max(2, size - 2))
  const missing = variables.slice(0, 2).map((variable) => ({ variable, observed: `R${variable}` }))
  const indicators = missing.map(({ observed }) => observed)
  const law = {
    nodes: [...variables, ...indicators],
    directed: [
      ...directed.filter(([a, b]) => variables.includes(a) && variables.includes(b)),
      ...variables.flatMap((v) => indicators.flatMap((r) => (next() < 0.3 ? [[v, r] as const] : []))),
      ...(next() < 0.3 ? [[indicators[0]!, indicators[1]!] as const] : []),
    ],
    bidirected: bidirected.filter(([a, b]) => variables.includes(a) && variables.includes(b)),
  }
  const outcomes = some(variables, 1, 2)
  const others = variables.filter((v) => !outcomes.includes(v))
  const lost: ProofQuery = { missing, outcome: outcomes, do: next() < 0.3 ? some(others, 0, 1) : [] }
  const lawTerms = (): TermValue => modelTerms(new Map([['', { model: randomModel(law, seed) }]]))
  yield { kind: 'missingness', graph: admg<string>(law), query: lost, term: lawTerms }

  const world = (nests: boolean): Record<string, unknown> =>
    Object.fromEntries(
      some(nodes, 0, 2).map((v) => [v, nests && next() < 0.3 ? { variable: v, do: world(false) } : below(2)]),
    )
  const worlds = [world(true), world(false), {}]
  const event = () => ({ variable: nodes[below(size)]!, value: below(2), do: worlds[below(3)]! })
  const events = { event: [event(), event()].slice(0, 1 + below(2)), given: [event(), event()].slice(0, below(3)) }
  const functional = (): TermValue => worldTerms(functionalModel(lists, seed))
  yield { kind: 'counterfactual', graph, query: events as unknown as ProofQuery, term: functional }
}
