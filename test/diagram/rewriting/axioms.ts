import {
  box,
  compose,
  copy,
  type Diagram,
  discard,
  identity,
  type RewriteRule,
  swap,
  tensor,
} from '../../../src/index.js'

const A = 'A'
const b = (name: string, inputs: readonly string[], outputs: readonly string[]): Diagram => box(name, inputs, outputs)

/** Boxes of random diagrams: A has two states, B three. */
export const signature: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  f: [['A'], ['B']],
  g: [['B'], ['A']],
  p: [['A'], ['A']],
  m: [['A'], ['A']],
  n: [['A'], ['A']],
  z: [['A'], ['A']],
  q: [['A', 'A'], ['B']],
  r: [['A'], ['B']],
  s: [[], ['A']],
  t: [[], ['A', 'B']],
}
const of = (name: string): Diagram => b(name, ...signature[name]!)

/** Laws that hold of the meanings below, with copies, discards and sides without boxes. */
export const axioms: readonly RewriteRule[] = [
  { law: 'g undoes f', left: compose(of('f'), of('g')), right: identity(A) },
  { law: 'p is idempotent', left: compose(of('p'), of('p')), right: of('p') },
  { law: 'q is commutative', left: compose(swap(A, A), of('q')), right: of('q') },
  { law: 'r is q on the diagonal', left: compose(copy(A), of('q')), right: of('r') },
  { law: 's is stationary', left: compose(of('s'), of('m')), right: of('s') },
  { law: 'n does nothing', left: of('n'), right: identity(A) },
  { law: 'z forgets', left: of('z'), right: compose(discard(A), of('s')) },
  { law: 'p is a function', left: compose(of('p'), copy(A)), right: compose(copy(A), tensor(of('p'), of('p'))) },
  { law: 'beside', left: compose(copy(A), tensor(of('n'), identity(A))), right: copy(A) },
  {
    law: 'swapped',
    left: compose(copy(A), tensor(of('n'), of('m'))),
    right: compose(copy(A), tensor(identity(A), of('m'))),
  },
  { law: 'm is lost', left: compose(of('m'), discard(A)), right: discard(A) },
]

/** Random meanings that obey the axioms. */
export function meanings(draws: readonly number[]): Map<string, Float64Array> {
  let next = 0
  const u = (): number => 0.05 + 0.9 * draws[next++ % draws.length]!
  const rows = (count: number, columns: number): number[] =>
    Array.from({ length: count }).flatMap(() => {
      const weights = Array.from({ length: columns }, u)
      const sum = weights.reduce((total, w) => total + w, 0)
      return weights.map((w) => w / sum)
    })
  // f sends two states into three, g brings them back
  const [first, second] = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 1, 0],
  ][Math.floor(u() * 3)]! as [number, number, number]
  const f = [first, second].flatMap((at) => [0, 1, 2].map((j) => +(j === at)))
  const other = u()
  const g = [0, 1, 2].flatMap((j) => (j === first ? [1, 0] : j === second ? [0, 1] : [other, 1 - other]))
  const idempotent = [
    [1, 0, 0, 1],
    [1, 0, 1, 0],
    [0, 1, 0, 1],
  ][Math.floor(u() * 3)]!
  const [x, y] = [u(), u()]
  const s = [y / (x + y), x / (x + y)]
  const q = rows(4, 3)
  q.splice(6, 3, ...q.slice(3, 6))
  return new Map(
    Object.entries({
      f,
      g,
      p: idempotent,
      m: [1 - x, x, y, 1 - y],
      n: [1, 0, 0, 1],
      z: [...s, ...s],
      q,
      r: [...q.slice(0, 3), ...q.slice(9, 12)],
      s,
      t: rows(1, 6),
    }).map(([name, values]) => [name, Float64Array.from(values)]),
  )
}
