import { expect } from 'vitest'
import { jpcmciPlus, laggedSeparation } from '../../src/index.js'
import { conformance } from './harness.js'
import { dagOfLinks, expectedLinks, oracleLinks } from './series.js'

type Link = readonly [string, number, string]

interface Item {
  readonly id: string
  readonly kind: string
  readonly nodes: readonly string[]
  readonly links: readonly Link[]
  readonly tauMax: number
  readonly system: readonly string[]
  readonly contexts: readonly {
    readonly name: string
    readonly child: string
    readonly type: 'time' | 'space'
    readonly observed: boolean
  }[]
  readonly expected: {
    readonly lagged: readonly (readonly [...Link, string])[]
    readonly contemporaneous: readonly (readonly [...Link, string])[]
  }
}

/** A dummy stands in for the contexts of its type that were not measured: it is their one node here. */
const dummies = { time: 'Cdummytime', space: 'Cdummyspace' }

conformance<Item, readonly Item[]>(
  'research/jpcmciPlusOracle',
  'research/ts_oracle.json',
  (document) => document.filter(({ kind }) => kind === 'jpcmciPlusOracle'),
  ({ nodes, links, tauMax, contexts, expected }) => {
    const seenAs = (context: Item['contexts'][number]): string =>
      context.observed ? context.name : dummies[context.type]
    const outside = new Map(contexts.map((context) => [`${seenAs(context)} ${context.child}`, context]))
    const all = [...links, ...[...outside.values()].map((context) => [seenAs(context), 0, context.child] as const)]
    const constants = new Set(contexts.filter(({ type }) => type === 'space').map(seenAs))
    const observed = (type: 'time' | 'space'): string[] => [
      ...new Set(contexts.filter((context) => context.observed && context.type === type).map(({ name }) => name)),
    ]
    const test = laggedSeparation(dagOfLinks(nodes, all, tauMax), { constants: [...constants] })
    const { graph, ambiguous } = jpcmciPlus(test, {
      maxLag: tauMax,
      contexts: {
        time: observed('time'),
        space: observed('space'),
        ...(nodes.includes(dummies.time) && { timeDummy: dummies.time }),
        ...(nodes.includes(dummies.space) && { spaceDummy: dummies.space }),
      },
    })
    expect(ambiguous).toEqual([])
    expect(oracleLinks(graph)).toEqual({
      lagged: expectedLinks(expected.lagged),
      contemporaneous: expectedLinks(expected.contemporaneous),
    })
  },
)
