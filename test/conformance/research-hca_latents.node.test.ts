import { expect } from 'vitest'
import { type LatentCapabilities, latentCapabilities, table } from '../../src/index.js'
import { conformance, expectClose, setOfSets } from './harness.js'

type Rows = readonly (readonly number[])[]
interface HcaCase {
  readonly kind: string
  readonly nLatents: number
  readonly unmixings?: Rows[]
  readonly domains?: Rows[]
  readonly expected: {
    readonly latentEdges: [number, number][]
    readonly validOrders: number[][]
    readonly latentOfRow: number[][]
    readonly H: number[][]
    readonly ambiguity: number[][]
    readonly identifiedSubspaces: { readonly latent: number; readonly span: number[][] }[]
    readonly unmixings: Rows[]
    readonly inexactnessAtMost: number
    readonly flagAngleTolerance: number
    readonly pooledResidualAtLeast: number
  }
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0)

/** An orthonormal basis, by Gram and Schmidt. */
function basis(vectors: readonly ArrayLike<number>[]): number[][] {
  const found: number[][] = []
  for (const vector of vectors) {
    let left = Array.from(vector)
    for (let pass = 0; pass < 2; pass++)
      for (const unit of found) left = left.map((v, i) => v - dot(left, unit) * unit[i]!)
    const length = Math.sqrt(dot(left, left))
    found.push(left.map((v) => v / length))
  }
  return found
}

/** The sine of the largest principal angle between the spans, which have one dimension. */
function sineBetween(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  expect(a.length).toBe(b.length)
  const [p, q] = [basis(a), basis(b)]
  // the norm of the part of one span outside the other, by power iteration on its square
  const outside = p.map((v) => q.reduce((left, unit) => left.map((x, i) => x - dot(v, unit) * unit[i]!), [...v]))
  let x = p.map((_, i) => 1 + i / 7)
  let size = 0
  for (let step = 0; step < 200; step++) {
    const y = outside[0]!.map((_, c) => outside.reduce((sum, row, r) => sum + row[c]! * x[r]!, 0))
    const next = outside.map((row) => dot(row, y))
    const length = Math.sqrt(dot(next, next))
    if (length === 0) return 0
    size = Math.sqrt(length)
    x = next.map((v) => v / length)
  }
  return size
}

/** The case's number of each latent found, by the rows that read it. */
function latentsOf(found: LatentCapabilities, latentOfRow: readonly (readonly number[])[]): Map<string, number> {
  return new Map(
    found.latents.map(({ name, rows }) => {
      const own = new Set(rows.map((row, k) => latentOfRow[k]![row]!))
      expect([...own], `rows ${rows} read one latent`).toHaveLength(1)
      return [name, [...own][0]!]
    }),
  )
}

function checkExact(
  found: LatentCapabilities,
  of: ReadonlyMap<string, number>,
  expected: HcaCase['expected'],
  angle: number,
): void {
  const listed = (orders: readonly (readonly number[])[]): string[] => orders.map((order) => order.join()).sort()
  expect(listed(found.orders.map((order) => order.map((name) => of.get(name)!)))).toEqual(listed(expected.validOrders))
  expect(found.otherMatches).toEqual([])
  expect(listed(found.edges.map(([a, b]) => [of.get(a)!, of.get(b)!]))).toEqual(listed(expected.latentEdges))
  expect(found.undecidedEdges).toEqual([])
  for (const { name, ambiguousWith, identifiedSpan, direction } of found.latents) {
    const i = of.get(name)!
    expect(setOfSets([ambiguousWith.map((other) => String(of.get(other)))])).toEqual(
      setOfSets([expected.ambiguity[i]!.map(String)]),
    )
    const span = [expected.H[i]!, ...expected.ambiguity[i]!.map((j) => expected.H[j]!)]
    expect(sineBetween(identifiedSpan, span), `span of latent ${i}`).toBeLessThanOrEqual(angle)
    expectClose(dot(direction, direction), 1, 1e-9)
  }
}

const path = 'research/hca_latents.json'
const ofKind = (kind: string) => (all: readonly HcaCase[]) => all.filter((item) => item.kind === kind)

