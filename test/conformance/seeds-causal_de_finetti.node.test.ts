import { expect } from 'vitest'
import { causalDeFinetti, causalDeFinettiPair, gSquare, kci, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Pair {
  readonly id: string
  readonly x: readonly (readonly [number, number])[]
  readonly y: readonly (readonly [number, number])[]
  readonly peerKci: {
    readonly pX1Y2givenX2: number
    readonly pY1X2givenY2: number
    readonly pX1Y1: number
    readonly decision: 'xToY' | 'yToX' | 'independent'
  }
}
interface Several {
  readonly id: string
  readonly nVars: number
  readonly position1: readonly string[]
  readonly position2: readonly string[]
  readonly firstLayerTests: readonly {
    readonly i: number
    readonly j: number
    readonly g2: number
    readonly dof: number
    readonly p: number
  }[]
  readonly firstLayerSinks: readonly number[]
  readonly trueSinks: readonly number[]
}
interface Document {
  readonly bivariate: readonly Pair[]
  readonly multivariateBinary: readonly Several[]
}

function checkPair({ x, y, peerKci }: Pair): void {
  const sample = (s: 0 | 1) =>
    table({ x: Float64Array.from(x, (row) => row[s]), y: Float64Array.from(y, (row) => row[s]) })
  const found = causalDeFinettiPair(sample(0), sample(1), { test: (t) => kci(t, { parity: 'causal-learn' }) })
  expectClose(found.tests[0]!.result.pValue, peerKci.pX1Y2givenX2, 0.03, 0, 'X1 Y2 | X2')
  expectClose(found.tests[1]!.result.pValue, peerKci.pY1X2givenY2, 0.03, 0, 'Y1 X2 | Y2')
  expectClose(found.together.result.pValue, peerKci.pX1Y1, 0.03, 0, 'X1 Y1')
  // p-values are given to 0.03: a decision that hangs on less is no decision
  const forward = peerKci.pX1Y2givenX2 - peerKci.pY1X2givenY2
  const near = peerKci.pX1Y1 < 0.05 ? Math.abs(forward) < 0.06 : peerKci.pX1Y1 < 0.08
  if (near) return
  const decision = found.cause === null ? 'independent' : found.cause === 'x' ? 'xToY' : 'yToX'
  expect(decision).toBe(peerKci.decision)
}

function checkSeveral({ position1, position2, firstLayerTests, firstLayerSinks, trueSinks }: Several): void {
  const sample = (strings: readonly string[]) => table(Object.fromEntries(strings.map((s, i) => [`v${i}`, [...s]])))
  const found = causalDeFinetti(sample(position1), sample(position2), {
    // the plain chi-square of G²: the default has a null of its own
    test: (t) => gSquare(t, { parity: 'causal-learn' }),
  })
  for (const { i, j, g2, dof, p } of firstLayerTests) {
    const { result } = found.tests[0]!.find((t) => t.node === `v${i}` && t.other === `v${j}`)!
    expectClose(result.statistic, g2, 1e-6, 1e-6, `G² ${i} ${j}`)
    expect(result.degreesOfFreedom).toBe(dof)
    expectClose(result.pValue, p, 1e-6, 1e-6, `p ${i} ${j}`)
  }
  const passed = found.reasons[0] === 'no-independence' ? [] : found.layers[0]!
  expect(passed).toEqual(firstLayerSinks.map((i) => `v${i}`))
  // where not all that passed are sinks, it says so
  if (found.certain[0]) for (const name of passed) expect(trueSinks).toContain(Number(name.slice(1)))
}

conformance<Pair | Several, Document>(
  'seeds/causal_de_finetti',
  'seeds/causal_de_finetti.json',
  ({ bivariate, multivariateBinary }) => [...bivariate, ...multivariateBinary],
  (item) => ('x' in item ? checkPair(item) : checkSeveral(item)),
)
