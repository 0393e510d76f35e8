import { describe, expect, it } from 'vitest'
import { notebook, slider } from '../../docs/notebooks/runtime.mjs'

describe('notebook', () => {
  const counted = () => {
    const runs: string[] = []
    const cell = (name: string, needs: string[], compute: (values: Record<string, number>) => unknown) => ({
      needs,
      compute: (values: Record<string, number>) => {
        runs.push(name)
        return compute(values)
      },
    })
    const book = notebook({
      sum: cell('sum', ['a', 'b'], ({ a, b }) => a! + b!),
      a: cell('a', [], () => slider('a', { min: 0, max: 9, step: 1, value: 1 })),
      b: cell('b', [], () => slider('b', { min: 0, max: 9, step: 1, value: 2 })),
      twice: cell('twice', ['b'], ({ b }) => 2 * b!),
      root: cell('root', ['sum'], ({ sum }) => {
        if (sum! > 9) throw new Error('too much')
        return sum
      }),
      last: cell('last', ['root'], ({ root }) => root),
    })
    return { book, runs }
  }
  it('computes cells in the order of what they need, whatever the order of the text', () => {
    const { book } = counted()
    expect(book.valueAt('sum')).toBe(3)
    expect(book.order.indexOf('sum')).toBeGreaterThan(book.order.indexOf('b'))
  })
  it('computes what hangs on a change, and nothing else', () => {
    const { book, runs } = counted()
    runs.length = 0
    expect(book.set('a', 5)).toEqual(['sum', 'root', 'last'])
    expect(runs).toEqual(['sum', 'root', 'last'])
    expect(book.valueAt('last')).toBe(7)
  })
  it('tells an error where it is, waits behind it, and goes on when it is gone', () => {
    const { book } = counted()
    book.set('a', 9)
    expect(book.outcomes.get('root')).toEqual({ error: 'too much' })
    expect(book.outcomes.get('last')).toEqual({ error: 'waits for root' })
    book.set('a', 0)
    expect(book.outcomes.get('last')).toEqual({ value: 2 })
  })
  it('refuses cells that wait for each other, and inputs that are none', () => {
    const cell = (...needs: string[]) => ({ needs, compute: () => 1 })
    expect(() => notebook({ x: cell('y'), y: cell('x') })).toThrow(/wait for each other.*x, y/)
    expect(() => notebook({ x: cell('constructor') })).toThrow(/x$/)
    expect(() => counted().book.set('sum', 1)).toThrow('sum is no input')
  })
})
