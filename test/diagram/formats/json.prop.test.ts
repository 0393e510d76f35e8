import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  comparator,
  compose,
  copy,
  cut,
  type Diagram,
  dag,
  diagramOf,
  discard,
  doValue,
  equalDiagrams,
  evidence,
  fromCatlab,
  fromDiscopy,
  identity,
  normalizeBox,
  permute,
  swap,
  tensor,
  toCatlab,
  toDiscopy,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { arbitraryDiagram, arbitraryType } from '../arbitrary.js'
import dumped from './discopy-1.2.2.json' with { type: 'json' }

const any = arbitraryType.chain((type) => arbitraryDiagram(type, { most: 7 }))
const same = (a: Diagram, b: Diagram): void => expect(equalDiagrams(a, b, 'cdu')).toBe(true)

describe('JSON of DisCoPy and of Catlab', () => {
  it('comes back as the same diagram', () => {
    fc.assert(
      fc.property(any, (diagram) => {
        same(fromDiscopy(JSON.stringify(toDiscopy(diagram))), diagram)
        same(fromDiscopy(toDiscopy(diagram, { copies: 'box' })), diagram)
        same(fromCatlab(JSON.stringify(toCatlab(diagram))), diagram)
      }),
      { numRuns: 80 },
    )
  })

  it('keeps what is said of boxes', () => {
    const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
    for (const diagram of [
      cut(model, 'X').diagram,
      doValue(model, 'X', 'yes').diagram,
      doValue(model, 'X', 1).diagram,
    ]) {
      const roles = (given: Diagram): unknown[] =>
        given.boxes.map(({ box: of }) => [of.name, of.role, of.kind, of.value])
      for (const again of [fromDiscopy(toDiscopy(diagram)), fromCatlab(toCatlab(diagram))]) {
        same(again, diagram)
        expect(roles(again).map(String).sort()).toEqual(roles(diagram).map(String).sort())
      }
    }
  })

  it('keeps effects, and refuses what has a diagram inside', () => {
    const effects = compose(comparator('A'), evidence('A', 'yes'))
    same(fromDiscopy(toDiscopy(effects)), effects)
    same(fromCatlab(toCatlab(effects)), effects)
    expectCausalError(() => toDiscopy(normalizeBox(effects)), 'toDiscopy', 'not-supported')
    expectCausalError(() => toCatlab(normalizeBox(effects)), 'toCatlab', 'not-supported')
  })

  it('reads what DisCoPy 1.2.2 wrote', () => {
    const [f, g] = [box('f', ['A'], ['B']), box('g', ['B', 'B'], ['A'])]
    const [s, e] = [box('s', [], ['A', 'B']), box('e', ['B'], [])]
    const expected: Record<keyof typeof dumped, Diagram> = {
      identity: identity(['A', 'B']),
      empty: identity([]),
      box: f,
      'copy then merge': compose(f, copy('B'), g),
      'swapped state': compose(s, swap('A', 'B'), tensor(e, identity('A'))) as Diagram,
      discard: compose(tensor(f, identity('C')), tensor(discard('B'), identity('C'))),
      'three copies': copy('A', 3),
      crossing: permute(['A', 'B', 'C'], [2, 0, 1]),
      symmetric: compose(tensor(f, identity('C')), swap('B', 'C')),
      monoidal: compose(f, box('h', ['B'], ['C'])),
      data: f,
    }
    for (const [name, diagram] of Object.entries(expected)) {
      const found = fromDiscopy(dumped[name as keyof typeof dumped].json as never)
      expect([name, equalDiagrams(found, diagram, 'cdu')]).toEqual([name, true])
    }
    // the same layers, written as DisCoPy writes them
    expect(toDiscopy(expected['copy then merge'])).toEqual(dumped['copy then merge'].json)
    expect(toDiscopy(expected.identity)).toEqual(dumped.identity.json)
  })

  it('refuses what has no counterpart, by name', () => {
    const tree = toDiscopy(box('f', ['A'], ['B'])) as unknown as { inside: { inside: Record<string, unknown>[] }[] }
    const changed = (change: Record<string, unknown>): never => {
      const again = structuredClone(tree)
      Object.assign(again.inside[0]!.inside[1]!, change)
      return again as never
    }
    const bad = (change: Record<string, unknown>, code: never): unknown =>
      expectCausalError(() => fromDiscopy(changed(change)), 'fromDiscopy', code)
    bad({ is_dagger: true }, 'not-supported' as never)
    bad({ factory: 'frobenius.Spider' }, 'not-supported' as never)
    bad({ dom: { inside: [{ name: 'C' }] } }, 'type-mismatch' as never)
    bad({ dom: { inside: [{ name: 'A', z: 1 }] } }, 'not-supported' as never)
    bad({ name: 3 }, 'invalid-argument' as never)
    expectCausalError(() => fromDiscopy('{'), 'fromDiscopy', 'parse')
    expectCausalError(() => fromDiscopy({ factory: 'cat.Ob', name: 'A' }), 'fromDiscopy', 'not-supported')
    const graph = toCatlab(compose(box('f', ['A'], ['B']), copy('B')))
    const edges = graph.edges!
    const refused = (change: object, code: never): unknown =>
      expectCausalError(() => fromCatlab({ ...graph, ...change }), 'fromCatlab', code)
    refused({ edges: edges.slice(1) }, 'not-supported' as never)
    refused({ edges: [...edges, edges[0]!] }, 'not-supported' as never)
    refused({ edges: [...edges.slice(0, -1), { ...edges.at(-1)!, sourcePort: 'out:9' }] }, 'invalid-argument' as never)
    refused({ edges: [...edges, { ...edges[0]!, targetPort: 'in:9' }] }, 'invalid-argument' as never)
    refused({ edges: edges.map((edge) => ({ ...edge, source: 'n1', sourcePort: 'out:1' })) }, 'type-mismatch' as never)
    refused({ children: [{ ...graph.children![0]!, children: [graph] }] }, 'not-supported' as never)
    refused({ children: [{ ...graph.children![0]!, properties: {} }] }, 'invalid-argument' as never)
    same(fromCatlab({ children: [graph] } as never), compose(box('f', ['A'], ['B']), copy('B')))
  })
})
