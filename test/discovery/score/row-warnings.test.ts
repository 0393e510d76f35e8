import { describe, expect, it } from 'vitest'
import {
  additiveNoise,
  bdeuScore,
  bicScore,
  boss,
  cam,
  conditionalGaussianScore,
  degenerateGaussianScore,
  directLingam,
  exactSearch,
  ges,
  grasp,
  hillClimbing,
  igci,
  kernelScore,
  moments,
  multiGroupLingam,
  notears,
  parceLingam,
  rcd,
  reci,
  resit,
  select,
  type Table,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

/** Columns that know nothing of each other, each an autoregression. */
function series(n: number, memory: number): Table<Record<'a' | 'b' | 'c', number>> {
  const random = generator(`series ${memory}`)
  const one = (): Float64Array => {
    const values = new Float64Array(n)
    for (let i = 0; i < n; i++) values[i] = memory * (values[i - 1] ?? 0) + random.normal()
    return values
  }
  return table({ a: one(), b: one(), c: one() })
}

/** The same rows, the first half of one site and the second of another. */
function grouped(rows: ReturnType<typeof series>): Table<Record<'a' | 'b' | 'c' | 'site', number>> {
  const [a, b, c] = rows.data as readonly Float64Array[]
  return table({ a: a!, b: b!, c: c!, site: a!.map((_, i) => (2 * i < a!.length ? 0 : 1)) })
}

const tells = (warnings: readonly string[]): boolean => warnings.some((line) => line.startsWith('rows seem to depend'))

describe('rows that depend on the rows before them', () => {
  it('are told of by every score that sees the rows', () => {
    const [dependent, independent] = [series(300, 0.8), series(300, 0)]
    const states = table(
      Object.fromEntries(
        dependent.columns.map((name, k) => [name, Array.from(dependent.data[k] as Float64Array, (v) => Math.sign(v))]),
      ),
    )
    for (const make of [bicScore, degenerateGaussianScore, conditionalGaussianScore, kernelScore]) {
      expect(tells(make(dependent as never).warnings!)).toBe(true)
      expect(make(independent as never).warnings).toEqual([])
    }
    expect(tells(bdeuScore(states).warnings!)).toBe(true)
    // of moments nobody can tell
    expect(bicScore(moments(dependent)).warnings).toEqual([])
  })
  it('and by every search over it', () => {
    const score = bicScore(series(300, 0.8))
    const searches: readonly ((of: typeof score) => { readonly warnings: readonly string[] })[] = [
      ges,
      boss,
      grasp,
      exactSearch,
      hillClimbing,
    ]
    for (const search of searches) expect(tells(search(score).warnings)).toBe(true)
    expect(ges(bicScore(series(300, 0))).warnings).toEqual([])
  })

  it('are told of by searches without a test or a score, with the verbs for series', () => {
    const [dependent, independent] = [series(200, 0.9), series(200, 0)]
    const searches: readonly ((rows: typeof dependent) => readonly string[])[] = [
      (rows) => directLingam(rows).warnings ?? [],
      (rows) => cam(rows).warnings,
      (rows) => notears(rows).warnings,
      (rows) => resit(select(rows, ['a', 'b'])).warnings,
      (rows) => rcd(rows).warnings ?? [],
      (rows) => parceLingam(rows).warnings ?? [],
      (rows) => multiGroupLingam(grouped(rows), { group: 'site' }).groups.flatMap((group) => group.warnings ?? []),
      (rows) => additiveNoise(select(rows, ['a', 'b'])).warnings ?? [],
      (rows) => igci(select(rows, ['a', 'b'])).warnings ?? [],
      (rows) => reci(select(rows, ['a', 'b'])).warnings ?? [],
    ]
    for (const warnings of searches) {
      const heard = warnings(dependent)
      expect(tells(heard)).toBe(true)
      expect(heard.some((line) => line.includes('pcmciPlus'))).toBe(true)
      expect(tells(warnings(independent))).toBe(false)
    }
  })
})
