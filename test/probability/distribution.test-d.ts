import { expectTypeOf, test } from 'vitest'
import {
  bernoulli,
  categorical,
  cumulative,
  type Distribution,
  type Drawn,
  density,
  drawFrom,
  type FiniteDistribution,
  meanOf,
  normal,
  normals,
  type RandomStream,
  randomStream,
  splitStream,
  uniforms,
} from '../../src/index.js'

const size = categorical({ low: 0.3, high: 0.7 })

test('states are known to the compiler', () => {
  expectTypeOf(size).toEqualTypeOf<FiniteDistribution<'low' | 'high'>>()
  expectTypeOf(normal(0, 1)).toEqualTypeOf<Distribution<number>>()
  expectTypeOf(bernoulli(0.5)).toEqualTypeOf<FiniteDistribution<0 | 1>>()
  density(size, 'low')
  // @ts-expect-error no such state
  density(size, 'medium')
  // @ts-expect-error a state is not a number
  density(size, 1)
})

test('what needs numbers takes no states', () => {
  // @ts-expect-error states have no order
  cumulative(size, 1)
  // @ts-expect-error nor a mean
  meanOf(size)
})

test('draws are numbers or states', () => {
  const stream = randomStream(1)
  expectTypeOf(stream).toEqualTypeOf<RandomStream>()
  expectTypeOf(splitStream(stream, 'a')).toEqualTypeOf<RandomStream>()
  expectTypeOf(uniforms(stream, 3)).toEqualTypeOf<Drawn>()
  expectTypeOf(normals(stream, 3).values).toEqualTypeOf<Float64Array>()
  expectTypeOf(drawFrom(normal(0, 1), stream, 3).values).toEqualTypeOf<Float64Array>()
  expectTypeOf(drawFrom(size, stream, 3).values).toEqualTypeOf<readonly ('low' | 'high')[]>()
  // @ts-expect-error a seed is not a stream
  uniforms(1, 3)
  // @ts-expect-error nor may the state be written to
  stream.words[0] = 1
})
