import { afterEach, describe, expect, it, vi } from 'vitest'
import { gram } from '../../src/numeric/gram.js'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

const columns = Array.from({ length: 17 }, (_, j) =>
  Float64Array.from({ length: 1100 }, (__, r) => Math.sin(r * (j + 1))),
)

describe('without the kernel', () => {
  it.each([
    ['no WebAssembly', undefined],
    [
      'a policy that forbids it, or no vectors',
      {
        Module: class {
          constructor() {
            throw new WebAssembly.CompileError('Refused to compile or instantiate WebAssembly module')
          }
        },
      },
    ],
  ])('%s: the same bits', async (_, stub) => {
    const withKernel = gram(columns)
    vi.stubGlobal('WebAssembly', stub)
    vi.resetModules()
    const plain = await import('../../src/numeric/gram.js')
    const { addProducts } = await import('../../src/numeric/gram-kernel.js')
    expect(addProducts(columns, new Float64Array(289), 0, 1024)).toBe(false)
    expect(plain.gram(columns)).toEqual(withKernel)
  })
})
