import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  dSeparated,
  type Mag,
  mag,
  magOf,
  markovEquivalent,
  minimalSeparators,
  orientByKnowledge,
  pagOf,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { allExtensions, arbitraryPdag } from '../support/classes.js'
import { allMags, allQuestions, arbitraryHidden, separatedByPaths } from '../support/mixed.js'
import { separatedByMoralGraph } from '../support/separation.js'

const sameSeparations = (a: Mag, b: Mag) =>
  [...allQuestions(a.nodes)].every(([x, y, z]) => separatedByPaths(a, x, y, z) === separatedByPaths(b, x, y, z))

describe('magOf', () => {
  it('separates what the DAG separates given the selection, and is a MAG', () => {
    fc.assert(
      fc.property(arbitraryHidden(), ({ graph, latents, selected }) => {
        const ancestral = magOf(graph, { latents, selected })
        expect(mag({ nodes: ancestral.nodes, edges: ancestral.edges })).toEqual(ancestral)
        for (const [x, y, z] of allQuestions(ancestral.nodes)) {
          const wanted = separatedByMoralGraph(graph, [x], [y], [...z, ...selected])
          expect(dSeparated(ancestral, x, y, z)).toBe(wanted)
          if (ancestral.nodes.length < 6) expect(separatedByPaths(ancestral, x, y, z)).toBe(wanted)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('of an ADMG keeps its separations', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 6), (g) => {
        const ancestral = magOf(g)
        expect(mag({ nodes: ancestral.nodes, edges: ancestral.edges })).toEqual(ancestral)
        for (const [x, y, z] of allQuestions(g.nodes))
          expect(dSeparated(ancestral, x, y, z)).toBe(separatedByMoralGraph(g, [x], [y], z))
      }),
      { numRuns: 100 },
    )
  })
})

describe('mag', () => {
  it('takes a graph just when it is ancestral and every missing edge has a separating set', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 5), (g) => {
        const pairs = g.edges.map((e) => [e.from, e.to].sort().join())
        fc.pre(new Set(pairs).size === pairs.length)
        const adjacent = new Set(pairs)
        const maximal = g.nodes.every((b, j) =>
          g.nodes.slice(0, j).every((a) => {
            if (adjacent.has([a, b].sort().join())) return true
            return [...allQuestions(g.nodes)].some(
              ([x, y, z]) => x === a && y === b && separatedByMoralGraph(g, [x], [y], z),
            )
          }),
        )
        const ancestral = g.edges.every(
          (e) => e.fromMark === 'tail' || (!reaches(g, e.from, e.to) && !reaches(g, e.to, e.from)),
        )
        let taken = true
        try {
          mag({ nodes: g.nodes, edges: g.edges })
        } catch {
          taken = false
        }
        expect(taken).toBe(maximal && ancestral)
      }),
      { numRuns: 300 },
    )
  })
})

function reaches(
  g: { edges: readonly { from: string; to: string; fromMark: string }[] },
  a: string,
  b: string,
): boolean {
  return a === b || g.edges.some((e) => e.fromMark === 'tail' && e.from === a && reaches(g, e.to, b))
}

