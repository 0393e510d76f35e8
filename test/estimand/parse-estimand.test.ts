import { describe, expect, it } from 'vitest'
import { parseEstimand, toText } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const place = (text: string) => expectCausalError(() => parseEstimand(text), 'parseEstimand', 'parse').details

describe('parseEstimand', () => {
  it.each([
    ['', 1, 1],
    ['P(y | x) /\n  Q(x)', 2, 3],
    ['P(y | x', 1, 8],
    ['P(y))', 1, 5],
    ['[P(y)', 1, 6],
    ['[P(y))', 1, 6],
    ['P("y', 1, 3],
    ['P("y\\q")', 1, 3],
    ['P("a\nb")', 1, 3],
    ['P("")', 1, 3],
    ["P(y' = 1)", 1, 6],
    ['Σ_{a, a} P(a)', 1, 3],
    ['Σ_{a = 1} P(a)', 1, 3],
    ['1e999', 1, 1],
    ['P(y) \\ P(x)', 1, 6],
    ['Σ_', 1, 3],
  ])('%j is refused at its place', (text, line, column) => {
    expect(place(text)).toEqual({ line, column })
  })

  it('tells its own name where a variable stands twice', () => {
    expectCausalError(() => parseEstimand('P(y | y)'), 'parseEstimand', 'overlap')
    expectCausalError(() => parseEstimand('P(y, y)'), 'parseEstimand', 'duplicate-name')
  })

  it('keeps its message short for a long text', () => {
    const long = `P(${'y'.repeat(40_000)} | )`
    expect(expectCausalError(() => parseEstimand(long), 'parseEstimand', 'parse').message.length).toBeLessThan(400)
    expect(
      expectCausalError(() => parseEstimand(`P(y) ${'z'.repeat(40_000)}`), 'parseEstimand', 'parse').message.length,
    ).toBeLessThan(400)
  })

  it('is linear, and as deep as the text', () => {
    const n = 8000
    const sums = Array.from({ length: n }, (_, i) => `Σ_a${i}`).join(' ')
    const start = performance.now()
    expect(parseEstimand(`${'Σ_a '.repeat(n)}P(y)`).type).toBe('sum')
    expect(toText(parseEstimand(`${sums} P(y)`))).toBe(`${sums} P(y)`)
    expect(parseEstimand('P(y)'.repeat(n)).type).toBe('product')
    expect(parseEstimand('P(y | x)P(x)'.repeat(n)).type).toBe('product')
    expect(toText(parseEstimand(`P(y)${' / P(y)'.repeat(n)}`)).length).toBe(9 * n + 2)
    expect(parseEstimand(`${'['.repeat(5 * n)}P(y)${']'.repeat(5 * n)}`).type).toBe('probability')
    place('['.repeat(5 * n))
    place(`P("${'\\"'.repeat(n)}`)
    expect(performance.now() - start).toBeLessThan(8000)
  })
})
