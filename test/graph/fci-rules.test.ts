import { describe, expect, it } from 'vitest'
import { orientColliders } from '../../src/graph/classes/fci-rules/collider-rule.js'
import type { Separates } from '../../src/graph/classes/fci-rules/marking.js'
import { orientPag, rulesWithoutSelection, zhangRules } from '../../src/graph/classes/fci-rules/orient-pag.js'
import { halfEdge, type Marked, markedGraph } from '../../src/graph/classes/marked.js'
import { meek } from '../../src/graph/classes/meek.js'
import { indexed } from '../../src/graph/core/indexed.js'
import { ARROW, CIRCLE, TAIL } from '../../src/graph/kinds/marks.js'
import {
  cpdag,
  dag,
  dSeparation,
  fci,
  type Mag,
  mag,
  magOf,
  markovEquivalent,
  pagOf,
  toDagitty,
} from '../../src/index.js'
import { allMags } from '../support/mixed.js'

/** A small MAG for each rule whose PAG cannot be reached without it, and its PAG. */
const decisive: readonly (readonly [rule: string, mag: string, pag: string])[] = [
  ['R1', 'A -> C <- B; C -> D', 'pag { A C B D A @-> C C -> D B @-> C }'],
  [
    'R2',
    'A <-> B; A -> E; B <-> C; B -> D; B -> E; C <-> E; D -> E',
    'pag { A B E C D A @-> B A @-> E B @-> E B -> D C @-> B C @-> E D @-> E }',
  ],
  ['R3', 'B -- A -- C; A -> D; B -> D; C -> D', 'pag { B A C D B @-@ A B @-> D A @-@ C A @-> D C @-> D }'],
  ['R4', 'A -> C; A -> D; B -> C; C -> D', 'pag { A @-> C A -> D C -> D B @-> C }'],
  ['R5', 'A -- B -- C -- D -- A', 'pag { A B C D A -- B A -- D B -- C C -- D }'],
  ['R6', 'A -- B -- C -- D -- A; A -> E', 'pag { A B C D E A -- B A -- D B -- C C -- D E @-- A }'],
  [
    'R7',
    'A -- B; A -- C; A -- D; B -- D; B -- E; C -- D; C -- E; D -- E',
    'pag { A -- B A -- C A -- D B -- D B -- E C -- D C -- E D -- E }',
  ],
  [
    'R8',
    'A -> C; A -> F; B -> C; B -> F; C -> D; C -> F; C -> G; D -> E; D -> G; E -> F; E -> G; F -> G',
    'pag { A C F B D G E A @-> C A @-> F C -> F C -> D C -> G F -> G B @-> C B @-> F D -> G D -> E E -> F E -> G }',
  ],
  ['R9', 'B <-> A -> D; B -> C -> D', 'pag { B A D C B @-@ A B @-@ C A -> D C -> D }'],
  [
    'R10',
    'A -- B; A -> C; A -> D; A -> E; B -> C; B -> E; C -> D -> E',
    'pag { A @-@ B A @-@ C A @-@ D A -> E B @-@ C B -> E C @-@ D D -> E }',
  ],
]

/** The PAG of a MAG as these rules leave it. */
function pagBy(ancestral: Mag, rules: Parameters<typeof orientPag>[2] = {}): { pag: Marked; contradicted: number[] } {
  const known = markedGraph(indexed(ancestral))
  const pag: Marked = { ...known, mark: new Uint8Array(known.mark.length).fill(CIRCLE) }
  const isCollider = (a: number, c: number, b: number): boolean =>
    known.mark[halfEdge(known, a, c)] === ARROW && known.mark[halfEdge(known, b, c)] === ARROW
  orientColliders(pag, isCollider)
  const contradicted = orientPag(pag, (path) => !isCollider(path.at(-3)!, path.at(-2)!, path.at(-1)!), rules)
  return { pag, contradicted }
}

