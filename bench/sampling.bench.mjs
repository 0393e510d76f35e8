// Seeded streams beside seedrandom's own generators, the same count of numbers in the same run.
import seedrandom from 'seedrandom'
import alea from 'seedrandom/lib/alea.js'
import { normals, randomStream, splitStream, uniforms } from '../dist/index.js'
import { generator } from '../dist/probability/streams/stream.js'

const n = 1_000_000

export default (b) => {
  const stream = randomStream('bench')
  const draw = generator('bench')
  const out = new Float64Array(n)
  const fill = (next) => () => {
    for (let i = 0; i < n; i++) out[i] = next()
  }
  const double = alea('bench').double
  const arc4 = seedrandom('bench').double
  b.compare({
    name: '1e6 uniforms into an array',
    ours: () => draw.fillUniform(out),
    baseline: { name: 'seedrandom alea.double', run: fill(double) },
    target: '203 M/s (5 ms)',
  })
  b.compare({
    name: '1e6 uniforms, one call each',
    ours: fill(draw.uniform),
    baseline: { name: 'seedrandom ARC4 double', run: fill(arc4) },
  })
  b.compare({
    name: '1e6 uniforms as a value',
    ours: () => uniforms(stream, n),
    baseline: { name: 'seedrandom alea.double', run: fill(double) },
  })
  b.compare({
    name: '1e6 normals as a value',
    ours: () => normals(stream, n),
    baseline: {
      name: 'Box-Muller on alea.double',
      run: () => {
        for (let i = 0; i < n; i += 2) {
          const r = Math.sqrt(-2 * Math.log(1 - double()))
          const a = 2 * Math.PI * double()
          out[i] = r * Math.cos(a)
          out[i + 1] = r * Math.sin(a)
        }
      },
    },
    target: '72 M/s (14 ms)',
  })
  b.compare({ name: '1e6 exponentials', ours: fill(draw.exponential) })
  b.compare({ name: '1e6 gammas of shape 2.5', ours: fill(() => draw.gamma(2.5)) })
  b.compare({
    name: '1e4 substreams',
    ours: () => {
      for (let k = 0; k < 10_000; k++) splitStream(stream, k)
    },
    baseline: {
      name: '1e4 alea seeds',
      run: () => {
        for (let k = 0; k < 10_000; k++) alea(String(k))
      },
    },
  })
  b.growth({ name: 'normals', sizes: [1e4, 1e5, 1e6], make: (size) => () => normals(stream, size) })
}
