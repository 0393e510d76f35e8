import type { LaggedGraph, LaggedTest, Mark } from '../../../src/index.js'

type Ends = readonly [Mark, Mark]

/** The marks of a graph by pair: `X[t-1] Y`, of two at one time in the order of names. */
export function marksOf({ edges }: LaggedGraph): Map<string, Ends> {
  return new Map(
    edges.map(({ from, to, lag, fromMark, toMark }): [string, Ends] =>
      lag === 0 && from > to
        ? [`${to}[t-0] ${from}`, [toMark, fromMark]]
        : [`${from}[t-${lag}] ${to}`, [fromMark, toMark]],
    ),
  )
}

/**
 * The marks of the maximal ancestral graph over a window, by trying every set: a pair is joined where none separates it, and an end is a tail
 * where it is an ancestor.
 */
export function trueMarks(
  test: LaggedTest,
  maxLag: number,
  isAncestor: (a: string, b: string) => boolean,
): Map<string, Ends> {
  const nodes = test.variables.flatMap((name) => Array.from({ length: maxLag + 1 }, (_, lag) => ({ name, lag })))
  const label = ({ name, lag }: { name: string; lag: number }) => `${name}[t${lag === 0 ? '' : `-${lag}`}]`
  const marks = new Map<string, Ends>()
  for (const a of nodes) {
    for (const b of nodes) {
      if (b.lag > 0 || (a.lag === 0 && a.name >= b.name)) continue
      const others = nodes.filter((node) => node !== a && node !== b)
      let separated = false
      for (let set = 0; set < 2 ** others.length && !separated; set++) {
        const result = test(
          a,
          b,
          others.filter((_, k) => ((set >> k) & 1) === 1),
        )
        separated = result.tested && result.pValue > 0.5
      }
      if (separated) continue
      const end = (x: typeof a, y: typeof a): Mark => (isAncestor(label(x), label(y)) ? 'tail' : 'arrow')
      marks.set(`${a.name}[t-${a.lag}] ${b.name}`, [end(a, b), end(b, a)])
    }
  }
  return marks
}
