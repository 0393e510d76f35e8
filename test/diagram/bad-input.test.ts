import { Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import {
  admg,
  bayesianInverse,
  box,
  type Channel,
  channelMatrix,
  checkNaturality,
  combCompose,
  combDisintegrate,
  combSplit,
  compose,
  copy,
  cut,
  type Diagram,
  dag,
  dagOf,
  diagramOf,
  disintegrate,
  doValue,
  dSeparatedIn,
  effectByComb,
  equalAlmostSurely,
  equalDiagrams,
  type Factor,
  findComb,
  fromProgram,
  gaussian,
  identifyByCombs,
  interpret,
  logarithmic,
  openAt,
  permute,
  relational,
  replaceBox,
  sampling,
  setState,
  stochastic,
  substitute,
  tensor,
  twinDiagram,
  uniformState,
  verifyTrace,
  worldsDiagram,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const f = box('f', ['A'], ['B'])
const chain = diagramOf(dag('X -> Y'))
const tables = {
  X: [0.5, 0.5],
  Y: [
    [0.9, 0.1],
    [0.4, 0.6],
  ],
}
const joint = interpret(chain, stochastic, tables)

describe('diagrams that do not fit', () => {
  it('say both types and the position', () => {
    const error = expectCausalError(
      () => compose(f as Diagram, box('g', ['B', 'C'], []) as Diagram),
      'compose',
      'type-mismatch',
    )
    expect(error.message).toContain('["B"] do not fit inputs ["B", "C"]')
    expect(error.details['position']).toBe(1)
    expectCausalError(() => compose(...([] as Diagram[])), 'compose', 'invalid-argument')
    expectCausalError(() => box('', [], []), 'box', 'invalid-argument')
    expectCausalError(() => box('f', [''], []), 'box', 'invalid-argument')
    expectCausalError(() => copy('A', -1), 'copy', 'invalid-argument')
    expectCausalError(() => permute(['A', 'B'], [0, 0]), 'permute', 'invalid-argument')
    expectCausalError(() => substitute(f, { g: f }), 'substitute', 'unknown-name')
    expectCausalError(() => substitute(f, { f: box('h', ['A'], ['A']) }), 'substitute', 'type-mismatch')
    expectCausalError(() => tensor(3 as never), 'tensor', 'invalid-argument')
  })

  it('say which wire of a program is wrong', () => {
    expectCausalError(
      () => fromProgram(['A'], (run, a) => run(box('g', ['B'], []) as Diagram, a)),
      'fromProgram',
      'type-mismatch',
    )
    expectCausalError(() => fromProgram(['A'], () => [{ object: 'A', id: 0 }]), 'fromProgram', 'invalid-argument')
    expectCausalError(() => fromProgram([], () => undefined as never), 'fromProgram', 'invalid-argument')
  })

  it('are found out when they were not made here', () => {
    const parts = { inputs: [], outputs: ['A'], wires: ['A'], boxes: [], inputWires: [], outputWires: [0] }
    expectCausalError(() => equalDiagrams(parts, f), 'equalDiagrams', 'type-mismatch')
    const { boxes, ...rest } = f
    const looped = {
      ...rest,
      inputs: [],
      inputWires: [],
      wires: ['A', 'B'],
      boxes: [...boxes, { box: box('g', ['B'], ['A']).boxes[0]!.box, inputs: [1], outputs: [0] }],
    }
    expect(expectCausalError(() => equalDiagrams(looped, f), 'equalDiagrams', 'cycle').details['boxes']).toEqual([
      'f',
      'g',
    ])
    const twice = { ...f, inputWires: [0, 0], inputs: ['A', 'A'] }
    expectCausalError(() => equalDiagrams(twice, f), 'equalDiagrams', 'type-mismatch')
    expectCausalError(() => equalDiagrams({ ...f, outputs: ['A'] }, f), 'equalDiagrams', 'type-mismatch')
    expectCausalError(() => equalDiagrams(f, f, 'smc' as never), 'equalDiagrams', 'invalid-argument')
    expectCausalError(() => diagramOf(3 as never), 'diagramOf', 'invalid-argument')
    expectCausalError(() => diagramOf(dag('A -> B'), { outputs: ['C' as never] }), 'diagramOf', 'unknown-name')
    expectCausalError(() => dagOf(box('f', [], ['A', 'B'])), 'dagOf', 'not-supported')
    expectCausalError(() => dagOf(tensor(box('f', [], ['A']), box('g', [], ['A']))), 'dagOf', 'not-supported')
  })
})

describe('surgery in the wrong place', () => {
  it('names the wire', () => {
    expectCausalError(() => cut(chain, 'Z'), 'cut', 'unknown-name')
    expectCausalError(() => cut(chain, 7), 'cut', 'unknown-name')
    expectCausalError(() => cut(tensor(chain, chain), 'X'), 'cut', 'invalid-argument')
    expect(cut(tensor(chain, chain), 0).step.removed).toEqual(['X'])
    expectCausalError(() => openAt(f, 'A'), 'openAt', 'invalid-argument')
    expectCausalError(() => doValue(chain, 'X', Number.NaN), 'doValue', 'invalid-argument')
    expectCausalError(() => setState(chain, 'X', f as never), 'setState', 'type-mismatch')
    expectCausalError(() => replaceBox(chain, 'Y', f, ['X']), 'replaceBox', 'type-mismatch')
    expectCausalError(() => dSeparatedIn(chain, 'X', 'X'), 'dSeparatedIn', 'overlap')
    expectCausalError(() => twinDiagram(chain, { do: { X: 1 }, query: 'Y' }), 'twinDiagram', 'not-supported')
    expectCausalError(() => verifyTrace(chain, 3 as never), 'verifyTrace', 'invalid-argument')
    expectCausalError(() => verifyTrace(null as never, []), 'verifyTrace', 'invalid-argument')
    expectCausalError(() => twinDiagram(chain, null as never), 'twinDiagram', 'invalid-argument')
    expectCausalError(() => worldsDiagram(chain, [{}] as never), 'worldsDiagram', 'invalid-argument')
    expectCausalError(
      () => identifyByCombs(3 as never, { do: 'X', outcome: 'Y' }),
      'identifyByCombs',
      'invalid-argument',
    )
    expectCausalError(() => combDisintegrate(joint, null as never), 'combDisintegrate', 'invalid-argument')
    expectCausalError(() => checkNaturality([[1]], [[1]], null as never), 'checkNaturality', 'invalid-argument')
  })
})

describe('interpretations that are none', () => {
  it('name the box', () => {
    expect(
      expectCausalError(() => interpret(chain, stochastic, { X: [1, 0] }), 'interpret', 'unknown-name').details['box'],
    ).toBe('Y')
    expectCausalError(
      () =>
        interpret(chain, stochastic, {
          ...tables,
          Y: [
            [0.9, 0.2],
            [0.4, 0.6],
          ],
        }),
      'interpret',
      'not-probability',
    )
    expectCausalError(
      () =>
        interpret(chain, stochastic, {
          ...tables,
          Y: [
            [1.1, -0.1],
            [0.4, 0.6],
          ],
        }),
      'interpret',
      'not-probability',
    )
    expectCausalError(
      () =>
        interpret(chain, stochastic, {
          ...tables,
          Y: [
            [Number.NaN, 1],
            [0.4, 0.6],
          ],
        }),
      'interpret',
      'not-probability',
    )
    expectCausalError(
      () => interpret(chain, stochastic, { ...tables, X: [0.2, 0.3, 0.5] }),
      'interpret',
      'type-mismatch',
    )
    expectCausalError(
      () => interpret(chain, stochastic, { ...tables, Y: [[0.9, 0.1], [1]] }),
      'interpret',
      'type-mismatch',
    )
    expectCausalError(
      () => interpret(chain, stochastic, { ...tables, Y: 'half' as never }),
      'interpret',
      'type-mismatch',
    )
    expectCausalError(() => interpret(chain, stochastic, tables, { sizes: { X: 0 } }), 'interpret', 'invalid-argument')
    expectCausalError(() => interpret(uniformState('A'), stochastic, {}), 'interpret', 'type-mismatch')
    expectCausalError(
      () =>
        interpret(chain, relational, {
          X: [1, 1],
          Y: [
            [1, 0],
            [0, 0.5],
          ],
        }),
      'interpret',
      'invalid-argument',
    )
    expectCausalError(
      () =>
        interpret(chain, logarithmic, {
          X: [0, 0],
          Y: [
            [0, 0],
            [0, 0],
          ],
        }),
      'interpret',
      'not-probability',
    )
    const two = tensor(f, box('f', ['A'], ['C']))
    expectCausalError(() => interpret(two, stochastic, {}), 'interpret', 'type-mismatch')
    expectCausalError(() => interpret(chain, {} as never, {}), 'interpret', 'invalid-argument')
    expectCausalError(
      () => interpret(doValue(chain, 'X', 'red').diagram, stochastic, tables),
      'interpret',
      'unknown-name',
    )
  })

  it('refuse a contraction over the limit, with the predicted size', () => {
    const wide = diagramOf(dag({ nodes: Array.from({ length: 40 }, (_, i) => `V${i}`), directed: [] }))
    const coins = new Map(wide.outputs.map((name) => [name, [0.5, 0.5]]))
    const error = expectCausalError(() => interpret(wide, stochastic, coins), 'interpret', 'too-large')
    expect(Object.values(error.details)).toContain(2 ** 40)
    expectCausalError(() => interpret(chain, stochastic, tables, { budget: { cells: 2 } }), 'interpret', 'too-large')
  })

  it('say what is wrong with Gaussian channels and samplers', () => {
    const g = { X: { covariance: [1] }, Y: { matrix: [[1]], covariance: [1] } }
    expect(
      expectCausalError(() => interpret(cut(chain, 'X').diagram, gaussian, g), 'interpret', 'not-supported').message,
    ).toContain('openAt')
    expectCausalError(() => interpret(chain, gaussian, { ...g, Y: { matrix: [[1, 2]] } }), 'interpret', 'type-mismatch')
    expectCausalError(
      () => interpret(chain, gaussian, { ...g, X: { covariance: [-1] } }),
      'interpret',
      'invalid-argument',
    )
    expectCausalError(
      () => interpret(chain, gaussian, { ...g, X: { mean: [Number.NaN] } }),
      'interpret',
      'invalid-argument',
    )
    const s = { X: () => 1, Y: () => 1 }
    expectCausalError(() => interpret(chain, sampling, s), 'interpret', 'invalid-argument')
    expectCausalError(() => interpret(chain, sampling, s, { seed: 1, draws: 0 }), 'interpret', 'invalid-argument')
    expectCausalError(
      () => interpret(chain, sampling, { ...s, Y: () => Number.NaN }, { seed: 1 }),
      'interpret',
      'type-mismatch',
    )
    expectCausalError(() => interpret(f, sampling, { f: () => 1 }, { seed: 1 }), 'interpret', 'type-mismatch')
    expectCausalError(
      () => interpret(cut(chain, 'X').diagram, sampling, s, { seed: 1 }),
      'interpret',
      'invalid-argument',
    )
  })
})

describe('joints, channels and combs that are none', () => {
  it('are refused', () => {
    const half: Factor = { variables: [{ name: 'X', states: ['0', '1'] }], values: Float64Array.of(0.2, 0.2) }
    expectCausalError(() => disintegrate(half, 'X'), 'disintegrate', 'not-probability')
    expectCausalError(() => disintegrate({ ...half, values: Float64Array.of(1) }, 'X'), 'disintegrate', 'type-mismatch')
    expectCausalError(() => disintegrate(joint, 'Z' as never), 'disintegrate', 'unknown-name')
    expectCausalError(() => disintegrate(joint, ['X', 'X']), 'disintegrate', 'duplicate-name')
    const sure: Factor = { ...half, values: Float64Array.of(1, 0) }
    expectCausalError(() => disintegrate(sure, 'X', { onUndefined: 'throw' }), 'disintegrate', 'zero-support')
    const channel = interpret(box('f', ['X'], ['Y']), stochastic, { f: tables.Y })
    expectCausalError(() => bayesianInverse(channel, joint), 'bayesianInverse', 'type-mismatch')
    const holed: Channel = { ...channel, values: Float64Array.of(Number.NaN, Number.NaN, 0.4, 0.6) }
    expectCausalError(() => bayesianInverse(holed, sure), 'bayesianInverse', 'zero-support')
    expectCausalError(() => equalAlmostSurely(channel, joint, sure), 'equalAlmostSurely', 'type-mismatch')
    expectCausalError(() => combSplit(joint, ['X'], []), 'combSplit', 'invalid-argument')
    expectCausalError(() => combCompose(3 as never), 'combCompose', 'invalid-argument')
    const parts = { treatment: 'X', screen: 'X', outcome: 'Y' } as const
    expectCausalError(() => combDisintegrate(joint, parts), 'combDisintegrate', 'duplicate-name')
    expectCausalError(() => channelMatrix(3 as never), 'channelMatrix', 'invalid-argument')
    const bow = findComb(admg('X -> Y; X <-> Y'), 'X', 'Y')
    expectCausalError(() => effectByComb(joint, bow as never), 'effectByComb', 'invalid-argument')
    const comb = findComb(dag('X -> Y; Z -> Y'), 'X', 'Y')
    expectCausalError(() => comb.applicable && effectByComb(joint, comb), 'effectByComb', 'unknown-name')
    expectCausalError(() => findComb(dag('X -> Y'), 'X', 'X'), 'findComb', 'overlap')
    expectCausalError(() => identifyByCombs(dag('X -> Y'), { do: 'X', outcome: 'X' }), 'identifyByCombs', 'overlap')
    expectCausalError(
      () => checkNaturality([[0.5, 0.4]], [[1]], { cause: [0], effect: [0, 0] }),
      'checkNaturality',
      'not-probability',
    )
    expectCausalError(
      () => checkNaturality([[0.5, 0.5]], [[1]], { cause: [0], effect: [0, 3] }),
      'checkNaturality',
      'type-mismatch',
    )
    expectCausalError(() => checkNaturality([], [[1]], { cause: [], effect: [] }), 'checkNaturality', 'type-mismatch')
  })
})

describe('whatever the names, and however the tables are given', () => {
  it('works for names that break careless code', () => {
    for (const [i, name] of oddNames.entries()) {
      const other = oddNames[(i + 1) % oddNames.length]!
      const d = diagramOf(dag({ nodes: [name, other], directed: [[name, other]] }), { outputs: other })
      const boxes = new Map<string, number[] | number[][]>([
        [name, [0.2, 0.8]],
        [other, tables.Y],
      ])
      expect(interpret(d, stochastic, boxes).values[0]).toBeCloseTo(0.5, 12)
      expect(cut(d, name).step.wire).toBe(name)
      expect(dagOf(d).nodes).toEqual([name, other])
    }
  })

  it('takes matrices, nested lists, rows of numbers, factors and channels alike, and changes none', () => {
    const h = box('h', ['A', 'B'], ['C'])
    const nested = deepFreeze([
      [
        [0.1, 0.9],
        [0.2, 0.8],
        [0.3, 0.7],
      ],
      [
        [0.4, 0.6],
        [0.5, 0.5],
        [0.6, 0.4],
      ],
    ])
    const rows = nested.flat()
    const wanted = rows.flat()
    const sizes = { A: 2, B: 3 }
    const first = interpret(h, stochastic, { h: nested })
    for (const meaning of [new Matrix(rows.map((row) => [...row])), rows, Float64Array.from(wanted), wanted, first]) {
      expect([...interpret(h, stochastic, { h: meaning }, { sizes }).values]).toEqual(wanted)
    }
    expect(channelMatrix(first).to2DArray()).toEqual(rows)
    expect(Object.isFrozen(first) && Object.isFrozen(first.variables[0])).toBe(true)
  })
})