describe('the rules of Zhang 2008', () => {
  it.each(decisive)('%s is decisive', (name, text, wanted) => {
    const ancestral = mag(text)
    expect(toDagitty(pagOf(ancestral))).toBe(wanted)
    const full = pagBy(ancestral).pag.mark
    const without = pagBy(ancestral, { rules: zhangRules.filter((rule) => rule.name !== name) }).pag.mark
    expect(without).not.toEqual(full)
    // what a rule adds are tails and arrows in place of circles
    for (const [k, mark] of without.entries()) expect([full[k], CIRCLE]).toContain(mark)
  })
  it.each(decisive.filter(([, text]) => mag(text).edges.length < 6))(
    'the PAG for %s is that of all equivalent MAGs',
    (_, text) => {
      const ancestral = mag(text)
      const equivalent = allMags(ancestral).filter((other) => markovEquivalent(other, ancestral))
      expect(equivalent.length).toBeGreaterThan(0)
      for (const { from, to, fromMark, toMark } of pagOf(ancestral).edges) {
        const marks = (near: string, far: string): string[] =>
          equivalent.map(({ edges }) => {
            const edge = edges.find((e) => (e.from === near && e.to === far) || (e.from === far && e.to === near))!
            return edge.from === far ? edge.fromMark : edge.toMark
          })
        for (const [mark, all] of [
          [toMark, marks(from, to)],
          [fromMark, marks(to, from)],
        ] as const)
          expect(new Set(all).size === 1 ? all[0] : 'circle').toBe(mark)
      }
    },
  )
  it('are ten', () => {
    expect(zhangRules.map(({ name }) => name)).toEqual(decisive.map(([name]) => name))
    expect(rulesWithoutSelection.map(({ name }) => name)).toEqual(['R1', 'R2', 'R3', 'R4', 'R8', 'R9', 'R10'])
  })
  it('R6 and R7 find what selection leaves undirected (the smallest case found in the field)', () => {
    const edges = 'V0->V2 V0->V4 V1->V4 V2->V3 V2->V4 V2->V7 V3->V4 V3->V5 V4->V5 V5->V6 V6->V7'.split(' ')
    const nodes = Array.from({ length: 8 }, (_, i) => `V${i}`)
    const graph = dag({ nodes, directed: edges.map((edge) => edge.split('->') as [string, string]) })
    const wanted =
      'pag { V0 V1 V2 V3 V4 V5 V6 V0 @-@ V1 V0 @-- V2 V0 @-- V3 V0 @-- V4 V1 @-- V2 V1 @-- V3 V1 @-- V4 V2 -- V3 V2 -- V4 V2 -- V6 V3 -- V4 V3 -- V5 V4 -- V5 V5 -- V6 }'
    expect(toDagitty(pagOf(graph, { selected: ['V7'] }))).toBe(wanted)
    expect(toDagitty(fci(dSeparation(graph, { selected: ['V7'] })).graph)).toBe(wanted)
    const ancestral = magOf(graph, { selected: ['V7'] })
    const rules = zhangRules.filter(({ name }) => name !== 'R6' && name !== 'R7')
    expect(pagBy(ancestral, { rules }).pag.mark).not.toEqual(pagBy(ancestral).pag.mark)
  })
  it('leave a circle where they want it both ways, whatever the order of nodes', () => {
    // A o-> B o-o C <-o D with A, C and B, D not adjacent: R1 from either end
    for (const names of [
      ['A', 'B', 'C', 'D'],
      ['D', 'C', 'B', 'A'],
      ['B', 'A', 'D', 'C'],
    ]) {
      const at = (name: string): number => names.indexOf(name)
      const chain = markedGraph(indexed(mag({ nodes: names, edges: mag('A -- B -- C -- D').edges })))
      const g: Marked = { ...chain, mark: new Uint8Array(chain.mark.length).fill(CIRCLE) }
      g.mark[halfEdge(g, at('A'), at('B'))] = ARROW
      g.mark[halfEdge(g, at('D'), at('C'))] = ARROW
      const contradicted = orientPag(g, () => null)
      expect(contradicted.sort()).toEqual([halfEdge(g, at('B'), at('C')), halfEdge(g, at('C'), at('B'))].sort())
      expect(g.mark[halfEdge(g, at('B'), at('C'))]).toBe(CIRCLE)
      expect(g.mark[halfEdge(g, at('C'), at('B'))]).toBe(CIRCLE)
    }
  })
  it('take no ambiguous triple for a non-collider', () => {
    const chain = markedGraph(indexed(mag('A -> B -> C')))
    const g: Marked = { ...chain, mark: new Uint8Array(chain.mark.length).fill(CIRCLE) }
    g.mark[halfEdge(g, 0, 1)] = ARROW
    const none: Separates = () => null
    orientPag(g, none, { ambiguous: new Set([(0 * 3 + 2) * 3 + 1]) })
    expect(g.mark[halfEdge(g, 1, 2)]).toBe(CIRCLE)
    orientPag(g, none)
    expect([g.mark[halfEdge(g, 1, 2)], g.mark[halfEdge(g, 2, 1)]]).toEqual([ARROW, TAIL])
  })
})

describe("Meek's rule 4", () => {
  // W — A → B → C, W — C, W and B adjacent, A and C not: W → C
  const diamond = cpdag('A -- B -- C -- W -- A; W -- B')
  const [A, B, C, W] = [0, 1, 2, 3] as const
  const direct = (g: Marked, a: number, b: number): number => {
    const k = halfEdge(g, a, b)
    g.mark[k] = ARROW
    return k
  }
  it('fires when its first edge comes last', () => {
    const g = markedGraph(indexed(diamond))
    meek(g, [direct(g, B, C)])
    expect(g.mark[halfEdge(g, W, C)]).toBe(TAIL)
    meek(g, [direct(g, A, B)])
    expect(g.mark[halfEdge(g, W, C)]).toBe(ARROW)
  })
  it('fires when its second edge comes last', () => {
    const g = markedGraph(indexed(diamond))
    // rule 1 makes the second edge of the first
    meek(g, [direct(g, A, B)])
    expect(g.mark[halfEdge(g, B, C)]).toBe(ARROW)
    expect(g.mark[halfEdge(g, W, C)]).toBe(ARROW)
  })
})
