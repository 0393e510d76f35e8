import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admg, type CausalGraph, dag, type GraphSpec, mag, pag, pdag } from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { arbitraryPdag } from '../support/classes.js'

const quote = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`
const signs = { tail: ['-', '-'], arrow: ['<', '>'], circle: ['o', 'o'] } as const
const makers = { dag, admg, pdag, mag, pag, cpdag: pdag } as unknown as Readonly<
  Record<CausalGraph['kind'], (input: string | GraphSpec<string>) => CausalGraph>
>
const space = fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', ' /* c -> */ ', ' // "\n', " # it's\n")
const separator = fc.constantFrom(';', ',', '\n', ' ; ', '\n\n', ' // c\n', ';/* ; */\n')

const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })
const word = fc.string({
  unit: fc.constantFrom('a', 'o', 'Z', '7', '_', '.', 'é', '年', "'", '%'),
  minLength: 1,
  maxLength: 4,
})
const plainName = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
  .filter((name) => !name.startsWith("'") && !name.includes(" '"))

/** A graph with other names, each with the text that it may stand as. */
function renamed(g: CausalGraph, names: readonly string[]): CausalGraph {
  const at = new Map(g.nodes.map((name, i) => [name, names[i]!]))
  const nodes = [...at.values()]
  const edges = g.edges.map((e) => ({ ...e, from: at.get(e.from)!, to: at.get(e.to)! }))
  return makers[g.kind]({ nodes, edges })
}

describe('graph texts', () => {
  it('say any graph, whatever its names, spaces and comments', () => {
    fc.assert(
      fc.property(
        fc.oneof(arbitraryDag(1, 6), arbitraryAdmg(1, 6), arbitraryPdag(1, 6)),
        fc.uniqueArray(fc.oneof(anyName, plainName), { minLength: 6, maxLength: 6 }),
        fc.array(space, { minLength: 4, maxLength: 4 }),
        separator,
        (g, names, spaces, between) => {
          const graph = renamed(g, names)
          const text = [
            ...graph.nodes.map(quote),
            ...graph.edges.map(
              (e, i) =>
                `${`${quote(e.from)}${spaces[i % 4]}${signs[e.fromMark][0]}-${signs[e.toMark][1]}`
                  .replace('---', '--')
                  .replace(/--(?=>)/, '-')}${spaces[(i + 1) % 4]}${quote(e.to)}`,
            ),
          ].join(between)
          expect(makers[graph.kind](text), text).toEqual(graph)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('take plain names without quotes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(plainName, { minLength: 2, maxLength: 5 }), separator, (names, between) => {
        expect(dag(names.join(' -> ')).nodes).toEqual(names)
        expect(dag(names.join(between)).nodes).toEqual(names)
        expect(admg(names.join(' <-> ')).nodes).toEqual(names)
      }),
      { numRuns: 300 },
    )
  })
})
