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

describe('where a walk comes through a node twice', () => {
  // from 1 to 2, round the square 2 3 4 5, and out of 2 to 6: the straight way 1 2 6 is covered, since 1 and 6 are adjacent
  const square = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 2, 5, 2, 6, 1, 6, 0, 6, 6, 7, 7, 8]
  // a longer way from 1 to 2, which meets no node twice
  const around2 = [1, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 2, 14]
  const graph = (n: number, edges: number[]): Marking => {
    const g = marking(
      { n, edges },
      edges.map(() => CIRCLE),
    )
    for (const k of around(g, 0)) if (g.node[k] === 6) g.mark[k] = ARROW
    return g
  }

  it('there is a path only if another way is found', () => {
    expect(circlePath(graph(9, square), 0, 8)).toBe(null)
    expect(circlePath(graph(15, [...square, ...around2]), 0, 8)).toEqual([0, 1, 9, 10, 11, 12, 13, 14, 2, 6, 7, 8])
  })

  it('the end of the walk is no end of a path, unless another way is found', () => {
    const sorted = (g: Marking): number[] => uncoveredEnds(g, 0, 1, 8).sort((a, b) => a - b)
    expect(sorted(graph(9, square))).toEqual([1, 2, 3, 4, 5])
    expect(sorted(graph(15, [...square, ...around2]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
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