conformance<HcaCase, HcaCase[]>('research/hcaUnmixing', path, ofKind('hcaUnmixing'), ({ unmixings, expected }) => {
  const found = latentCapabilities(unmixings!)
  expect(found.inexactness).toBeLessThanOrEqual(1e-8)
  checkExact(found, latentsOf(found, expected.latentOfRow), expected, 1e-6)
  for (const { latent, span } of expected.identifiedSubspaces) {
    const rows = [latent, ...expected.ambiguity[latent]!].map((j) => expected.H[j]!)
    expect(sineBetween(span, rows)).toBeLessThanOrEqual(1e-9)
  }
})

conformance<HcaCase, HcaCase[]>('research/hcaPerturbed', path, ofKind('hcaPerturbed'), ({ unmixings, expected }) => {
  const found = latentCapabilities(unmixings!)
  expect(found.inexactness).toBeLessThanOrEqual(expected.inexactnessAtMost)
  const of = latentsOf(found, expected.latentOfRow)
  const valid = expected.validOrders.map((order) => order.join())
  for (const order of found.orders) expect(valid).toContain(order.map((name) => of.get(name)!).join())
  const truth = found.orders[0]!.map((name) => expected.H[of.get(name)!]!)
  for (let r = 1; r <= truth.length; r++) {
    const own = found.latents.slice(0, r).map(({ direction }) => direction)
    expect(Math.asin(Math.min(1, sineBetween(own, truth.slice(0, r))))).toBeLessThanOrEqual(expected.flagAngleTolerance)
  }
})

conformance<HcaCase, HcaCase[]>('research/hcaNotShared', path, ofKind('hcaNotShared'), ({ unmixings, expected }) => {
  const found = latentCapabilities(unmixings!)
  expect(found.inexactness).toBeGreaterThanOrEqual(expected.pooledResidualAtLeast - 1e-9)
  expect(found.warnings.join()).toContain('No shared H is near')
})

conformance<HcaCase, HcaCase[]>('research/hcaData', path, ofKind('hcaData'), ({ domains, nLatents, expected }) => {
  const names = domains![0]![0]!.map((_, c) => `C${c}`)
  const tables = domains!.map((rows) =>
    table(Object.fromEntries(names.map((name, c) => [name, rows.map((row) => row[c]!)]))),
  )
  const found = latentCapabilities(tables, { latents: nLatents })
  // the rows of each matrix up to order, sign and scale
  const latentOfRow = found.unmixings.map((flat, k) =>
    Array.from({ length: nLatents }, (_, r) => {
      const row = flat.slice(r * names.length, (r + 1) * names.length)
      const at = expected.unmixings[k]!.findIndex((wanted) => sineBetween([row], [wanted]) <= 1e-5)
      expect(at, `row ${r} of domain ${k}`).toBeGreaterThanOrEqual(0)
      return at
    }),
  )
  for (const rows of latentOfRow) expect(new Set(rows).size).toBe(nLatents)
  // the case does not say which latent a row of its matrices reads: the first domain's rows do, by the spans they lie in
  const of = new Map(found.latents.map(({ name }, i) => [name, i]))
  const named = identifiedBySpans(found, expected)
  for (const [name] of of) of.set(name, named.get(name)!)
  expect(found.inexactness).toBeLessThanOrEqual(1e-5)
  checkExact(found, of, expected, 1e-5)
})

/** The case's number of each latent: that of the nearest identified span. */
function identifiedBySpans(found: LatentCapabilities, expected: HcaCase['expected']): Map<string, number> {
  return new Map(
    found.latents.map(({ name, identifiedSpan }) => {
      const at = expected.H.findIndex((row, i) => {
        const span = [row, ...expected.ambiguity[i]!.map((j) => expected.H[j]!)]
        return span.length === identifiedSpan.length && sineBetween(identifiedSpan, span) <= 1e-5
      })
      expect(at, `the span of ${name}`).toBeGreaterThanOrEqual(0)
      return [name, at]
    }),
  )
}
