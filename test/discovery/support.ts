import type { CausalGraph, IndependenceTest, TestResult } from '../../src/index.js'

/** A number in [0, 1) from a text: the same in every run. FNV-1a, then a mixing step. */
export function hashed(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32
}

function result(pValue: number): TestResult {
  return { tested: true, statistic: 0, pValue, logPValue: Math.log(pValue), method: 'made up' }
}

/** A test whose answers contradict each other at will: a p-value for every query, symmetric, whatever the order of names. */
export function whimsicalTest<N extends string>(variables: readonly N[], seed: number): IndependenceTest<N> {
  const test = (x: N, y: N, given: readonly N[] = []): TestResult => {
    const p = hashed(`${seed}|${[x, y].sort().join('|')}|${[...given].sort().join(',')}`)
    return result(p ** 3)
  }
  return Object.assign(test, { variables })
}

/** The same test, knowing its variables in another order. */
export function reordered<N extends string>(test: IndependenceTest<N>, variables: readonly N[]): IndependenceTest<N> {
  return Object.assign((x: N, y: N, given?: readonly N[]) => test(x, y, given), { variables })
}

/** The same test without its plan: every query is a call. */
export function plain<N extends string>(test: IndependenceTest<N>): IndependenceTest<N> {
  return reordered(test, test.variables)
}

/** The edges in words that do not depend on the order of nodes. */
export function edgeTexts(graph: CausalGraph): string[] {
  const marks = { tail: '-', arrow: '>', circle: 'o' }
  return graph.edges
    .map(({ from, to, fromMark, toMark }) =>
      from < to
        ? JSON.stringify([from, marks[fromMark], marks[toMark], to])
        : JSON.stringify([to, marks[toMark], marks[fromMark], from]),
    )
    .sort()
}