describe('pagOf', () => {
  it('shows just the marks that all equivalent MAGs share', () => {
    fc.assert(
      fc.property(arbitraryHidden(3, 6, 2), ({ graph, latents, selected }) => {
        const ancestral = magOf(graph, { latents, selected })
        fc.pre(ancestral.edges.length <= 5)
        const equivalent = allMags(ancestral).filter((other) => sameSeparations(ancestral, other))
        const shared = (marks: readonly string[]) => (new Set(marks).size === 1 ? marks[0]! : 'circle')
        const marks = new Map<string, string[]>()
        for (const member of equivalent)
          for (const e of member.edges)
            for (const [a, b, mark] of [
              [e.from, e.to, e.toMark],
              [e.to, e.from, e.fromMark],
            ] as const)
              marks.set(JSON.stringify([a, b]), [...(marks.get(JSON.stringify([a, b])) ?? []), mark])
        for (const e of pagOf(ancestral).edges) {
          expect(e.toMark).toBe(shared(marks.get(JSON.stringify([e.from, e.to]))!))
          expect(e.fromMark).toBe(shared(marks.get(JSON.stringify([e.to, e.from]))!))
        }
        for (const member of equivalent) expect(markovEquivalent(member, ancestral)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('dSeparated', () => {
  it('in a PAG is that of its MAGs, and definite m-separation', () => {
    fc.assert(
      fc.property(arbitraryHidden(3, 7), ({ graph, latents, selected }) => {
        const ancestral = magOf(graph, { latents, selected })
        const picture = pagOf(ancestral)
        for (const [x, y, z] of allQuestions(picture.nodes)) {
          const wanted = separatedByPaths(ancestral, x, y, z)
          expect(dSeparated(picture, x, y, z)).toBe(wanted)
          expect(separatedByPaths(picture, x, y, z)).toBe(wanted)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('in a CPDAG or PDAG is that of its DAGs, and definite separation', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), (g) => {
        for (const [x, y, z] of allQuestions(g.nodes)) {
          const wanted = separatedByMoralGraph(g, [x], [y], z)
          expect(dSeparated(cpdagOf(g), x, y, z)).toBe(wanted)
          expect(separatedByPaths(cpdagOf(g), x, y, z)).toBe(wanted)
        }
      }),
      { numRuns: 60 },
    )
    fc.assert(
      fc.property(arbitraryPdag(2, 5), (g) => {
        const members = allExtensions(g)
        fc.pre(members.length > 0)
        for (const [x, y, z] of allQuestions(g.nodes)) {
          const wanted = separatedByMoralGraph(members[0]!, [x], [y], z)
          expect(dSeparated(g, x, y, z)).toBe(wanted)
          expect(separatedByPaths(orientByKnowledge(g, {}), x, y, z)).toBe(wanted)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('markovEquivalent', () => {
  it('is having the same separations', () => {
    const pairs = fc.tuple(arbitraryDag(3, 5), arbitraryAdmg(3, 5), arbitraryAdmg(3, 5))
    fc.assert(
      fc.property(pairs, ([a, b, c]) => {
        for (const [g, h] of [
          [a, b],
          [b, c],
        ] as const) {
          fc.pre(g.nodes.length === h.nodes.length && g.nodes.every((node) => h.nodes.includes(node)))
          const same = [...allQuestions(g.nodes)].every(
            ([x, y, z]) => separatedByMoralGraph(g, [x], [y], z) === separatedByMoralGraph(h, [x], [y], z),
          )
          expect(markovEquivalent(g, h)).toBe(same)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('minimalSeparators', () => {
  it('of a PAG are those of its MAGs', () => {
    const texts = (sets: Iterable<readonly string[]>) => Array.from(sets, (set) => JSON.stringify(set)).sort()
    fc.assert(
      fc.property(arbitraryHidden(3, 7), ({ graph, latents, selected, observed }) => {
        fc.pre(observed.length > 1)
        const [x, y] = observed as [string, string]
        const ancestral = magOf(graph, { latents, selected })
        const wanted: string[][] = []
        for (const [a, b, z] of [...allQuestions(observed)].sort((p, q) => p[2].length - q[2].length)) {
          if (a !== x || b !== y || wanted.some((set) => set.every((node) => z.includes(node)))) continue
          if (separatedByMoralGraph(graph, [x], [y], [...z, ...selected])) wanted.push(z)
        }
        expect(texts(minimalSeparators(ancestral, x, y))).toEqual(texts(wanted))
        expect(texts(minimalSeparators(pagOf(ancestral), x, y))).toEqual(texts(wanted))
      }),
      { numRuns: 100 },
    )
  })
})
