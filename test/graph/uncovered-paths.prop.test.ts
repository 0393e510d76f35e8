import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FciRule, Marking } from '../../src/graph/classes/fci-rules/marking.js'
import { R6, R7 } from '../../src/graph/classes/fci-rules/selection-rules.js'
import { isAdjacent, markedSkeleton } from '../../src/graph/classes/marked.js'
import { circlePath, uncoveredEnds } from '../../src/graph/classes/uncovered-paths.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../../src/graph/kinds/marks.js'

/** A graph on at most nine nodes with any marks; the more circles the longer its paths. */
const arbitraryMarks = (odds: readonly MarkCode[]) =>
  fc.integer({ min: 3, max: 9 }).chain((n) => {
    const pairs = Array.from({ length: n }, (_, a) => Array.from({ length: a }, (_, b) => [b, a])).flat()
    return fc
      .subarray(pairs, { maxLength: Math.min(pairs.length, Math.ceil(1.4 * n)) })
      .chain((edges) =>
        fc.tuple(
          fc.constant({ n, edges: edges.flat() }),
          fc.array(fc.constantFrom(...odds), { minLength: 2 * edges.length, maxLength: 2 * edges.length }),
        ),
      )
  })

function marking({ n, edges }: { n: number; edges: number[] }, marks: readonly MarkCode[]): Marking {
  const g = markedSkeleton(n, edges, CIRCLE)
  g.mark.set(marks)
  return { ...g, separates: () => null, ambiguous: new Set(), want: () => false }
}

/** The half-edges of a node. */
const around = ({ start }: Marking, a: number): number[] =>
  Array.from({ length: start[a + 1]! - start[a]! }, (_, k) => start[a]! + k)

/** All uncovered paths that begin with a half-edge, tried one after another. */
function* pathsFrom(
  g: Marking,
  first: number,
  mayUse: (k: number) => boolean,
  stops: (v: number) => boolean,
): Generator<number[]> {
  const open = [[g.node[g.twin[first]!]!, g.node[first]!]]
  while (open.length > 0) {
    const path = open.pop()!
    yield path
    const [a, b] = [path.at(-2)!, path.at(-1)!]
    if (stops(b)) continue
    for (const k of around(g, b)) {
      const c = g.node[k]!
      if (mayUse(k) && !path.includes(c) && !isAdjacent(g, a, c)) open.push([...path, c])
    }
  }
}

describe('uncovered paths', () => {
  it('of circles for R5 are found just where trying all paths finds one, and are such paths', () => {
    let [found, none] = [0, 0]
    fc.assert(
      fc.property(arbitraryMarks([CIRCLE, CIRCLE, CIRCLE, CIRCLE, CIRCLE, ARROW]), ([lists, marks]) => {
        const g = marking(lists, marks)
        const isCircle = (k: number): boolean => g.mark[k] === CIRCLE && g.mark[g.twin[k]!] === CIRCLE
        for (let alpha = 0; alpha < lists.n; alpha++) {
          for (let beta = 0; beta < lists.n; beta++) {
            if (alpha === beta) continue
            const right = around(g, alpha)
              .filter((k) => isCircle(k) && g.node[k] !== beta && !isAdjacent(g, g.node[k]!, beta))
              .flatMap((k) => [...pathsFrom(g, k, isCircle, (v) => v === beta)])
              .filter((path) => path.at(-1) === beta && !isAdjacent(g, path.at(-2)!, alpha))
            const path = circlePath(g, alpha, beta)
            if (right.length === 0) expect(path).toBe(null)
            else expect(right).toContainEqual(path)
            if (path === null) none++
            else found++
          }
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(found, none)).toBeGreaterThan(100)
  })

  it('that are potentially directed lead where trying all paths leads', () => {
    let live = 0
    fc.assert(
      fc.property(
        arbitraryMarks([CIRCLE, CIRCLE, CIRCLE, TAIL, ARROW]),
        fc.nat(),
        fc.nat(),
        ([lists, marks], pick, third) => {
          const g = marking(lists, marks)
          if (g.node.length === 0) return
          const first = pick % g.node.length
          const alpha = g.node[g.twin[first]!]!
          const gamma = third % lists.n
          if (gamma === alpha) return
          const mayUse = (k: number): boolean => g.mark[g.twin[k]!] !== ARROW && g.mark[k] !== TAIL
          const right = [...pathsFrom(g, first, mayUse, (v) => v === gamma)].map((path) => path.at(-1)!)
          const ends = uncoveredEnds(g, alpha, g.node[first]!, gamma)
          expect([...ends].sort()).toEqual([...new Set(right)].sort())
          if (ends.length > 2) live++
        },
      ),
      { numRuns: 2000 },
    )
    expect(live).toBeGreaterThan(100)
  })
})

describe('the rules of tails at undirected edges', () => {
  /** What a rule wants of each new mark, against the definition of the rule. */
  function check(rule: FciRule, wanted: (g: Marking, k: number) => number[]): number {
    let live = 0
    fc.assert(
      fc.property(arbitraryMarks([CIRCLE, CIRCLE, TAIL, TAIL, ARROW]), ([lists, marks]) => {
        const plain = marking(lists, marks)
        for (let k = 0; k < plain.node.length; k++) {
          const got: number[] = []
          const g: Marking = {
            ...plain,
            want: (at, mark) => {
              expect(mark).toBe(TAIL)
              got.push(at)
              return true
            },
          }
          if ('onMark' in rule) rule.onMark(g, k)
          const right = wanted(g, k)
          expect([...new Set(got)].sort()).toEqual([...new Set(right)].sort())
          live += right.length
        }
      }),
      { numRuns: 600 },
    )
    return live
  }

  it('R6: α — β o-* γ becomes β -* γ', () => {
    const live = check(R6, (g, k) => {
      if (g.mark[k] !== TAIL || g.mark[g.twin[k]!] !== TAIL) return []
      return [g.node[k]!, g.node[g.twin[k]!]!].flatMap((beta) =>
        around(g, beta)
          .map((bc) => g.twin[bc]!)
          .filter((at) => g.mark[at] === CIRCLE),
      )
    })
    expect(live).toBeGreaterThan(100)
  })

  it('R7: α -o β o-* γ becomes β -* γ where α and γ are not adjacent', () => {
    const live = check(R7, (g, k) => {
      if (g.mark[k] !== TAIL || g.mark[g.twin[k]!] !== CIRCLE) return []
      const [alpha, beta] = [g.node[k]!, g.node[g.twin[k]!]!]
      return around(g, beta)
        .filter((bc) => g.node[bc] !== alpha && !isAdjacent(g, alpha, g.node[bc]!))
        .map((bc) => g.twin[bc]!)
        .filter((at) => g.mark[at] === CIRCLE)
    })
    expect(live).toBeGreaterThan(100)
  })
})
